"""What rules on programme loans share: the kinds that public money stands behind."""

from typing import Annotated

from pydantic import Field

from rules.rule import Params


class ProgrammeLoans(Params):
    """Which loans a rule looks at."""

    loan_kinds: Annotated[str, Field(description="贷款种类，契约代码表中的名称")] = (
        "创业担保贷款|扶贫小额信贷"
    )
