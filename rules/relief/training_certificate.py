"""Training subsidies whose certificate does not bear them out.

A number that stands for the whole class is the class's and nobody's certificate. Where
a list states hardly any numbers, they are not recorded there and none is missing. How
a number is made up differs between certificates and is not judged; the day of the
application is in no list, so its time limit is not asked.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Certificates(Params):
    """When numbers are usual in a class, and how many rows are shown."""

    certified_ppm: int = Field(
        default=500_000, description="同班有证书编号的学员达到多少比例，才看缺编号的"
    )
    shown_count: int = Field(default=20, description="同一编号最多附几条记录")


RULE = Rule(
    id="PR-13E",
    version=2,
    status=Status.IN_USE,
    title="培训补贴所依据的证书编号或发证日期不一致",
    question="领取培训补贴的学员，证书是否为本人、本期取得，发证是否在结业以后？",
    basis=(
        Basis(
            document="《大中型水利水电工程建设征地补偿和移民安置条例》",
            article="第四十五条、第六十条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《就业补助资金管理办法》及各地细则（取得证书后申领培训补贴）",
            read=Read.FOUND,
        ),
    ),
    needs=("relief/training_enrolment",),
    optional=(),
    policies=(),
    act="relief/training_enrolment",
    partition={"relief/training_enrolment": None},
    params=Certificates(),
    explanations=("number_of_the_class", "certificate_under_way", "practice_last"),
    questions=(
        "证书编号是否录错，证书原件上的姓名、工种、日期是什么？",
        "该资金是否要求取得证书后才能补贴？",
    ),
    verify=(
        "调取证书原件、考核评价记录和发证台账",
        "在职业技能等级证书查询平台或发证机构核对编号、姓名和工种",
        "核对考核日期与班期，查明是否先发证后培训",
        "编号录入有误、全班使用班级编号、考核后安排实习的，不能据此认定",
    ),
    chain=posts(
        "培训机构",
        "技能评价（发证）机构",
        "各培训主管部门",
        "县财政局、代发银行",
        "各培训主管部门、县财政局",
    ),
    amount_basis="证书情况不一致的各期发放成功的培训补贴合计",
    sentences={
        "一证多人": (
            "{from}至{to}领取补贴的培训{count}期，所填证书编号与其他学员相同，"
            "待核实金额{amount}。"
        ),
        "一证多领": (
            "{from}至{to}有{count}期培训，用本人已申领过补贴的同一证书编号再次领取，"
            "待核实金额{amount}。"
        ),
        "结业前发证": (
            "{from}至{to}领取补贴的培训{count}期，登记的发证日期早于结业日期，"
            "待核实金额{amount}。"
        ),
        "没有证书": (
            "{from}至{to}领取补贴的培训{count}期，同班多数学员有证书编号而本人没有，"
            "待核实金额{amount}。"
        ),
    },
    logic=(
        "只看发放成功、金额大于零的培训补贴，编号去掉空格和符号后比较。",
        "两名以上身份核定可靠的学员编号相同的，为一证多人；全班同一编号的视为班级编号。",
        "同一人同一编号出现在两个班期的，后一期为一证多领。",
        "发证日期早于结业日期的，为结业前发证；未填发证日期的不比较。",
        "同班达到规定比例的学员有编号而本人没有的，为没有证书。",
    ),
    cannot_see=(
        "编号真实、由他人代考的查不到",
        "证书上的工种与补贴工种不同的，名单中没有证书工种，查不到",
        "没有接入全国证书查询平台，编号是否存在要人工查询",
    ),
    effort_minutes=15,
    module=__name__,
)
