"""Purchases of one budget item and category that exceed the tender threshold together.

The regulation names the unit of comparison: one financial year, one budget item, one
category, several purchases without open tender. Lots of one project are one purchase.
The catalogue knows only the tender threshold; most of what a county's units buy is
below the limit up to which they buy by themselves, so contracts of one supplier and
category that exceed that limit within some days together are asked about, too.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Span(Params):
    """Within how many days purchases stand together."""

    span_days: int = Field(default=90, ge=1, description="相隔多少天以内视为接连采购")


RULE = Rule(
    id="FN-06",
    version=4,
    status=Status.IN_USE,
    title="同一预算项目下同类采购分次进行，合计超过公开招标数额标准",
    question="同一财政年度、同一预算项目、同一品目的多次非公开招标采购，合计是否超过公开招标数额标准？",
    basis=(
        Basis(
            document="《中华人民共和国政府采购法》",
            article="第二十八条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《中华人民共和国政府采购法实施条例》",
            article="第二十八条",
            read=Read.FULL_TEXT,
        ),
    ),
    needs=("finance/procurement_project",),
    optional=("finance/contract",),
    policies=("procurement_thresholds",),
    act="finance/procurement_project",
    partition={"finance/procurement_project": None, "finance/contract": None},
    params=Span(),
    explanations=("method_approved", "emergency_purchase"),
    questions=(
        "是否属于项目预算调整，或经批准采用公开招标以外的方式？",
        "各次采购的需求是否能够一次提出，分次的原因是什么？",
    ),
    verify=(
        "调取部门预算、采购计划与各次采购文件，核对是否同一预算项目",
        "对照本省公布的公开招标数额标准与集中采购目录",
        "核对各次采购的供应商、报价与时间间隔",
        "按季节、按需求陆续发生的零星采购，以及签有框架协议的，不能据此认定",
    ),
    chain=posts(
        "采购人经办机构",
        "采购人内部审核机构",
        "采购人负责人",
        "国库支付机构",
        "县财政局政府采购监管机构",
    ),
    amount_basis="各次采购的成交（合同）金额合计；已作合理解释的不计",
    sentences={
        "同一预算项目": (
            "{from}至{to}，同一预算项目、同一品目有{count}次公开招标以外的采购，"
            "各次低于而合计超过公开招标数额标准，合计{amount}。"
        ),
        "自行采购": (
            "{from}至{to}，与同一供应商就同一品目接连签订{count}份自行采购合同，"
            "各份低于而合计超过采购限额标准，合计{amount}。"
        ),
    },
    logic=(
        "按采购人、预算年度、指标文号和品目前三位归集公开招标和框架协议以外的货物、服务采购，同一项目的各包合并。",
        "单次低于公开招标数额标准、两次以上合计超过的，每次采购是一项待核实行为；没有指标文号的不作判断。",
        "经批准变更方式或写明应急、涉密的作合理解释，其余部分合计未超过标准的同样作合理解释。",
        "没有采购项目的自行采购合同，同一采购人、供应商和品目在九十天内合计超过采购限额标准的也列出。",
    ),
    cannot_see=(
        "拆成不同指标或不同品目的查不到",
        "未报送合同台账的零星采购查不到",
        "预算调整的批准文件不在数据中",
    ),
    effort_minutes=40,
    module=__name__,
)
