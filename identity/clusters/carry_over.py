"""Person ids that stay from night to night, and what changed between two nights."""

from dataclasses import dataclass

import polars as pl

from identity.pseudonym import pseudonyms

NEW, SPLIT, MERGE, MOVED, GONE = "new", "split", "merge", "moved", "gone"
CHANGE = pl.Schema(
    {
        "kind": pl.String,
        "person_id": pl.String,
        "other_person_id": pl.String,
        "records": pl.Int64,
    }
)


@dataclass(frozen=True, kw_only=True)
class Carried:
    """Tonight's map `node, person_id`, and the changes, columns `CHANGE`."""

    people: pl.DataFrame
    changes: pl.DataFrame


def carry_over(clusters: pl.DataFrame, previous: pl.DataFrame, key: bytes) -> Carried:
    """Give each cluster its person id: last night's where it has a past.

    `clusters`: `node, cluster, identity` (valid id18 or null); `previous`: last
    night's `node, person_id`. Overlaps are settled from the largest down, ties by
    person id, then cluster. Who has no past gets an id keyed by the valid number,
    else by the smallest record, which must be stable text.
    """
    past = clusters.select("node", "cluster").join(previous, on="node")
    overlaps = past.group_by("cluster", "person_id").len("records")
    kept = _kept(overlaps)
    ids = kept | _fresh(clusters, kept, set(previous["person_id"]), key)
    given = pl.DataFrame(
        {"cluster": list(ids), "now": list(ids.values())},
        schema={"cluster": clusters.schema["cluster"], "now": pl.String},
    )
    people = clusters.join(given, on="cluster").select("node", person_id="now")
    return Carried(
        people=people.sort("node"),
        changes=_changes(overlaps.join(given, on="cluster"), people, previous),
    )


def _kept(overlaps: pl.DataFrame) -> dict[object, str]:
    """Return the id each cluster keeps, one cluster for each id."""
    ordered = overlaps.sort(
        "records", "person_id", "cluster", descending=[True, False, False]
    )
    kept: dict[object, str] = {}
    taken: set[str] = set()
    for cluster, person_id, _ in ordered.iter_rows():
        if cluster not in kept and person_id not in taken:
            kept[cluster] = person_id
            taken.add(person_id)
    return kept


def _fresh(
    clusters: pl.DataFrame, kept: dict[object, str], past: set[str], key: bytes
) -> dict[object, str]:
    """Return a new id for each cluster that keeps none, never one in use."""
    without = (
        clusters.filter(~pl.col("cluster").is_in(list(kept)))
        .group_by("cluster")
        .agg(pl.col("identity").drop_nulls().min())
        .sort("cluster")
    )
    record = pl.concat_str(pl.lit("person|record|"), pl.col("cluster").cast(pl.String))
    number = pl.concat_str(pl.lit("person|"), pl.col("identity").cast(pl.String))
    told = without.with_columns(
        text=pl.coalesce(number, record), record=record
    ).with_columns(pl.col("text").map_batches(lambda text: pseudonyms("P", text, key)))
    taken, fresh = set(past), dict[object, str]()
    for cluster, wanted, text in told.select("cluster", "text", "record").iter_rows():
        found, turn = wanted, 0
        while found in taken:
            found = pseudonyms("P", pl.Series([f"{text}|{turn}"]), key)[0]
            turn += 1
        taken.add(found)
        fresh[cluster] = found
    return fresh


def _changes(
    overlaps: pl.DataFrame, people: pl.DataFrame, previous: pl.DataFrame
) -> pl.DataFrame:
    """Return what became of last night's people, in total order."""
    before, now = previous["person_id"].unique(), people["person_id"].unique()
    kind = (
        pl.when(~pl.col("person_id").is_in(now.implode()))
        .then(pl.lit(MERGE))
        .when(~pl.col("now").is_in(before.implode()))
        .then(pl.lit(SPLIT))
        .otherwise(pl.lit(MOVED))
    )
    went = overlaps.filter(pl.col("now") != pl.col("person_id")).select(
        kind.alias("kind"),
        pl.col("now").alias("person_id"),
        pl.col("person_id").alias("other_person_id"),
        "records",
    )
    seen = pl.concat([overlaps["person_id"], overlaps["now"]]).unique().implode()
    alone = pl.concat([_counted(people, NEW, before), _counted(previous, GONE, now)])
    told = alone.filter(~pl.col("person_id").is_in(seen))
    return pl.concat([went.cast(CHANGE), told.cast(CHANGE)]).sort(list(CHANGE))


def _counted(people: pl.DataFrame, kind: str, others: pl.Series) -> pl.DataFrame:
    found = people.filter(~pl.col("person_id").is_in(others.implode()))
    return (
        found.group_by("person_id")
        .len("records")
        .select(
            pl.lit(kind).alias("kind"),
            "person_id",
            pl.lit(None, pl.String).alias("other_person_id"),
            "records",
        )
    )
