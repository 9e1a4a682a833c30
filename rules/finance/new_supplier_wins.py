"""Contracts with firms founded shortly before, or cancelled shortly after.

A hint and no more: every firm was new once. Contracts below the limit up to which units
buy by themselves are left out, for small traders come and go. The catalogue also asks
for firms without staff; that most traders insure nobody makes it no sign of anything.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Young(Params):
    """How many days make a firm new, or its end early."""

    young_days: int = Field(
        default=90, ge=1, description="成立后、注销前多少天以内签约的列出"
    )


RULE = Rule(
    id="E05",
    version=3,
    status=Status.IN_USE,
    title="供应商成立不久即签订合同，或签约不久即注销",
    question="达到采购限额的合同，其供应商是否在成立后不久签约，或在签约后不久注销？",
    basis=(
        Basis(
            document="《中华人民共和国政府采购法》",
            article="第二十二条",
            read=Read.RECALLED,
        ),
    ),
    needs=("finance/contract", "registry/company"),
    optional=(),
    policies=("procurement_thresholds",),
    act="finance/contract",
    partition={"finance/contract": None, "registry/company": None},
    params=Young(),
    explanations=("reorganised_firm",),
    questions=(
        "供应商是否具备履行合同所需的设备、人员和业绩，资格条件如何审查？",
        "供应商是否由原有企业改组、更名或分立而来？",
    ),
    verify=(
        "调取资格审查材料和评审报告，核对设备、人员与业绩证明",
        "核对企业登记档案、股东与办公场所",
        "核对合同实际由谁履行、款项付给谁",
        "新设企业依法可以参加采购，不能据此认定",
    ),
    chain=posts(
        "采购人经办机构",
        "采购代理机构、评审机构",
        "采购人负责人",
        "国库支付机构",
        "县财政局政府采购监管机构",
    ),
    amount_basis="各份合同的签约金额合计；已作合理解释的不计",
    sentences={
        "新设企业": (
            "{from}至{to}，与成立不久的企业签订{count}份达到采购限额的合同，"
            "合计{amount}。"
        ),
        "签约后注销": (
            "{from}至{to}，签订{count}份达到采购限额的合同，供应商在签约后不久注销，"
            "合计{amount}。"
        ),
    },
    logic=(
        "采购合同的供应商与市场主体登记对上，取签约日期距成立日期九十天以内，或注销日期距签约日期九十天以内的。",
        "金额低于当时采购限额标准的不列。",
        "国有企业、分公司和合作社多为改组设立，作合理解释。",
        "只作核查提示，次序靠后。",
    ),
    cannot_see=(
        "在外地登记的供应商未报送的查不到",
        "更名、承继的企业按现登记成立日期看",
        "借用他人资质的查不到",
    ),
    module=__name__,
)
