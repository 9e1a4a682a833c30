"""What rules on the minimum living allowance share: its name and the offices."""

from typing import Annotated

from pydantic import Field

from rules.rule import Params, posts


class DibaoMatter(Params):
    """What the benefit is called in a clue's matter and in the policy tables."""

    benefit: Annotated[str, Field(description="救助项目名称，与渐退期政策表一致")] = (
        "最低生活保障"
    )


OFFICES = posts(
    "村（社区）",
    "乡镇人民政府（街道办事处）",
    "县民政局社会救助机构",
    "县财政局、代发银行",
    "县民政局",
)
