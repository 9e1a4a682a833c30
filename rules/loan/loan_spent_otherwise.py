"""Programme loans most of which soon went where a loan for production may not go.

In shadow: what a payment is for is read from the counterparty's name and the summary
only. Asked only of borrowers whom an approval names and of flows handed over while it
held; without an approval the rule refuses to run. Interest on the loan itself is no
other loan; what came back from the same kind of counterparty is not counted. Where the
account held as much other money it cannot be decided.
"""

from typing import Annotated

from pydantic import Field

from rules.programme_loan import ProgrammeLoans
from rules.rule import Basis, Read, Rule, Status
from rules.start_up_loan import OFFICES, fund_rules


class Uses(ProgrammeLoans):
    """How much is spent how soon, and by which words a use is known."""

    spent_days: Annotated[int, Field(ge=0, description="放款后多少天以内支出")] = 30
    spent_milli: Annotated[int, Field(ge=1, description="支出占放款的千分比")] = 500
    lent_words: Annotated[str, Field(description="摘要中表示放款的用字")] = (
        "贷款发放|发放贷款|放款"
    )
    home_words: Annotated[str, Field(description="表示购房的用字")] = (
        "房地产|置业|地产开发|售楼|购房|房款"
    )
    car_words: Annotated[str, Field(description="表示购车的用字")] = (
        "汽车销售|汽贸|4S店|购车|车款"
    )
    invest_words: Annotated[str, Field(description="表示证券、理财的用字")] = (
        "证券|期货|基金申购|理财|信托|银证转账"
    )
    wedding_words: Annotated[str, Field(description="表示婚庆消费的用字")] = (
        "婚庆|婚纱|彩礼|喜宴"
    )
    repay_words: Annotated[str, Field(description="摘要中表示归还贷款的用字")] = (
        "归还贷款|还贷|还本付息|信用卡还款|归还借款"
    )


RULE = Rule(
    id="LN-12",
    version=2,
    status=Status.SHADOW,
    title="贴息贷款放款后不久大部分用于购房、购车、理财、婚庆或归还其他贷款",
    question="经批准查询的借款人中，是否有人在放款后数周内把大部分贷款用于非生产经营支出？",
    basis=(
        Basis(
            document="银保监发〔2021〕6号《关于深入扎实做好过渡期脱贫人口小额信贷工作的通知》",
            article="贷款用途：用于发展生产和开展经营，不得用于结婚、建房、理财、购置家庭用品等",
            read=Read.FOUND,
        ),
        fund_rules("创业担保贷款用于借款人创业的开办和流动资金"),
    ),
    needs=(
        "loan/account_approval",
        "loan/account_transaction",
        "loan/loan_contract",
        "loan/loan_note",
    ),
    optional=("finance/interest_subsidy",),
    policies=(),
    act="loan/loan_contract",
    partition={"loan/account_transaction": None},
    params=Uses(),
    explanations=("mixed_account", "productive_purchase"),
    questions=(
        "这笔支出购买了什么，由谁使用，与经营有无关系？",
        "经营所需资金从何而来？",
    ),
    verify=(
        "核对批准文书，只查看名单所列人员",
        "调取放款凭证、支付凭证、购置合同和发票",
        "实地查看经营情况和所购物品",
        "账户混用、购买生产用车辆或经营用房的，不能据此认定",
    ),
    chain=OFFICES,
    amount_basis="放款后规定天数内此类支出合计，不超过该借据放款金额",
    sentences={
        use: (
            "{from}签订的贷款合同{count}份，放款后数周内大部分资金的交易对手或摘要显示为"
            + words
            + "，待核实金额{amount}。"
        )
        for use, words in (
            ("购房", "购房"),
            ("购车", "购车"),
            ("投资理财", "证券、理财"),
            ("婚庆消费", "婚庆消费"),
            ("归还其他贷款", "归还其他贷款"),
        )
    },
    logic=(
        "只读取批准名单所列、批准有效期内报送的借款人资金往来；没有批准名单不运行。",
        "放款账户在放款后规定天数内的支出，按对方户名和摘要归为购房、购车、理财、婚庆或归还其他贷款。",
        "扣除同类退回后，达到放款规定比例的列出；账户内其他资金不少于这些支出的不作判断。",
    ),
    cannot_see=(
        "未经批准的人员不在比对范围内",
        "转给个人、取现后的用途查不到",
        "户名和摘要不写明用途的查不到",
    ),
    effort_minutes=30,
    approval="loan/account_approval",
    module=__name__,
)
