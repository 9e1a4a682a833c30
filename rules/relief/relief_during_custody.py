"""Relief reckoned for somebody who spends whole months in prison.

Model K05 of the catalogue. Whoever serves a term is no member of the household that the
allowance is reckoned for, and being kept by the state ends; the household's other
members lose nothing, so that one head's part is the amount. As in SS-03 only months
wholly inside count; custody before a judgment, parole and probation do not. Whether an
orphan's allowance and the subsidies paid to persons stop is said by a policy table;
where that leaves it to the place, nothing is decided until the place has said so.
"""

from typing import Annotated

from pydantic import Field

from rules.benefit import OFFICES, DibaoMatter
from rules.rule import Basis, Read, Rule, Status


class ReliefMatter(DibaoMatter):
    """What the benefits are called that the rule looks at."""

    kept_benefit: Annotated[str, Field(description="特困供养在状态视图中的名称")] = (
        "特困人员供养金"
    )
    orphan_benefit: Annotated[
        str, Field(description="孤儿保障在状态视图和政策表中的名称")
    ] = "孤儿基本生活费"


RULE = Rule(
    id="K05",
    version=5,
    status=Status.IN_USE,
    title="服刑期间仍计入低保、特困、孤儿保障或领取按人发放的补贴",
    question="在监所服刑的整月里，本人是否仍计入低保保障人数、仍按特困人员或孤儿保障，"
    "或者仍领取应停发的补贴？",
    basis=(
        Basis(
            document="民发〔2021〕57号《最低生活保障审核确认办法》"
            "（在监狱内服刑的人员不计入共同生活的家庭成员）",
            article="第七条",
            read=Read.RECALLED,
        ),
        Basis(
            document="国办发〔2010〕54号《关于加强孤儿保障工作的意见》及本地补贴管理办法",
            read=Read.RECALLED,
        ),
        Basis(
            document="民发〔2021〕43号《特困人员认定办法》"
            "（被判处监禁刑罚且在监狱服刑的终止救助供养）",
            read=Read.RECALLED,
        ),
    ),
    needs=("registry/custody", "relief/dibao_payment", "relief/dibao_member"),
    optional=(
        "relief/tekun_person",
        "relief/orphan",
        "relief/subsidy_payment",
        "relief/subsidy_project",
    ),
    policies=("registry_lag", "custody_treatment"),
    act="relief/dibao_payment",
    partition={
        "relief/dibao_payment": None,
        "relief/dibao_member": None,
        "relief/subsidy_payment": None,
        "relief/subsidy_project": None,
    },
    params=ReliefMatter(),
    explanations=("source_lag", "out_of_custody"),
    questions=(
        "该段时间的执行方式有无变更（假释、暂予监外执行、改判）？",
        "保障金额是否已按减少一人重新核算，只是名册没有更新？",
    ),
    verify=(
        "向执行机关核对收监、出监日期与执行方式",
        "查阅低保、特困动态管理记录，核对减员和重新核算的时间",
        "核对该户其他成员的保障资格，不因一人服刑停发全户",
        "判决前的羁押、取保候审、缓刑和社区矫正月份不计",
    ),
    chain=OFFICES,
    amount_basis="低保按户保障金除以保障人数计算一人份；特困供养、孤儿保障按名册月标准乘以整月数；"
    "补贴按实发金额；"
    "信息传递期内的不计",
    sentences={
        "低保期间服刑": (
            "{from}至{to}有{months}个整月登记为在监所服刑，所在户领取{matter}金时仍计入本人，"
            "按一人份待核实金额{amount}。"
        ),
        "供养期间服刑": (
            "{from}至{to}登记为在监所服刑，仍列在{matter}名册，按名册标准待核实金额{amount}。"
        ),
        "孤儿费期间服刑": (
            "{from}至{to}登记为在监所服刑，仍列在{matter}名册，按名册标准待核实金额{amount}。"
        ),
        "补贴期间服刑": (
            "{from}至{to}登记为在监所服刑，仍发放{matter}{count}笔，待核实金额{amount}。"
        ),
    },
    logic=(
        "把当月在册的低保对象、特困人员与服刑登记按人对上，执行方式只取监狱执行和看守所代为执行。",
        "发放月份整月落在收监次月至出监上月之间的，为“低保期间服刑”；供养期间与之有整月重合的，"
        "为“供养期间服刑”。",
        "孤儿保障同样按整月比对；按人发放的补贴，所属期整个落在服刑整月之内的，为“补贴期间服刑”，"
        "按户发放的不比。",
        "孤儿保障和补贴在服刑期间是否停发按政策表；表中由本地规定的不作判断，照发或没有列入的不比。",
        "信息传递期内的月份、期间已假释或监外执行的月份不计；停保日期不详的不作判断。",
        "只算本人一份，户内其他成员的保障不在问题之内。",
    ),
    cannot_see=(
        "在外地服刑而执行机关未提供数据的查不到",
        "特困供养、孤儿保障没有逐月发放明细，金额按名册标准推算",
        "政策表没有列入的补贴不比；按年、按季发放而只有部分月份在服刑的不比",
    ),
    module=__name__,
)
