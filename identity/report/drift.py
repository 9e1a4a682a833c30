"""Drift: what moved between two epochs, field by field.

The population stability index is the sum over levels of (now - then) ln(now/then);
below 0.1 little moved, from 0.25 much did (a rule of thumb from credit scoring).
"""

from dataclasses import dataclass
from math import log

from identity.explain.words import statement
from identity.matcher.compare import sentence
from identity.matcher.epoch import BILLION, Epoch, Shares, bits_of
from identity.matcher.epoch_file import check_fits
from identity.matcher.model import ComparisonSpec, Model

SOME, MUCH = 100, 250  # thousandths of the index
LEAST_SHARE = 1e-4  # rarer levels say nothing of a population
TIMES = 1000


@dataclass(frozen=True, kw_only=True)
class Drift:
    """What moved in one field; indices in thousandths, `moved_milli` in milli-bits.

    `moved` is the level whose weight changed most.
    """

    field: str
    title: str
    same_index: int
    stranger_index: int
    moved: str
    moved_milli: int

    @property
    def verdict(self) -> str:
        """Return what to make of it."""
        worst = max(self.same_index, self.stranger_index)
        if worst >= MUCH:
            return "变化很大：先查来源数据，再决定是否重新训练"
        return "有些变化，值得看一眼" if worst >= SOME else "没有明显变化"


def drift(now: Epoch, then: Epoch, model: Model) -> tuple[Drift, ...]:
    """Return the drift of each field between two epochs of one model.

    Raises `MatchError` where the earlier one is of another model.
    """
    check_fits(then, model)
    return tuple(_drift(now, then, spec) for spec in model.comparisons)


def _drift(now: Epoch, then: Epoch, spec: ComparisonSpec) -> Drift:
    ours, theirs = now.comparisons[spec.field], then.comparisons[spec.field]
    moved = (bits_of(ours.m) - bits_of(ours.u)) - (
        bits_of(theirs.m) - bits_of(theirs.u)
    )
    place = max(range(len(moved)), key=lambda one: abs(int(moved[one])))
    return Drift(
        field=spec.field,
        title=spec.title,
        same_index=stability_index(ours.m, theirs.m),
        stranger_index=stability_index(ours.u, theirs.u),
        moved=statement(spec.title, sentence(spec.kind, spec.names[place])),
        moved_milli=int(moved[place]),
    )


def stability_index(now: Shares, then: Shares) -> int:
    """Return the population stability index of two spreads, in thousandths."""
    pairs = [
        (max(ours / BILLION, LEAST_SHARE), max(theirs / BILLION, LEAST_SHARE))
        for ours, theirs in zip(now, then, strict=True)
    ]
    return round(TIMES * sum((a - b) * log(a / b) for a, b in pairs))
