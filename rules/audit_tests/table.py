"""Find a published table and its columns by any name an analyst knows them by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from rules.audit_tests.result import BESIDE, KEY, MONEY, RECORD, VALUE
from store import statement
from store.contract import Column, Contract, Mode
from store.errors import QualityError, SettingsError
from store.heading import plain_heading
from store.meaning import Meaning
from store.odcs import all_contracts
from store.resolved import ORGANISATION_COLUMN, resolved_types
from store.text import overlap_milli
from store.warehouse import Warehouse

PLACE = ("source_file", "source_sheet", "source_row", "delivery", "supplier")
OWN_TITLES = {
    "supplier": "报送单位",
    "delivery": "报送批次",
    "delivered_on": "报送日期",
    "source_file": "来源文件",
    "source_sheet": "工作表",
}
NAMES_OFFERED = 5
PERSON, ORGANISATION = "person_id", ORGANISATION_COLUMN


@dataclass(frozen=True, kw_only=True)
class Field:
    """One column as it is asked for: its name, its title, its contract's column.

    `column` is None for what the house adds: who delivered it, who it is about.
    """

    name: str
    title: str
    column: Column | None = None


def dataset_named(name: str) -> Contract:
    """Return the contract called so: path, dataset, title or a part of one title.

    Raises `SettingsError` with the nearest names.
    """
    names = {contract.path: _dataset_names(contract) for contract in all_contracts()}
    wanted = name.strip()
    exact = [c for c in all_contracts() if wanted in names[c.path]]
    found = exact or [c for c in all_contracts() if wanted and wanted in c.title]
    if len(found) == 1:
        return found[0]
    if found:
        raise SettingsError(
            f"“{name}”可指 {len(found)} 张数据表",
            remedy=f"写明是哪一张：{'、'.join(c.title for c in found[:NAMES_OFFERED])}",
        )
    near = _near(name, (one for group in names.values() for one in group))
    raise SettingsError(
        f"没有叫“{name}”的数据表",
        remedy=f"相近的有：{near}；全部见 crosscheck contracts list",
    )


def _dataset_names(contract: Contract) -> tuple[str, ...]:
    short = contract.title.rpartition("—")[2]
    return contract.path, contract.dataset, contract.title, short


def field_named(contract: Contract, name: str) -> Field:
    """Return the column called so, in English or by any heading of the contract.

    Raises `SettingsError` with the nearest names.
    """
    fields = _fields(contract)
    if name.strip() in fields:
        return fields[name.strip()]
    wanted = plain_heading(name)
    by_heading = {
        plain_heading(heading): column.name
        for column in reversed(contract.columns)
        for heading in reversed(column.headings)
    }
    own = {plain_heading(field.title): field.name for field in fields.values()}
    known = {**own, **by_heading}
    if wanted in known:
        return fields[known[wanted]]
    offered = [text for field in fields.values() for text in (field.name, field.title)]
    raise SettingsError(
        f"{contract.title}没有“{name}”这一列",
        remedy=f"相近的有：{_near(name, offered)}；"
        f"全部见 crosscheck contracts show {contract.path}",
    )


def _fields(contract: Contract) -> dict[str, Field]:
    fields = {
        column.name: Field(name=column.name, title=column.title, column=column)
        for column in contract.columns
    }
    added = {name: OWN_TITLES.get(name, "") for name in (*PLACE, *OWN_TITLES)}
    added |= {
        name: _added_title(name)
        for name in resolved_types(contract)
        if name.endswith((PERSON, ORGANISATION))
    }
    own = {n: Field(name=n, title=t) for n, t in added.items() if t and n not in fields}
    return fields | own


def _added_title(name: str) -> str:
    for ending, title in ((PERSON, "人员编号"), (ORGANISATION, "单位编号")):
        if name.endswith(ending):
            role = name.removesuffix(ending).strip("_")
            return f"{title}（{role}）" if role else title
    return ""


def _near(name: str, offered: Iterable[str]) -> str:
    def order(one: str) -> tuple[int, bool, str]:
        return -overlap_milli(name, one), one.isascii() > name.isascii(), one

    ranked = sorted(set(offered), key=order)
    return "、".join(ranked[:NAMES_OFFERED])


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A table with the columns a test looks at, groups by, lists beside, and sums."""

    contract: Contract
    values: tuple[Field, ...] = ()
    keys: tuple[Field, ...] = ()
    beside: tuple[Field, ...] = ()
    amount: Field | None = None

    @property
    def fields(self) -> Mapping[str, Field]:
        """Return the fields by the names `value_1 …`, `key_1 …` that tests use."""
        groups = ((VALUE, self.values), (KEY, self.keys), (BESIDE, self.beside))
        named = {
            f"{prefix}{place}": field
            for prefix, fields in groups
            for place, field in enumerate(fields, 1)
        }
        return named | ({MONEY: self.amount} if self.amount else {})


def rows_of(opened: Warehouse, chosen: Chosen, supplier: str = "") -> pl.DataFrame:
    """Return `record_id`, where each row stands, and the columns as tests name them.

    Of a register only what has not been replaced by a later delivery counts. Raises
    `QualityError` for a table without rows.
    """
    contract = chosen.contract
    ends = (contract.valid_to,) if contract.valid_to else ()
    names = dict.fromkeys(
        (RECORD, *PLACE, "valid_to", *ends, *(f.name for f in chosen.fields.values()))
    )
    query = statement.stacked(
        list(names), {contract.path: f"resolved.{contract.dataset}"}
    )
    rows = _standing(opened.frame(query), contract).sort(RECORD)
    if supplier:
        rows = rows.filter(pl.col("supplier") == supplier)
    if not rows.height:
        whose = f"（{supplier}）" if supplier else ""
        raise QualityError(
            f"{contract.title}{whose}没有数据",
            remedy="先报送这张表并运行 crosscheck night，或换一张表",
        )
    taken = {name: pl.col(field.name) for name, field in chosen.fields.items()}
    return rows.select(RECORD, *PLACE, **taken)


def _standing(rows: pl.DataFrame, contract: Contract) -> pl.DataFrame:
    """Return the rows no later version has replaced; what ended by itself stays."""
    if contract.mode is not Mode.FULL:
        return rows
    stands = pl.col("valid_to").is_null()
    if contract.valid_to:
        stands = stands | (pl.col("valid_to") == pl.col(contract.valid_to))
    return rows.filter(stands.fill_null(value=False))


def require_meaning(
    contract: Contract, fields: Sequence[Field], meanings: Sequence[Meaning], what: str
) -> None:
    """Refuse columns that do not hold what a test looks at, naming those that do.

    Raises `SettingsError`.
    """
    for field in fields:
        meaning = field.column.meaning if field.column else Meaning.TEXT
        if meaning in meanings:
            continue
        fitting = [c.title for c in contract.columns if c.meaning in meanings]
        raise SettingsError(
            f"“{field.title}”不是{what}",
            remedy=f"{contract.title}中可用的列："
            f"{'、'.join(fitting) or f'没有{what}，请换一张表'}",
        )
