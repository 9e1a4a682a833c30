"""Small loans for households whose money one firm uses: 户贷企用.

Asked only of borrowers whom an approval names, and only of flows handed over while it
held; without an approval the rule refuses to run. That many buy from one dealer is no
sign: money must come back, as one share of every loan or as repayment. The catalogue's
"no record of production" is left to the verifier, since lists of production are never
whole. A firm that buys from the borrower may keep the instalment back from the price.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Firms(Params):
    """How many loans go how fast to one firm, and who is a firm."""

    loan_kind: Annotated[str, Field(description="贷款种类，契约代码表中的名称")] = (
        "扶贫小额信贷"
    )
    borrower_people: Annotated[
        int, Field(ge=2, description="转入同一单位或由其还款的借款人数")
    ] = 5
    move_days: Annotated[int, Field(ge=0, description="放款后多少天以内转出")] = 10
    moved_milli: Annotated[int, Field(ge=1, description="转出占放款的千分比")] = 600
    watched_days: Annotated[int, Field(ge=1, description="放款后多少天以内看返还")] = (
        1_100
    )
    firm_words: Annotated[str, Field(description="户名中表示单位的用字")] = (
        "公司|合作社|经营部|商行|中心|农场|基地|厂|店|委员会"
    )
    lender_words: Annotated[str, Field(description="户名中表示贷款机构的用字")] = (
        "银行|信用社|信用联社|财政|担保|非税"
    )


RULE = Rule(
    id="LN-11",
    version=2,
    status=Status.IN_USE,
    title="多户脱贫人口小额信贷集中转入同一单位并由其返还或还款",
    question="经批准查询的借款户中，是否有多户的贷款转入同一单位，并由该单位按比例返还或还本付息？",
    basis=(
        Basis(
            document="银保监发〔2021〕6号《关于深入扎实做好过渡期脱贫人口小额信贷工作的通知》",
            article="户借、户用、户还，不得以入股分红、转贷、指标交换等方式交由企业或其他组织使用",
            read=Read.FOUND,
        ),
    ),
    needs=(
        "loan/account_approval",
        "loan/account_transaction",
        "loan/loan_contract",
        "loan/loan_note",
        "loan/repayment",
    ),
    optional=("finance/interest_subsidy",),
    policies=(),
    act="loan/loan_contract",
    partition=dict.fromkeys(("loan/account_transaction", "loan/repayment")),
    params=Firms(),
    explanations=("repaid_from_sales",),
    questions=(
        "贷款由谁使用，借款户是否参加生产经营，与该单位有无书面约定？",
        "返还的款项是分红、货款还是工资，由谁还本付息？",
    ),
    verify=(
        "核对批准文书，只查看名单所列人员",
        "调取放款凭证、受托支付委托书、与该单位的协议和还款凭证",
        "入户了解借款户的生产经营和还款情况，核对种苗、牲畜等实物",
        "向同一供货人购买种苗、牲畜等生产资料而无返还的，不能据此认定",
    ),
    chain=posts(
        "村（社区）、驻村工作队",
        "乡镇人民政府",
        "经办银行",
        "县财政局",
        "县农业农村局（乡村振兴局）",
    ),
    amount_basis="该合同各借据放款本金合计",
    sentences={
        "集中转入并按同一比例返还": (
            "{from}签订的脱贫人口小额信贷合同{count}份，放款后大部分与其他借款户的贷款"
            "转入同一单位，该单位向多户按同一比例返还，放款本金待核实金额{amount}。"
        ),
        "集中转入并由该单位还款": (
            "{from}签订的脱贫人口小额信贷合同{count}份，放款后大部分与其他借款户的贷款"
            "转入同一单位，并由该单位还款，放款本金待核实金额{amount}。"
        ),
        "同一单位代为还款": (
            "{from}签订的脱贫人口小额信贷合同{count}份，由同一单位为多户借款人还款，"
            "放款本金待核实金额{amount}。"
        ),
    },
    logic=(
        "只读取批准名单所列、批准有效期内报送的借款户资金往来；没有批准名单不运行。",
        "放款后规定天数内转入同一单位账户达到规定比例，且这样的借款户达到规定户数的，为集中转入。",
        "该单位又向规定户数以上的借款户按同一比例付款，或为其还本付息的列出；只有转入、没有返还的不列。",
        "同一单位为规定户数以上借款户还款的也列出；该单位同时收购产品且货款不少于还款的作合理解释。",
    ),
    cannot_see=(
        "未经批准的人员不在比对范围内",
        "经个人账户中转、以现金交付的查不到",
        "借款户有无生产记录不在本规则内，名册从来不全",
    ),
    effort_minutes=40,
    approval="loan/account_approval",
    module=__name__,
)
