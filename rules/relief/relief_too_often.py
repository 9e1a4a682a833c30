"""Temporary relief too often in a year, twice for one approval, or to the dead.

How often is local; a place that has not entered its figure gets "cannot decide" from
the second grant of a kind on. One approval paid in several sums is one grant.
"""

from rules.rule import Basis, Read, Rule, Status, posts

RULE = Rule(
    id="TR-01",
    version=3,
    status=Status.IN_USE,
    title="临时救助超过年度次数、同一审批重复发放或申请人已死亡",
    question="同一人当年获得临时救助是否超过本地规定的次数，同一审批是否发放两次，申请时本人是否已经死亡？",
    basis=(
        Basis(
            document="《社会救助暂行办法》", article="第九章 临时救助", read=Read.FOUND
        ),
        Basis(
            document="国发〔2014〕47号《国务院关于全面建立临时救助制度的通知》",
            read=Read.RECALLED,
        ),
    ),
    needs=("relief/temporary_relief",),
    optional=(
        "registry/death",
        "social_security/life_certificate",
        "social_security/medical_settlement",
    ),
    policies=("temporary_relief", "registry_lag"),
    act="relief/temporary_relief",
    partition={"relief/temporary_relief": None},
    explanations=("certified_alive", "in_hospital", "case_by_case_relief"),
    questions=(
        "是否属于一事一议、追加救助或者不同的救助事由？",
        "本人死亡的，是否由同住家属申请和领取，审批是否知情？",
    ),
    verify=(
        "调取各次申请书、入户核查表和审批表，核对救助事由与审批程序",
        "核对发放回单，确认两笔都已到账且没有退回",
        "向公安、卫健核对死亡日期",
        "次数超过规定只说明须核对审批，不能据此认定不应救助",
    ),
    chain=posts(
        "村（社区）",
        "乡镇人民政府（街道办事处）",
        "乡镇人民政府、县民政局",
        "县财政局、代发银行",
        "县民政局",
    ),
    amount_basis="超过次数的各次、同一审批再次发放的各笔以及死亡之后申请的各笔合计",
    sentences={
        "超过次数": (
            "{from}至{to}有{count}次{matter}超过本地规定的年度次数，待核实金额{amount}。"
        ),
        "同一审批": (
            "{from}至{to}有{count}笔{matter}与同一审批编号、同一金额的前一笔重复，"
            "待核实金额{amount}。"
        ),
        "死亡之后": (
            "{from}至{to}有{count}笔{matter}的申请日期在死亡登记日期之后，"
            "待核实金额{amount}。"
        ),
    },
    logic=(
        "只看发放成功的救助；同一审批编号分次发放、金额不同的算一次。",
        "同一人同一类型在同一自然年内，按审批先后超出政策表次数的为“超过次数”。",
        "审批编号和金额都相同的第二笔起为“同一审批”；申请日期晚于死亡日期的为“死亡之后”。",
    ),
    cannot_see=(
        "同一家庭由不同成员轮流申请的不在本规则内",
        "没有审批编号的两笔相同金额，只按次数比对",
    ),
    effort_minutes=20,
    module=__name__,
)
