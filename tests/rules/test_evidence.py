"""The order in which a hit cites its records: as somebody turns the pages."""

import polars as pl

from store.warehouse import Warehouse, read_sql

PLACES = [
    ("乙.xlsx", "二月", 2, "D1"),
    ("乙.xlsx", "一月", 10, "D1"),
    ("乙.xlsx", "一月", 9, "D1"),
    ("乙.xlsx", None, 3, "D1"),
    ("乙.xlsx", "一月", None, "D1"),
    ("乙.xlsx", "一月", 9, "D2"),
    ("丙.csv", None, None, "D1"),
    ("丙.csv", None, 7, "D1"),
    (None, None, None, "D1"),
]
ORDERED = [
    ("丙.csv", None, 7, "D1"),
    ("丙.csv", None, None, "D1"),
    ("乙.xlsx", "一月", 9, "D1"),
    ("乙.xlsx", "一月", 10, "D1"),
    ("乙.xlsx", "一月", None, "D1"),
    ("乙.xlsx", "二月", 2, "D1"),
    ("乙.xlsx", None, 3, "D1"),
    ("乙.xlsx", "一月", 9, "D2"),
    (None, None, None, "D1"),
]


def cited(sides: list[str]) -> dict[str, list[tuple[object, ...]]]:
    """Return the places that one hit cites on each side, in the order cited."""
    names = [f"R{number}" for number in range(len(PLACES))]
    files, sheets, rows, deliveries = zip(*PLACES, strict=True)
    with Warehouse.scratch(memory_mb=256, threads=1) as warehouse:
        source = {
            "record_id": names,
            "dataset": "registry/death",
            "source_file": files,
            "source_sheet": sheets,
            "source_row": rows,
            "delivery": deliveries,
        }
        warehouse.write("resolved_row", pl.DataFrame(source))
        pairs = [(name, side) for name in names for side in sides]
        shown = pl.DataFrame(pairs, schema=["record_id", "side"], orient="row")
        warehouse.write("cited", shown.with_columns(hit_id=pl.lit("H")))
        (hit,) = warehouse.frame(read_sql("rules.steps", "evidence")).to_dicts()
    keys = ("file", "sheet", "row", "delivery")
    return {
        side: [tuple(one[key] for key in keys) for one in hit[f"evidence_{side}"] or ()]
        for side in ("for", "against")
    }


def test_by_file_delivery_sheet_and_row_and_what_has_none_last() -> None:
    assert cited(["for"]) == {"for": ORDERED, "against": []}


def test_each_side_has_its_own_order() -> None:
    assert cited(["against", "for"]) == {"for": ORDERED, "against": ORDERED}
