"""Withdrawals on leaving or retirement while an employer goes on month after month.

A late notice of leaving ends within the months asked for; who was insured by nobody
for half a year before, as the sealed account demands, and then found work, is
explained. Retirement is asked about only below the retirement age, the lower one of
a woman's two.
"""

from pydantic import Field

from rules.housing_fund import CONTROL_NOTICE, OFFICES, REGULATION
from rules.rule import Params, Rule, Status


class FinalDraw(Params):
    """How long work must go on."""

    following_months: int = Field(
        default=3, description="从提取当月起连续多少个月仍由单位缴费或发工资才列出"
    )


RULE = Rule(
    id="HF-02",
    version=3,
    status=Status.IN_USE,
    title="以终止劳动关系或离退休提取住房公积金后仍连续就业",
    question="以终止劳动关系或离退休为由提取公积金的，提取后是否仍由单位连续缴费或发放工资？",
    basis=(REGULATION, CONTROL_NOTICE),
    needs=("finance/housing_fund_withdrawal", "social_security/contribution"),
    optional=("finance/staff_payroll", "social_security/pension_payment"),
    policies=("retire_age", "staff_type", "fund_sealing"),
    act="finance/housing_fund_withdrawal",
    # The payroll is asked for posts, contributions for the first month of all.
    partition=dict.fromkeys(
        (
            "finance/housing_fund_withdrawal",
            "finance/staff_payroll",
            "social_security/contribution",
            "social_security/pension_payment",
        )
    ),
    params=FinalDraw(),
    explanations=(
        "payment_returned",
        "reemployed_after_gap",
        "retired_and_rehired",
        "flexible_retirement",
        "early_retirement_kind",
        "moved_account_elsewhere",
    ),
    questions=(
        "劳动关系何时终止，账户何时封存，缴费单位与原单位是否同一单位？",
        "提取以后的缴费是实际在岗还是原单位代缴？",
        "属于哪一类退休，退休审批何时作出？",
    ),
    verify=(
        "调取提取申请、解除劳动关系证明或退休审批表",
        "核对参保缴费、工资发放与公积金封存、转移记录的时间先后",
        "向缴费单位核实是否在岗、是否代缴",
        "封存满半年后重新就业、退休后返聘的，不能据此认定",
    ),
    chain=OFFICES,
    amount_basis="该笔提取金额，减去已退回的部分",
    sentences={
        "终止劳动关系": (
            "{from}以终止劳动关系为由提取住房公积金{count}笔，此后至{to}仍由单位"
            "连续缴费或发放工资，待核实金额{amount}。"
        ),
        "离退休": (
            "{from}未到法定退休年龄以离退休为由提取住房公积金{count}笔，此后至{to}"
            "仍由单位连续缴费或发放工资，待核实金额{amount}。"
        ),
    },
    logic=(
        "把以终止劳动关系、离退休为由的提取，与提取当月起的单位缴费和财政工资按人对上。",
        "补缴、个人缴费、离退休和遗属待遇、公益性岗位不算就业；连续满三个月的列出，"
        "原单位迟报减员的一两个月不列。",
        "提取前六个月没有任何单位缴费的，视为封存期满后重新就业；数据不够六个月的，"
        "留给核查人员问清。",
        "离退休只看未到法定退休年龄的，女性取两档中较低的一档；"
        "已领职工养老金的视为返聘。",
    ),
    cannot_see=(
        "提取以后不满三个月的还看不出来",
        "没有缴费也不在财政工资册的就业查不到，外地缴费查不到",
    ),
    module=__name__,
)
