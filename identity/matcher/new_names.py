"""Places that were renamed or merged, learnt from people whose number is equal.

Where nearly everybody whom the right table puts into one village is, by the same
number, in another village of the left table, the first is the second's old name.
"""

from dataclasses import replace

import polars as pl

from identity.matcher.compare import LEFT, RIGHT, Sides
from identity.matcher.lessons import identity_pairs
from identity.matcher.model import Model
from identity.matcher.prepare import Records

PLACE = "place"
FEWEST = 10  # people who tell the same of a place
SHARE = 0.8  # of those who are put into it
NewNames = dict[str, pl.DataFrame]


def learn_new_names(sides: Sides, model: Model) -> NewNames:
    """Return `old, new` keys of each field that is a place, sorted by `old`.

    None within one table, where both names would be of one time, and none without an
    identifier.
    """
    places = [field.name for field in model.fields if field.kind == PLACE]
    if sides.is_one or model.identity is None or not places:
        return {}
    pairs = identity_pairs(sides, model)
    return {name: _learnt(sides, pairs, f"{name}.key") for name in places}


def under_new_names(sides: Sides, names: NewNames) -> Sides:
    """Return the sides, the right one's `now` columns as the left table calls them."""
    known = {f"{name}.now": table for name, table in names.items() if table.height}
    if not known or sides.is_one:
        return sides
    rows = sides.right.rows.with_columns(
        pl.col(column).replace(table["old"], table["new"])
        for column, table in known.items()
    )
    return replace(sides, right=Records(rows=rows, absent=sides.right.absent))


def _learnt(sides: Sides, pairs: pl.DataFrame, column: str) -> pl.DataFrame:
    told = pl.DataFrame(
        {
            "old": sides.right.rows[column].gather(pairs[RIGHT]),
            "new": sides.left.rows[column].gather(pairs[LEFT]),
        }
    ).drop_nulls()
    votes = told.group_by("old", "new").len("people")
    all_votes = pl.col("people").sum().over("old")
    agreed = votes.filter(
        pl.col("old") != pl.col("new"),
        pl.col("people") >= FEWEST,
        pl.col("people") >= SHARE * all_votes,
    )
    return agreed.select("old", "new").sort("old")
