"""Start-up loans whose money goes to, or is repaid from, one other person's account.

Asked only of borrowers whom an approval names, and only of flows handed over while it
held; without an approval the rule refuses to run. Firms are left out: a dealer who is
paid is no sign. A family keeps one purse: an account whose holder bears the name of a
registered relative is explained. The catalogue's borrowers who were dead, in custody or
abroad at signing, and shared phones, need no account and are not asked here.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Rule, Status
from rules.start_up_loan import OFFICES, StartUpLoan, fund_rules


class Flows(StartUpLoan):
    """How much moves how fast, and how many borrowers share an account."""

    move_days: Annotated[int, Field(ge=0, description="放款后多少天以内转出")] = 3
    moved_milli: Annotated[int, Field(ge=1, description="转出占放款的千分比")] = 800
    receiver_people: Annotated[
        int, Field(ge=2, description="同一账户收到多少名借款人的贷款")
    ] = 2
    payer_people: Annotated[
        int, Field(ge=2, description="同一账户为多少名借款人还款")
    ] = 3
    firm_words: Annotated[str, Field(description="户名中表示单位的用字")] = (
        "公司|合作社|经营部|商行|银行|信用社|中心|厂|店|局|委员会"
    )


RULE = Rule(
    id="LN-07",
    version=4,
    status=Status.IN_USE,
    title="多名借款人的创业担保贷款流向同一他人账户或由其还款",
    question="经批准查询的借款人中，是否有多人的贷款转入同一他人账户，或由同一他人账户还款？",
    basis=(fund_rules("创业担保贷款由借款人本人使用和偿还"),),
    needs=(
        "loan/account_approval",
        "loan/account_transaction",
        "loan/loan_contract",
        "loan/loan_note",
        "loan/repayment",
    ),
    optional=("finance/interest_subsidy", "registry/resident"),
    policies=(),
    act="loan/loan_contract",
    partition=dict.fromkeys(("loan/account_transaction", "loan/repayment")),
    params=Flows(),
    explanations=("family_pooling", "paid_on_request"),
    questions=(
        "收款或还款的账户由谁使用，与借款人是什么关系？",
        "是否为夫妻、父母子女之间共同经营、共用账户？",
    ),
    verify=(
        "核对批准文书，只查看名单所列人员",
        "调取放款凭证、受托支付委托书和还款凭证",
        "向借款人当面核实签字、用款和还款情况",
        "家庭共用账户、向共同供货人付款、合作采购的，不能据此认定",
    ),
    chain=OFFICES,
    amount_basis="该合同各借据未还本金与已拨付贴息合计",
    sentences={
        "集中转入他人账户": (
            "{from}签订的创业担保贷款合同{count}份，放款后数日内大部分转入同一他人账户，"
            "该账户还收到其他借款人的贷款，待核实金额{amount}。"
        ),
        "同一他人账户代还": (
            "{from}签订的创业担保贷款合同{count}份，由同一他人账户为多名借款人还款，"
            "待核实金额{amount}。"
        ),
    },
    logic=(
        "只读取批准名单所列、批准有效期内报送的借款人资金往来；没有批准名单不运行。",
        "放款后规定天数内转出达到规定比例，且对方个人账户收到多名借款人的贷款的列出。",
        "同一他人账户为规定人数以上借款人还款的列出；对方为单位的不列。",
        "对方户名与借款人登记的近亲属姓名一致的，按家庭共用资金作合理解释。",
    ),
    cannot_see=(
        "未经批准的人员不在比对范围内",
        "经多个账户分次转出的查不到",
        "现金支取后交给他人的查不到",
    ),
    effort_minutes=40,
    approval="loan/account_approval",
    module=__name__,
)
