"""Start-up loans of small firms with fewer new employees than the policy asks for.

In shadow. Hires and staff are those of the register of the insured on the day of
signing, firm ties only, and nothing is decided where hires tied to nobody for sure
could make up the number; the share is taken of the staff who were there before, the
reading kindest to the firm. A hire whose insurance ended within months, or for whom
the firm paid hardly a month while it paid for others, who had another
employer all the while or is a relative of the firm's head is counted first and then
left out, so that a hit says which of the three decided. Contracts of a year or more
stand in no list we receive.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Read, Rule, Status
from rules.start_up_loan import OFFICES, StartUpLoan, fund_rules


class Hires(StartUpLoan):
    """Whose insurance was short, or late."""

    short_days: Annotated[
        int, Field(ge=1, description="参保不满多少天的为短期，另有单位超过多少天的才算")
    ] = 90
    firm_months: Annotated[
        int, Field(ge=2, description="入职次月起单位有缴费的月份达到多少个月才比较缴费")
    ] = 4
    own_months: Annotated[
        int, Field(ge=0, description="其中本人有缴费的不超过多少个月的视为短期")
    ] = 2
    late_days: Annotated[
        int, Field(ge=0, description="用工后多少天以内参保仍为及时")
    ] = 30


RULE = Rule(
    id="LN-15",
    version=6,
    status=Status.SHADOW,
    title="小微企业创业担保贷款的新招用人数低于规定占比",
    question="签约时，小微企业参保登记中的新招用人员占原有职工的比例是否达到当时的规定？",
    basis=(
        fund_rules("小微企业创业担保贷款新招用人员占比"),
        Basis(
            document="《中华人民共和国社会保险法》",
            article="第五十八条（用工之日起三十日内申请社会保险登记）",
            read=Read.RECALLED,
        ),
    ),
    needs=(
        "loan/loan_contract",
        "loan/loan_note",
        "social_security/employee_enrolment",
    ),
    optional=(
        "finance/interest_subsidy",
        "finance/staff_payroll",
        "social_security/contribution",
        "registry/company",
        "registry/company_member",
    ),
    policies=("startup_loan_hiring",),
    act="loan/loan_contract",
    partition=dict.fromkeys(
        (
            "finance/staff_payroll",
            "social_security/contribution",
            "social_security/employee_enrolment",
        )
    ),
    params=Hires(),
    explanations=(
        "insured_within_month",
        "dispatched_hires",
        "late_stop_of_insurance",
    ),
    questions=(
        "申请时申报的职工和新招用人员名单是哪些人，是否在岗？",
        "短期参保人员的工资由谁发放，何时离职？",
    ),
    verify=(
        "调取申请时的职工花名册、劳动合同和工资发放表",
        "向社保经办机构核对签约当月的参保人数与新参保人员",
        "走访企业，核对在岗人员",
        "劳务派遣、用工后按时参保、原单位停保滞后的，不能据此认定",
    ),
    chain=OFFICES,
    amount_basis="该合同各借据已拨付贴息合计",
    sentences={
        "新招用占比不足": (
            "{from}签订的小微企业创业担保贷款合同{count}份，参保登记中签约前一年的新招用"
            "人员低于规定占比，已拨付贴息待核实金额{amount}。"
        ),
        "新招用人员短期参保": (
            "{from}签订的小微企业创业担保贷款合同{count}份，新招用人员中参保、缴费不满三个月的"
            "不计，低于规定占比，已拨付贴息待核实金额{amount}。"
        ),
        "新招用人员另有单位或为负责人近亲属": (
            "{from}签订的小微企业创业担保贷款合同{count}份，新招用人员中另有单位或为企业"
            "负责人近亲属的不计，低于规定占比，已拨付贴息待核实金额{amount}。"
        ),
    },
    logic=(
        "合同载明借款人为小微企业的，按签约日取该企业在参保登记中的职工；登记未见该企业的不作判断。",
        "签约前十二个月以内参保的为新招用，除以其余原有职工；占比按职工人数和签约日的政策。",
        "新招用人员中身份没有核定、算上以后就能达到占比的，无法判断。",
        "达到占比的，再依次扣除参保不满三个月或单位照常缴费而本人至多缴费两个月的、另有单位或财政工资的以及企业负责人近亲属，仍达到的不列。",
    ),
    cannot_see=(
        "劳动合同期限没有数据，签约一年以上的条件查不到",
        "未参保的职工查不到；缴费数据从新招用以后才开始的，不比缴费",
        "新招用人员是否属于规定的重点群体不在本规则内",
    ),
    effort_minutes=40,
    module=__name__,
)
