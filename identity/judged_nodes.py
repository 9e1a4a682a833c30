"""The judged records as tonight's tables have them: what each says, and whose it is."""

from collections.abc import Iterator

import polars as pl

from identity.judgements import SAYS, Judged
from identity.known import Known
from identity.mention import MENTION, PROFILE
from identity.node import with_nodes
from identity.weigh_untied import Weighed

JUDGED_NODE = pl.Schema(
    {
        "node": pl.String,
        "source": pl.Int32,
        **dict.fromkeys(PROFILE, pl.String),
        "person_id": pl.String,
        "tier": pl.String,
        "link_milli": pl.Int32,
        "reason": pl.String,
        "id18": pl.String,
    }
)
SAID = ("node", "source", *PROFILE)
TOLD = ("person_id", "tier", "link_milli", "reason")


def judged_nodes(
    known: Known, weighed: Weighed, judged: Judged, key: bytes
) -> pl.DataFrame:
    """Return what judged records say (columns `JUDGED_NODE`), sorted by node.

    `person_id` and what follows is by number or weight, before any judgement; `id18`
    the person's number. `key` is the home's secret.
    """
    empty = JUDGED_NODE.to_frame().select(SAID)
    found = pl.concat([empty, *_said(known, judged, key)])
    decided = known.decided.select("source", *MENTION, *TOLD)
    tied = found.join(decided, on=["source", *MENTION], how="left", nulls_equal=True)
    weights = weighed.profiles.select(
        "source", *PROFILE, *(pl.col(name).alias(f"w_{name}") for name in TOLD)
    )
    beside = tied.join(
        weights, on=["source", *PROFILE], how="left", nulls_equal=True
    ).with_columns(pl.coalesce(f"w_{name}", name).alias(name) for name in TOLD)
    numbers = known.people.select("person_id", "id18")
    whole = beside.join(numbers, on="person_id", how="left")
    return whole.select(JUDGED_NODE.names()).cast(JUDGED_NODE).sort("node")


def _said(known: Known, judged: Judged, key: bytes) -> Iterator[pl.DataFrame]:
    """Yield `node, source` and `PROFILE` of each source that a judgement names."""
    both = pl.concat([judged.together, judged.apart])
    wanted = pl.concat([both[end] for end in SAYS]).implode()
    named = {
        "|".join(reference.split("|", 2)[:2])
        for end in ("left", "right")
        for reference in both[end]
    }
    for at, source in enumerate(known.sources):
        if f"{source.dataset}|{source.role}" not in named:
            continue
        told = source.profiles().select(PROFILE).unique().collect()
        placed = told.with_columns(pl.lit(at, pl.Int32).alias("source"))
        noded = with_nodes(placed, known.sources, key)
        yield noded.filter(pl.col("node").is_in(wanted)).select(SAID)
