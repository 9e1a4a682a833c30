"""In which order the rows of a file stand."""

import polars as pl

USUAL = ("town", "village", "person", "note_number", "credit_code")
KEPT = {
    # A roster stands as its school wrote it down, class by class.
    "relief/training_enrolment": ("fund_source", "class_number"),
    "relief/migrant": ("reservoir", *USUAL),
}


def in_order(path: str, rows: pl.DataFrame, sheet_by: str = "") -> pl.DataFrame:
    """Return rows by sheet, place and person, so that nobody sees what came later."""
    keys = dict.fromkeys((sheet_by, *KEPT.get(path, USUAL)))
    known = [key for key in keys if key in rows.columns]
    return rows.sort(known, maintain_order=True, nulls_last=True) if known else rows
