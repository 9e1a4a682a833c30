"""Start-up loans that the guarantee fund paid and has not got back, despite means.

The borrower owes first: a guarantor's means are told only where the borrower has none,
and only of a person whose guarantee still stood when the fund paid. An only dwelling,
small shares and motorcycles are no means; of firms only those begun after the fund had
paid. What the register says on the day of its hand-over counts.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Rule, Status
from rules.start_up_loan import OFFICES, StartUpLoan, fund_rules


class Recovery(StartUpLoan):
    """How long the money may be out, and from how many dwellings on."""

    idle_months: Annotated[int, Field(ge=1, description="代偿后多少个月仍未收回")] = 12
    homes_count: Annotated[int, Field(ge=1, description="名下住房达到多少套")] = 2


RULE = Rule(
    id="LN-13",
    version=5,
    status=Status.IN_USE,
    title="代偿一年以上未收回而借款人或担保人名下有财产的创业担保贷款",
    question="担保基金代偿一年以上仍未收回的贷款，借款人或其担保人名下是否有可供偿还的财产？",
    basis=(fund_rules("担保基金代偿与追偿"),),
    needs=("loan/guarantee", "loan/loan_contract"),
    optional=(
        "loan/loan_note",
        "finance/interest_subsidy",
        "registry/real_estate",
        "registry/vehicle",
        "registry/company",
        "registry/company_member",
    ),
    policies=(),
    act="loan/loan_contract",
    partition={"loan/guarantee": None},
    params=Recovery(),
    explanations=("recovery_under_way", "asset_pledged"),
    questions=(
        "代偿后采取过哪些追偿措施，何时采取？",
        "借款人、担保人名下财产是否已被查封或抵押，是否已向担保人主张？",
    ),
    verify=(
        "调取代偿凭证、追偿台账和诉讼执行材料",
        "向不动产登记、公安交管、市场监管部门核对现有财产",
        "核对担保基金账户的追偿收入",
        "已起诉、已分期偿还、财产已抵押查封的，不能据此认定",
    ),
    chain=OFFICES,
    amount_basis="代偿金额减去已追偿金额",
    sentences={
        "未见追偿": (
            "{from}代偿的创业担保贷款{count}笔，至{to}未见追偿，借款人名下登记有财产，"
            "待核实金额{amount}。"
        ),
        "担保人有财产": (
            "{from}代偿的创业担保贷款{count}笔，至{to}未全部收回，借款人名下未见、担保人名下登记有"
            "财产，待核实金额{amount}。"
        ),
        "部分追偿": (
            "{from}代偿的创业担保贷款{count}笔，至{to}只收回一部分，借款人名下登记有"
            "财产，待核实金额{amount}。"
        ),
    },
    logic=(
        "担保登记中状态为代偿、代偿金额大于已追偿金额，且代偿日距报送日超过规定月数的列入。",
        "报送日借款人名下有两套以上住房、非摩托车类机动车，或代偿之后新设立的经营主体的列出。",
        "借款人名下没有而未解除担保的自然人担保人名下有的，单列。",
        "唯一住房、小份额共有、已转出注销的不算。",
    ),
    cannot_see=(
        "担保登记未写明担保人身份的，担保人名下的财产查不到",
        "登记在他人名下的财产查不到",
        "追偿收入未登记的会列出，须核对追偿台账",
    ),
    effort_minutes=30,
    module=__name__,
)
