"""Two old-age pensions paid to one person for the same month.

The catalogue counts base pension of the resident scheme only; where two employees'
pensions meet, or two offices pay the same scheme, the smaller of both is in
question instead. Which pensions exclude each other, and since when, stands in the
policy table. What agencies hand on beside a pension (of one-child parents, village
doctors …) is known by its small sum, because the extract has no item.
"""

from pydantic import Field

from rules.rule import Basis, Escalation, Params, Read, Rule, Status, posts


class TwoPensions(Params):
    """When a second payment is no second pension."""

    transfer_months: int = Field(
        default=1, description="另一项待遇开始时，衔接期可重叠的月数"
    )
    handed_on_fen: int = Field(
        default=30_000, description="随养老金代发的其他补助，每月不高于此数"
    )


RULE = Rule(
    id="SS-02",
    version=3,
    status=Status.IN_USE,
    title="同一月份发放两项养老待遇",
    question="同一个人同一月份，是否发放了两项养老保险待遇？",
    basis=(
        Basis(
            document="《城乡养老保险制度衔接暂行办法》（人社部发〔2014〕17号）",
            read=Read.RECALLED,
        ),
        Basis(
            document="人社部发〔2024〕74号（退回多享受的待遇）",
            read=Read.FOUND,
        ),
    ),
    needs=("social_security/pension_payment",),
    optional=("social_security/pension_refund", "finance/staff_payroll"),
    policies=("mutual_exclusion", "staff_type"),
    act="social_security/pension_payment",
    partition={
        "social_security/pension_payment": None,
        "finance/staff_payroll": None,
    },
    params=TwoPensions(),
    explanations=(
        "pension_transfer",
        "survivors_aid",
        "handed_on_allowance",
        "repaid",
    ),
    questions=(
        "两项发放中有没有职业（企业）年金、遗属待遇或精减退职生活补助？",
        "居民养老待遇是否已终止，重叠月份的基础养老金是否已退回或抵扣？",
        "两地发放的，养老关系是否正在转移？",
    ),
    verify=(
        "调取两项待遇的核定表，确认险种与待遇项目",
        "核对衔接申请时间、居民养老待遇终止时间与重叠月份",
        "向代发银行核对两笔款项是否实际到账",
        "核对是否已退回、抵扣或订有分期协议",
    ),
    chain=posts(
        "村（社区）协理员",
        "乡镇人社服务机构",
        "县社保中心待遇核定岗",
        "县社保中心基金支付岗、代发银行",
        "县人社局",
    ),
    amount_basis="居民养老按重叠月份的基础养老金合计，其他按两项中较低的一项；"
    "已退回和已作合理解释的月份不计",
    sentences={
        "居民与职工": (
            "{from}至{to}有{months}个月在发放职工养老待遇的同时，"
            "仍有城乡居民养老待遇发放记录，待核实金额{amount}。"
        ),
        "两项职工": (
            "{from}至{to}有{months}个月同时发放企业和机关两项养老待遇，"
            "待核实金额{amount}。"
        ),
        "同一险种两地": (
            "{from}至{to}有{months}个月由两个经办机构发放同一险种的养老待遇，"
            "待核实金额{amount}。"
        ),
    },
    escalation=Escalation(months=25),
    logic=(
        "把同一人所属期有重叠、均已支付的两笔养老待遇对上；"
        "哪些待遇不能同时领取，按政策表在所属月份是否有效判断。",
        "居民养老与职工养老重叠的，看居民养老；两项职工养老或两地同一险种重叠的，"
        "看较低的一项。",
        "衔接当月、遗属补助、随养老金代发的小额补助、已全部退回的不计。",
    ),
    cannot_see=(
        "另一项待遇由外地发放而未提供数据的查不到",
        "发放明细没有待遇项目，年金、退职补助须查阅核定表",
    ),
    module=__name__,
)
