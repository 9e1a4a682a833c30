"""Changing the world: adding rows, cutting a person's rows off, marking rows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

import numpy as np
import polars as pl

from county.columns import table_schema
from county.numbers import citizen_numbers, credit_codes
from county.places import REGION
from county.world import World, complete

Value: TypeAlias = str | int | date | None
Row: TypeAlias = Mapping[str, Value]
ELSEWHERE = 421127  # a county whose people are not in ours
FOUNDED = 500_000_000  # serials above all that the county gives out


def add(world: World, path: str, rows: Sequence[Row]) -> None:
    """Append rows, with the officials who handle that table."""
    if not rows:
        return
    world.append(path, _framed(world, path, rows))


def had(world: World, path: str, rows: Sequence[Row], until: date) -> None:
    """Enter rows that only the register of May has; so it truly was until a day."""
    if not rows:
        return
    found = complete(path, _framed(world, path, rows)).with_columns(gone_on=until)
    known = world.earlier.get(path, found.clear())
    world.earlier[path] = pl.concat([known, found])


def _framed(world: World, path: str, rows: Sequence[Row]) -> pl.DataFrame:
    schema = table_schema(path)
    frame = pl.DataFrame(
        list(rows), schema={name: schema[name] for name in rows[0]}, orient="row"
    )
    handled = "officials" in vars(world) and "path" in world.officials.columns
    if handled and path in world.officials["path"]:
        frame = world.handled(path, frame)
    return frame


def cut(world: World, path: str, column: str, last: Mapping[int, date]) -> None:
    """Remove the rows of persons whose `column` lies after the month of `last`."""
    if path not in world.tables or not last:
        return
    table = world.tables[path]
    gone = table.select(gone=pl.col(column) > since(last).dt.month_end())["gone"]
    if gone.any():
        world.tables[path] = table.filter(~gone.fill_null(value=False))


def mark(world: World, path: str, where: pl.Expr, **values: Value | pl.Expr) -> None:
    """Set columns of the rows of a table that fulfil a condition."""
    table = world.tables.get(path)
    if table is None:
        return
    changes = [
        pl.when(where)
        .then(value if isinstance(value, pl.Expr) else pl.lit(value))
        .otherwise(pl.col(name))
        .cast(table.schema[name])
        .alias(name)
        for name, value in values.items()
    ]
    world.tables[path] = table.with_columns(changes)


def remove(world: World, path: str, where: pl.Expr) -> None:
    """Remove the rows of a table that fulfil a condition."""
    left = ~where.fill_null(value=False)
    world.tables[path] = world.tables[path].filter(left)


def own(people: Iterable[int]) -> pl.Expr:
    """Return the condition that a row is about one of these persons."""
    return pl.col("person").is_in(sorted(people))


def since(days: Mapping[int, date]) -> pl.Expr:
    """Return each row's day from a mapping by person, null for everybody else."""
    return pl.col("person").replace_strict(days, default=None, return_dtype=pl.Date)


def facts(world: World, person: int) -> dict[str, Value]:
    """Return a person's row of `persons` by column name."""
    return dict(world.persons.row(person, named=True))


def outsider_number(world: World, person: int) -> str:
    """Return a valid number of a stranger of the same birth date and sex."""
    row = world.persons.row(person, named=True)
    numbers = citizen_numbers(
        np.array([ELSEWHERE], dtype=np.int64),
        pl.Series([row["birth_on"]], dtype=pl.Date),
        np.array([row["sex"] == "男"]),
    )
    return str(numbers[0])


def firm_code(kind: str, number: int) -> str:
    """Return the credit code of a firm that a case founds; `kind` 91, 92 or 93.

    `number` (below a thousand million) is one of its own, such as the founder.
    """
    serial = np.array([FOUNDED + number], dtype=np.int64)
    return str(credit_codes(kind, REGION, serial)[0])
