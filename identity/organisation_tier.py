"""The tiers in which a record is tied to an organisation, strongest first.

And why a name without a code was not tied to one that has it.
"""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, kw_only=True)
class OrganisationTier:
    """One way to be sure enough; `link_milli` is its certainty in per mille."""

    name: str
    sentence: str
    link_milli: int


CODE = OrganisationTier(
    name="O1",
    sentence="统一社会信用代码有效且相同，或旧登记号、组织机构代码与它对应。",
    link_milli=1000,
)
FULL_NAME = OrganisationTier(
    name="O2",
    sentence="单位全称相同，这个全称只对应一个统一社会信用代码。",
    link_milli=980,
)
CORE_AND_FACT = OrganisationTier(
    name="O3",
    sentence="单位名称主干相同，法定代表人（经营者）或地址也相同。",
    link_milli=950,
)
CORE = OrganisationTier(
    name="O4",
    sentence="单位名称主干相同、地名不矛盾，有代码的单位里只有这一个。",
    link_milli=900,
)
NEAR_AND_FACT = OrganisationTier(
    name="O5",
    sentence="单位名称只差一个字或字序不同，法定代表人（经营者）或地址相同。",
    link_milli=850,
)
NAME_ONLY = OrganisationTier(
    name="O6",
    sentence="没有可对应的统一社会信用代码，全称相同的视为一个单位。",
    link_milli=700,
)
TIERS = (CODE, FULL_NAME, CORE_AND_FACT, CORE, NEAR_AND_FACT, NAME_ONLY)

NO_CODE_KNOWN = "no_code_known"
TWO_CODES = "two_codes"
GENERIC_NAME = "generic_name"
FACTS_DIFFER = "facts_differ"
REASONS = {
    NO_CODE_KNOWN: "没有名称相近的有代码单位。",
    TWO_CODES: "不止一个有代码的单位与这个名称相符，没有别的事实能分辨。",
    GENERIC_NAME: "名称里没有地名，而叫这个名称的单位不止一处。",
    FACTS_DIFFER: "名称主干相同，但法定代表人（经营者）不同。",
}


def tier_columns() -> list[pl.Expr]:
    """Return `link_milli` and `explanation` for the columns `tier` and `reason`."""
    names = [tier.name for tier in TIERS]
    milli = [tier.link_milli for tier in TIERS]
    sentences = [tier.sentence for tier in TIERS]
    why = pl.col("reason").replace_strict(REASONS, default="", return_dtype=pl.String)
    said = pl.col("tier").replace_strict(names, sentences, return_dtype=pl.String)
    return [
        pl.col("tier")
        .replace_strict(names, milli, return_dtype=pl.Int32)
        .alias("link_milli"),
        (said + why.fill_null("")).alias("explanation"),
    ]
