"""Which rows stand after redeliveries, corrections, refusals and absences."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from checks.current import assemble
from checks.versions import Version
from store.contract import Contract, Mode
from store.digest import Json, digest_json
from store.meaning import Meaning
from tests.checks.deliveries import column, contract

AS_OF = date(2026, 11, 20)
MAY, JUNE, JULY = date(2026, 5, 6), date(2026, 6, 6), date(2026, 7, 6)
NAME = column("person_name", "姓名", Meaning.PERSON_NAME)
MONTH = column("paid_in", "发放月份", Meaning.PERIOD)
NUMBER = column("note_number", "借据号", Meaning.NUMBER, key=True)
SINCE = column("moved_on", "搬迁日期", Meaning.DATE)
UNTIL = column("removed_on", "核减日期", Meaning.DATE)
PAYMENTS = contract(NAME, MONTH)
REGISTER = contract(NUMBER, NAME, mode=Mode.FULL)
NOTES = contract(NUMBER, NAME, mode=Mode.APPEND)

Row = tuple[str | None, ...]


def version(
    root: Path, agreed: Contract, day: date, rows: Sequence[Row], **more: Any
) -> Version:
    """Write an accepted table whose rows give the contract's values in order."""
    settings: dict[str, Any] = {
        "supplier": "县民政局",
        "delivery": f"县民政局/{day:%Y%m%d}",
        "blocked": False,
        **more,
    }
    basis: Json = [str(day), settings["supplier"], settings["delivery"], str(rows)]
    name = digest_json(basis)
    lines = [typed(agreed, row) for row in rows]
    trace = {
        "record_id": [f"{name[:12]}-{n:08d}" for n in range(len(rows))],
        "supplier": [settings["supplier"]] * len(rows),
        "delivered_on": [day] * len(rows),
    }
    values = {n: [line.get(n) for line in lines] for n in agreed.schema}
    frame = pl.DataFrame({**values, **trace}, schema=agreed.schema)
    frame.write_parquet(root / f"{name}.parquet")
    return Version(delivered_on=day, accepted=root / f"{name}.parquet", **settings)


def typed(agreed: Contract, row: Row) -> dict[str, object]:
    values: dict[str, object] = {}
    for known, text in zip(agreed.columns, row, strict=False):
        dated = known.meaning in {Meaning.PERIOD, Meaning.DATE} and text
        values[known.name] = date.fromisoformat(str(text)) if dated else text
    return values


def current(
    root: Path, agreed: Contract, *versions: Version
) -> tuple[pl.DataFrame, Mapping[str, Json]]:
    out = root / "out"
    out.mkdir(exist_ok=True)
    summary = assemble(agreed, versions, out, as_of=AS_OF, memory_mb=512, threads=2)
    rows = pl.read_parquet(out / "accepted.parquet")
    assert rows.schema == agreed.schema
    assert rows["record_id"].is_sorted()
    assert summary["rows"] == rows.height
    return rows, summary


def names(rows: pl.DataFrame) -> list[str]:
    return sorted(rows["person_name"])


def test_a_month_delivered_again_replaces_that_month_only(tmp_path: Path) -> None:
    first = version(
        tmp_path, PAYMENTS, JUNE, [("甲", "2026-04-01"), ("乙", "2026-05-01")]
    )
    again = version(tmp_path, PAYMENTS, JULY, [("丙", "2026-05-01")])
    rows, summary = current(tmp_path, PAYMENTS, again, first)
    assert names(rows) == ["丙", "甲"]
    assert summary["used"] == [first.delivery, again.delivery]
    assert summary["months"] == ["2026-04", "2026-05"]
    assert (summary["stale_days"], summary["withheld"]) == (None, False)


def test_a_delivery_of_which_nothing_stands_is_superseded(tmp_path: Path) -> None:
    first = version(tmp_path, PAYMENTS, JUNE, [("甲", "2026-05-01")])
    again = version(tmp_path, PAYMENTS, JULY, [("甲", "2026-05-01")])
    rows, summary = current(tmp_path, PAYMENTS, first, again)
    assert rows.height == 1
    assert summary["superseded"] == [first.delivery]


def test_one_supplier_does_not_replace_another(tmp_path: Path) -> None:
    one = version(tmp_path, PAYMENTS, JUNE, [("甲", "2026-05-01")])
    other = version(
        tmp_path, PAYMENTS, JULY, [("乙", "2026-05-01")], supplier="县财政局"
    )
    rows, _ = current(tmp_path, PAYMENTS, one, other)
    assert names(rows) == ["乙", "甲"]


def test_folders_of_one_day_add_up_and_repeat_nothing(tmp_path: Path) -> None:
    town = version(
        tmp_path, PAYMENTS, JUNE, [("甲", "2026-05-01")], delivery="局/0606_城关"
    )
    rest = [("甲", "2026-05-01"), ("乙", "2026-05-01"), ("乙", "2026-05-01")]
    country = version(tmp_path, PAYMENTS, JUNE, rest, delivery="局/0606_乡下")
    rows, _ = current(tmp_path, PAYMENTS, town, country)
    assert names(rows) == ["乙", "乙", "甲"]


def test_names_a_month_that_came_again_with_far_fewer_rows(tmp_path: Path) -> None:
    first = version(tmp_path, PAYMENTS, JUNE, [("甲", "2026-05-01")] * 3)
    stray = version(tmp_path, PAYMENTS, JULY, [("乙", "2026-05-31")])
    _, summary = current(tmp_path, PAYMENTS, first, stray)
    assert summary["shrunk"] == (
        {"supplier": "县民政局", "month": "2026-05", "rows_before": 3, "rows_now": 1},
    )


