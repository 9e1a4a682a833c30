"""Weights: how pairs spread over them, and how many links may be false."""

from dataclasses import dataclass

import polars as pl

from identity.matcher.choose import ACCEPT, REJECT, REVIEW
from identity.matcher.epoch import MILLI
from identity.matcher.lines import LINE
from identity.matcher.link import Linked
from identity.matcher.weigh import WEIGHT

CERTAIN = "certain"
KINDS = (CERTAIN, ACCEPT, REVIEW, REJECT)
BIN_BITS, LOWEST, HIGHEST = 2, -40, 60
TIMES = 1000


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """What accepting from a weight on would mean.

    `expected_false` is in thousandths of a link. `false` and `missed` are counted
    where the truth is known, else `None`.
    """

    name: str
    milli: int
    links: int
    expected_false: int
    false: int | None = None
    missed: int | None = None


@dataclass(frozen=True, kw_only=True)
class Truth:
    """Who each record really is, by row; a null names nobody."""

    left: pl.Series
    right: pl.Series


def weight_bins(linked: Linked) -> dict[str, dict[int, int]]:
    """Return by kind how many pairs lie in each bin of two bits, by its lower edge."""
    kind = pl.when(pl.col(CERTAIN).is_not_null() & (pl.col("decision") == ACCEPT))
    bits = (pl.col(WEIGHT) / (MILLI * BIN_BITS)).floor() * BIN_BITS
    counted = linked.pairs.group_by(
        kind.then(pl.lit(CERTAIN)).otherwise("decision").alias("kind"),
        bits.clip(LOWEST, HIGHEST).cast(pl.Int64).alias("bin"),
    ).len()
    found: dict[str, dict[int, int]] = {name: {} for name in KINDS}
    for name, edge, pairs in counted.sort("kind", "bin").iter_rows():
        found[name][edge] = pairs
    return found


def thresholds(
    linked: Linked, custom: tuple[int, ...] = (), truth: Truth | None = None
) -> tuple[Threshold, ...]:
    """Return what accepting at the model's two thresholds and at others means."""
    limits = linked.model.thresholds
    named = [("默认", limits.accept_milli), ("严格", limits.strict_milli)]
    named += [("自定", milli) for milli in custom]
    return tuple(_threshold(linked, name, milli, truth) for name, milli in named)


def _threshold(linked: Linked, name: str, milli: int, truth: Truth | None) -> Threshold:
    margin = linked.model.thresholds.margin_milli
    leading = linked.pairs.filter(pl.col("place") == 0)
    sure = pl.col(CERTAIN).is_not_null()
    enough = (pl.col(WEIGHT) >= milli) & (pl.col("margin_milli") >= margin)
    accepted = pl.col("decision") == ACCEPT
    own = [t.tier for t in linked.model.tiers if t.accept_milli is not None]
    plain = ~pl.col("tier").is_in(own) & pl.col(LINE).is_null()
    links = leading.filter((accepted & (sure | enough)) | (enough & plain))
    doubtful = links.filter(~sure)
    false, missed = (None, None) if truth is None else _checked(linked, links, truth)
    return Threshold(
        name=name,
        milli=milli,
        links=links.height,
        expected_false=round(float((1 - doubtful["probability"]).sum()) * TIMES),
        false=false,
        missed=missed,
    )


def _checked(linked: Linked, links: pl.DataFrame, truth: Truth) -> tuple[int, int]:
    """Return how many links are false, and how many true pairs are not linked."""
    ours = truth.left.gather(links["left"])
    theirs = truth.right.gather(links["right"])
    right = int((ours == theirs).fill_null(value=False).sum())
    return links.height - right, _true_pairs(linked, truth) - right


def _true_pairs(linked: Linked, truth: Truth) -> int:
    """Return how many pairs there are to find."""
    held = truth.left.drop_nulls().alias("who").value_counts(name="held")
    if linked.sides.is_one:
        return int((held["held"].cast(pl.Int64) * (held["held"] - 1) // 2).sum())
    asked = truth.right.drop_nulls().alias("who").to_frame()
    return asked.join(held, on="who", how="semi").height
