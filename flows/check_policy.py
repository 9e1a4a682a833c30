"""The policy tables of an office, read as a night will, and what to look at in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rules.policy import frame_of
from rules.policy.faults import faults_in
from rules.policy.holes import wanting_on
from rules.policy.in_force import Rows, rows_in_force, shipped_rows
from rules.policy.known import new_words
from rules.policy.row import Layer
from rules.policy.shape import all_shapes
from store.errors import RuleError
from store.home import Home


@dataclass(frozen=True, kw_only=True)
class Checked:
    """Tables that can be used, and what may yet be a slip of the hand.

    `strays` are files that nothing is read from, `wanting` what is not in force on
    the day but once was, `new_words` by table what only this office or its pack has.
    """

    held: Mapping[str, Rows]
    strays: tuple[str, ...]
    wanting: tuple[str, ...]
    new_words: Mapping[str, tuple[str, ...]]


def check_policy(home: Home, day: date) -> Checked:
    """Return what the tables hold; raises `RuleError` that names every mistake."""
    faults = faults_in(home.policy)
    wrong = tuple(faults.tables.values())
    if len(wrong) > 1:
        lines = "\n".join(map(str, wrong))
        raise RuleError(f"{len(wrong)} 张政策表不能用：\n{lines}")
    if wrong:
        raise wrong[0]
    held = rows_in_force(home.policy)
    return Checked(
        held=held,
        strays=tuple(str(error) for error in faults.strays),
        wanting=tuple(
            words
            for name, rows in held.items()
            for words in wanting_on(name, frame_of(name, rows), day)
        ),
        new_words={
            name: words for name, rows in held.items() if (words := _new(name, rows))
        },
    )


def _new(name: str, rows: Rows) -> tuple[str, ...]:
    entered = (row for row in rows if row.layer is not Layer.SHIPPED)
    return new_words(all_shapes()[name], shipped_rows(name), entered)
