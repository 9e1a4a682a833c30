"""Rows of tables whose officials stand under names of their own."""

from collections.abc import Mapping, Sequence

import polars as pl

from county.cases.edit import Row
from county.columns import table_schema
from county.world import World


def enter(
    world: World, path: str, rows: Sequence[Row], renamed: Mapping[str, str]
) -> None:
    """Append rows; an official of the table stands under the column named for them."""
    schema = table_schema(path)
    frame = pl.DataFrame(
        list(rows), schema={name: schema[name] for name in rows[0]}, orient="row"
    )
    handled = world.handled(path, frame).rename(renamed)
    world.append(path, handled.select(n for n in handled.columns if n in schema))
