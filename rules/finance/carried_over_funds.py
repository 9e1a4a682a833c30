"""Budget lines unspent for longer than they may be kept, and grants handed on late.

Counted is the balance beyond what is under contract, from the year in which the money
was first budgeted, whatever it is now called. Of funds that the policy does not name
(a unit's own, special accounts) nothing is said. The catalogue's low rate of spending
in September is left out: it is a figure for a report and no line's irregularity; idle
items in units' own accounts need ledgers that nobody delivers.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Carrying(Params):
    """When a balance is small."""

    least_fen: int = Field(default=100_000, ge=1, description="余额达到多少分才列出")


RULE = Rule(
    id="FN-13",
    version=2,
    status=Status.IN_USE,
    title="财政资金超过结转期限未收回，或上级资金下达超期",
    question="预算指标余额是否超过结转期限仍未收回，上级资金是否在规定天数内下达？",
    basis=(
        Basis(
            document="《中华人民共和国预算法》",
            article="第四十二条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《中华人民共和国预算法》",
            article="第五十二条",
            read=Read.RECALLED,
        ),
        Basis(document="财预〔2015〕15号", article="盘活存量资金", read=Read.FOUND),
    ),
    needs=("finance/budget_item",),
    optional=(),
    policies=(
        "fiscal_carryover",
        "grant_handing_on",
    ),
    act="finance/budget_item",
    partition={"finance/budget_item": None},
    params=Carrying(),
    explanations=("works_of_years",),
    questions=(
        "是否已签合同尚未登记，或按权责发生制列支？",
        "资金是否已经收回总预算而指标系统没有冲销？",
    ),
    verify=(
        "调取指标文件、历年结转批复和收回文件",
        "核对政府采购合同与未付款项",
        "核对项目实施进度和资金闲置的原因",
        "上级资金下达超期的，核对收文登记和分配方案审批过程",
        "仅凭指标余额，不能认定资金闲置",
    ),
    chain=posts(
        "预算单位",
        "财政部门业务股室",
        "财政部门预算机构",
        "国库支付机构",
        "县财政局",
    ),
    amount_basis="指标余额减去已签合同未付数；下达超期的为该指标可用数",
    sentences={
        "超期未收回": "截至{to}，预算指标超过结转期限，余额{amount}，待核实。",
        "下达超期": (
            "{from}收到的上级资金至{to}才下达或仍未下达，涉及{amount}，待核实。"
        ),
    },
    logic=(
        "按资金第一次列入预算的年度起算，改变用途不重新起算，超过政策表的结转期限才列。",
        "余额先减去已签合同未付数；跨年度基建项目作合理解释。",
        "上级转移支付自收文之日起超过规定天数下达，或至数据截止日仍未下达的另列。",
        "政策表没有列明的资金性质不作判断；没有登记资金性质的列为须补充的材料。",
    ),
    cannot_see=(
        "单位实有资金账户里的沉淀资金查不到",
        "已拨到下级或企业尚未使用的资金查不到",
        "初次安排年度没有登记的指标查不到",
    ),
    effort_minutes=30,
    module=__name__,
)
