"""Personal guarantees for start-up loans that do not secure what they seem to.

Only guarantees for loans of the programme are read; funds and firms give guarantees by
trade, and joint-liability groups vouch for each other by design. A guarantee lasts
until its loan is repaid. The number of guarantees that one person may give at one time
is local policy; a couple's are taken together, as the offices' own notices do.
"""

from rules.rule import Rule, Status
from rules.start_up_loan import OFFICES, StartUpLoan, fund_rules

RULE = Rule(
    id="LN-09",
    version=6,
    status=Status.IN_USE,
    title="创业担保贷款的担保人同时多笔担保、身份不符或担保首尾相接",
    question="担保人在担保开始时，是否健在、与申报身份一致、未同时为他人担保或形成循环担保？",
    basis=(fund_rules("创业担保贷款担保与反担保"),),
    needs=("loan/guarantee", "loan/loan_contract", "loan/loan_note"),
    optional=(
        "finance/interest_subsidy",
        "finance/staff_payroll",
        "registry/death",
        "registry/marriage",
        "registry/resident",
    ),
    policies=("guarantor_limit", "staff_type", "registry_lag"),
    act="loan/guarantee",
    partition={"finance/staff_payroll": None},
    params=StartUpLoan(),
    explanations=("joint_liability_group", "paid_by_other_treasury"),
    questions=(
        "担保合同是否由担保人本人签署，担保能力如何核定？",
        "几笔担保之间的借款人是什么关系？",
    ),
    verify=(
        "调取担保合同、面签影像和担保人单位证明",
        "逐笔核对担保人同期的其他担保与还款责任",
        "循环担保的，核对各笔贷款的实际使用人和还款人",
        "联保小组、续贷重新担保、上级财政发放工资的，不能据此认定",
    ),
    chain=OFFICES,
    amount_basis="被担保贷款各借据未还余额合计",
    sentences={
        "同时多笔担保": (
            "{from}起的创业担保贷款担保{count}笔，开始时担保人已在为其他创业担保贷款"
            "担保，被担保贷款未还余额待核实金额{amount}。"
        ),
        "配偶另有担保": (
            "{from}起的创业担保贷款担保{count}笔，开始时担保人的配偶已在为其他创业担保贷款"
            "担保，夫妻合计超过规定笔数，被担保贷款未还余额待核实金额{amount}。"
        ),
        "公职人员未在册": (
            "{from}起的创业担保贷款担保{count}笔，申报为公职人员担保，当月财政工资册"
            "未见担保人，被担保贷款未还余额待核实金额{amount}。"
        ),
        "担保人已登记死亡": (
            "{from}起的创业担保贷款担保{count}笔，开始前担保人已登记死亡，"
            "被担保贷款未还余额待核实金额{amount}。"
        ),
        "循环担保": (
            "{from}起的创业担保贷款担保{count}笔，与其他担保首尾相接成环，"
            "被担保贷款未还余额待核实金额{amount}。"
        ),
        "担保圈逾期": (
            "{from}起的创业担保贷款担保{count}笔，所在担保圈十人以上且多笔逾期，"
            "被担保贷款未还余额待核实金额{amount}。"
        ),
    },
    logic=(
        "只看自然人为创业担保贷款提供的担保，担保持续到被担保贷款还清；联保、基金和公司担保除外。",
        "担保开始时同一担保人另有未解除的担保，连同本笔超过当时规定笔数的列出；"
        "本人未超过而与当时的配偶合计超过的，另列。",
        "申报为公职人员担保的，看担保开始当月的财政工资册；工资册未覆盖的月份不判断。",
        "五人以内首尾相接、同一日都有效的担保为循环担保；相连十人以上且至少两笔逾期的为担保圈逾期。",
    ),
    cannot_see=(
        "商业贷款之间的担保不在本规则内",
        "婚姻登记和户口簿中没有的配偶关系认不出来",
        "担保人没有身份证号的查不到",
    ),
    effort_minutes=30,
    module=__name__,
)
