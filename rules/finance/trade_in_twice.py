"""Trade-ins subsidised twice: one thing, one old car, or one invoice beyond its face.

Serial numbers are a maker's own, so they are compared within one kind of goods. Several
goods on one invoice are in order as long as their prices do not exceed its face, and
what was returned counts as one that did not stay; the first kept one stands.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Numbers(Params):
    """What is long enough to tell one thing from another, and what rounding leaves."""

    digits_count: Annotated[
        int, Field(description="序列号、车架号、发票号码少于这个位数的不作比对", ge=1)
    ] = 6
    rounding_fen: Annotated[
        int, Field(description="各件成交价合计超过发票金额不多于此数的不列", ge=0)
    ] = 100


RULE = Rule(
    id="TI-01",
    version=2,
    status=Status.IN_USE,
    title="同一商品、旧车或发票的以旧换新补贴发放两次以上",
    question="同一件商品、同一辆旧车或同一张发票，是否有两笔以上已拨付且未退回的以旧换新补贴？",
    basis=(
        Basis(
            document="《关于2025年加力扩围实施大规模设备更新和消费品以旧换新政策的通知》",
            article="（发改环资〔2025〕13号）",
            read=Read.RECALLED,
        ),
        Basis(
            document="商务部办公厅等五部门《关于做好2025年家电以旧换新工作的通知》",
            article="每位消费者每类产品的补贴件数",
            read=Read.FOUND,
        ),
    ),
    needs=("finance/trade_in_subsidy",),
    optional=(),
    policies=(),
    act="finance/trade_in_subsidy",
    # Goods, cars and invoices meet across people.
    partition={"finance/trade_in_subsidy": None},
    params=Numbers(),
    explanations=("goods_returned", "invoice_reversed", "serial_mistyped"),
    questions=(
        "两笔补贴对应的是否同一件商品，商品现在由谁使用？",
        "号码相同是否出于录入差错，前一笔是否已经退货退款？",
    ),
    verify=(
        "查看商品铭牌或车架号，与签收照片、激活记录、机动车登记逐项核对",
        "在税务发票查验平台核对发票真伪、红冲情况与购买方",
        "向品牌方或平台核对该序列号的销售、激活与退货记录",
        "号码录入差错造成的相同，不能据此认定重复补贴",
    ),
    chain=posts(
        "销售商户、补贴平台",
        "县商务局业务机构",
        "县商务局",
        "县财政局",
        "县商务局、县财政局",
    ),
    amount_basis="同一商品、旧车或发票的首笔之外各笔补贴，扣除已退回的金额",
    sentences={
        "同一商品": (
            "{from}至{to}有{count}笔以旧换新补贴的商品序列号（车架号）"
            "与另一笔已拨付的补贴相同，待核实金额{amount}。"
        ),
        "同一旧车": (
            "{from}至{to}有{count}笔汽车以旧换新补贴所交旧车"
            "与另一笔已拨付的补贴相同，待核实金额{amount}。"
        ),
        "同一发票": (
            "{from}至{to}有{count}笔以旧换新补贴的发票号码与同一商户另一笔已拨付的补贴相同，"
            "成交价合计超过票面，待核实金额{amount}。"
        ),
    },
    logic=(
        "只看已拨付的申请；驳回后重新提交、已撤销、尚未拨付的申请不计。",
        "序列号、车架号、发票号码去掉空格和符号后比对，过短或同一字符重复的不算号码。",
        "序列号只在同一品类内比对；同一发票的几件商品，成交价合计不超过票面的不列。",
        "几笔中以未退回的最早一笔为准，其余各笔列出；补贴已全部退回的作合理解释。",
    ),
    cannot_see=(
        "改动序列号、换开发票后再报的查不到",
        "在外县市申领而数据未交换的查不到",
        "商品是否真实交付、旧机是否真实回收，须现场核实",
    ),
    effort_minutes=30,
    module=__name__,
)
