"""What is in force for one office: the program's rows, a pack's, its own."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path

from rules.pack.ledger import contents_in_force
from rules.pack.read_pack import POLICY
from rules.policy.known import refuse_strange
from rules.policy.region import NATIONAL, chain_of, region_of_home
from rules.policy.row import Layer, PolicyRow, read_rows, refuse_gaps
from rules.policy.shape import PACKAGE, all_shapes
from store.errors import Place, RuleError

OPENED = (".", "~")  # what Excel and WPS leave beside a table that somebody has open
Rows = tuple[PolicyRow, ...]


def rows_in_force(
    policy_home: Path | None, names: Collection[str] | None = None
) -> dict[str, Rows]:
    """Return the rows in force for the office by table, ordered by key and date.

    Of the tables of those names; without names, of all. Raises `RuleError` for tables
    that contradict themselves and, without names, for such as nobody knows.
    """
    return rows_with(policy_home, contents_in_force(policy_home), names)


def rows_with(
    policy_home: Path | None,
    pack: dict[str, bytes],
    names: Collection[str] | None = None,
) -> dict[str, Rows]:
    """Return the rows in force if those were the contents of the pack in force."""
    chain = chain_of(region_of_home(policy_home))
    own, given = own_files(policy_home), _pack_files(pack)
    if names is None:
        refuse_unknown("policy/", own)
        refuse_unknown("规则包", given)
    return {
        name: _in_force(name, chain, given.get(name), own.get(name))
        for name in all_shapes()
        if names is None or name in names
    }


def pack_rows(contents: dict[str, bytes]) -> dict[str, Rows]:
    """Return the rows of the policy tables in a pack, by name; raises `RuleError`."""
    given = _pack_files(contents)
    refuse_unknown("规则包", given)
    return {name: _rows_of_pack(name, data) for name, data in given.items()}


def _pack_files(contents: dict[str, bytes]) -> dict[str, bytes]:
    return {
        name.removeprefix(POLICY).removesuffix(".csv"): data
        for name, data in contents.items()
        if name.startswith(POLICY)
    }


def _rows_of_pack(name: str, data: bytes) -> Rows:
    file = f"{POLICY}{name}.csv（规则包）"
    return _office_rows(file, name, data, Layer.PACK)


def _office_rows(file: str, name: str, data: bytes, layer: Layer) -> Rows:
    shape = all_shapes()[name]
    rows = tuple(read_rows(file, shape, _decoded(file, data), layer))
    refuse_strange(file, shape, shipped_rows(name), rows)
    return rows


@cache
def shipped_rows(name: str) -> Rows:
    """Return the rows of a table as they ship; raises `RuleError`."""
    file = f"{name}.csv"
    text = (files(PACKAGE) / file).read_text(encoding="utf-8")
    return tuple(read_rows(file, all_shapes()[name], text))


def refuse_unknown(where: str, names: Iterable[str]) -> None:
    """Raise `RuleError` where a table is not one of the program's."""
    unknown = sorted(name for name in names if name not in all_shapes())
    if unknown:
        raise RuleError(
            f"{where} 中有不认识的政策表：{'、'.join(unknown)}",
            remedy="可用的表名见 crosscheck policy list",
        )


def own_files(policy_home: Path | None) -> dict[str, Path]:
    """Return the CSV files that the office laid into its policy folder, by table."""
    if policy_home is None or not policy_home.is_dir():
        return {}
    found = sorted(policy_home.glob("*.csv"))
    return {f.stem: f for f in found if not f.name.startswith(OPENED)}


def _decoded(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleError(
            "不是 UTF-8 编码", place=Place(file=name), remedy="用 CSV UTF-8 格式另存"
        ) from error


def _in_force(
    name: str, chain: Sequence[str], pack: bytes | None, own: Path | None
) -> Rows:
    file = f"{name}.csv"
    layers: list[Sequence[PolicyRow]] = [shipped_rows(name)]
    if pack is not None:
        layers.append(_rows_of_pack(name, pack))
    if own is not None:
        rows = _office_rows(file, name, own.read_bytes(), Layer.OWN)
        _refuse_elsewhere(file, rows, chain)
        layers.append(rows)
    held: Rows = ()
    for layer in layers:
        held = _laid_over(held, layer, lambda row: row.place)
        refuse_gaps(file, held)
    return _nearest(held, chain)


def _laid_over(
    lower: Rows, upper: Sequence[PolicyRow], slot: Callable[[PolicyRow], object]
) -> Rows:
    """Return the upper rows, and the lower ones until the day the upper begin."""
    begins: dict[object, date] = {}
    for row in upper:
        at = slot(row)
        begins[at] = min(row.valid_from, begins.get(at, row.valid_from))
    kept = (_until(row, begins.get(slot(row))) for row in lower)
    return (*(row for row in kept if row is not None), *upper)


def _until(row: PolicyRow, begin: date | None) -> PolicyRow | None:
    """Return a row cut at the day before another begins, none if nothing is left."""
    if begin is None:
        return row
    if begin <= row.valid_from:
        return None
    end = begin - timedelta(days=1)
    return replace(
        row, valid_to=end if row.valid_to is None else min(row.valid_to, end)
    )


def _nearest(rows: Rows, chain: Sequence[str]) -> Rows:
    """Return for each key the country's rows, overlaid by ever nearer regions'."""
    held: Rows = ()
    for region in reversed(chain):
        here = [row for row in rows if row.region == region]
        held = _laid_over(held, here, lambda row: row.key)
    return tuple(sorted(held, key=lambda row: (row.key, row.valid_from)))


def _refuse_elsewhere(
    file: str, rows: Sequence[PolicyRow], chain: Sequence[str]
) -> None:
    if chain == (NATIONAL,):
        return
    elsewhere = sorted({row.region for row in rows} - set(chain))
    if elsewhere:
        raise RuleError(
            f"地区 {'、'.join(elsewhere)} 不是本单位所在的省、市、县",
            place=Place(file=file, column="region"),
            remedy=f"可写 {'、'.join(filter(None, chain))}，全国的留空；"
            "本单位代码在 crosscheck.toml 的 [office] region",
        )
