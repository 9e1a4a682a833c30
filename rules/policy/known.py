"""What the key of a policy row may say, so that no slip of the hand stands unseen."""

from collections.abc import Iterable, Sequence

from rules.policy.cells import wrong
from rules.policy.row import PolicyRow
from rules.policy.shape import Shape
from store.errors import Place

FEW = 20


def refuse_strange(
    file: str, shape: Shape, shipped: Sequence[PolicyRow], rows: Iterable[PolicyRow]
) -> None:
    """Raise `RuleError` where a key says what the table does not know.

    A key of `own_words` may say anything; the others what stands in `words` or ships.
    """
    for row in rows:
        for place, name in enumerate(shape.keys):
            known = shape.words.get(name) or _said(shipped, place)
            if name not in shape.own_words and row.key[place] not in known:
                few = "、".join(known[:FEW])
                raise wrong(
                    Place(file=file, row=row.line),
                    name,
                    f"没有这一项：{row.key[place]}",
                    f"可写 {few}",
                )


def new_words(
    shape: Shape, shipped: Sequence[PolicyRow], rows: Iterable[PolicyRow]
) -> tuple[str, ...]:
    """Return what an office called by its own words: new to the table, sorted."""
    found = {
        row.key[place]
        for row in rows
        for place, name in enumerate(shape.keys)
        if name in shape.own_words and name not in shape.dates
        if row.key[place] not in {*shape.words.get(name, ()), *_said(shipped, place)}
    }
    return tuple(sorted(found))


def _said(rows: Sequence[PolicyRow], place: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.key[place] for row in rows))
