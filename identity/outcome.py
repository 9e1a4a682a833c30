"""What numbers, weights and analysts made of the records, before it is written."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from identity.follow_judgements import (
    Followed,
    follow_judgements,
    node_pairs,
    nothing_followed,
)
from identity.judged_nodes import TOLD
from identity.judgements import Judged
from identity.kept_ids import Kept, keep_ids
from identity.known import Known
from identity.matcher.epoch_file import read_epoch
from identity.mention import MENTION, PROFILE, Source
from identity.outsiders import PAIR, find_outsiders
from identity.table import rename_people
from identity.weigh_untied import Weighed, nothing_weighed, weigh_untied


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What the fuzzy tier weighs with.

    `epoch` is the folder of the weights, `state` one that keeps what was weighed for
    the next time, None where nothing is kept.
    """

    epoch: Path
    state: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Memory:
    """What is remembered of earlier nights and days.

    `judged` is what analysts said; `previous` the file `node.parquet` of the night
    before, None for a first night.
    """

    judged: Judged | None = None
    previous: Path | None = None


def decide_all(
    known: Known, weights: Weights | None, memory: Memory, key: bytes
) -> "Outcome":
    """Weigh whom no number ties, then do as analysts said, then name all.

    `key` is the home's secret. Raises `MatchError` for weights that cannot be used.
    """
    weighed, judged = nothing_weighed(), memory.judged
    if weights is not None:
        epoch = read_epoch(weights.epoch)
        tied = weigh_untied(known, epoch, weights.state)
        apart = PAIR.to_frame() if judged is None else node_pairs(judged.apart)
        weighed = find_outsiders(known, tied, epoch, key, apart=apart)
    followed = nothing_followed()
    if judged is not None:
        followed = follow_judgements(known, weighed, judged, key)
    before = None if memory.previous is None else pl.read_parquet(memory.previous)
    kept = keep_ids(known, weighed, followed, before, key)
    return Outcome(known=known, weighed=weighed, followed=followed, kept=kept)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What numbers and names, weights and analysts decided, and the final ids."""

    known: Known
    weighed: Weighed
    followed: Followed
    kept: Kept

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

    def rows(self, at: int, mentions: pl.DataFrame) -> pl.DataFrame:
        """Return the rows of one source, sorted, each with who it is in the end.

        `mentions` are the source's; `decided` is the reason that the number and the
        name gave.
        """
        source = self.known.sources[at]
        rows = _with_weighed(source, _linked(source, mentions), self.profiles(at))
        judged = self.followed.ties.filter(pl.col("source") == at)
        return rename_people(_as_judged(rows, judged), self.kept.renamed)


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
    """Return the rows with what weights said of those that no number ties."""
    rows = rows.with_columns(pl.col("reason").alias("decided"))
    if not weighed.height:
        return rows
    own = source.profiles().join(
        weighed.lazy(), on=PROFILE, how="inner", nulls_equal=True
    )
    named = own.select("record_id", *(pl.col(n).alias(f"weighed_{n}") for n in TOLD))
    beside = rows.join(
        named.collect(), on="record_id", how="left", maintain_order="left"
    )
    is_tied = pl.col("weighed_person_id").is_not_null()
    reason = pl.when(~is_tied).then(pl.coalesce("weighed_reason", "reason"))
    return beside.with_columns(
        *(pl.coalesce(f"weighed_{name}", name).alias(name) for name in TOLD[:3]),
        reason.alias("reason"),
    )


def _as_judged(rows: pl.DataFrame, judged: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with the ties that analysts' words change."""
    if not judged.height:
        return rows
    told = judged.select(
        "record_id",
        *(pl.col(name).alias(f"judged_{name}") for name in TOLD),
        is_judged=pl.lit(value=True),
    )
    beside = rows.join(told, on="record_id", how="left", maintain_order="left")
    is_judged = pl.col("is_judged").fill_null(value=False)
    return beside.with_columns(
        pl.when(is_judged).then(f"judged_{name}").otherwise(name).alias(name)
        for name in TOLD
    )
