"""Households and kin: a second graph between people, never merged persons.

Its ties say who shares a household, who is married and whom somebody declared. They
rest on the links of tonight and change none of them: a tie between two people is
evidence that they are two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from identity.kin_pairs import declared_ties, marriage_ties
from identity.kin_source import (
    HOUSEHOLD_NUMBER,
    OWN_ROLE,
    RELATION_TO_HEAD,
    STANDING,
    STATUS,
    HouseholdSource,
    KinSource,
    PairSource,
    kin_sources,
)
from identity.table import empty, shaped, write_table
from identity.tied import tied_records
from store.contract import Contract
from store.digest import Json
from store.tables import TIE

TIE_FILE = "tie.parquet"
# More people than this behind one number are a village, a barracks or a placeholder.
MOST_IN_A_HOUSEHOLD = 30
SAME = ("person_id", "other_person_id", "kind", "relation", "other_relation",
        "dataset", "valid_from", "valid_to")  # fmt: skip
RANKED = ("tier", "record_id", "other_record_id")
MEMBER = ("person_id", "relation", "record_id")


@dataclass(frozen=True, kw_only=True)
class Ties:
    """The ties of one source, and how many numbers were no household's."""

    rows: pl.DataFrame
    households: int = 0
    crowded: int = 0


def tie_people(
    accepted: Mapping[str, Path], contracts: Sequence[Contract], link: Path, out: Path
) -> dict[str, Json]:
    """Write `tie.parquet` (`store.tables.TIE`) into the folder `out`, sorted.

    `accepted` are the accepted tables by contract path, `link` the table that
    `link_records` wrote. Statements that differ only in their record are one tie.
    Returns how many ties there are of each kind, how many households, and how many
    household numbers stand for too many people (`MOST_IN_A_HOUSEHOLD`), by dataset.
    """
    known = [contract for contract in contracts if contract.path in accepted]
    found = {
        source: _ties(source, accepted[source.dataset], link)
        for source in kin_sources(known)
    }
    stated = [shaped(ties.rows.with_columns(records=1), TIE) for ties in found.values()]
    ties = _once(pl.concat([empty(TIE), *stated]))
    write_table(ties, TIE, SAME, out / TIE_FILE)
    crowded = {source.dataset: ties.crowded for source, ties in found.items()}
    counts = ties.group_by("kind").len().sort("kind")
    return {
        "ties": {kind: int(rows) for kind, rows in counts.iter_rows()},
        "households": sum(ties.households for ties in found.values()),
        "crowded_numbers": {path: count for path, count in crowded.items() if count},
    }


def _ties(source: KinSource, accepted: Path, link: Path) -> Ties:
    if isinstance(source, HouseholdSource):
        return household_ties(source, accepted, link)
    if isinstance(source, PairSource):
        return Ties(rows=declared_ties(source, accepted, link))
    return Ties(rows=marriage_ties(source, accepted, link))


def household_ties(source: HouseholdSource, accepted: Path, link: Path) -> Ties:
    """Return a tie between any two members of each household of one list.

    A row that nobody is tied to counts as a person of its own for the size.
    """
    rows = _members(source, accepted)
    linked = rows.join(
        tied_records(link, source.dataset, OWN_ROLE), on="record_id", how="left"
    )
    whole = linked.collect()
    anybody = pl.coalesce("person_id", "record_id")
    sizes = whole.group_by("household").agg(anybody.n_unique().alias("people"))
    fitting = sizes.filter(pl.col("people") <= MOST_IN_A_HOUSEHOLD)
    members = (
        whole.drop_nulls("person_id")
        .join(fitting, on="household", how="semi")
        .sort("household", *MEMBER)
        .unique(["household", "person_id"], keep="first", maintain_order=True)
    )
    return Ties(
        rows=_between(members).with_columns(
            kind=pl.lit(source.kind), dataset=pl.lit(source.dataset)
        ),
        households=fitting.height,
        crowded=sizes.height - fitting.height,
    )


def _members(source: HouseholdSource, accepted: Path) -> pl.LazyFrame:
    """Return the rows of a list that state a household, and until when they hold."""
    left_on = pl.lit(None, pl.Date)
    if source.ends_on is not None:
        left_on = pl.when(pl.col(STATUS) != STANDING).then(source.ends_on)
    scanned = pl.scan_parquet(accepted)
    return scanned.filter(pl.col(HOUSEHOLD_NUMBER).fill_null("") != "").select(
        "record_id",
        "valid_from",
        household=HOUSEHOLD_NUMBER,
        relation=RELATION_TO_HEAD,
        valid_to=pl.min_horizontal("valid_to", left_on),
    )


def _between(members: pl.DataFrame) -> pl.DataFrame:
    """Return every two members of a household, the smaller person id first."""
    places = members.select("household").with_row_index("one")
    pairs = places.join(places.rename({"one": "two"}), on="household")
    chosen = pairs.filter(pl.col("one") < pl.col("two")).sort("one", "two")
    own, other = members[chosen["one"]], members[chosen["two"]]
    both = own.hstack(other.select(pl.all().name.prefix("other_")))
    return both.with_columns(
        valid_from=pl.max_horizontal("valid_from", "other_valid_from"),
        valid_to=pl.min_horizontal("valid_to", "other_valid_to"),
        tier=pl.max_horizontal("tier", "other_tier"),
    )


def _once(ties: pl.DataFrame) -> pl.DataFrame:
    """Return each statement once, with the best tied of its records."""
    ranked = ties.sort(*SAME, *RANKED)
    return ranked.group_by(SAME, maintain_order=True).agg(
        *(pl.col(name).first() for name in RANKED), pl.col("records").sum()
    )
