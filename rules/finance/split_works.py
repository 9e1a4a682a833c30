"""Contracts for parts of one work, none tendered, that exceed the threshold together.

Parts are known by the owner and by the name without phases, sections, stretches and
groups; names of villages stay, for works of different villages are different works.
No likeness of names beyond that: the catalogue's "similar" would join a town's roads.
The threshold is asked for works and, apart, for their design and supervision. Whether
public money pays for enough of it to make the tender compulsory is in no register.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Span(Params):
    """Within how many days parts of a work begin."""

    span_days: int = Field(
        default=365, ge=1, description="相隔多少天以内开工的视为同一工程的各部分"
    )


RULE = Rule(
    id="FN-07",
    version=2,
    status=Status.IN_USE,
    title="同一业主名称相同的工程分份签约，合计达到必须招标规模",
    question="同一业主、名称除标段期段外相同的工程，未经招标分份签约，合计是否超过必须招标的规模标准？",
    basis=(
        Basis(
            document="《中华人民共和国招标投标法》",
            article="第四条、第四十九条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="发展改革委令第16号《必须招标的工程项目规定》",
            article="第二条至第五条",
            read=Read.FOUND,
        ),
    ),
    needs=("finance/contract",),
    optional=("finance/procurement_project",),
    policies=("tender_thresholds",),
    act="finance/contract",
    partition={"finance/contract": None, "finance/procurement_project": None},
    params=Span(),
    explanations=("planned_by_year", "emergency_purchase"),
    questions=(
        "各份合同是否属于可以合并实施的同一工程，分份的原因是什么？",
        "资金中预算资金的数额与比例是多少，是否达到必须招标的条件？",
    ),
    verify=(
        "调取立项批复、初步设计和预算，核对是否同一项目",
        "核对预算资金是否在二百万元以上且占投资额百分之十以上，或国有资金控股",
        "核对各份合同的承包人、开工时间和施工地点",
        "核对本地限额以下工程的交易规定，特许经营、村民自建等按规定核对",
        "仅凭名称相近，不能认定为同一工程",
    ),
    chain=posts(
        "业主单位经办机构",
        "业主单位内部审核机构",
        "业主单位负责人",
        "国库支付机构",
        "县发展改革局、行业主管部门",
    ),
    amount_basis="各份合同的签约金额合计；已作合理解释的不计",
    sentences={
        "同名工程": (
            "{from}至{to}，就名称除标段期段外相同的工程签订{count}份未经招标的合同，"
            "各份低于而合计超过必须招标的规模标准，合计{amount}。"
        ),
    },
    logic=(
        "取工程类合同以及工程的勘察、设计、监理合同，去掉公开招标和邀请招标的。",
        "名称去掉期、标段、段、组、批、括号和末尾编号后相同，业主相同，开工相隔一年以内的归为一组；村名保留，不同村不归在一起。",
        "各份低于、两份以上合计超过当时必须招标规模标准的，每份合同是一项待核实行为。",
        "分属不同预算年度且各年合计未超过的，写明应急抢险的，作合理解释。",
    ),
    cannot_see=(
        "改换名称分开的工程查不到",
        "未报送合同台账的工程查不到",
        "资金来源比例不在合同台账中，须另行核对",
    ),
    effort_minutes=40,
    module=__name__,
)
