"""Withdrawals for rent beside a home of one's own, or the spouse's, in the county.

Who has just bought is given time until the home can be lived in. A house of one's own
building in a village, an inherited home or a small share do not exclude.
"""

from pydantic import Field

from rules.housing_fund import CONTROL_NOTICE, KIN, OFFICES, REGULATION, RENT_NOTICE
from rules.rule import Escalation, Params, Rule, Status


class Rent(Params):
    """From when on a home of one's own counts."""

    settled_months: int = Field(
        default=6, description="取得住房登记满多少个月以后才比较（交付、装修时间）"
    )


RULE = Rule(
    id="HF-04",
    version=4,
    status=Status.IN_USE,
    title="租房提取住房公积金时本人或配偶在本县有住房",
    question="以支付房租为由提取公积金时，本人或配偶在本县名下是否已有住房？",
    basis=(RENT_NOTICE, REGULATION, CONTROL_NOTICE),
    needs=("finance/housing_fund_withdrawal", "registry/real_estate"),
    optional=KIN,
    policies=(),
    act="finance/housing_fund_withdrawal",
    # Tenant and spouse are two keys.
    partition={"finance/housing_fund_withdrawal": None, "registry/real_estate": None},
    params=Rent(),
    explanations=("payment_returned", "village_farmhouse", "resettled_home"),
    questions=(
        "名下住房由谁居住，是否已交付、能否居住？",
        "房屋租在哪里，是否在工作地（缴存地）以外另有工作地点？",
    ),
    verify=(
        "调取租房提取申请、无房证明和租赁合同（备案）",
        "向不动产登记机构核对住房的面积、位置、取得和转移时间",
        "核对当地租房提取对自有住房的范围和面积规定",
        "农村自建房、继承的小份额住房、工作地在外乡镇的，不能仅凭有房认定",
    ),
    chain=OFFICES,
    amount_basis="该笔提取金额，减去已退回的部分",
    sentences={
        "本人有住房": (
            "{from}至{to}有{count}笔租房提取，申请时本人名下在本县登记有住房，"
            "待核实金额{amount}。"
        ),
        "配偶有住房": (
            "{from}至{to}有{count}笔租房提取，申请时配偶名下在本县登记有住房，"
            "待核实金额{amount}。"
        ),
    },
    escalation=Escalation(months=3),
    logic=(
        "以租房为由的每笔提取，看申请当日本人和登记配偶名下是否持有住宅；"
        "车位、储藏间、预告登记不算。",
        "取得登记不满半年的不列；申请以前已转出的不列。",
        "只有农村自建房的、只有继承受赠或小份额住房的、款项已退回的，有合理解释。",
        "三次以上的列为较重。",
    ),
    cannot_see=(
        "外地住房、未登记住房查不到",
        "2006年以前的婚姻未重新登记的，配偶住房看不到",
        "当地另有面积、距离规定的，须人工对照",
    ),
    module=__name__,
)
