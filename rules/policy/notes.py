"""What a hit must say of the policy it rests on: figures nobody verified, or none."""

from collections.abc import Mapping, Sequence

import polars as pl

from rules.policy.shape import Shape, all_shapes
from rules.policy.words import Values, said_of

Frames = Mapping[str, pl.DataFrame]
GROUND = {"policy": pl.String(), "title": pl.String()}
SAID = {
    "policy": pl.String(),
    "valid_from": pl.Date(),
    "valid_to": pl.Date(),
    "sentence": pl.String(),
}


def grounds(held: Frames) -> pl.DataFrame:
    """Return one row for each policy table: its name and what people call it."""
    shapes = all_shapes()
    rows = [{"policy": name, "title": shapes[name].title} for name in sorted(held)]
    return pl.DataFrame(rows, schema=GROUND)


def rows_said(held: Frames, queries: str) -> pl.DataFrame:
    """Return one row for each row of the tables: when it holds, and its sentence.

    Where the queries name keys of a table outright (`registry = 'death'`), its other
    rows are left out. The sentence is null where somebody read the text that the
    figure comes from.
    """
    shapes = all_shapes()
    rows = [
        {
            "policy": name,
            "valid_from": row["valid_from"],
            "valid_to": row["valid_to"],
            "sentence": None
            if row["verified"] == "yes"
            else f"{said_of(shapes[name], row)}：{row['source']}，未经核实",
        }
        for name, frame in sorted(held.items())
        for row in _asked_for(shapes[name], frame, queries)
    ]
    return pl.DataFrame(rows, schema=SAID)


def _asked_for(shape: Shape, frame: pl.DataFrame, queries: str) -> Sequence[Values]:
    rows = frame.rows(named=True)
    named = [
        row for row in rows if any(f"'{row[name]}'" in queries for name in shape.keys)
    ]
    return named or rows
