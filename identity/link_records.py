"""Link all records of all datasets to people, and to organisations."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from identity.decide import NAME_CONFLICT
from identity.follow_judgements import (
    Followed,
)
from identity.judged_ties import JUDGED_DIFFERENT, JUDGED_SAME
from identity.known import know_people
from identity.link_organisations import link_organisations
from identity.mention import MENTION
from identity.outcome import Memory, Outcome, Weights, decide_all
from identity.reading import READING
from identity.table import Pieces, empty, rename_people, shaped, write_table
from identity.weigh_untied import (
    OUTSIDER,
)
from store.contract import Contract
from store.digest import Json
from store.tables import CONFLICT, LINK, PERSON, PERSON_CHANGE

CHANGE_FILE, NODE_FILE = "person_change.parquet", "node.parquet"
CHANGED = ("kind", "person_id", "other_person_id")
TIES = pl.Schema(
    {
        "person_id": pl.String,
        "tier": pl.String,
        "reason": pl.String,
        "rows": pl.UInt32,
    }
)
SAME_NUMBER = ("T2", "T3")  # the weighed tiers that need an equal number


def link_records(  # noqa: PLR0913 - the signature that flows agreed on
    accepted: Mapping[str, Path],
    contracts: Sequence[Contract],
    out: Path,
    *,
    key: bytes,
    generic: Path | None = None,
    weights: Weights | None = None,
    memory: Memory | None = None,
) -> dict[str, Json]:
    """Write who is who over all accepted tables into the folder `out`.

    `accepted` are the accepted tables by contract path, `key` is the home's
    secret, `generic` the table of numbers that tie nobody (`identity.generic`);
    without `weights` nobody is tied by weight, and nobody without a valid number is a
    person but by judgement. Writes `link`, `conflict`, `reading`, `person`,
    `person_change`, `node`, `organisation` and `organisation_link` (`.parquet`;
    columns in `store.tables`, `reading` in `READING`: how each mention was read,
    `node` in `identity.kept_ids`), sorted, the same for any order of the input rows.
    Returns counts and names only. Raises `MatchError` for weights that cannot be
    used.
    """
    known = know_people(accepted, contracts, key=key, generic=generic)
    outcome = decide_all(known, weights, memory or Memory(), key)
    ties = _write_links(outcome, out)
    every = [known.people, outcome.weighed.people, outcome.followed.people]
    people = pl.concat([some.select(list(OUTSIDER)) for some in every])
    persons = _write_people(
        rename_people(people, outcome.kept.renamed).unique("person_id"), ties, out
    )
    write_table(outcome.kept.changes, PERSON_CHANGE, CHANGED, out / CHANGE_FILE)
    outcome.kept.nodes.write_parquet(out / NODE_FILE)
    organisations = link_organisations(accepted, contracts, out, key=key)
    counts = outcome.weighed.counts
    return {
        **_summary(ties),
        **({"weighed": dict(counts)} if counts else {}),
        **_refused(outcome.followed),
        "persons": persons,
        "organisations": organisations,
    }


def _write_links(outcome: Outcome, out: Path) -> pl.DataFrame:
    """Write link, reading and conflict, one source after the other.

    Returns `person_id, tier, reason, rows`: how many rows were tied how.
    """
    conflicts, ties = [empty(CONFLICT)], list[pl.DataFrame]()
    with TemporaryDirectory(dir=out) as folder:
        links, readings = Pieces(Path(folder), LINK), Pieces(Path(folder), READING)
        for at, source in enumerate(outcome.known.sources):
            here = outcome.mentions(at).with_columns(pl.lit(source.role).alias("role"))
            readings.add(here.sort(MENTION))
            rows = outcome.rows(at, here)
            conflicts.append(_conflicts(rows, outcome.known.people))
            links.add(rows)
            ties.append(rows.group_by("person_id", "tier", "reason").len("rows"))
        links.gather(out / "link.parquet")
        readings.gather(out / "reading.parquet")
    order = ("dataset", "role", "record_id")
    write_table(pl.concat(conflicts), CONFLICT, order, out / "conflict.parquet")
    return pl.concat([TIES.to_frame(), *ties])


def _conflicts(rows: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with another's number, whoever they were tied to by weight.

    Where the weights or an analyst explain the odd name, it is no other's.
    """
    found = rows.filter(pl.col("decided") == NAME_CONFLICT)
    owner = people.select("id18", owner="person_id")
    beside = found.join(owner, on="id18", how="left", maintain_order="left")
    judged = pl.col("reason").eq_missing(JUDGED_SAME)
    is_owner = pl.col("person_id").eq_missing(pl.col("owner"))
    own = pl.col("tier").is_in(SAME_NUMBER) & (~judged | is_owner)
    named = beside.filter(~own.fill_null(value=False)).with_columns(
        id_number="id18", other_name="reference_name"
    )
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


def _refused(followed: Followed) -> dict[str, Json]:
    """Return the judgements that were not followed, where there are any."""
    pairs: list[Json] = [list(pair) for pair in followed.refused]
    return {"judgements_refused": pairs} if pairs else {}


def _summary(ties: pl.DataFrame) -> dict[str, Json]:
    """Return how many records are tied in which tier, and why others are not."""
    judged = ties.filter(pl.col("reason").is_in([JUDGED_SAME, JUDGED_DIFFERENT]))
    return {
        "records": int(ties["rows"].sum()),
        "tiers": _counted(ties, "tier"),
        "reasons": _counted(ties.filter(pl.col("tier").is_null()), "reason"),
        **({"judged": _counted(judged, "reason")} if judged.height else {}),
    }


def _counted(ties: pl.DataFrame, column: str) -> dict[str, Json]:
    known = ties.filter(pl.col(column).is_not_null())
    counts = known.group_by(column).agg(pl.col("rows").sum()).sort(column)
    return {name: int(rows) for name, rows in counts.iter_rows()}
