"""What each field says of a pair, or why it says nothing."""

from dataclasses import replace

import polars as pl

from identity.explain.delivered import Values
from identity.explain.explanation import IMPLIED, MISSING, SPOKE, Fact
from identity.explain.row import Row, number
from identity.explain.words import statement
from identity.matcher.compare import LEFT, RIGHT, UNKNOWN_LEVEL, compare, sentence
from identity.matcher.link import Linked
from identity.matcher.model import ComparisonSpec, Levels, Model


def facts_of(
    linked: Linked, row: Row, delivered: tuple[Values, Values]
) -> tuple[Fact, ...]:
    """Return one fact for each comparison, in the model's order."""
    unlike = _unlike(linked, row)
    facts = [_fact(linked, row, spec, delivered) for spec in linked.model.comparisons]
    return tuple(
        _disagreeing(linked, fact)
        if fact.state == IMPLIED and fact.field in unlike
        else fact
        for fact in facts
    )


def _disagreeing(linked: Linked, fact: Fact) -> Fact:
    """Return an implied fact that says that both sides state it, and not alike."""
    has_household = bool(linked.epoch.comparisons[fact.field].h)
    is_kin = has_household and linked.model.comparison(fact.field).is_told_twice
    where = "，计入家属一项" if is_kin else ""
    words = f"{fact.title}两边写的不同{where}"
    return replace(fact, disagrees=True, is_kin=is_kin, words=words)


def _unlike(linked: Linked, row: Row) -> set[str]:
    """Return the fields that both sides state, and not alike."""
    pair = pl.DataFrame(
        {LEFT: [row[LEFT]], RIGHT: [row[RIGHT]]},
        schema={LEFT: pl.UInt32, RIGHT: pl.UInt32},
    )
    said = compare(linked.sides, pair, linked.model, silence=False)
    found: set[str] = set()
    for field, learnt in linked.epoch.comparisons.items():
        place = int(said[field][0])
        if place > 0 and learnt.m[place] < learnt.u[place]:
            found.add(field)
    return found


def _fact(
    linked: Linked, row: Row, spec: ComparisonSpec, delivered: tuple[Values, Values]
) -> Fact:
    place = number(row, spec.field)
    state, words = _silence(linked, row, spec)
    if place != UNKNOWN_LEVEL:
        state = SPOKE
        words = statement(spec.title, sentence(spec.kind, spec.names[place]))
    return Fact(
        field=spec.field,
        title=spec.title,
        kind=next(one.kind for one in linked.model.fields if one.name == spec.field),
        state=state,
        words=words,
        milli=number(row, f"{spec.field}.milli"),
        left=delivered[0].get(spec.field),
        right=delivered[1].get(spec.field),
        holders=_holders(linked, row, spec),
    )


def _holders(linked: Linked, row: Row, spec: ComparisonSpec) -> int:
    """Return how many left records share the value that was weighed, else 0."""
    place = number(row, spec.field)
    frequency = "" if place == UNKNOWN_LEVEL else spec.levels[place].frequency
    if not frequency:
        return 0
    column = f"{spec.field}.{frequency}"
    value = linked.sides.left.rows[column][number(row, LEFT)]
    table = linked.epoch.frequencies[column]
    found = table.filter(pl.col("value") == value)["records"]
    return int(found[0]) if len(found) else 1


def _silence(linked: Linked, row: Row, spec: ComparisonSpec) -> tuple[str, str]:
    """Return why a field says nothing, and in which words."""
    model = linked.model
    if speaker := _speaker(spec.implied_by, model, row):
        return IMPLIED, f"{spec.title}已包含在{speaker}里，不重复计算"
    where = unknown_on(linked, row, spec)
    if where:
        return MISSING, f"{spec.title}{where}没有"
    return IMPLIED, f"{spec.title}出自证件号码，不重复计算"


def _speaker(levels: Levels, model: Model, row: Row) -> str:
    """Return the title of the field that has already said it, or nothing."""
    for field, names in levels.items():
        if row[field] in model.places(field, names):
            return model.comparison(field).title
    return ""


def unknown_on(linked: Linked, row: Row, spec: ComparisonSpec) -> str:
    """Return 左表, 右表 or 两边 where the field is unknown there, else nothing.

    A value that only follows from another field counts as unknown where the model
    wants it stated.
    """
    sides = (
        (linked.sides.left.rows, number(row, LEFT)),
        (linked.sides.right.rows, number(row, RIGHT)),
    )
    unknown = [_is_unknown(rows, place, spec) for rows, place in sides]
    return {(True, True): "两边都", (True, False): "左表", (False, True): "右表"}.get(
        (unknown[0], unknown[1]), ""
    )


def _is_unknown(rows: pl.DataFrame, place: int, spec: ComparisonSpec) -> bool:
    column = f"{spec.field}.{spec.stated or spec.known}"
    return rows[column][place] is None
