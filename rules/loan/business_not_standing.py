"""Start-up loans for a business that the register does not bear out.

Five data situations in one contract, the gravest first: no such firm, ended about the
disbursement, founded after the signing, short-lived, led by others. A contract that
states no credit code asks nothing, since small trades may need no licence. Addresses
shared by many borrowers are LN-08's; taxes prove nothing, since small traders pay none.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Rule, Status
from rules.start_up_loan import OFFICES, StartUpLoan, fund_rules


class Standing(StartUpLoan):
    """How near to the loan a firm's beginning and end must lie."""

    after_days: Annotated[int, Field(ge=0, description="放款后多少天内注销")] = 60
    new_days: Annotated[int, Field(ge=0, description="签约前多少天内新设立")] = 30
    short_days: Annotated[
        int, Field(ge=0, description="新设立的主体，放款后多少天内注销")
    ] = 180


RULE = Rule(
    id="LN-03",
    version=6,
    status=Status.IN_USE,
    title="创业担保贷款的经营实体与市场主体登记不一致",
    question="签约和放款时，合同所列经营实体是否在登记中存续并由借款人经营？",
    basis=(fund_rules("创业担保贷款申请条件（合法经营实体）"),),
    needs=("loan/loan_contract", "registry/company"),
    optional=("registry/company_member", "loan/loan_note", "finance/interest_subsidy"),
    policies=(),
    act="loan/loan_contract",
    partition=dict.fromkeys(
        ("loan/loan_contract", "registry/company", "registry/company_member")
    ),
    params=Standing(),
    explanations=("relicensed", "family_licence", "licence_not_required"),
    questions=(
        "贷款调查时是否实地查看过经营场所和营业执照原件？",
        "经营实体实际由谁经营，何时停止经营？",
    ),
    verify=(
        "向市场监管部门核对该信用代码的设立、变更、注销档案",
        "调取贷款调查报告、执照复印件和现场照片",
        "实地查看经营场所，核对进货、收款和用工情况",
        "换领执照、夫妻共同经营、外地登记的，不能据此认定",
    ),
    chain=OFFICES,
    amount_basis="该合同各借据已拨付的贴息与未还余额合计",
    sentences={
        "登记未见": (
            "{from}签订的创业担保贷款合同{count}份，所列统一社会信用代码在市场主体"
            "登记中未见，已拨付贴息与未还余额合计待核实金额{amount}。"
        ),
        "放款前后注销": (
            "{from}签订的创业担保贷款合同{count}份，所列经营实体在放款前后不久已注销"
            "或吊销，已拨付贴息与未还余额合计待核实金额{amount}。"
        ),
        "签约后成立": (
            "{from}签订的创业担保贷款合同{count}份，所列经营实体成立于签约之后，"
            "已拨付贴息与未还余额合计待核实金额{amount}。"
        ),
        "短期存续": (
            "{from}签订的创业担保贷款合同{count}份，所列经营实体签约前新设立、"
            "放款后半年左右注销，已拨付贴息与未还余额合计待核实金额{amount}。"
        ),
        "非本人经营": (
            "{from}签订的创业担保贷款合同{count}份，签约至放款期间借款人不是所列"
            "经营实体的登记成员，已拨付贴息与未还余额合计待核实金额{amount}。"
        ),
    },
    logic=(
        "合同所列经营实体依次按信用代码、单位归一结果、唯一名称在市场主体登记中查找。",
        "填写了完整信用代码而登记中没有的为“登记未见”；代码属外地登记机关的不作判断。",
        "注销日期不晚于放款后规定天数的、成立晚于签约的、新设后短期内注销的，分别列出。",
        "其余的看签约至放款期间借款人是否为该主体的法定代表人、经营者、股东或其他成员；"
        "股东名单未报送的企业不作判断。",
    ),
    cannot_see=(
        "只写名称、未写信用代码的经营实体查不到",
        "登记存续而实际没有经营的查不到",
        "多个借款人使用同一地址的不在本规则内",
    ),
    effort_minutes=30,
    module=__name__,
)
