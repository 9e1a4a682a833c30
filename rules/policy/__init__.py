"""Policy tables: figures of the law and of practice, dated, regional and cited.

Each `rules/policy/<name>.csv` (its columns and their units stand in `<name>.toml`)
holds rows with `valid_from` and `valid_to` (both days included; no `valid_to`: still
in force), the `region` they hold in (empty: the whole country), the text they come
from and whether it was read. A pack from a higher office lies over these rows, and
over both what the office itself enters in `policy/<name>.csv` of its home, each row
with who entered and who confirmed it: for a key and region, from the day on that the
upper rows begin. A row of a nearer region goes before a wider one's the same way.
"""

from collections.abc import Collection, Sequence
from pathlib import Path

import polars as pl

from rules.policy.in_force import rows_in_force
from rules.policy.row import PolicyRow
from rules.policy.shape import all_shapes
from store.digest import digest_json


def policy_tables(
    policy_home: Path | None, names: Collection[str] | None = None
) -> dict[str, pl.DataFrame]:
    """Return the policy rows in force for the office, by table name.

    Of the tables of those names, whatever is wrong with others; without names, of
    all. The frames have the shape's columns without `region`, sorted; dates are
    dates, figures integers. Raises `RuleError` for unknown tables, unknown or
    missing columns, periods that overlap or leave a hole, regions elsewhere.
    """
    held = rows_in_force(policy_home, names)
    return {name: frame_of(name, rows) for name, rows in held.items()}


def policy_digest(
    policy_home: Path | None, names: Collection[str] | None = None
) -> str:
    """Return one digest of the policy rows in force for the office.

    Of the tables of those names; without names, of all.
    """
    tables = policy_tables(policy_home, names)
    return digest_json({name: rows.write_csv() for name, rows in tables.items()})


def frame_of(name: str, rows: Sequence[PolicyRow]) -> pl.DataFrame:
    """Return rows of one table as the rules read them."""
    shape = all_shapes()[name]
    texts = dict.fromkeys((*shape.keys, *shape.texts), pl.String())
    figures = {
        name: pl.Int64() if name.endswith("_fen") else pl.Int32()
        for name in shape.figures
    }
    dates = {"valid_from": pl.Date(), "valid_to": pl.Date()}
    cited = {"source": pl.String(), "verified": pl.String()}
    values = [
        {**row.values, "valid_from": row.valid_from, "valid_to": row.valid_to}
        for row in rows
    ]
    frame = pl.DataFrame(values, schema={**texts, **figures, **dates, **cited})
    return frame.sort(*shape.keys, "valid_from")
