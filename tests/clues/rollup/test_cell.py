"""Each rule's cells: what was handled, less what data could not decide."""

from collections.abc import Iterable

import polars as pl

from clues.rollup.cell import with_found
from clues.rollup.frames import schema_of
from store.rollup_tables import FOUND, HANDLED

PATH = "social_security/pension_payment"


def table(rows: Iterable[tuple[str, int, int]], rule: str = "") -> pl.DataFrame:
    """Return cells of handlers: name, acts, subjects; of a rule where one is given."""
    fixed = {"dataset": PATH, "scope": "", "breakdown": "handler", "counted": "person"}
    named = {"rule": rule, **fixed} if rule else fixed
    return pl.DataFrame(
        [
            {**named, "name": name, "unit": "中心", "acts": acts, "subjects": subjects}
            for name, acts, subjects in rows
        ],
        schema=schema_of(FOUND if rule else HANDLED),
    )


def test_what_was_not_decided_is_taken_out_of_what_was_handled() -> None:
    handled = table([("丙", 30, 10), ("乙", 50, 20), ("甲", 100, 40)])
    found = table([("甲", 5, 2)], "SS-01")
    undecided = table([("丙", 30, 10), ("甲", 40, 15)], "SS-01")
    base = with_found(handled, found, undecided)
    shown = base.select("name", "acts", "subjects", "found_acts", "found_subjects")
    # of 丙 nothing was decided: he is nobody's peer
    assert shown.rows() == [("乙", 50, 20, 0, 0), ("甲", 60, 25, 5, 2)]


def test_another_rules_undecided_acts_are_its_own() -> None:
    handled = table([("甲", 100, 40)])
    found = pl.concat([table([("甲", 5, 2)], rule) for rule in ("SS-01", "SS-02")])
    undecided = table([("甲", 40, 15)], "SS-01")
    base = with_found(handled, found, undecided)
    assert base.select("rule", "subjects").rows() == [("SS-01", 25), ("SS-02", 40)]
