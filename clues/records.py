"""The delivered rows behind a hit, value by value, as a reviewer reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from clues.render import period_text
from clues.wording import yuan
from store import statement
from store.contract import Column, PersonalData
from store.mask import masked_account, masked_name, masked_number
from store.meaning import Meaning
from store.odcs import contract_for
from store.warehouse import Warehouse

HIDDEN = "（已隐去）"
MASKS = {
    Meaning.ID_NUMBER: masked_number,
    Meaning.PERSON_NAME: masked_name,
    Meaning.ACCOUNT_NUMBER: masked_account,
    Meaning.PHONE: masked_account,
}
KEPT_BACK = (PersonalData.PERSONAL, PersonalData.SENSITIVE)
PPM_A_PERCENT, MILLI = 10_000, 1_000


@dataclass(frozen=True, kw_only=True)
class Record:
    """One delivered row: what it is, where it stands, what it says.

    `cells` maps the contract's column names to (heading, text); empty cells are
    left out.
    """

    title: str
    place: str
    cells: Mapping[str, tuple[str, str]]


def evidence_records(
    warehouse: Path, pointers: Sequence[Mapping[str, Any]], *, unmasked: bool
) -> tuple[Record, ...]:
    """Return the rows that evidence pointers lead to, in their order.

    Whoever passes `unmasked` has called `clues.unmask.unmask` before. Raises
    `EngineError` for a warehouse that does not hold the rows' datasets.
    """
    with Warehouse.published(warehouse) as opened:
        return tuple(_record(opened, one, unmasked=unmasked) for one in pointers)


def place_text(pointer: Mapping[str, Any]) -> str:
    """Return `统发工资.dbf › 1月 › 第 7 行` for an evidence pointer."""
    sheet = f" › {pointer['sheet']}" if pointer["sheet"] else ""
    return f"{pointer['file']}{sheet} › 第 {pointer['row']} 行"


def _record(opened: Warehouse, pointer: Mapping[str, Any], *, unmasked: bool) -> Record:
    contract = contract_for(str(pointer["dataset"]))
    query = statement.select_record(f"accepted.{contract.dataset}")
    rows = opened.frame(query, {"record_id": str(pointer["record_id"])}).to_dicts()
    row = rows[0] if rows else {}
    texts = {
        c.name: (c.title, cell_text(c, row, unmasked=unmasked))
        for c in contract.columns
    }
    return Record(
        title=contract.title,
        place=place_text(pointer),
        cells={name: cell for name, cell in texts.items() if cell[1]},
    )


def cell_text(column: Column, row: Mapping[str, Any], *, unmasked: bool) -> str:
    """Return what a row says in a column, as a reviewer may see it ("" for nothing).

    `row` maps the contract's column names to values; names and numbers of people are
    masked, what is more sensitive is hidden.
    """
    value = row.get(column.name)
    if value is None:
        return ""
    if not unmasked and column.meaning in MASKS:
        return MASKS[column.meaning](str(value))
    if not unmasked and _is_hidden(column):
        return HIDDEN
    if not unmasked and isinstance(value, date) and column.personal in KEPT_BACK:
        return f"{value.year}年"  # a day of birth would complete the masked number
    return _shown(column.meaning, value, row.get(f"{column.name}_to"))


def _is_hidden(column: Column) -> bool:
    return column.meaning is Meaning.ADDRESS or (
        column.personal is PersonalData.SENSITIVE and not column.name.endswith("_fen")
    )


def _shown(meaning: Meaning, value: Any, last: date | None) -> str:
    match meaning:
        case Meaning.MONEY:
            return yuan(value)
        case Meaning.RATE:
            return f"{value // PPM_A_PERCENT}.{value % PPM_A_PERCENT:04d}%"
        case Meaning.QUANTITY:
            return f"{value // MILLI}.{value % MILLI:03d}"
        case Meaning.PERIOD:
            return period_text(value, last or value)
        case _:
            return str(value)
