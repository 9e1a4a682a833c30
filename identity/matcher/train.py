"""Learn an epoch: how fields err within a person, and agree between strangers.

Where an identifier exists, pairs that share it label all other fields (m), and
pairs that agree in the other fields label the identifier: plain EM would settle on
households instead of persons (`design/identity.md` §0; splink issue 1817). Random
pairs give u. Without an identifier `identity.matcher.em` takes over.
"""

from dataclasses import replace

import numpy as np
import polars as pl

from identity.matcher.caps import learn_caps
from identity.matcher.compare import Sides, compare
from identity.matcher.count import (
    ByField,
    Taught,
    frequency_table,
    level_counts,
    seldom,
    share_of,
    smoothed,
    with_floors,
)
from identity.matcher.em import settle
from identity.matcher.epoch import ANCHORED, Epoch, Learnt, Milli, milli_of, per_billion
from identity.matcher.household import housemates, lent
from identity.matcher.identifier import IDENTIFIER
from identity.matcher.lessons import agreeing_pairs, identity_pairs, random_pairs
from identity.matcher.model import ComparisonSpec, Identity, Model
from identity.matcher.new_names import learn_new_names, under_new_names
from identity.matcher.strangers import strangers_shares

REFINEMENTS = 3
UNTAUGHT = "“{title}”的级别“{level}”没有从数据学到，用的是下限"


def train(sides: Sides, model: Model, asked: pl.Series, generic: pl.DataFrame) -> Epoch:
    """Return the epoch learnt from two tables, or within one.

    `asked` are the right rows that will be weighed: caps are learnt for them.
    `generic` are the identifiers that name nobody.
    """
    names = learn_new_names(sides, model)
    sides = under_new_names(sides, names)
    strangers = compare(sides, random_pairs(sides, model), model, silence=False)
    u = strangers_shares(sides, model, strangers)
    same = identity_pairs(sides, model)
    capped = {IDENTIFIER: generic, **learn_caps(sides, model, asked)}
    if model.identity is None or same.height < model.training.fewest_pairs:
        taught = settle(sides, model, u, capped, asked)
    else:
        taught = _anchored(sides, model, model.identity, (u, same))
    epoch = _epoch(sides, model, taught, (u, strangers), capped)
    return replace(epoch, new_names=names)


def _anchored(
    sides: Sides, model: Model, identity: Identity, known: tuple[ByField, pl.DataFrame]
) -> Taught:
    """Learn from pairs with one identifier; it, from those that share the rest."""
    u, same = known
    told = compare(sides, same, model, silence=False)
    h = housemates(sides, model)
    is_same = _one_person(told, model, identity, [u, *([h] if h else [])])
    spec = model.comparison(identity.field)
    agreeing = agreeing_pairs(sides, spec.anchor, model.training.identity_pairs)
    labelled = compare(sides, agreeing, model, silence=False)
    lessons = {one.field: told.filter(is_same) for one in model.comparisons}
    lessons[spec.field] = labelled
    swapped = 1 - share_of(is_same)
    return Taught(
        m_pairs={
            one.field: level_counts(lessons[one.field][one.field], len(one.levels))
            for one in model.comparisons
        },
        h=h and h | {spec.field: lent(spec, model, u[spec.field], swapped)},
        match_share=_match_share(sides, model, identity),
        method=ANCHORED,
    )


def _one_person(
    told: pl.DataFrame, model: Model, identity: Identity, others: list[ByField]
) -> pl.Series:
    """Say which pairs with one identifier are one person, by all other fields.

    The rest carry a relative's number, or a mistyped one that is somebody's:
    they look like one of the `others`, housemates or strangers.
    """
    fields = [spec for spec in model.comparisons if spec.field != identity.field]
    levels = {spec.field: told[spec.field].to_numpy() for spec in fields}

    def explained(shares: ByField) -> Milli:
        return sum(
            (np.append(milli_of(shares[f]), 0)[level] for f, level in levels.items()),
            start=np.zeros(told.height, np.int64),
        )

    rivals = np.max([explained(shares) for shares in others], axis=0)
    kept = np.ones(told.height, bool)
    for _ in range(REFINEMENTS):
        m = {
            spec.field: smoothed(
                level_counts(told[spec.field].filter(pl.Series(kept)), len(spec.levels))
            )
            for spec in fields
        }
        kept = explained(m) > rivals
    return pl.Series(kept)


def _match_share(sides: Sides, model: Model, identity: Identity) -> float:
    """Return the share of identified right records whose identifier the left has."""
    if sides.is_one:
        return model.prior.match_share
    asked = sides.right.rows[identity.key].drop_nulls()
    found = asked.is_in(sides.left.rows[identity.key].drop_nulls().unique().implode())
    return share_of(found) or model.prior.match_share


def _epoch(
    sides: Sides,
    model: Model,
    taught: Taught,
    known: tuple[ByField, pl.DataFrame],
    capped: dict[str, pl.DataFrame],
) -> Epoch:
    u, strangers = known
    size = max(sides.left.height, 1)
    household = model.household if taught.h else None
    learnt = {s.field: _learnt(s, taught, u, strangers) for s in model.comparisons}
    columns = {
        f"{spec.field}.{level.frequency}"
        for spec in model.comparisons
        for level in spec.levels
        if level.frequency
    }
    return Epoch(
        model=model.name,
        model_digest=model.digest,
        left_records=sides.left.height,
        right_records=sides.right.height,
        prior_milli=_milli(taught.match_share / size),
        household_milli=None if household is None else _milli(household.members / size),
        comparisons=learnt,
        frequencies={
            name: frequency_table(sides.left.rows[name]) for name in sorted(columns)
        },
        seldom={name: seldom(sides.left.rows[name]) for name in sorted(columns)},
        capped=capped,
        new_names={},
        method=taught.method,
        notices=taught.notices + tuple(_untaught(model, learnt)),
    )


def _milli(share: float) -> int:
    return int(milli_of(np.array([share]))[0])


def _learnt(
    spec: ComparisonSpec, taught: Taught, u: ByField, strangers: pl.DataFrame
) -> Learnt:
    counted = taught.m_pairs[spec.field]
    met = level_counts(strangers[spec.field], len(spec.levels))
    h = taught.h.get(spec.field)
    return Learnt(
        m=per_billion(with_floors(smoothed(counted), spec)),
        u=per_billion(u[spec.field]),
        h=() if h is None else per_billion(h),
        m_pairs=tuple(int(count) for count in counted),
        u_pairs=tuple(int(count) for count in met),
    )


def _untaught(model: Model, learnt: dict[str, Learnt]) -> list[str]:
    """Return a warning for each level that no pair taught."""
    return [
        UNTAUGHT.format(title=spec.title, level=level.level)
        for spec in model.comparisons
        for level, pairs in zip(spec.levels, learnt[spec.field].m_pairs, strict=True)
        if not pairs and any(learnt[spec.field].m_pairs)
    ]
