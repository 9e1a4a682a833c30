"""A policy table that an office entered itself, for tests of rules that ask it."""

from pathlib import Path

OFFICE = '[office]\nregion = "420281"\n'


def own_policy(home: Path, name: str, cells: str, *, until: str = "") -> Path:
    """Write one row of a table into a home; return its folder of policies.

    `cells` is `column=value` for the columns between `region` and the dates, apart by
    spaces. The row is in force from 1990 on, up to `until` where that is given.
    """
    folder = home / "policy"
    folder.mkdir(exist_ok=True)
    (home / "crosscheck.toml").write_text(OFFICE, encoding="utf-8")
    told = dict(cell.split("=") for cell in cells.split())
    row = {
        "region": "",
        **told,
        "valid_from": "1990-01-01",
        "valid_to": until,
        "source": "某文件",
        "verified": "yes",
        "entered_by": "甲某",
        "confirmed_by": "乙某",
    }
    table = f"{','.join(row)}\n{','.join(row.values())}\n"
    (folder / f"{name}.csv").write_text(table, encoding="utf-8")
    return folder
