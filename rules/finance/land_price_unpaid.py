"""Prices of land not paid in time, certificates first, refunds, and lax schedules.

An instalment not paid in full counts from the grace after its date, with the daily
penalty up to the delivery of the register; one paid late with the penalty that is
short. The contract's own rate goes before the policy's. A schedule as agreed is held
against the general one: half within a month for homes and shops, all within a year.
Nothing is owed by it yet, so it names no money, and an approval explains it.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Lateness(Params):
    """What is let pass, and how soon a refund follows the price."""

    grace_days: int = Field(
        default=30, ge=0, description="约定缴款日后多少天以内未到账不列"
    )
    tolerance_fen: int = Field(
        default=20_000, ge=0, description="违约金相差多少分以内视为尾差"
    )
    refund_days: int = Field(
        default=180, ge=1, description="缴款后多少天以内返还的列出"
    )
    slack_days: int = Field(
        default=10, ge=0, description="约定日期超过规定期限多少天以内不列"
    )


RULE = Rule(
    id="FN-12",
    version=2,
    status=Status.IN_USE,
    title="土地出让价款逾期、先发证后缴款、缴后返还或约定期限偏长",
    question=(
        "土地出让价款是否按约缴清、违约金是否收足，发证是否早于缴清，缴后是否返还，"
        "约定的缴款期限是否长于规定？"
    ),
    basis=(
        Basis(document="国土资发〔2010〕34号", article="出让价款缴纳", read=Read.FOUND),
        Basis(
            document="财综〔2009〕74号",
            article="分期缴纳的首次比例与期限",
            read=Read.RECALLED,
        ),
        Basis(document="国办发〔2006〕100号", article="第七条", read=Read.RECALLED),
    ),
    needs=("finance/land_sale",),
    optional=(),
    policies=("land_sale",),
    act="finance/land_sale",
    partition={"finance/land_sale": None},
    params=Lateness(),
    explanations=(
        "payment_deferred",
        "land_not_handed_over",
        "collected_by_tax_office",
    ),
    questions=(
        "是否有分期、延期缴款的批准，或因诉讼、规划调整中止？",
        "返还的款项以什么名义、依据什么文件安排？",
        "约定较长缴款期限的，是否经土地出让协调决策机构集体认定为特殊项目？",
    ),
    verify=(
        "调取出让合同、补充协议、缴款通知和到账凭证",
        "向税务部门核对非税收入征收入库记录",
        "核对交地确认书与不动产登记受理日期",
        "核对返还、奖励款项的预算安排和会议纪要",
        "仅凭台账日期，不能认定欠缴",
    ),
    chain=posts(
        "自然资源局经办机构",
        "自然资源局财务机构",
        "自然资源局负责人",
        "税务局、国库",
        "县财政局",
    ),
    amount_basis=(
        "逾期未缴价款加应收未收违约金；仅先发证的为发证时未缴的本期价款；返还的为返还金额；"
        "约定期限偏长的不估算金额"
    ),
    sentences={
        "先发证后缴款": (
            "{from}起有{count}期价款在发证之后缴纳或仍未缴清，涉及{amount}，待核实。"
        ),
        "逾期未缴清": "{from}起有{count}期价款逾期未缴清，连同违约金{amount}，待核实。",
        "违约金未收足": (
            "{from}至{to}有{count}期价款逾期缴纳，违约金尚差{amount}，待核实。"
        ),
        "缴后返还": (
            "{from}至{to}缴纳的价款有{count}期在缴后返还，合计{amount}，待核实。"
        ),
        "约定期限偏长": (
            "{from}签订的合同，约定缴款期限长于一般规定，最后一期约定在{to}，待核实。"
        ),
    },
    logic=(
        "逐期比较约定缴款日与实缴日、应缴与实缴金额；宽限期以内未到账的不列。",
        "违约金按合同约定的日比例（没有的按政策表）乘以逾期天数计算，减去已收部分。",
        "发证日早于本期缴清日的列为先发证后缴款；缴后规定天数以内返还的另列。",
        "约定的最后一期晚于签约后一年的，住宅、商服用地签约一个月内约定缴款不足价款一半的，"
        "列为约定期限偏长；期限和比例取签约时的政策表。",
        "有缓缴批复文号的作合理解释；签约半年后仍未交地的，逾期和违约金不作判断。",
    ),
    cannot_see=(
        "批准分期缴款而台账没有登记批复文号的，会列为约定期限偏长",
        "补充协议推迟期限后直接改写台账的，看不出原约定",
        "以基础设施配套等名义另行安排的返还查不到",
        "划拨、协议出让未入台账的地块查不到",
    ),
    effort_minutes=60,
    module=__name__,
)
