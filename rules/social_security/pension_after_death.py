"""Pension paid for months after the month of death.

The month of death is an entitled month; what was owed before it may be paid
later. Personal-account money belongs to the heirs, so of the resident scheme only
the base parts are in question.
"""

from rules.rule import Basis, Escalation, Read, Rule, Status, posts

RULE = Rule(
    id="SS-01",
    version=7,
    status=Status.IN_USE,
    title="死亡次月起仍有养老待遇发放记录",
    question="死亡登记的当月之后，是否仍在按月发放养老待遇？",
    basis=(
        Basis(
            document="《中华人民共和国社会保险法》",
            article="第八十八条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《社会保险经办条例》",
            article="第十八条、第十九条、第二十六条、第四十六条、第五十五条",
            read=Read.FULL_TEXT,
        ),
    ),
    needs=("social_security/pension_payment", "registry/death"),
    optional=(
        "registry/resident",
        "social_security/life_certificate",
        "social_security/medical_settlement",
    ),
    policies=("registry_lag",),
    act="social_security/pension_payment",
    partition={
        "social_security/pension_payment": "person_id",
        "registry/death": "person_id",
        "registry/resident": "person_id",
    },
    explanations=(
        "back_pay",
        "payment_returned",
        "funeral_grant",
        "registry_lag",
        "refunded",
        "certified_alive",
        "in_hospital",
    ),
    questions=(
        "死亡日期以哪一来源为准，是否存在误登或重号？",
        "多发部分是否已退回、抵扣或订有分期退款计划？",
    ),
    verify=(
        "向公安、卫健、民政核对死亡日期与登记日期，须有两个来源一致",
        "调取待遇发放明细与代发银行回单，确认款项实际到账",
        "查阅生存认证记录与停发审批材料",
        "核对是否已有退款、抵扣或分期协议",
        "仅凭户籍注销日期与发放记录不一致，不能认定多发",
    ),
    chain=posts(
        "村（社区）协理员",
        "乡镇人社服务机构",
        "县社保中心待遇核定岗",
        "县社保中心基金支付岗、代发银行",
        "县人社局",
    ),
    amount_basis="居民养老按基础养老金各级合计，其他险种按实发金额；已作合理解释的月份不计",
    sentences={
        "居民养老": (
            "死亡登记次月之后，{from}至{to}仍有{months}个月的城乡居民基础养老金"
            "发放记录，待核实金额{amount}。"
        ),
        "其他": (
            "死亡登记次月之后，{from}至{to}仍有{months}个月的{matter}待遇"
            "发放记录，待核实金额{amount}。"
        ),
    },
    escalation=Escalation(months=12),
    logic=(
        "把养老待遇发放记录与死亡登记按人对上，死亡日期取最早的一个可靠来源。",
        "死亡当月是应发月份；发放月份晚于死亡当月的每一笔是一项待核实行为。",
        "居民养老只计基础养老金各级合计，个人账户余额归继承人；其他险种计实发金额。",
        "两个以上来源登记死亡且户名不是本人的列为优先核查；只有一个来源而户籍仍为正常的最低。",
    ),
    cannot_see=(
        "没有死亡登记的人（如在外地死亡而未申报）查不到",
        "身份证件号码两处都有误、无法对上同一人的查不到",
        "发放后由亲属退回而退回记录未报送的，看起来仍是未退",
    ),
    module=__name__,
)
