"""The name of the benefit that several rules on the minimum living allowance share."""

from typing import Annotated

from pydantic import Field

from rules.rule import Params


class DibaoMatter(Params):
    """What the benefit is called in a clue's matter and in the policy tables."""

    benefit: Annotated[str, Field(description="救助项目名称，与渐退期政策表一致")] = (
        "最低生活保障"
    )
