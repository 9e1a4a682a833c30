"""Policy tables of an office for tests: as they are, but ended on a day."""

import csv
from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path

from rules.policy.in_force import rows_in_force
from rules.policy.shape import all_shapes

PEOPLE = ("甲某", "乙某")


def end_rows(
    policy: Path, name: str, last: date, keys: Collection[tuple[str, ...]] | None = None
) -> None:
    """End the rows of a table on a day, as an own table of the office says it.

    Of the given keys, or of all; each key keeps one row, from the day before on.
    """
    shape, lines = all_shapes()[name], list[list[object]]()
    held = rows_in_force(policy, {name})[name]
    for key in sorted({row.key for row in held}):
        row = next(one for one in reversed(held) if one.key == key)
        ends = keys is None or key in keys
        columns = (*shape.keys, *shape.texts, *shape.figures)
        cells = [row.values[column] for column in columns]
        until = last if ends else ""
        dates = (last - timedelta(days=1), until, "测试", "no")
        lines.append([row.region, *cells, *dates, *PEOPLE])
    with (policy / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow([*shape.columns, "entered_by", "confirmed_by"])
        table.writerows(lines)
