"""More reimbursed on an invoice than its face, trips paid by two units, equal meals.

An invoice may be shared out: only what goes beyond its face counts, and what one claim
holds beyond the face is the daily allowance. A red-letter claim takes its amount back.
Two trips may meet on the day of travel. Round sums at a filling station are card
top-ups, two of which on a day say nothing.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Overlap(Params):
    """How long two trips must overlap, and which sums are round."""

    overlap_days: int = Field(
        default=2, ge=1, description="两次行程至少重叠几天才列出，交接当天可以相同"
    )
    round_fen: int = Field(
        default=10_000, ge=1, description="接待、加油金额为该数整倍数的视为充值，不比对"
    )


RULE = Rule(
    id="FN-05",
    version=1,
    status=Status.IN_USE,
    title="同一发票或同一行程有两次以上报销记录",
    question="同一张发票的报销合计是否超过票面，同一人的行程是否由两个单位同时报销？",
    basis=(
        Basis(
            document="《中华人民共和国会计法》",
            article="第十四条",
            read=Read.RECALLED,
        ),
        Basis(
            document="财办会〔2020〕6号《关于规范电子会计凭证报销入账归档的通知》",
            article="防止电子会计凭证重复入账",
            read=Read.RECALLED,
        ),
    ),
    needs=("finance/expense_claim",),
    optional=(),
    policies=(),
    act="finance/expense_claim",
    # Invoices meet across persons and units.
    partition={"finance/expense_claim": None},
    params=Overlap(),
    explanations=("invoice_reversed", "cost_shared"),
    questions=(
        "两笔报销是否为同一业务，重复部分是否已经退回或冲销？",
        "费用是否经批准由两个单位分摊，培训、会议费用是否由主办方统一承担？",
    ),
    verify=(
        "调取两笔报销的原始凭证，核对发票代码、号码与票面金额",
        "在税务发票查验平台核对发票真伪与红冲情况",
        "核对出差审批单、行程与交通住宿票据",
        "仅凭金额、日期相同，不能认定为重复报销",
    ),
    chain=posts(
        "报销经办人",
        "单位财务机构",
        "单位分管领导",
        "单位财务机构、国库支付机构",
        "县财政局",
    ),
    amount_basis="同一发票为超过票面的部分，行程重叠与同额同店为在后一笔报销金额；已作合理解释的不计",
    sentences={
        "同一发票": (
            "{from}至{to}有{count}笔报销，所附发票此前已经报销，合计超过票面的金额为"
            "{amount}，待核实。"
        ),
        "行程重叠": (
            "{from}至{to}有{count}笔差旅费，行程与另一单位报销的行程重叠，"
            "待核实金额{amount}。"
        ),
        "同额同店": (
            "{from}至{to}有{count}笔接待或车辆费用，与另一笔的商户、日期、金额相同，"
            "待核实金额{amount}。"
        ),
    },
    logic=(
        "按发票代码加号码归集报销记录；二十位数电票只看号码，没有代码的旧票加看开票方和票面金额。",
        "同一发票按支付先后累计，超过票面的部分才列出；差旅补助超出票面的不算。",
        "同一人在两个单位报销的差旅行程重叠两天以上的，列在后的一笔。",
        "同一单位、同一人在同一商户同一天有两笔金额相同的接待或车辆费用，整百元的除外，作为提示列出。",
    ),
    cannot_see=(
        "没有发票号码的报销（如补助、白条）不在本规则内",
        "一方在报销系统外支付的查不到",
        "发票号码录错的会漏掉",
    ),
    module=__name__,
)
