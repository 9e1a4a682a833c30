"""A county several times over: neighbours that share nobody, no number, no village.

A simulated county of five million would not fit the memory of the simulator; ten
counties of half a million put the same load on a rule as one city does.
"""

from pathlib import Path

import polars as pl

from store.contract import Contract
from store.meaning import Meaning
from store.odcs import all_contracts
from store.resolved import ORGANISATION_COLUMN
from store.tables import TIE

LAST = ("", *"二三四五六七八九十")  # a character that a name or village may end on
FIRST = ("", *"BCDEFGHJK")  # a letter that a number may begin with
NAMES = {
    Meaning.PERSON_NAME,
    Meaning.ID_NUMBER,
    Meaning.ORGANISATION_NAME,
    Meaning.CREDIT_CODE,
    Meaning.ADDRESS,
    Meaning.PLACE,
}
NUMBERS = {Meaning.NUMBER, Meaning.ACCOUNT_NUMBER, Meaning.PHONE}
TRACES = ("contact_email", "bid_ip", "bid_mac", "lock_number", "file_author")
IDS = ("record_id", "person_id", ORGANISATION_COLUMN, "id_text", "name_key")
TIES = [name for name in TIE if name.endswith(IDS)]


def copy_county(given: Path, copies: int, out: Path) -> None:
    """Write each resolved table, and the ties, so many times over into `out`.

    Raises `ValueError` for more copies than there are marks to tell them apart.
    """
    if copies > len(LAST):
        raise ValueError(f"at most {len(LAST)} copies")
    for contract in all_contracts():
        name = f"{contract.path.replace('/', '_')}.parquet"
        if (given / name).is_file():
            _copy(given / name, contract, copies, out)
    _copy(given / "tie.parquet", None, copies, out)


def _copy(file: Path, contract: Contract | None, copies: int, out: Path) -> None:
    rows = pl.scan_parquet(file)
    types = rows.collect_schema()
    texts = {name for name, kind in types.items() if kind == pl.String}
    stated = contract.columns if contract else ()
    numbers = {one.name for one in stated if one.meaning in NUMBERS} & texts
    ending = {one.name for one in stated if one.meaning in NAMES} | set(TRACES)
    ending |= {name for name in texts if name.endswith(IDS)}
    marked = [
        rows.with_columns(
            pl.col(sorted(numbers)).str.replace("^", FIRST[copy]),
            pl.col(sorted(ending & texts - numbers)) + LAST[copy],
        )
        for copy in range(copies)
    ]
    pl.concat(marked).sink_parquet(out / file.name)
