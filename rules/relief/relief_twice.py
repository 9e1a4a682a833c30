"""Relief that one person receives twice for the same month.

Two certificates of the minimum living allowance (town and country, or two households),
or the allowance beside being kept as a person without support or as an orphan; what
excludes what stands in the policy table. The month of a move is explained.
"""

from rules.benefit import OFFICES, DibaoMatter
from rules.rule import Basis, Read, Rule, Status

RULE = Rule(
    id="PR-07",
    version=4,
    status=Status.IN_USE,
    title="同一人同月在两份救助中列为保障对象",
    question="同一人在同一个月里，是否同时列在两份低保中，或在低保之外又享受特困供养、孤儿基本生活费？",
    basis=(
        Basis(
            document="《社会救助暂行办法》",
            article="第九条、第十三条",
            read=Read.FULL_TEXT,
        ),
        Basis(document="民发〔2021〕57号《最低生活保障审核确认办法》", read=Read.FOUND),
    ),
    needs=("relief/dibao_member", "relief/dibao_payment"),
    optional=("relief/tekun_person", "relief/orphan"),
    policies=("mutual_exclusion",),
    act="relief/dibao_payment",
    partition={
        "relief/dibao_member": None,
        "relief/dibao_payment": None,
        "relief/tekun_person": None,
        "relief/orphan": None,
    },
    params=DibaoMatter(),
    explanations=("transfer_month", "marked_fading"),
    questions=(
        "两份救助是否确由同一人享受，哪一份应当保留？",
        "是否因迁移、分户、并户未及时停保？",
    ),
    verify=(
        "核对两份名册的证号、户主和审批材料",
        "核对两份待遇的发放回单与实际领取人",
        "查明转移、并户的时间与停保手续",
        "同名同证号的录入差错不能据此认定重复享受",
    ),
    chain=OFFICES,
    amount_basis="重合月份两份待遇中按人平均较低的一份合计；已作合理解释的月份不计",
    sentences={
        "两份保障": (
            "{from}至{to}有{months}个月，本人同时列在两份{matter}的保障对象中，"
            "待核实金额{amount}。"
        ),
        "另有供养": (
            "{from}至{to}有{months}个月，本人列为{matter}保障对象的同时，另有特困供养或"
            "孤儿基本生活费，待核实金额{amount}。"
        ),
    },
    logic=(
        "把每笔发放成功的低保金落到当月在册的每个保障对象，同一人同月出现在两个证号下的为“两份保障”。",
        "特困人员、孤儿名册中供养期间覆盖当月的为“另有供养”，是否互斥按政策表。",
        "一份的末月恰为另一份的首月，视为转移接续的当月，作为合理解释。",
    ),
    cannot_see=(
        "外县市的救助名册未交换的查不到",
        "特困、孤儿只有名册没有逐月发放明细，以名册起止为准",
    ),
    module=__name__,
)
