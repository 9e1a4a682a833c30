"""Payments to a supplier on one invoice beyond its face, however it was written.

Names and numbers are equal after an exact key, never by likeness: the key drops the
form of the firm, brackets, separators and leading zeros, and reads O Q I L Z S B as the
digits that they are mistaken for. The face must be exceeded, so an invoice that is paid
in parts or shared out is in order; the catalogue's bare "same amount" would raise every
rent.
"""

from rules.rule import Basis, Read, Rule, Status, posts

RULE = Rule(
    id="E01",
    version=2,
    status=Status.IN_USE,
    title="同一供应商同一发票的付款合计超过票面金额",
    question="供应商名称与发票号码去除写法差异后，同一发票的付款合计是否超过票面金额？",
    basis=(
        Basis(
            document="《中华人民共和国会计法》",
            article="第十四条",
            read=Read.RECALLED,
        ),
        Basis(
            document="《中华人民共和国预算法》",
            article="第五十七条",
            read=Read.RECALLED,
        ),
    ),
    needs=("finance/voucher",),
    optional=("finance/treasury_payment",),
    policies=(),
    act="finance/voucher",
    # Invoices meet across units.
    partition={"finance/voucher": None, "finance/treasury_payment": None},
    explanations=("invoice_reversed", "paid_anew"),
    questions=(
        "几笔付款是否对应同一业务，重复部分是否已经退回？",
        "发票号码是否录入有误，实际为不同发票？",
    ),
    verify=(
        "调取各笔凭证与所附发票原件，核对号码与票面金额",
        "在税务发票查验平台核对发票真伪与红冲情况",
        "向供应商函证收款情况，核对应付账款明细",
        "仅凭号码写法相近，不能认定为同一发票",
    ),
    chain=posts(
        "单位经办机构",
        "单位财务机构",
        "单位负责人",
        "单位财务机构、国库支付机构",
        "县财政局",
    ),
    amount_basis="同一发票付款合计超过票面的部分；已作合理解释的不计",
    sentences={
        "同一发票": (
            "{from}至{to}有{count}笔付款，所依据的同一供应商的发票此前已经付款，"
            "合计超过票面{amount}，待核实。"
        ),
    },
    logic=(
        "取单位会计凭证中有发票号码的支出，同一支付在一张凭证上的多行合并。",
        "供应商名称去掉括号与公司形式，发票号码去掉分隔符与开头的零、把形近字母读作数字，相同的归为同一发票。",
        "按日期累计，超过票面的付款才列出；没有票面金额的以最大一笔为准。",
        "其后红字冲回的、国库有同额退汇的，作合理解释。",
    ),
    cannot_see=(
        "凭证未录发票号码的查不到",
        "用不同发票重复付款的查不到",
        "名称写法差异超出公司形式与括号的查不到",
    ),
    module=__name__,
)
