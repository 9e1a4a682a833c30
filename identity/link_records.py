"""Link all records of all datasets to people, and to organisations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from identity.decide import NAME_CONFLICT
from identity.known import Known, know_people
from identity.link_organisations import link_organisations
from identity.matcher.epoch_file import read_epoch
from identity.mention import MENTION, PROFILE, Source
from identity.outsiders import find_outsiders
from identity.reading import READING
from identity.table import Pieces, empty, shaped, write_table
from identity.weigh_untied import (
    OUTSIDER,
    Weighed,
    nothing_weighed,
    weigh_untied,
)
from store.contract import Contract
from store.digest import Json
from store.tables import CONFLICT, LINK, PERSON

SAME_NUMBER = ("T2", "T3")  # the weighed tiers that need an equal number


def link_records(  # noqa: PLR0913 - the signature that flows agreed on
    accepted: Mapping[str, Path],
    contracts: Sequence[Contract],
    out: Path,
    *,
    key: bytes,
    generic: Path | None = None,
    epoch: Path | None = None,
    state: Path | None = None,
) -> dict[str, Json]:
    """Write who is who over all accepted tables into the folder `out`.

    `accepted` are the accepted tables by contract path, `key` is the home's
    secret, `generic` the table of numbers that tie nobody (`identity.generic`),
    `epoch` the folder of the weights that the fuzzy tier needs; without it nobody
    is tied by weight, and nobody without a valid number is a person; `state` a folder
    that keeps what was weighed for the next time. Writes `link`, `conflict`,
    `reading`, `person`, `organisation` and `organisation_link` (`.parquet`; columns
    in `store.tables`, `reading` in `READING`: how each mention was read), sorted, the
    same for any order of the input rows. Returns counts and names only. Raises
    `MatchError` for an epoch that cannot be used.
    """
    known = know_people(accepted, contracts, key=key, generic=generic)
    weighed = nothing_weighed()
    if epoch is not None:
        weights = read_epoch(epoch)
        tied = weigh_untied(known, weights, state)
        weighed = find_outsiders(known, tied, weights, key)
    outcome = _Outcome(known=known, weighed=weighed)
    _write_links(outcome, out)
    ties = outcome.ties()
    people = pl.concat([known.people.select(list(OUTSIDER)), weighed.people])
    persons = _write_people(people, ties, out)
    organisations = link_organisations(accepted, contracts, out, key=key)
    return {
        **_summary(ties),
        **({"weighed": dict(weighed.counts)} if weighed.counts else {}),
        "persons": persons,
        "organisations": organisations,
    }


@dataclass(frozen=True, kw_only=True)
class _Outcome:
    """What numbers and names decided of mentions, and weights of profiles."""

    known: Known
    weighed: Weighed

    def mentions(self, source: int) -> pl.DataFrame:
        """Return the mentions of one source; `comparison` also of weighed ties."""
        here = self.known.decided.filter(pl.col("source") == source)
        tied = self.profiles(source).filter(pl.col("person_id").is_not_null())
        names = tied.group_by(MENTION).agg(pl.col("comparison").min().alias("weighed"))
        beside = here.join(names, on=MENTION, how="left", nulls_equal=True)
        comparison = pl.coalesce("weighed", "comparison").alias("comparison")
        return beside.with_columns(comparison)

    def profiles(self, source: int) -> pl.DataFrame:
        """Return the weighed profiles of one source."""
        return self.weighed.profiles.filter(pl.col("source") == source)

    def ties(self) -> pl.DataFrame:
        """Return `person_id, tier, reason, rows`: how many rows were tied how."""
        told = ["person_id", "tier", "reason", "rows"]
        profiles = self.weighed.profiles
        rest = self.known.decided.join(
            profiles, on=["source", *MENTION], how="anti", nulls_equal=True
        )
        return pl.concat([rest.select(told), profiles.select(told)])


def _write_links(outcome: _Outcome, out: Path) -> None:
    """Write link, reading and conflict, one source after the other."""
    conflicts = [empty(CONFLICT)]
    with TemporaryDirectory(dir=out) as folder:
        links, readings = Pieces(Path(folder), LINK), Pieces(Path(folder), READING)
        for at, source in enumerate(outcome.known.sources):
            here = outcome.mentions(at).with_columns(pl.lit(source.role).alias("role"))
            readings.add(here.sort(MENTION))
            rows = _with_weighed(source, _linked(source, here), outcome.profiles(at))
            conflicts.append(_conflicts(rows))
            links.add(rows)
        links.gather(out / "link.parquet")
        readings.gather(out / "reading.parquet")
    order = ("dataset", "role", "record_id")
    write_table(pl.concat(conflicts), CONFLICT, order, out / "conflict.parquet")


def _linked(source: Source, decided: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of one source, sorted, each with what was decided."""
    rows = source.rows().collect()
    if not rows["record_id"].is_sorted():
        rows = rows.sort("record_id")
    return rows.join(
        decided, on=MENTION, how="left", nulls_equal=True, maintain_order="left"
    )


def _with_weighed(
    source: Source, rows: pl.DataFrame, weighed: pl.DataFrame
) -> pl.DataFrame:
    """Return the rows with what weights said of those that no number ties.

    `decided` keeps the reason that the number and the name gave.
    """
    rows = rows.with_columns(pl.col("reason").alias("decided"))
    if not weighed.height:
        return rows
    told = ("person_id", "tier", "link_milli", "reason")
    own = source.profiles().join(
        weighed.lazy(), on=PROFILE, how="inner", nulls_equal=True
    )
    named = own.select("record_id", *(pl.col(n).alias(f"weighed_{n}") for n in told))
    beside = rows.join(
        named.collect(), on="record_id", how="left", maintain_order="left"
    )
    is_tied = pl.col("weighed_person_id").is_not_null()
    reason = pl.when(~is_tied).then(pl.coalesce("weighed_reason", "reason"))
    return beside.with_columns(
        *(pl.coalesce(f"weighed_{name}", name).alias(name) for name in told[:3]),
        reason.alias("reason"),
    )


def _conflicts(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with another's number, whoever they were tied to by weight.

    Where the weights explain the odd name, it is no other's.
    """
    own = pl.col("tier").is_in(SAME_NUMBER).fill_null(value=False)
    found = rows.filter(pl.col("decided") == NAME_CONFLICT, ~own)
    named = found.with_columns(id_number="id18", other_name="reference_name")
    return shaped(named, CONFLICT)


def _write_people(people: pl.DataFrame, ties: pl.DataFrame, out: Path) -> int:
    """Write one row for each person that a record is tied to; return how many."""
    tied = ties.filter(pl.col("tier").is_not_null())
    records = tied.group_by("person_id").agg(pl.col("rows").sum().alias("records"))
    rows = people.join(records, on="person_id").with_columns(
        id_number="id18", person_name="reference_name"
    )
    write_table(rows, PERSON, ["person_id"], out / "person.parquet")
    return rows.height


def _summary(ties: pl.DataFrame) -> dict[str, Json]:
    """Return how many records are tied in which tier, and why others are not."""
    return {
        "records": int(ties["rows"].sum()),
        "tiers": _counted(ties, "tier"),
        "reasons": _counted(ties, "reason"),
    }


def _counted(ties: pl.DataFrame, column: str) -> dict[str, Json]:
    known = ties.filter(pl.col(column).is_not_null())
    counts = known.group_by(column).agg(pl.col("rows").sum()).sort(column)
    return {name: int(rows) for name, rows in counts.iter_rows()}