def test_a_blocked_redelivery_keeps_the_last_good_and_says_its_age(
    tmp_path: Path,
) -> None:
    good = version(tmp_path, PAYMENTS, JUNE, [("甲", "2026-05-01")])
    bad = version(tmp_path, PAYMENTS, JULY, [("乙", "2026-05-01")], blocked=True)
    rows, summary = current(tmp_path, PAYMENTS, good, bad)
    assert names(rows) == ["甲"]
    assert summary["blocked"] == [bad.delivery]
    assert summary["stale_days"] == (AS_OF - JUNE).days


def test_a_good_redelivery_after_a_blocked_one_is_not_stale(tmp_path: Path) -> None:
    bad = version(tmp_path, PAYMENTS, JUNE, [("乙", "2026-05-01")], blocked=True)
    good = version(tmp_path, PAYMENTS, JULY, [("甲", "2026-05-01")])
    _, summary = current(tmp_path, PAYMENTS, bad, good)
    assert summary["stale_days"] is None


@pytest.mark.parametrize("agreed", [PAYMENTS, REGISTER, NOTES])
def test_nothing_good_withholds_the_dataset(tmp_path: Path, agreed: Contract) -> None:
    bad = version(tmp_path, agreed, JUNE, [("1", None)], blocked=True)
    rows, summary = current(tmp_path, agreed, bad)
    assert rows.height == 0
    assert summary["withheld"] is True


def test_appended_rows_add_up_and_the_later_of_one_key_wins(tmp_path: Path) -> None:
    first = version(tmp_path, NOTES, MAY, [("1", "甲"), ("2", "乙")])
    later = version(tmp_path, NOTES, JUNE, [("2", "乙改"), ("3", "丙"), ("3", "丁")])
    rows, _ = current(tmp_path, NOTES, first, later)
    assert names(rows) == ["丁", "丙", "乙改", "甲"]


def test_rows_without_a_whole_key_replace_only_their_equals(tmp_path: Path) -> None:
    first = version(tmp_path, NOTES, MAY, [(None, "甲"), (None, "乙")])
    later = version(tmp_path, NOTES, JUNE, [(None, "乙")])
    rows, _ = current(tmp_path, NOTES, first, later)
    assert names(rows) == ["乙", "甲"]


def spans(rows: pl.DataFrame) -> dict[str, tuple[date | None, date | None]]:
    found = rows.select("person_name", "valid_from", "valid_to").rows()
    return {name: (first, last) for name, first, last in found}


def test_registers_get_validity_by_comparing_versions(tmp_path: Path) -> None:
    may = version(tmp_path, REGISTER, MAY, [("1", "甲"), ("2", "乙"), ("3", "丙")])
    june = version(tmp_path, REGISTER, JUNE, [("1", "甲"), ("2", "乙改"), ("4", "丁")])
    july = version(tmp_path, REGISTER, JULY, [("1", "甲"), ("2", "乙改"), ("3", "丙")])
    rows, summary = current(tmp_path, REGISTER, june, july, may)
    assert spans(rows.filter(pl.col("person_name") != "丙")) == {
        "甲": (None, None),
        "乙": (None, date(2026, 6, 5)),
        "乙改": (JUNE, None),
        "丁": (JUNE, date(2026, 7, 5)),
    }
    again = rows.filter(pl.col("person_name") == "丙")
    assert sorted(again["valid_to"].to_list(), key=str) == [date(2026, 6, 5), None]
    assert summary["used"] == [may.delivery, june.delivery, july.delivery]


def test_the_same_register_again_changes_nothing(tmp_path: Path) -> None:
    lines = [("1", "甲"), ("2", "乙"), ("2", "乙")]
    may = version(tmp_path, REGISTER, MAY, lines)
    june = version(tmp_path, REGISTER, JUNE, lines)
    before, _ = current(tmp_path, REGISTER, may)
    after, summary = current(tmp_path, REGISTER, may, june)
    assert after.equals(before)
    assert summary["superseded"] == [june.delivery]


def test_versions_of_two_suppliers_are_not_compared(tmp_path: Path) -> None:
    one = version(tmp_path, REGISTER, MAY, [("1", "甲")], supplier="甲银行")
    two = version(tmp_path, REGISTER, JUNE, [("2", "乙")], supplier="乙银行")
    rows, _ = current(tmp_path, REGISTER, one, two)
    assert spans(rows) == {"甲": (None, None), "乙": (None, None)}


def test_the_record_s_own_dates_go_before_compared_ones(tmp_path: Path) -> None:
    agreed = contract(
        NUMBER,
        NAME,
        SINCE,
        UNTIL,
        mode=Mode.FULL,
        valid_from="moved_on",
        valid_to="removed_on",
    )
    may = version(
        tmp_path,
        agreed,
        MAY,
        [("1", "甲", "2020-01-01", "2024-01-01"), ("2", "乙", "2021-01-01", None)],
    )
    june = version(tmp_path, agreed, JUNE, [("3", "丙", None, None)])
    rows, _ = current(tmp_path, agreed, may, june)
    assert spans(rows) == {
        "甲": (date(2020, 1, 1), date(2024, 1, 1)),
        "乙": (date(2021, 1, 1), date(2026, 6, 5)),
        "丙": (JUNE, None),
    }


def test_the_order_of_versions_does_not_matter(tmp_path: Path) -> None:
    may = version(tmp_path, REGISTER, MAY, [("1", "甲"), ("2", "乙")])
    june = version(tmp_path, REGISTER, JUNE, [("1", "甲"), ("2", "丙")])
    current(tmp_path, REGISTER, may, june)
    first = (tmp_path / "out" / "accepted.parquet").read_bytes()
    current(tmp_path, REGISTER, june, may)
    assert (tmp_path / "out" / "accepted.parquet").read_bytes() == first
