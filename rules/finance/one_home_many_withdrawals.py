"""One home drawn for by people who are no relatives, handed on, or above its price.

Sameness is the certificate or contract that was handed in; by the land register it is
the unit, so that a home that goes from hand to hand is one. Sale and resale years
apart have a paper each and are no sign: only several buyers within a year are.
"""

from pydantic import Field

from rules.housing_fund import CONTROL_NOTICE, KIN, OFFICES, REGULATION
from rules.rule import Escalation, Params, Rule, Status


class OneHome(Params):
    """How many buyers of one home, within what time."""

    turn_months: int = Field(default=12, description="同一住房在前后多少个月内多次转手")
    turn_people: int = Field(
        default=3, description="凭证不同时，同一住房有多少人先后用于购房提取才列出"
    )


RULE = Rule(
    id="HF-03",
    version=3,
    status=Status.IN_USE,
    title="同一住房由多人用于购房提取，或累计提取超过房价",
    question="同一套住房是否被没有亲属、共有关系的多人用于购房提取公积金，或累计提取超过房价？",
    basis=(REGULATION, CONTROL_NOTICE),
    needs=("finance/housing_fund_withdrawal",),
    optional=("registry/real_estate", *KIN),
    policies=(),
    act="finance/housing_fund_withdrawal",
    # People are compared by home.
    partition={"finance/housing_fund_withdrawal": None, "registry/real_estate": None},
    params=OneHome(),
    explanations=("payment_returned", "home_of_near_kin", "joint_owners"),
    questions=(
        "各提取人之间是什么关系，谁是真正的买受人？",
        "住房先后转让的，每次转让是否真实付款、过户？",
    ),
    verify=(
        "调取各笔提取的购房合同、权证复印件和完税凭证，核对真伪",
        "向不动产登记机构、住建部门核对该住房的登记、备案和转移情况",
        "核对各提取人的购房款流水和收款账户",
        "近亲属共同购房、登记共有人各自提取的，不能据此认定",
    ),
    chain=OFFICES,
    amount_basis="该笔提取金额减去已退回的部分；超过房价的只计超出部分",
    sentences={
        "同一凭证": (
            "{from}至{to}有{count}笔购房提取，所凭权证或合同与非亲属、非共有人的提取相同，"
            "待核实金额{amount}。"
        ),
        "短期多次转手": (
            "{from}至{to}有{count}笔购房提取，所购住房在一年内由多名非亲属先后用于"
            "购房提取，待核实金额{amount}。"
        ),
        "累计超过房价": (
            "{from}至{to}有{count}笔购房提取使同一权证或合同累计提取超过房屋总价，"
            "待核实金额{amount}。"
        ),
    },
    escalation=Escalation(subjects=3, severity_shared="S2"),
    logic=(
        "以购房为由的提取，按权证号或合同号对上；能在不动产登记中找到的，"
        "再按不动产单元对上。",
        "同一凭证有两人以上提取，或同一单元一年内有三人以上先后提取的，逐人列出。",
        "互为近亲属或同为第三人近亲属的、登记为共有人的，有合理解释。",
        "同一凭证按先后累计，超过申报房价的部分另列；退回的不计。",
    ),
    cannot_see=(
        "凭证号没有填写或各写各的，同一住房看不出来",
        "申报房价没有填写的，不比较房价",
        "没有登记、申报的亲属关系看不到",
    ),
    effort_minutes=40,
    module=__name__,
)
