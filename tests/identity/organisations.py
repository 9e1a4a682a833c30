"""Rows that name organisations, and what became of them."""

import polars as pl

from tests.identity.tables import Linked

CODE, OTHER_CODE = "91420281MA4KX1B23R", "12420281011223344L"


def organisation(linked: Linked, record_id: str) -> str | None:
    """Return the organisation that a record is tied to."""
    rows = linked.table("organisation_link").filter(pl.col("record_id") == record_id)
    return rows["organisation_id"].item() if rows.height else None


def row(linked: Linked, record_id: str) -> dict[str, str]:
    """Return the only link of a record."""
    rows = linked.table("organisation_link").filter(pl.col("record_id") == record_id)
    return rows.row(0, named=True)


def unit(record_id: str, name: str | None) -> dict[str, str | None]:
    """Return a row of the payroll."""
    return {"record_id": record_id, "unit_name": name}


def company(record_id: str, code: str | None, name: str) -> dict[str, str | None]:
    """Return a row of a register."""
    return {"record_id": record_id, "credit_code": code, "organisation_name": name}


def led(
    record_id: str, code: str | None, name: str, leader: str | None = None
) -> dict[str, str | None]:
    """Return a row of a register that names who leads."""
    return {**company(record_id, code, name), "legal_representative": leader}
