"""Two records beside each other, and how they agree, by the names of levels."""

from collections.abc import Mapping

import polars as pl

from identity.matcher.compare import IMPLIED, Sides, compare
from identity.matcher.model import Model
from identity.matcher.prepare import prepare

Row = Mapping[str, str | None]
PAIR = pl.DataFrame({"left": [0], "right": [0]}, schema_overrides={"left": pl.UInt32})


def sides_of(left: Row, right: Row, model: Model) -> Sides:
    """Return two tables of one record each, prepared."""
    frames = [
        pl.DataFrame([{"record_id": name, **row}], infer_schema_length=None)
        for name, row in (("A1", left), ("B1", right))
    ]
    return Sides(
        left=prepare(frames[0], model, "左表"), right=prepare(frames[1], model, "右表")
    )


def agreement(
    left: Row, right: Row, model: Model, *, silence: bool = True
) -> dict[str, str]:
    """Return the name of the level of each field that says something.

    What is implied and yet stated stands under `<field>.implied`.
    """
    found = compare(sides_of(left, right, model), PAIR, model, silence=silence)
    named: dict[str, str] = {}
    for spec in model.comparisons:
        for column in (spec.field, f"{spec.field}{IMPLIED}"):
            place = found[column][0] if column in found.columns else -1
            if place >= 0:
                named[column] = spec.names[place]
    return named
