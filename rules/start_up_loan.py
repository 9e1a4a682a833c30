"""What rules on guaranteed start-up loans share: the kind's name and the offices."""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Params, Read, posts


class StartUpLoan(Params):
    """Which loans a rule looks at."""

    loan_kind: Annotated[str, Field(description="贷款种类，契约代码表中的名称")] = (
        "创业担保贷款"
    )


OFFICES = posts(
    "社区（乡镇）人社平台",
    "县就业服务机构、担保机构",
    "经办银行",
    "县财政局",
    "县人社局、县财政局",
)
FUND_RULES = "财金〔2023〕75号《普惠金融发展专项资金管理办法》"


def fund_rules(article: str) -> Basis:
    """Return the rules of the fund in force, which public pages quote."""
    return Basis(document=FUND_RULES, article=article, read=Read.FOUND)
