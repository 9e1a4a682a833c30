"""Numbers missing between a unit's receipts, and receipts not wholly paid in.

Voided receipts are rows and fill their numbers. A gap between the receipts of two
units, or wider than a series, is no gap: books go to units one by one. The end of a
book may have been handed back; a whole book that is missing only its register explains.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Books(Params):
    """How receipts are bound and when their money is due."""

    paid_within_days: int = Field(
        default=30, ge=1, description="开票多少天以后仍未足额缴库的视为待核实"
    )
    book_count: int = Field(default=25, ge=2, description="每本票据的份数")
    jump_count: int = Field(
        default=1_000, ge=2, description="缺号达到多少个视为换了号段"
    )


RULE = Rule(
    id="NT-01",
    version=1,
    status=Status.IN_USE,
    title="非税票据号码不连续，或开票金额未见足额及时缴库",
    question="执收单位的票据是否号号相连、去向清楚，所开票据的款项是否足额及时缴入国库？",
    basis=(
        Basis(
            document="《财政票据管理办法》（财政部令第70号，2020年修正）",
            read=Read.RECALLED,
        ),
        Basis(
            document="《政府非税收入管理办法》（财税〔2016〕33号）", read=Read.RECALLED
        ),
    ),
    needs=("finance/non_tax_receipt",),
    optional=(),
    policies=(),
    act="finance/non_tax_receipt",
    partition={"finance/non_tax_receipt": None},
    params=Books(),
    explanations=("book_handed_back", "receipt_reversed"),
    questions=(
        "缺少的号码是作废未报送、整本未用还是已交回？",
        "是否经批准减免、缓缴，或款项已从其他渠道缴库？",
    ),
    verify=(
        "调取票据领用、核销和交回登记，查找缺号票据的存根",
        "核对作废票据是否三联齐全并已报送",
        "向缴款人核对是否持有缺号票据",
        "对照非税收入收缴系统和国库入库回单，核对每张票据的缴库情况",
    ),
    chain=posts(
        "执收单位开票岗位",
        "执收单位财务机构",
        "执收单位负责人",
        "执收单位缴款岗位",
        "县财政局非税收入管理机构",
    ),
    amount_basis="未缴库的为票面金额减去已缴库金额；迟缴的为票面金额；缺号的金额不详",
    sentences={
        "号码中断": "{from}至{to}，同一单位连续使用的票据有{count}处号码中断。",
        "未足额缴库": "{from}至{to}开具的{count}张票据未见足额缴库，差额{amount}。",
        "缴库迟延": "{from}至{to}开具的{count}张票据迟于期限缴库，合计{amount}。",
    },
    logic=(
        "同一票据代码、同一字头的号码排序后，前后两张属同一单位而号码不相连的，是一处中断。",
        "作废票据占用号码，其他单位使用的号码不算中断；缺号达到一千个的视为换号段。",
        "正常票据开具三十天后，缴库金额仍少于票面金额，或缴库日期迟于三十天的列出。",
        "缺号恰到一本末尾的作交回处理，金额已红字冲销的作合理解释。",
    ),
    cannot_see=(
        "没有开票的收款查不到",
        "每一号段第一张之前、最后一张之后的缺号查不到",
        "报送以后才到期的票据，要到下次报送才能比对",
    ),
    effort_minutes=30,
    module=__name__,
)
