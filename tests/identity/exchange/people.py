"""Synthetic people for the exchange, as two offices have them."""

from collections.abc import Sequence

import polars as pl

from identity.exchange.kinds import PEOPLE
from identity.exchange.secret import Algorithm, Secret
from store.normalise.id_number import check_character

KEY = bytes(range(40, 104))
SECRET = Secret(key=KEY, algorithm=Algorithm.SM3, purpose="养老待遇重复领取比对")
Person = tuple[str, str | None, str | None, str | None]


def number(serial: int, born: str = "19800101") -> str:
    """Return a valid synthetic number."""
    body = f"420281{born}{serial:03d}"
    return body + check_character(body)


def people(*rows: Person) -> pl.DataFrame:
    """Return (record, number, name, born) as the columns that are sealed."""
    return pl.DataFrame(
        list(rows), schema=dict.fromkeys(PEOPLE, pl.String), orient="row"
    )


def numbered(serials: Sequence[int], prefix: str) -> pl.DataFrame:
    """Return one nameless person for each serial number."""
    return people(*((f"{prefix}{n}", number(n), None, None) for n in serials))
