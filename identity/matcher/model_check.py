"""Check a model against what the kinds of fields and comparisons really offer.

A name that nothing declares is said when the file is read, not after an hour of
linking, and not by a tool's own words.
"""

from collections.abc import Iterable, Iterator

import polars as pl

from identity.matcher.compare import condition
from identity.matcher.model import ComparisonSpec, Household, Identity, Model
from identity.matcher.prepare import RECORD, prepare

MILLI = 1000
SHARED_LEVELS = 2


def mistakes(model: Model) -> Iterator[str]:
    """Yield what is wrong in a model, in plain words.

    Raises `MatchError` for an unknown kind of field, comparison or level.
    """
    nobody = pl.DataFrame(schema={RECORD: pl.String})
    columns = set(prepare(nobody, model, model.name).rows.columns)
    for name, where in _columns_named(model):
        if name not in columns:
            yield f"{where}：没有列 {name}"
    for spec in model.comparisons:
        for level in spec.names:
            condition(spec.kind, level)
    yield from _repeated(model)
    yield from _out_of_order(model)
    yield from _uncompared(model)
    if model.identity is not None:
        yield from _in_identity(model, model.identity)
    if model.household is not None:
        yield from _in_household(model, model.household)


def _columns_named(model: Model) -> Iterator[tuple[str, str]]:
    """Yield every derived column that the model names, and where."""
    for field in model.fields:
        if field.fallback:
            yield field.fallback, f"fields.{field.name}"
    for spec in model.comparisons:
        where = f"comparisons.{spec.field}"
        yield from ((name, where) for name in _columns_compared(spec))
    for block in model.blocks:
        named = [*block.keys, *block.right, block.neighbours]
        yield from ((name, f"blocks“{block.title}”") for name in named if name)
    for tier in (*model.certain, *model.tiers):
        yield from ((name, f"{tier.tier}.either") for name in tier.either)
    if model.identity is not None:
        yield model.identity.key, "identity.key"
    if model.household is not None:
        named = [f"{model.household.share}.key", model.household.fallback]
        yield from ((name, "household") for name in named if name)


def _columns_compared(spec: ComparisonSpec) -> Iterator[str]:
    own = [spec.known, spec.stated]
    for level in spec.levels:
        own += [level.frequency, level.u if isinstance(level.u, str) else ""]
        own += ["kind"] if level.of else []
    yield from (f"{spec.field}.{name}" for name in own if name)
    yield from (name for name in (spec.other, *spec.anchor) if name)


def _repeated(model: Model) -> Iterator[str]:
    """Yield names that are given twice."""
    named: dict[str, Iterable[str]] = {
        "fields": (spec.name for spec in model.fields),
        "comparisons": (spec.field for spec in model.comparisons),
        "blocks": (spec.title for spec in model.blocks),
    }
    for part, names in named.items():
        seen = list(names)
        if twice := sorted({name for name in seen if seen.count(name) > 1}):
            yield f"{part}：{'、'.join(twice)} 写了两次"


def _out_of_order(model: Model) -> Iterator[str]:
    """Yield what refers to a field or comparison that does not stand before it."""
    for place, spec in enumerate(model.fields):
        before = {one.name for one in model.fields[:place]}
        if spec.fallback and spec.fallback.partition(".")[0] not in before:
            yield f"fields.{spec.name}：fallback {spec.fallback} 的字段要写在它前面"
    for place, one in enumerate(model.comparisons):
        earlier = {other.field for other in model.comparisons[:place]}
        for name in sorted({*one.implied_by, *one.stated_unless} - earlier):
            yield f"comparisons.{one.field}：{name} 要写在它前面"


def _uncompared(model: Model) -> Iterator[str]:
    """Yield fields of tiers that are not compared."""
    compared = {spec.field for spec in model.comparisons}
    for tier in (*model.certain, *model.tiers):
        for field in sorted({*tier.levels, *tier.among} - compared):
            yield f"{tier.tier}：comparisons 里没有 {field}"
    for line in model.lines:
        if line.owned is not None and model.identity is None:
            yield f"lines“{line.title}”：没有 identity，就不能写 owned"


def _in_identity(model: Model, identity: Identity) -> Iterator[str]:
    spec = next((s for s in model.comparisons if s.field == identity.field), None)
    if spec is None:
        yield f"identity：comparisons 里没有 {identity.field}"
        return
    if identity.level not in spec.names:
        yield f"identity：{identity.field} 没有级别 {identity.level}"
    if not spec.anchor:
        yield f"comparisons.{spec.field}：要写 anchor，号码怎样出错才有得学"


def _in_household(model: Model, household: Household) -> Iterator[str]:
    spec = next((s for s in model.comparisons if s.field == household.share), None)
    if spec is None or len(spec.levels) != SHARED_LEVELS:
        yield f"household：{household.share} 不是 comparisons 里只有两个级别的一项"
    if not 0 < household.shared_milli < MILLI:
        yield "household：shared_milli 要在 1 到 999 之间"
    if household.members < 1:
        yield "household：members 至少是 1"
