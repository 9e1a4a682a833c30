"""Withdrawals for buying a home that the land register does not bear out.

Homes elsewhere are left out: their register is not delivered. A relative's home is
explained, and what was sold before it was built is given time to be registered.
Whoever gave the home on within months, to nobody of kin, is asked about as well.
"""

from pydantic import Field

from rules.housing_fund import CONTROL_NOTICE, KIN, OFFICES, REGULATION
from rules.rule import Params, Rule, Status


class Purchase(Params):
    """Within what time a purchase stands in the land register."""

    wait_months: int = Field(
        default=24, description="申请提取以后多少个月内应能见到登记（含预售交付）"
    )
    before_months: int = Field(
        default=36, description="没有权证号可对时，看申请以前多少个月内的登记"
    )
    short_months: int = Field(
        default=6, description="登记以后多少个月以内又转给他人的，列为短期转出"
    )
    same_days: int = Field(
        default=31, description="转出日期与下一次登记相差不超过多少天的，视为同一次转移"
    )


RULE = Rule(
    id="HF-01",
    version=3,
    status=Status.IN_USE,
    title="购房提取住房公积金与不动产登记不符",
    question="以购买本县住房提取公积金的，该住房是否登记在本人或近亲属名下并持续持有？",
    basis=(REGULATION, CONTROL_NOTICE),
    needs=("finance/housing_fund_withdrawal", "registry/real_estate"),
    optional=KIN,
    policies=(),
    act="finance/housing_fund_withdrawal",
    # Applicant, relative and home are three keys.
    partition={"finance/housing_fund_withdrawal": None, "registry/real_estate": None},
    params=Purchase(),
    explanations=("payment_returned", "home_of_near_kin", "presale_not_registered"),
    questions=(
        "购房合同的买受人是谁，房款由谁、以何种方式支付？",
        "住房是否已交付，为什么没有登记或登记在他人名下？",
        "登记后又转出的，转让合同、价款和受让人是谁？",
    ),
    verify=(
        "调取提取申请、购房合同、发票和契税完税凭证原件",
        "向不动产登记机构、住建部门核对合同备案和登记档案",
        "核对购房款流水，确认交易是否真实发生",
        "预售未交付、共同购房、合同解除后已退回的，不能据此认定",
    ),
    chain=OFFICES,
    amount_basis="该笔提取金额，减去已退回的部分",
    sentences={
        "登记在他人名下": (
            "{from}有{count}笔购房提取，所凭权证的住房登记在他人名下，本人和近亲属"
            "没有取得登记，待核实金额{amount}。"
        ),
        "未见登记": (
            "{from}有{count}笔本县购房提取，申请前后本人和近亲属名下均未见住房登记，"
            "待核实金额{amount}。"
        ),
        "短期转出": (
            "{from}有{count}笔购房提取，所购住房登记后数月内转给他人，"
            "待核实金额{amount}。"
        ),
    },
    logic=(
        "只看以购房为由、住房在本县的提取；款项退回的不计。",
        "权证号能在不动产登记中找到的，看同一不动产单元在申请后两年内是否登记到"
        "本人名下（二手房按单元看，不要求同一证号）。",
        "权证号找不到（购房合同）的，看申请前三年至申请后两年本人有无住宅或预告登记；"
        "未满两年的暂不判断。",
        "登记在近亲属名下的视为共同购房；登记后半年以内转给近亲属以外的人的，"
        "列为短期转出。",
    ),
    cannot_see=(
        "外地购房查不到登记，不在此列",
        "亲属关系未登记、未申报的，共同购房看不出来",
        "两年以内的期房购房暂不能判断",
    ),
    effort_minutes=40,
    module=__name__,
)
