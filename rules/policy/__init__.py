"""Policy tables: figures of the law and of practice, dated, regional and cited.

Each `rules/policy/<name>.csv` (its columns and their units stand in `<name>.toml`)
holds rows with `valid_from` and `valid_to` (both days included; no `valid_to`: still
in force), the `region` they hold in (empty: the whole country), the text they come
from and whether it was read. An office
puts a file of the same name into `policy/` of its home to replace the shipped
rows, and names its region in `policy/region.toml` (`region = "420281"`): for a
key that has rows of that region, the country's are left out.
"""

import tomllib
from collections import defaultdict
from collections.abc import Collection, Sequence
from importlib.resources import files
from pathlib import Path

import polars as pl

from rules.policy.row import PolicyRow, read_rows
from rules.policy.shape import Shape, all_shapes
from store.digest import digest_json
from store.errors import RuleError

REGION_FILE = "region.toml"
NATIONAL = ""


def policy_tables(policy_home: Path | None) -> dict[str, pl.DataFrame]:
    """Return the policy rows in force for the office, by table name.

    The frames have the shape's columns without `region`, sorted; dates are
    dates, figures integers. Raises `RuleError` for unknown tables, unknown or
    missing columns, periods that overlap or leave a hole.
    """
    region = _region(policy_home)
    _refuse_unknown(policy_home)
    return {
        name: _frame(shape, _in_force(_rows(name, shape, policy_home), region))
        for name, shape in all_shapes().items()
    }


def policy_digest(policy_home: Path | None, names: Collection[str] = ()) -> str:
    """Return one digest of the policy rows in force for the office.

    Of the tables of those names; without names, of all.
    """
    tables = policy_tables(policy_home)
    wanted = [name for name in tables if not names or name in names]
    return digest_json({name: tables[name].write_csv() for name in wanted})


def _rows(name: str, shape: Shape, policy_home: Path | None) -> list[PolicyRow]:
    file = f"{name}.csv"
    if policy_home is not None and (policy_home / file).is_file():
        own = (policy_home / file).read_text(encoding="utf-8-sig")
        return read_rows(file, shape, own)
    shipped = files("rules.policy") / file
    return read_rows(file, shape, shipped.read_text(encoding="utf-8"))


def _region(policy_home: Path | None) -> str:
    file = policy_home / REGION_FILE if policy_home is not None else None
    if file is None or not file.is_file():
        return NATIONAL
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"policy/{REGION_FILE} 有误：{error}") from error
    region = document.get("region")
    if set(document) != {"region"} or not isinstance(region, str):
        raise RuleError(
            f"policy/{REGION_FILE} 只应有一项 region",
            remedy='写成 region = "420281" 的样子',
        )
    return region


def _refuse_unknown(policy_home: Path | None) -> None:
    if policy_home is None or not policy_home.is_dir():
        return
    names = sorted(file.stem for file in policy_home.glob("*.csv"))
    unknown = [name for name in names if name not in all_shapes()]
    if unknown:
        raise RuleError(
            f"policy/ 中有不认识的政策表：{'、'.join(unknown)}",
            remedy=f"可用的表名：{'、'.join(all_shapes())}",
        )


def _in_force(rows: Sequence[PolicyRow], region: str) -> list[PolicyRow]:
    regions: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in rows:
        regions[row.key].add(row.region)
    return [
        row
        for row in rows
        if row.region == (region if region in regions[row.key] else NATIONAL)
    ]


def _frame(shape: Shape, rows: Sequence[PolicyRow]) -> pl.DataFrame:
    texts = dict.fromkeys((*shape.keys, *shape.texts), pl.String())
    figures = {
        name: pl.Int64() if name.endswith("_fen") else pl.Int32()
        for name in shape.figures
    }
    dates = {"valid_from": pl.Date(), "valid_to": pl.Date()}
    cited = {"source": pl.String(), "verified": pl.String()}
    values = [row.values for row in rows]
    frame = pl.DataFrame(values, schema={**texts, **figures, **dates, **cited})
    return frame.sort(*shape.keys, "valid_from")
