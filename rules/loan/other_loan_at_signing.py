"""Start-up loans at whose signing borrower or spouse owed another loan.

A breach of a condition, nothing more. What is left out follows the policy of the day of
signing. The condition of 2016 and 2017 (no commercial loan in five years) has no
table, so loans from before the first row are not asked about. Another start-up loan of
the couple is LN-05's. Nobody's loans are read but those of the programme's borrowers
and their spouses.
"""

from rules.rule import Basis, Read, Rule, Status
from rules.start_up_loan import OFFICES, StartUpLoan, fund_rules

RULE = Rule(
    id="LN-04",
    version=4,
    status=Status.IN_USE,
    title="签订创业担保贷款合同时本人或配偶有其他未还清贷款",
    question="签约时，借款人本人或配偶是否有政策规定应计入的其他未还清贷款？",
    basis=(
        fund_rules("创业担保贷款申请条件（没有其他贷款）"),
        Basis(document="财金〔2020〕21号", read=Read.FOUND),
        Basis(document="财金〔2018〕22号", read=Read.RECALLED),
    ),
    needs=("loan/loan_contract", "loan/loan_note"),
    optional=("finance/interest_subsidy", "registry/marriage"),
    policies=("exempt_loan",),
    act="loan/loan_contract",
    partition=dict.fromkeys(("loan/loan_contract", "loan/loan_note")),
    params=StartUpLoan(),
    explanations=("divorced_before", "pandemic_group", "loan_of_the_firm"),
    questions=(
        "受理时是否查询过本人和配偶的征信报告？",
        "其他贷款的实际用途和借款主体是什么？",
    ),
    verify=(
        "调取受理时的征信报告与申请承诺书",
        "向经办银行核对其他贷款的种类、放款日和结清日",
        "向民政部门核对签约时的婚姻状况",
        "已离婚、已结清、属政策放宽群体的，不能据此认定",
    ),
    chain=OFFICES,
    amount_basis="该合同各借据已拨付的贴息合计",
    sentences={
        "本人有其他贷款": (
            "{from}签订的创业担保贷款合同{count}份，签约时借款人另有应计入的未还清贷款，"
            "已拨付贴息待核实金额{amount}。"
        ),
        "配偶有其他贷款": (
            "{from}签订的创业担保贷款合同{count}份，签约时借款人的配偶另有应计入的"
            "未还清贷款，已拨付贴息待核实金额{amount}。"
        ),
    },
    logic=(
        "只读取创业担保贷款借款人及合同所列配偶的其他贷款，其他人的贷款不读取。",
        "其他贷款在签约日已经放款、尚未全部结清的，视为签约时未还清。",
        "按签约当日政策不计入的贷款种类排除；有限额的种类（消费贷款）按本人合计，不超过限额的排除。",
    ),
    cannot_see=(
        "2018年以前签订的合同适用的五年贷款记录条件没有政策表，不判断",
        "未报送数据的银行和网络贷款查不到",
        "合同未写配偶的，配偶的贷款查不到",
    ),
    effort_minutes=25,
    module=__name__,
)
