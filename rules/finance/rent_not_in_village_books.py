"""Rents that the contract ledger calls received and the village's books do not show.

The catalogue would lay the ledger beside the village's bank statement. No department
hands that over, so the books stand in its place: money that came in and was booked but
banked late is not seen. The ledger says one running total, so single years are asked
about only where it is even and rent falls due once a year.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Rents(Params):
    """Which rents must stand in the books, and how much may be lacking."""

    advance_months: Annotated[
        int, Field(ge=0, description="明细账起始后几个月内到期的租金可能在此前已交")
    ] = 3
    settling_days: Annotated[
        int, Field(ge=0, description="到期后多少天以内尚未入账的不计")
    ] = 60
    least_fen: Annotated[int, Field(ge=1, description="差额的起列标准")] = 10_000


RULE = Rule(
    id="FN-14B",
    version=1,
    status=Status.IN_USE,
    title="合同台账记为已收的租金，村级收支明细账中未见足额入账",
    question="合同台账已收清的租金，是否以该合同编号记入村级收支明细账？",
    basis=(
        Basis(
            document="《中华人民共和国农村集体经济组织法》",
            article="第四十三条至第四十七条",
            read=Read.FULL_TEXT,
        ),
    ),
    needs=("finance/village_contract", "finance/village_voucher"),
    optional=(),
    policies=(),
    act="finance/village_contract",
    partition={"finance/village_contract": None, "finance/village_voucher": None},
    params=Rents(),
    explanations=(),
    unexplained="预交、欠交、明细账起止前后到期、未注明合同编号的收入，都是查询本身的条件",
    questions=(
        "台账所记已收租金何时、以何种方式收到，由谁经收？",
        "收入是否记在其他合同编号、其他科目或乡镇代管账户？",
    ),
    verify=(
        "调取收款收据、村级（乡镇代管）账户银行流水，核对到账日期和金额",
        "向承包人核对交款凭证",
        "核对台账已收数是否以欠条、抵扣方式登记",
        "台账与明细账不一致，可能是漏填合同编号或登记差错，不能据此认定未入账",
    ),
    chain=posts(
        "村报账员",
        "村务监督委员会",
        "村级组织负责人",
        "乡镇农村财务代理机构",
        "县农业农村局与乡镇人民政府",
    ),
    amount_basis="明细账期间到期的年租金减去以该合同编号入账的收入",
    sentences={
        "租金未见入账": (
            "台账记为已收清，{from}至{to}到期的租金未见以该合同编号足额入账，差额{amount}。"
        ),
    },
    logic=(
        "取台账最近一次报送、应收与已收相等、按年计租的合同，逐年列出租金到期日。",
        "到期日在明细账起始三个月以后、截止六十天以前的，应以该合同编号入账；明细账期间新签合同的首年租金也在内。",
        "入账合计少于应入账租金一百元以上的列出；同一凭证重复报送的只算一次。",
        "同村有未注明合同编号的租金收入、足以抵补差额的，无法判断。",
    ),
    cannot_see=(
        "没有村级账户的银行流水，收款后迟存、未存银行的查不到",
        "欠租、预交或不按年计租的合同不比对",
        "没有签合同、没有登记台账的租金查不到",
        "以其他合同编号入账的，看起来未入账",
    ),
    effort_minutes=30,
    module=__name__,
)
