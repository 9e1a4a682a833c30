"""Payments on a contract beyond its price with supplements, or before it was signed.

Counted is what the contract's own supplier got under its number, less what came back;
a deposit given back is no price. Who is paid ten months and more before the signature
has more likely a slip in the year than an advance. The catalogue also asks for payments
without a contract: the treasury's list marks purchases and not which need a contract.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Rounding(Params):
    """How far payments may exceed the price by rounding."""

    tolerance_fen: int = Field(
        default=10_000, ge=0, description="付款合计超过合同价款多少分以内视为尾差"
    )


RULE = Rule(
    id="E08",
    version=1,
    status=Status.IN_USE,
    title="合同付款合计超过合同价款，或付款早于合同签订",
    question="国库向供应商的付款合计是否超过合同与补充合同价款，是否有付款早于合同签订？",
    basis=(
        Basis(
            document="《中华人民共和国政府采购法》",
            article="第四十九条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《中华人民共和国预算法》",
            article="第五十七条",
            read=Read.RECALLED,
        ),
    ),
    needs=("finance/treasury_payment", "finance/contract"),
    optional=(),
    policies=(),
    act="finance/treasury_payment",
    partition={"finance/treasury_payment": None, "finance/contract": None},
    params=Rounding(),
    explanations=("deposit_returned", "settled_by_quantity", "year_mistyped"),
    questions=(
        "是否另有未报送的补充合同或结算审核结论？",
        "付款登记的合同号是否填错，提前支付是否有约定？",
    ),
    verify=(
        "调取合同、补充合同、结算审核报告，核对应付价款",
        "核对各笔支付申请、发票与验收单",
        "核对退款、退汇与更正支付",
        "按实际工程量、数量结算的，以结算审核结论为准",
        "仅凭台账金额，不能认定多付",
    ),
    chain=posts(
        "单位经办机构",
        "单位财务机构",
        "单位负责人",
        "国库支付机构",
        "县财政局",
    ),
    amount_basis="超过合同价款的部分合计；早于合同签订的为该笔付款金额；已作合理解释的不计",
    sentences={
        "超过合同": (
            "{from}至{to}有{count}笔付款，使同一合同的付款合计超过合同与补充合同价款，"
            "超过部分合计{amount}，待核实。"
        ),
        "早于合同": (
            "{from}至{to}有{count}笔付款早于所依据合同的签订日期，合计{amount}，待核实。"
        ),
    },
    logic=(
        "国库支付按合同号对上合同台账，只计付给合同供应商本身的款项，退回的冲减。",
        "按支付先后累计，超过合同价款加补充合同且超出尾差的部分列出；退还的保证金不计。",
        "付款早于合同签订的另列；早十个月以上的可能是年份录错，不作判断。",
        "框架协议、单价合同和定点采购按数量结算，作合理解释。",
    ),
    cannot_see=(
        "支付时未填合同号的查不到",
        "分拆到几份合同支付的查不到",
        "未经国库支付（单位自有账户）的付款查不到",
    ),
    module=__name__,
)
