"""Withdrawals applied for after the account holder's death, not by the heirs.

What was applied for in life and paid later is no such thing. Loans are repaid from
the fund by standing order, which ends only when the centre knows of the death: for
these the register of deaths is given its time.
"""

from rules.housing_fund import CONTROL_NOTICE, OFFICES, REGULATION
from rules.rule import Rule, Status

RULE = Rule(
    id="HF-05",
    version=1,
    status=Status.IN_USE,
    title="缴存人死亡后以继承以外的原因提取住房公积金",
    question="缴存人死亡以后，是否仍有以购房、租房等继承以外的原因申请的提取？",
    basis=(REGULATION, CONTROL_NOTICE),
    needs=("finance/housing_fund_withdrawal", "registry/death"),
    optional=("social_security/life_certificate",),
    policies=("registry_lag",),
    act="finance/housing_fund_withdrawal",
    partition={"finance/housing_fund_withdrawal": None},
    explanations=("payment_returned", "source_lag", "certified_alive"),
    questions=(
        "由谁办理，是否持有缴存人的证件和银行卡？",
        "是否由继承人办理而提取原因登记有误？",
        "收款账户由谁支配，其他继承人是否知情？",
    ),
    verify=(
        "调取提取申请、签字影像和身份核验记录，核对是线上还是柜台办理",
        "向公安、卫健核对死亡日期",
        "核对收款账户的开户人和提取以后的流水",
        "继承人办理而原因登记有误、委托按年还贷尚未停止的，不能据此认定",
    ),
    chain=OFFICES,
    amount_basis="该笔提取金额，减去已退回的部分",
    sentences={
        "死亡后提取": (
            "{from}至{to}有{count}笔住房公积金提取，申请时缴存人已登记死亡，"
            "提取原因不是继承，待核实金额{amount}。"
        ),
    },
    logic=(
        "把每笔提取的申请日期与死亡登记按人对上，申请日期在死亡日期以后的列出；"
        "没有申请日期的看支付日期。",
        "原因为死亡继承的不列；生前申请、死后支付的不列。",
        "委托按年还贷在死亡登记信息传递期内的、款项已退回的、"
        "死亡登记以后本人到场认证的，有合理解释。",
    ),
    cannot_see=(
        "死亡没有登记的看不到",
        "以继承为由而办理人不是继承人的看不到",
    ),
    effort_minutes=30,
    module=__name__,
)
