"""Guaranteed start-up loans signed by people on the fiscal payroll that month.

The loan is for people without a fixed post. A spouse on the payroll is a question
(is the business the borrower's own?), not an answer.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class LoanKind(Params):
    """Which loans the rule looks at."""

    loan_kind: Annotated[str, Field(description="贷款种类，契约代码表中的名称")] = (
        "创业担保贷款"
    )


RULE = Rule(
    id="LN-01",
    version=4,
    status=Status.IN_USE,
    title="签约当月在财政工资册的人员办理创业担保贷款",
    question="借款人签订创业担保贷款合同的当月，是否在财政供养工资册？",
    basis=(
        Basis(
            document="财金〔2023〕75号《普惠金融发展专项资金管理办法》",
            article="创业担保贷款借款人范围",
            read=Read.FOUND,
        ),
        Basis(
            document="银发〔2016〕202号（创业担保贷款对象范围）",
            read=Read.RECALLED,
        ),
    ),
    needs=("loan/loan_contract", "finance/staff_payroll"),
    optional=("loan/loan_note", "finance/interest_subsidy"),
    policies=("staff_type",),
    act="loan/loan_contract",
    # Borrower and spouse are two keys; the payroll is small and goes everywhere.
    partition={
        "loan/loan_contract": None,
        "finance/staff_payroll": None,
        "loan/loan_note": None,
        "finance/interest_subsidy": None,
    },
    params=LoanKind(),
    explanations=("survivors_aid", "non_fiscal_post", "resigned"),
    questions=(
        "借款人签约时是否已离职，工资册为何仍有发放？",
        "配偶在册的，经营实体是否由借款人本人经营？",
    ),
    verify=(
        "向编办、人社核对签约当月的人员身份与离职时间",
        "调取借款合同、资格审核表与经营流水",
        "核对贴息拨付明细与贷款余额",
        "村干部、公益性岗位、三支一扶等不属财政供养，不能据此认定",
    ),
    chain=posts(
        "社区（乡镇）人社平台",
        "县就业服务机构、担保机构",
        "经办银行",
        "县财政局",
        "县人社局、县财政局",
    ),
    amount_basis="该合同各借据已拨付的贴息与借据未还余额合计",
    sentences={
        "本人在册": (
            "{from}签订的创业担保贷款合同{count}份，签约当月借款人有财政工资"
            "发放记录，已拨付贴息与未还余额合计待核实金额{amount}。"
        ),
        "配偶在册": (
            "{from}签订的创业担保贷款合同{count}份，签约当月借款人的配偶有财政工资"
            "发放记录，经营情况待核实，涉及金额{amount}。"
        ),
    },
    logic=(
        "每份创业担保贷款合同按合同编号取最近一次报送的记录，以签约日期为准。",
        "查签约当月借款人本人是否在财政工资册；再查合同所列配偶是否在册。",
        "工资册中的人员身份按政策表分类，遗属补助和非财政供养的作为合理解释排除。",
        "金额为该合同各借据已拨付的贴息加借据未还余额；配偶在册只作为问题，等级较低。",
    ),
    cannot_see=(
        "签约之后才入编的不算",
        "借款人以他人名义借款的查不到",
        "合同未写配偶信息的，配偶在册查不到",
    ),
    effort_minutes=30,
    module=__name__,
)
