"""Link all records of all datasets to people, and to organisations."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from identity.decide import NAME_CONFLICT, decide
from identity.generic import generic_numbers, owned, without_generic
from identity.link_organisations import link_organisations
from identity.mention import MENTION, Source, person_sources, read_mentions
from identity.reading import READING
from identity.reference import reference_people
from identity.table import Pieces, empty, shaped, write_table
from store.contract import Contract
from store.digest import Json
from store.tables import CONFLICT, LINK, PERSON


def link_records(
    accepted: Mapping[str, Path],
    contracts: Sequence[Contract],
    out: Path,
    *,
    key: bytes,
    generic: Path | None = None,
) -> dict[str, Json]:
    """Write who is who over all accepted tables into the folder `out`.

    `accepted` are the accepted tables by contract path, `key` is the home's
    secret, `generic` the table of numbers that tie nobody (`identity.generic`).
    Writes `link`, `conflict`, `reading`, `person`, `organisation` and
    `organisation_link` (`.parquet`; columns in `store.tables`, `reading` in
    `READING`: how each mention was read), sorted, the same for any order of the
    input rows. Returns counts and names only.
    """
    sources = person_sources(accepted, contracts)
    mentions = read_mentions(sources)
    numbers = generic_numbers(generic)
    people = owned(reference_people(mentions, key), mentions, numbers)
    decided = without_generic(decide(mentions, people), numbers)
    _write_links(sources, decided, out)
    persons = _write_people(people, decided, out)
    organisations = link_organisations(accepted, contracts, out, key=key)
    return {**_summary(decided), "persons": persons, "organisations": organisations}


def _write_links(sources: Sequence[Source], decided: pl.DataFrame, out: Path) -> None:
    """Write link, reading and conflict, one source after the other."""
    conflicts = [empty(CONFLICT)]
    with TemporaryDirectory(dir=out) as folder:
        links, readings = Pieces(Path(folder), LINK), Pieces(Path(folder), READING)
        for at, source in enumerate(sources):
            here = decided.filter(pl.col("source") == at).with_columns(
                pl.lit(source.role).alias("role")
            )
            readings.add(here.sort(MENTION))
            rows = _linked(source, here)
            links.add(rows)
            conflicts.append(_conflicts(rows))
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


def _conflicts(rows: pl.DataFrame) -> pl.DataFrame:
    found = rows.filter(pl.col("reason") == NAME_CONFLICT)
    named = found.with_columns(id_number="id18", other_name="reference_name")
    return shaped(named, CONFLICT)


def _write_people(people: pl.DataFrame, decided: pl.DataFrame, out: Path) -> int:
    """Write one row for each person that a record is tied to; return how many."""
    tied = decided.filter(pl.col("tier").is_not_null())
    records = tied.group_by("person_id").agg(pl.col("rows").sum().alias("records"))
    rows = people.join(records, on="person_id").with_columns(
        id_number="id18", person_name="reference_name"
    )
    write_table(rows, PERSON, ["person_id"], out / "person.parquet")
    return rows.height


def _summary(decided: pl.DataFrame) -> dict[str, Json]:
    """Return how many records are tied in which tier, and why others are not."""
    return {
        "records": int(decided["rows"].sum()),
        "tiers": _counted(decided, "tier"),
        "reasons": _counted(decided, "reason"),
    }


def _counted(decided: pl.DataFrame, column: str) -> dict[str, Json]:
    known = decided.filter(pl.col(column).is_not_null())
    counts = known.group_by(column).agg(pl.col("rows").sum()).sort(column)
    return {name: int(rows) for name, rows in counts.iter_rows()}
