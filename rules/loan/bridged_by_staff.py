"""Start-up loans lent anew within days of one that an official's account paid back.

The second half of the catalogue's LN-14, a rule of its own because it reads personal
accounts: asked only of borrowers whom an approval names, of flows handed over while it
held. Whose account it is stands in the fiscal payroll, which pays wages to it; one
counts where its holder works where either loan was accepted or guaranteed, or bears the
name of somebody who handled it. Accounts of bank employees are in no list we receive.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Read, Rule, Status
from rules.start_up_loan import OFFICES, StartUpLoan, fund_rules


class Bridge(StartUpLoan):
    """How soon after a repayment a new loan counts, and how much of it is another's."""

    relend_days: Annotated[
        int, Field(ge=0, description="前笔结清后多少天以内再放款")
    ] = 7
    fund_days: Annotated[int, Field(ge=0, description="结清前多少天以内转入或归还")] = 7
    share_milli: Annotated[
        int, Field(ge=1, le=1000, description="他人资金占前笔本金的千分比")
    ] = 800


RULE = Rule(
    id="LN-14B",
    version=3,
    status=Status.IN_USE,
    title="前笔贷款由经办机构人员账户归还后数日内再次放款",
    question="经批准查询的借款人，是否由经办机构人员账户归还前笔贷款后数日内再次取得创业担保贷款？",
    basis=(
        Basis(
            document="《流动资金贷款管理办法》（国家金融监督管理总局令2024年第2号）",
            article="贷款支付与贷后管理",
            read=Read.RECALLED,
        ),
        fund_rules("创业担保贷款由借款人本人使用和偿还"),
    ),
    needs=(
        "finance/staff_payroll",
        "loan/account_approval",
        "loan/account_transaction",
        "loan/loan_contract",
        "loan/loan_note",
        "loan/repayment",
    ),
    optional=("finance/interest_subsidy", "loan/guarantee", "registry/resident"),
    policies=(),
    act="loan/loan_contract",
    partition=dict.fromkeys(
        (
            "finance/staff_payroll",
            "loan/account_transaction",
            "loan/guarantee",
            "loan/loan_contract",
            "loan/repayment",
        )
    ),
    params=Bridge(),
    explanations=("family_pooling", "renewal_scheme"),
    questions=(
        "还款资金由谁提供，再次放款后是否归还、是否支付费用？",
        "前笔贷款到期时借款人有无还款能力，再次放款由谁审批？",
    ),
    verify=(
        "核对批准文书，只查看名单所列人员",
        "调取前笔还款凭证、本笔放款凭证和放款后的资金去向",
        "向借款人和转出账户所有人分别了解资金来源与约定",
        "家庭成员之间周转、按续贷政策办理的，不能据此认定",
    ),
    chain=OFFICES,
    amount_basis="再次取得的贷款各借据未还本金与已拨付贴息合计",
    sentences={
        "工作人员账户归还前笔贷款": (
            "{from}前笔贷款由经办机构人员的工资账户归还，数日内再次取得创业担保贷款"
            "{count}份，待核实金额{amount}。"
        ),
        "工作人员账户转入还款资金": (
            "{from}前笔贷款结清前收到经办机构人员工资账户转入的大部分资金，数日内再次"
            "取得创业担保贷款{count}份，待核实金额{amount}。"
        ),
    },
    logic=(
        "只读取批准名单所列、批准有效期内报送的借款人资金往来；没有批准名单不运行。",
        "同一借款人前笔贷款结清后规定天数内又有创业担保贷款放款的，查前笔由谁归还、还款资金从何而来。",
        "归还或转入的账户是财政工资账户，且户主在受理、担保机构任职或与经办人员同名，金额达到前笔本金规定比例的列出。",
    ),
    cannot_see=(
        "未经批准的人员不在比对范围内",
        "银行人员账户不在工资册中，查不到",
        "用现金归还、经他人账户中转的查不到",
    ),
    effort_minutes=40,
    approval="loan/account_approval",
    module=__name__,
)
