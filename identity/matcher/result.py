"""The result of linking as a table for other people's tools, and in a few numbers."""

from collections.abc import Mapping

import polars as pl

from identity.explain.words import signed, statement
from identity.matcher.choose import ACCEPT, REJECT, REVIEW
from identity.matcher.compare import sentence
from identity.matcher.epoch import MILLI
from identity.matcher.link import Linked
from identity.matcher.model import ComparisonSpec
from identity.matcher.weigh import ALIKE, WEIGHT
from store.digest import Json

COLUMNS = (
    "left_id",
    "right_id",
    "weight_milli",
    "probability",
    "decision",
    "tier",
    "explanation",
)
CHUNK = 100_000
ORDER = ("right_id", "decision", "left_id")


def link_table(linked: Linked, *, every: bool = False) -> pl.DataFrame:
    """Return one row for each pair that is accepted or to be reviewed.

    Columns: `COLUMNS` (`design/interfaces.md` §9), sorted by right record. `every`
    adds the rejected ones. The explanation is one Chinese sentence with the weight
    in bits behind each fact; it holds nobody's data.
    """
    pairs = linked.pairs
    kept = pairs if every else pairs.filter(pl.col("decision") != REJECT)
    columns = [*COLUMNS[:-1], _explanation(linked).alias(COLUMNS[-1])]
    starts = range(0, max(kept.height, 1), CHUNK)
    # In pieces: the words of all facts of all pairs would stand in memory at once.
    told = [kept[start : start + CHUNK].select(columns) for start in starts]
    return pl.concat(told).sort(ORDER)


def summary(linked: Linked) -> Mapping[str, Json]:
    """Return how many pairs were decided how, and how many may be false.

    `expected_false` is the sum of the improbabilities of the accepted pairs.
    """
    pairs = linked.pairs
    accepted = pairs.filter(pl.col("decision") == ACCEPT)
    doubtful = accepted.filter(pl.col("certain").is_null())
    return {
        "model": linked.model.name,
        "model_digest": linked.model.digest,
        "method": linked.epoch.method,
        "left_records": linked.records[0],
        "right_records": linked.records[1],
        "scored": pairs.height,
        "accepted": accepted.height,
        "review": pairs.filter(pl.col("decision") == REVIEW).height,
        "expected_false": round(float((1 - doubtful["probability"]).sum()), 1),
        "tiers": dict(accepted.group_by("tier").len().sort("tier").iter_rows()),
        "capped_pairs": sum(count.capped_pairs for count in linked.blocks),
    }


def _explanation(linked: Linked) -> pl.Expr:
    """Return the sentence of each pair: every fact with its bits, and the sum."""
    facts = [_fact(spec) for spec in linked.model.comparisons]
    prior = f"起点 {signed(linked.epoch.prior_milli)}"
    alike = pl.when(pl.col(ALIKE) <= -MILLI // 20).then(
        pl.concat_str(pl.lit("因家属之间本就会这样相像 "), _signed(pl.col(ALIKE)))
    )
    total = pl.concat_str(pl.lit("合计 "), _signed(pl.col(WEIGHT)))
    return pl.concat_str(
        [*facts, alike, pl.lit(prior), total], separator="；", ignore_nulls=True
    )


def _fact(spec: ComparisonSpec) -> pl.Expr:
    """Return `姓名一致 +16.6`, null where the field says nothing."""
    words = {
        place: f"{statement(spec.title, sentence(spec.kind, name))} "
        for place, name in enumerate(spec.names)
    }
    said = pl.col(spec.field).replace_strict(
        words, default=None, return_dtype=pl.String
    )
    return pl.concat_str(said, _signed(pl.col(f"{spec.field}.milli")))


def _signed(milli: pl.Expr) -> pl.Expr:
    """Return milli-bits as bits with a sign and one decimal."""
    tenths = (milli / (MILLI // 10)).round(0).cast(pl.Int64)
    sign = pl.when(tenths < 0).then(pl.lit("−")).otherwise(pl.lit("+"))
    size = tenths.abs()
    return pl.concat_str(
        sign, (size // 10).cast(pl.String), pl.lit("."), (size % 10).cast(pl.String)
    )
