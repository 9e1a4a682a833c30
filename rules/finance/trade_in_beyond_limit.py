"""Trade-ins beyond the pieces or the money that the year's policy allows a person.

The year is that of the purchase: what is paid in the next year still counts to the
programme it was bought under. Family members have limits of their own. The national
table has no figures for furnishing and electric bicycles, which places set.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Rounding(Params):
    """What rounding leaves between the formula and the money."""

    rounding_fen: Annotated[
        int, Field(description="超过应补金额不多于此数的不列", ge=0)
    ] = 100


RULE = Rule(
    id="TI-02",
    version=2,
    status=Status.IN_USE,
    title="以旧换新补贴的件数或金额超过当年规定",
    question="同一人同一品类在购买当年的补贴件数、每件补贴金额，是否超过当年的规定？",
    basis=(
        Basis(
            document="商务部办公厅等五部门《关于做好2025年家电以旧换新工作的通知》",
            article="补贴品种、比例、件数与每件上限",
            read=Read.FOUND,
        ),
        Basis(
            document="《关于2025年加力扩围实施大规模设备更新和消费品以旧换新政策的通知》",
            article="（发改环资〔2025〕13号）",
            read=Read.RECALLED,
        ),
        Basis(
            document="《关于2026年实施大规模设备更新和消费品以旧换新政策的通知》",
            article="（发改环资〔2025〕1745号）",
            read=Read.RECALLED,
        ),
    ),
    needs=("finance/trade_in_subsidy",),
    optional=(),
    policies=("trade_in_limit",),
    act="finance/trade_in_subsidy",
    partition={"finance/trade_in_subsidy": None},
    params=Rounding(),
    explanations=("goods_returned", "local_voucher"),
    questions=(
        "超出的一件由谁购买、由谁使用，是否借用本人资格？",
        "超出的金额是否包含地方加码补贴或消费券？",
    ),
    verify=(
        "调取申请记录、发票与支付记录，核对实际付款人和收货地址",
        "按购买日期核对当年本地实施细则的品类、件数、比例与上限",
        "核对商品能效标识和剔除优惠后的最终成交价",
        "仅凭件数超过规定，不能认定本人知情，资格可能被他人使用",
    ),
    chain=posts(
        "销售商户、补贴平台",
        "县商务局业务机构",
        "县商务局",
        "县财政局",
        "县商务局、县财政局",
    ),
    amount_basis="超过件数的各件补贴，或单件补贴超过规定比例、上限的差额；已退回的不计",
    sentences={
        "超过件数": (
            "{from}至{to}有{count}件商品的以旧换新补贴超过当年每人该品类的件数，"
            "待核实金额{amount}。"
        ),
        "超过金额": (
            "{from}至{to}有{count}笔以旧换新补贴超过成交价的规定比例或每件上限，"
            "差额{amount}，待核实。"
        ),
        "单价超限": (
            "{from}至{to}有{count}笔补贴的商品单价超过可补贴的上限，"
            "待核实金额{amount}。"
        ),
    },
    logic=(
        "只看已拨付的申请；以开票日期所在年度归集，跨年拨付的仍计入购买当年。",
        "同一人同一品类超过规定件数的，后拨付的各件列出；空调等按品类另定件数，家庭成员各计各的。",
        "补贴超过成交价（不高于票面）的规定比例或每件上限的，差额列出；能效等级不详的，按较高比例仍超出才列。",
        "先计留存的商品，再计退货的；已全部退回的作合理解释。",
    ),
    cannot_see=(
        "家装、电动自行车的标准由各地规定，表中未录入的不核金额",
        "2026年家电只补一级能效的限制未作比对",
        "借用他人资格购买的查不到",
    ),
    effort_minutes=20,
    module=__name__,
)
