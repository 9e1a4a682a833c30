"""Where a record stands after a night, in words: whose it is, by what, or why nobody's.

What number and name decide has a sentence for each tier and comparison; what stays
untied, one for each reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from identity.comparison import COMPARISONS
from identity.decide import NAME_CONFLICT, NO_ID, NO_NAME
from identity.generic import GENERIC_NUMBER
from identity.judged_ties import JUDGED_DIFFERENT, JUDGED_SAME
from identity.tier import TIERS
from identity.weigh_untied import REVIEW_REASON

REASONS: Mapping[str, str] = MappingProxyType(
    {
        REVIEW_REASON: "待核身份：候选不唯一或分量不足",
        NAME_CONFLICT: "号码有效，但姓名与这个号码的人不符",
        NO_ID: "没有证件号码",
        NO_NAME: "号码有效，但没有姓名可以核对",
        JUDGED_DIFFERENT: "人工判定不是同一人",
        JUDGED_SAME: "人工判定是同一人",
        GENERIC_NUMBER: "号码被很多不同的人使用，不指向任何人",
        "bad_check_digit": "号码的校验位不符",
        "bad_date": "号码所含出生日期不存在",
        "masked": "号码被遮盖",
        "excel_damaged": "号码被电子表格截断",
        "placeholder": "号码是占位值",
        "foreign": "不是居民身份证号码",
        "other": "号码的位数或字符不对",
    }
)
SENTENCES = {tier.name: tier.sentence.rstrip("。") for tier in TIERS}
NAMES = {one.__name__: str(one.__doc__).rstrip("。") for one in COMPARISONS}
NUMBER, WEIGHT, JUDGED, NOBODY = "number", "weight", "judged", ""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Who a record was tied to; `by` is number, weight, an analyst or nothing.

    `comparison` is the one by which its name agreed, where the number tied it.
    """

    person_id: str | None
    tier: str = ""
    reason: str = ""
    comparison: str = ""

    @property
    def by(self) -> str:
        """Return what tied it: `number`, `weight`, `judged`, or nothing."""
        if self.person_id is None:
            return NOBODY
        if self.reason == JUDGED_SAME:
            return JUDGED
        return NUMBER if self.comparison else WEIGHT

    @property
    def words(self) -> str:
        """Return the standing in one sentence, without the full stop."""
        if self.by == NOBODY:
            return f"没有认作任何人（{REASONS.get(self.reason, self.reason)}）"
        if self.by == JUDGED:
            return f"经人工判定认作 {self.person_id}（{self.tier}）"
        if self.by == WEIGHT:
            return f"按分量认作 {self.person_id}（{self.tier}）"
        said, name = SENTENCES[self.tier], NAMES[self.comparison]
        beside = "" if name in said else f"；{name}"
        return f"按号码认作 {self.person_id}（{self.tier}，{said}{beside}）"
