"""Start-up loans of relatives of those who handled them, or of the offices' staff.

To be a relative is no fault; in question is whether the official stood aside and the
terms were the usual ones. Kin are those of registers and declarations on the day of
signing. Contracts name those who handled them without a number, so one counts where the
relative was then in public service under that very name. Staff of the bank are known
from who paid their insurance; not all of them decide on loans, so they weigh less. The
catalogue's second question, the bridge from a staff member's account, reads accounts
and needs an approval: it is LN-14B.
"""

from rules.rule import Basis, Read, Rule, Status
from rules.start_up_loan import OFFICES, StartUpLoan, fund_rules

RULE = Rule(
    id="LN-14",
    version=5,
    status=Status.IN_USE,
    title="创业担保贷款借款人是经办人员或经办机构人员的近亲属",
    question="签约时，借款人的近亲属是否经办该笔贷款，或在受理、担保、放款机构任职？",
    basis=(
        Basis(
            document="《中华人民共和国商业银行法》",
            article="第四十条（关系人贷款）",
            read=Read.RECALLED,
        ),
        fund_rules("创业担保贷款资格审核、担保与放款"),
    ),
    needs=("loan/loan_contract", "registry/cadre"),
    optional=(
        "finance/interest_subsidy",
        "finance/staff_payroll",
        "loan/guarantee",
        "loan/loan_note",
        "registry/declared_kin",
        "social_security/contribution",
    ),
    policies=(),
    act="loan/loan_contract",
    # Borrower, relative and unit are three keys.
    partition=dict.fromkeys(
        (
            "finance/staff_payroll",
            "loan/guarantee",
            "loan/loan_contract",
            "registry/cadre",
            "social_security/contribution",
        )
    ),
    params=StartUpLoan(),
    explanations=("borrowing_kin_declared", "stood_aside"),
    questions=(
        "亲属关系以何材料为准，该人员是否参与了本笔贷款的受理、审核、担保或放款？",
        "贷款额度、利率、担保条件是否与同类借款人相同？",
    ),
    verify=(
        "调取贷款申请、资格审核、担保和放款的审批单，核对签字人员",
        "核对回避声明与亲属申报",
        "与同期同类贷款比较额度、利率、担保方式和审批用时",
        "仅有亲属关系而已回避、条件与他人相同的，不能据此认定",
    ),
    chain=OFFICES,
    amount_basis="该合同各借据未还本金与已拨付贴息合计",
    sentences={
        "经办人员近亲属": (
            "{from}签订的创业担保贷款合同{count}份，合同所列经办、审核或审批人员"
            "为借款人近亲属，待核实金额{amount}。"
        ),
        "机构人员近亲属": (
            "{from}签订的创业担保贷款合同{count}份，签约时借款人的近亲属在受理、"
            "担保或放款机构任职，待核实金额{amount}。"
        ),
    },
    logic=(
        "每份创业担保贷款合同取最近一次报送的记录，亲属关系和任职以签约日为准。",
        "近亲属当时在公职人员名册或财政工资册，姓名与合同所列受理、审核、审批、拨付人员一致的，为经办人员近亲属。",
        "近亲属当时在受理单位、担保单位任职，或由贴息明细所列经办银行缴纳社会保险的，为机构人员近亲属，等级较低。",
        "亲属关系只按婚姻、户籍、申报等登记，不按姓氏、村组推断；身份待核的至多一处。",
    ),
    cannot_see=(
        "合同未写经办人员姓名的，经办人员近亲属查不到",
        "不同户籍且未申报的亲属关系查不到",
        "由派遣公司缴费的银行人员查不到",
    ),
    effort_minutes=40,
    module=__name__,
)
