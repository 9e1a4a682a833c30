"""Equal sums paid outside the payroll to most of a unit's staff in one month.

One payment to one employee says nothing; the same sum to half of a unit's staff within
a month does not look like a cost of somebody's own. Payments count by the account the
wage goes to; books count only where no payment of the treasury stands behind them.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Many(Params):
    """How many of a unit's staff are most of them."""

    staff_people: int = Field(default=3, ge=2, description="同月收到同额款项的最少人数")
    staff_permille: int = Field(
        default=500, ge=1, description="收款人占当月工资发放人数的最低比例"
    )
    before_holiday_days: int = Field(
        default=15, ge=0, description="节日前多少天以内视为临近节日"
    )


RULE = Rule(
    id="FN-16",
    version=2,
    status=Status.IN_USE,
    title="工资表以外向本单位多数人员发放同额款项",
    question="工资表以外同月向本单位多数人员支付的同额款项，是否属于经批准的津贴补贴、奖金或个人垫付费用？",
    basis=(
        Basis(
            document="《违规发放津贴补贴行为处分规定》（2013年第31号令）",
            read=Read.RECALLED,
        ),
        Basis(
            document="《中华人民共和国公务员法》",
            read=Read.RECALLED,
        ),
    ),
    needs=("finance/treasury_payment", "finance/staff_payroll"),
    optional=("finance/voucher", "finance/expense_claim"),
    policies=("holiday",),
    act="finance/treasury_payment",
    partition={
        "finance/staff_payroll": None,
        "finance/treasury_payment": None,
        "finance/voucher": None,
        "finance/expense_claim": None,
    },
    params=Many(),
    explanations=("approved_bonus", "cost_of_duty", "union_benefit"),
    questions=(
        "发放的依据是什么，是否经批准并纳入工资总额或绩效总量？",
        "是否属于工会按规定发放的节日慰问、生日慰问？",
    ),
    verify=(
        "调取发放表、会议记录和批复文件，核对项目、标准与人员范围",
        "核对款项来源：行政经费、工会经费、食堂结余还是下属单位",
        "核对是否个人垫付费用的报销，有无票据",
    ),
    chain=posts(
        "单位财务机构经办人",
        "单位财务负责人",
        "单位负责人",
        "国库支付机构",
        "县财政局与人力资源社会保障局",
    ),
    amount_basis="同月同额各笔付款金额合计；已作合理解释的不计",
    sentences={
        "同额发放": (
            "{from}至{to}，工资表以外向本单位多数人员支付同额款项{count}笔，合计{amount}。"
        )
    },
    logic=(
        "以工资卡账号比对国库支付、没有支付令的会计凭证和差旅以外的费用报销。",
        "同一单位、同一月份、同一金额付给三人以上，且不少于当月发放工资人数一半的，每笔列出。",
        "基本工资、社会保障缴费、差旅交通和对个人家庭补助等科目不列入。",
        "列入津贴补贴、奖金、绩效科目或写明批准文号的作合理解释；写明误餐、培训、体检等垫付费用的同样。",
        "临近法定节日付款的程度较重。",
    ),
    cannot_see=(
        "以现金、购物卡或实物发放的查不到",
        "付到工资卡以外账户的查不到",
        "同一批次每人金额不同的查不到",
    ),
    effort_minutes=40,
    module=__name__,
)
