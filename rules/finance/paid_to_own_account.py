"""December transfers to a unit's own account, and payments to a personal account.

In shadow, because December is the busiest month of every treasury and much is lawfully
moved at its end. Only transfers to the unit's own name count, not seasonality, and
union fees and staff's insurance go there by rule. A personal account is one to which
wages are paid: nobody's name is judged by its look. Equal sums to several people are
FN-16's.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Transfers(Params):
    """What share of a year's budget, and what sum, stands out."""

    december_permille: int = Field(
        default=300, ge=1, le=1000, description="十二月划转占全年预算达到多少才列出"
    )
    least_fen: int = Field(
        default=500_000, ge=1, description="付到个人账户的单笔金额达到多少分才列出"
    )
    batch_count: int = Field(
        default=3,
        ge=2,
        description="同月同额付给多少个账户视为成批发放，由津补贴规则核对",
    )


RULE = Rule(
    id="FN-15",
    version=1,
    status=Status.SHADOW,
    title="年末预算资金划入本单位账户，或公款付到个人工资账户",
    question="年末是否把大额预算资金划入本单位账户，工资、补助、差旅以外的公款是否付到个人账户？",
    basis=(
        Basis(
            document="《中华人民共和国预算法》",
            article="第五十七条",
            read=Read.RECALLED,
        ),
        Basis(
            document="财政国库集中支付管理有关规定",
            article="零余额账户向本单位其他账户划款的限制",
            read=Read.RECALLED,
        ),
    ),
    needs=("finance/treasury_payment",),
    optional=("finance/budget_item", "finance/staff_payroll"),
    policies=(),
    act="finance/treasury_payment",
    partition={
        "finance/treasury_payment": None,
        "finance/budget_item": None,
        "finance/staff_payroll": None,
    },
    params=Transfers(),
    explanations=("approved_transfer", "cost_of_duty", "project_settled"),
    questions=(
        "划入本单位账户的资金后来用于什么，年末是否仍在账上？",
        "付到个人账户的款项是借款、报销还是代收代付，是否已冲账？",
    ),
    verify=(
        "调取支付凭证、划款依据和本单位账户对账单",
        "核对结转结余和暂付、往来科目",
        "向收款人和财务核对款项用途及票据",
        "十二月集中支付本身不是问题，须看是否形成实际支出",
    ),
    chain=posts(
        "单位财务经办",
        "单位财务负责人",
        "单位负责人",
        "国库支付机构",
        "县财政局",
    ),
    amount_basis="划入本单位账户、付到个人账户的各笔支付金额",
    sentences={
        "年末划转": (
            "{from}至{to}向本单位账户划转{count}笔，合计{amount}，"
            "占当年预算比例较高，是否已实际支出待核实。"
        ),
        "付到个人账户": (
            "{from}至{to}有{count}笔公款付到职工个人工资账户，合计{amount}，待核实。"
        ),
    },
    logic=(
        "十二月收款人为本单位的支付，合计达到本单位当年预算三成的列出；工会经费、社会保险费、公积金不计。",
        "收款账号为在职人员工资账户、达到规定金额的支付列出；工资、差旅、对个人和家庭的补助不计。",
        "同月同额付给多个账户的是成批发放，由另一规则核对，这里不列。",
        "写明批准文号的划转和个人垫付的报销，作合理解释。",
    ),
    cannot_see=(
        "划给下属单位、往来单位后再使用的查不到",
        "不是工资账户的个人账户查不到",
        "自有资金账户的支付不在国库流水中",
    ),
    effort_minutes=40,
    module=__name__,
)
