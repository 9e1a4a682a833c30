"""Rows of pensions and deaths that the tests of SS-01 share."""

TWO_DEATHS = """
    record_id | person_id | died_on    | registered_on | source
    D1        | P1        | 2026-01-10 | 2026-01-15    | 公安注销
    D2        | P1        | 2026-01-10 | 2026-01-12    | 民政火化
"""


def paid(scheme: str, month: str, columns: str = "", cells: str = "") -> str:
    """Return a table of one payment for and in a month, with further columns."""
    return f"""
        person_id | scheme   | paid_for | paid_in | amount_fen {columns}
        P1        | {scheme} | {month}  | {month} | 300000     {cells}
    """
