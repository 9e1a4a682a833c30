"""Start-up loans to a group that the group's own register does not bear out.

The catalogue asks for any month with an employer's contribution from one before to
three after the signing. An employer that reports late fills the month of signing, and
somebody hired afterwards was unemployed before: so the month of signing must be among
them and one employer must have paid several. What only universities know (a degree
that the county's register lacks) cannot be decided here, nor whether a namesake in the
register, whose number is missing or another's, is the borrower.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Read, Rule, Status
from rules.start_up_loan import OFFICES, StartUpLoan, fund_rules


class Group(StartUpLoan):
    """How long an employer must have paid, and how old a degree may be."""

    insured_months: Annotated[
        int, Field(ge=2, le=5, description="签约前后五个月内同一单位缴费至少多少个月")
    ] = 3
    graduate_years: Annotated[
        int, Field(ge=1, le=10, description="高校毕业生身份自毕业起的年限")
    ] = 5


RULE = Rule(
    id="LN-02",
    version=5,
    status=Status.IN_USE,
    title="创业担保贷款借款人的重点群体身份与登记情况不一致",
    question="签约时申报的重点群体身份，是否与参保记录或主管部门的名册一致？",
    basis=(
        fund_rules("创业担保贷款借款人范围"),
        Basis(document="银发〔2016〕202号（创业担保贷款对象范围）", read=Read.RECALLED),
    ),
    needs=("loan/loan_contract",),
    optional=(
        "social_security/contribution",
        "registry/student",
        "registry/veteran",
        "relief/registered_person",
        "registry/company",
        "registry/company_member",
        "loan/loan_note",
        "finance/interest_subsidy",
    ),
    policies=(),
    act="loan/loan_contract",
    partition={"loan/loan_contract": None}
    | dict.fromkeys(
        (
            "registry/student",
            "registry/veteran",
            "relief/registered_person",
        )
    ),
    params=Group(),
    explanations=("late_stop_of_insurance", "registered_elsewhere"),
    questions=(
        "受理时凭什么材料认定借款人属于该群体？",
        "参保单位与借款人是什么关系，签约时是否实际在岗？",
    ),
    verify=(
        "调取资格审核表和所附的失业登记、毕业、退役、脱贫户等证明",
        "向人社部门核对签约前后的参保单位、停保申报日期",
        "向名册主管部门核对签约当日的登记情况",
        "停保申报滞后、身份证明由外地出具的，不能据此认定",
    ),
    chain=OFFICES,
    amount_basis="该合同各借据已拨付的贴息合计",
    sentences={
        "单位参保": (
            "{from}签订的创业担保贷款合同{count}份，申报为失业或就业困难人员，"
            "签约当月及前后有用人单位缴纳社会保险费，已拨付贴息待核实金额{amount}。"
        ),
        "毕业超过年限": (
            "{from}签订的创业担保贷款合同{count}份，申报为高校毕业生，"
            "学籍所载毕业日期早于规定年限，已拨付贴息待核实金额{amount}。"
        ),
        "名册未见": (
            "{from}签订的创业担保贷款合同{count}份，申报的群体在主管部门名册中"
            "未见签约当日的登记，已拨付贴息待核实金额{amount}。"
        ),
    },
    logic=(
        "按合同填写的人员类别归入失业、高校毕业生、退役军人、脱贫人口，其他类别不比对。",
        "失业类：签约前一个月至后三个月，同一单位缴费达到规定月数且签约当月在内；"
        "本人或配偶担任职务的单位除外。",
        "毕业生：学籍登记的毕业日期距签约超过规定年限；学籍册中没有高校毕业记录的不作判断。",
        "退役军人、脱贫人口：名册已报送而没有签约当日有效的本人记录；"
        "名册中有同名而身份未核定的人员的，不作判断。",
    ),
    cannot_see=(
        "缴费数据期间以外签订的合同，失业类查不到",
        "网络商户、返乡创业农民工没有可比对的名册",
        "外地登记的退役军人、脱贫人口会列出，须核对外地证明",
    ),
    effort_minutes=30,
    module=__name__,
)
