"""The tiers in which a record is tied to a person, strongest first.

A tier is what the number must be and how the names must agree. What these leave
untied is weighed (`identity.weigh_untied`): T4, T5 and weighed T2 are less certain.
"""

from dataclasses import dataclass

import polars as pl

from identity.comparison import COMPARISONS, Comparison, same_name

NUMBER_OF_18 = ("valid", "disability")
NUMBER_OF_15 = ("valid15",)


@dataclass(frozen=True, kw_only=True)
class Tier:
    """One way to be sure enough; `link_milli` is its certainty in per mille."""

    name: str
    sentence: str
    link_milli: int
    id_kinds: tuple[str, ...]
    comparisons: tuple[Comparison, ...]


TIERS = (
    Tier(
        name="T1",
        sentence="十八位身份证号有效且相同，姓名一致。",
        link_milli=1000,
        id_kinds=NUMBER_OF_18,
        comparisons=(same_name,),
    ),
    Tier(
        name="T3",
        sentence="十五位身份证号升位后相同，姓名一致或相容。",
        link_milli=950,
        id_kinds=NUMBER_OF_15,
        comparisons=COMPARISONS,
    ),
    Tier(
        name="T2",
        sentence="十八位身份证号有效且相同，姓名略有出入但相容。",
        link_milli=900,
        id_kinds=NUMBER_OF_18,
        comparisons=tuple(c for c in COMPARISONS if c is not same_name),
    ),
)


def tier_table() -> pl.DataFrame:
    """Return `id_kind, comparison, tier, link_milli`: the tiers, one row a case."""
    cases = [
        (kind, comparison.__name__, tier.name, tier.link_milli)
        for tier in TIERS
        for kind in tier.id_kinds
        for comparison in tier.comparisons
    ]
    schema = {
        "id_kind": pl.String,
        "comparison": pl.String,
        "tier": pl.String,
        "link_milli": pl.Int32,
    }
    return pl.DataFrame(cases, schema=schema, orient="row")
