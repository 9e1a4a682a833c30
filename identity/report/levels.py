"""Levels: how often each arose, what it weighs, and from what that was learnt."""

from dataclasses import dataclass

import polars as pl

from identity.explain.words import statement
from identity.matcher.choose import ACCEPT
from identity.matcher.compare import UNKNOWN_LEVEL, sentence
from identity.matcher.epoch import Epoch, Learnt, bits_of
from identity.matcher.link import Linked
from identity.matcher.model import ComparisonSpec, LevelSpec, Model


@dataclass(frozen=True, kw_only=True)
class LevelRow:
    """One level, `words` with its subject and `label` without.

    Shares are per billion, `milli` is log2(m/u) without frequencies.

    `pairs` are the weighed pairs in it, `accepted` those of them that were
    accepted. `untaught` says that no pair of one person taught it.
    """

    field: str
    title: str
    words: str
    label: str
    m: int
    u: int
    h: int | None
    milli: int
    m_from: str
    u_from: str
    untaught: bool
    pairs: int
    accepted: int


def level_rows(linked: Linked) -> tuple[LevelRow, ...]:
    """Return a row for each level, in the model's order."""
    return tuple(
        row
        for spec in linked.model.comparisons
        for row in _field_rows(linked, spec, linked.epoch.comparisons[spec.field])
    )


def unknown_pairs(linked: Linked) -> dict[str, int]:
    """Return by field of how many weighed pairs it says nothing."""
    return {
        spec.field: int((linked.pairs[spec.field] == UNKNOWN_LEVEL).sum())
        for spec in linked.model.comparisons
    }


def notices_in_words(epoch: Epoch, model: Model) -> tuple[str, ...]:
    """Return what training warned of, levels by their sentences."""
    said = list(epoch.notices)
    for spec in model.comparisons:
        for name in spec.names:
            words = sentence(spec.kind, name).rstrip("。")
            ours = f"“{spec.title}”的级别“{name}”"
            said = [one.replace(ours, f"“{spec.title}”的“{words}”") for one in said]
    return tuple(said)


def _field_rows(linked: Linked, spec: ComparisonSpec, learnt: Learnt) -> list[LevelRow]:
    counted = _counts(linked.pairs, spec.field)
    accepted = _counts(linked.pairs.filter(pl.col("decision") == ACCEPT), spec.field)
    milli = bits_of(learnt.m) - bits_of(learnt.u)
    return [
        LevelRow(
            field=spec.field,
            title=spec.title,
            words=statement(spec.title, sentence(spec.kind, level.level)),
            label=sentence(spec.kind, level.level).rstrip("。"),
            m=learnt.m[place],
            u=learnt.u[place],
            h=learnt.h[place] if learnt.h else None,
            milli=int(milli[place]),
            m_from=_m_from(level, learnt, place),
            u_from=_u_from(level, learnt, place),
            untaught=not learnt.m_pairs[place],
            pairs=counted.get(place, 0),
            accepted=accepted.get(place, 0),
        )
        for place, level in enumerate(spec.levels)
    ]


def _counts(pairs: pl.DataFrame, field: str) -> dict[int, int]:
    return dict(pairs.group_by(field).len().iter_rows())


def _m_from(level: LevelSpec, learnt: Learnt, place: int) -> str:
    if learnt.m_pairs[place]:
        return f"{learnt.m_pairs[place]:,} 对同一人"
    if not sum(learnt.m_pairs):
        return "没有学到：两边很少都有"
    return "没有遇到，用模型的下限" if level.m else "没有遇到，按极少见算"


def _u_from(level: LevelSpec, learnt: Learnt, place: int) -> str:
    if level.frequency:
        return "按每个值的频率"
    if isinstance(level.u, str):
        return "按左表的重合率算出"
    if level.u is not None:
        return "模型给定"
    if learnt.u_pairs[place]:
        return f"{learnt.u_pairs[place]:,} 对随机配对"
    return "没有遇到，按极少见算"
