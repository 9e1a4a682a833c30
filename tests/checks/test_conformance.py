"""A snapshot against its contract: accepted, set aside, blocked."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from checks.conformance import check_snapshot
from store.contract import Contract, Severity
from store.digest import Json
from store.errors import EngineError
from store.meaning import Meaning
from store.tables import QUARANTINE
from tests.checks.deliveries import (
    ALLOWANCE,
    NUMBERS,
    Cells,
    column,
    contract,
    line,
    part,
    snapshot,
)

AMOUNT = next(c for c in ALLOWANCE if c.name == "amount_fen")


def checked(folder: Path, agreed: Contract, out: Path) -> dict[str, Json]:
    out.mkdir()
    return check_snapshot(folder, agreed, out, memory_mb=512, threads=2)


def check_rows(tmp_path: Path, rows: Sequence[Cells], **more: Any) -> dict[str, Json]:
    agreed = more.pop("agreed", None) or contract()
    return checked(snapshot(tmp_path, rows, **more), agreed, tmp_path / "out")


def set_aside(tmp_path: Path) -> list[tuple[int, str, str]]:
    """Return (row in the sheet, column, check) of every quarantine line."""
    rows = pl.read_parquet(tmp_path / "out" / "quarantine.parquet")
    assert rows.columns == list(QUARANTINE)
    return rows.select("source_row", "column_name", "check_name").rows()


def found(summary: Mapping[str, Json], column_name: str, name: str) -> Any:
    checks: Any = summary["checks"]
    return next(c for c in checks if (c["column"], c["name"]) == (column_name, name))


def test_accepts_sound_rows_in_the_shape_of_the_contract(tmp_path: Path) -> None:
    summary = check_rows(tmp_path, [line(), line(id_number=NUMBERS[1])])
    accepted = pl.read_parquet(tmp_path / "out" / "accepted.parquet")
    assert accepted.schema == contract().schema
    assert accepted["amount_fen"].to_list() == [10_000, 10_000]
    assert accepted["status"].to_list() == ["在保", "在保"]
    assert accepted["delivery"].to_list() == ["ab" * 6] * 2
    assert accepted["source_row"].to_list() == [3, 4]
    assert accepted["record_id"].is_sorted()
    assert (summary["rows"], summary["accepted"], summary["quarantined"]) == (2, 2, 0)
    assert summary["dropped"] == 2
    assert summary["months"] == ["2026-05"]
    assert summary["blocked"] is False
    assert set_aside(tmp_path) == []


BAD_CELLS: tuple[tuple[Cells, tuple[str, str]], ...] = (
    ({"person_name": None}, ("person_name", "required")),
    ({"person_name": " - "}, ("person_name", "required")),
    ({"paid_in": None}, ("paid_in", "required")),
    ({"paid_in": "五月"}, ("paid_in", "readable")),
    ({"amount_fen": "见附表"}, ("amount_fen", "readable")),
    ({"amount_fen": "-1"}, ("amount_fen", "range")),
    ({"amount_fen": "10000.01"}, ("amount_fen", "range")),
    ({"status": "9"}, ("status", "code_list")),
    ({"batch": "12345"}, ("batch", "pattern")),
    ({"batch": "a0001"}, ("batch", "pattern")),
    ({"complaint": "单元格多于表头"}, ("", "whole_row")),
)


def test_sets_aside_exactly_the_bad_rows(tmp_path: Path) -> None:
    sound = line(id_number=NUMBERS[1])
    rows = [row for bad, _ in BAD_CELLS for row in ({**line(), **bad}, sound)]
    summary = check_rows(tmp_path, rows)
    places = [place for _, place in BAD_CELLS]
    assert set_aside(tmp_path) == [(3 + 2 * n, *p) for n, p in enumerate(places)]
    for place in set(places):
        check = found(summary, *place)
        assert (check["unexpected"], check["success"]) == (places.count(place), False)
    kept = pl.read_parquet(tmp_path / "out" / "accepted.parquet")
    assert kept["source_row"].to_list() == [4 + 2 * n for n in range(len(places))]
    assert (summary["accepted"], summary["quarantined"]) == (11, 11)


def test_keeps_rows_that_are_only_odd(tmp_path: Path) -> None:
    odd: list[Cells] = [
        line(account_number="6.2E+18"),
        line(account_number=None),
        line(batch="1.2E+10"),
        line(status="-"),
        line(id_number="420281195001010016"),
        line(person_name="测?甲"),
    ]
    assert check_rows(tmp_path, odd)["accepted"] == len(odd)


def test_a_row_with_two_faults_is_one_row_and_two_lines(tmp_path: Path) -> None:
    rows = [line(), line(person_name=None, amount_fen="x")]
    summary = check_rows(tmp_path, rows)
    assert summary["quarantined"] == 1
    assert [(c, n) for _, c, n in set_aside(tmp_path)] == [
        ("amount_fen", "readable"),
        ("person_name", "required"),
    ]


def test_tells_the_clerk_what_is_wrong_and_what_to_do(tmp_path: Path) -> None:
    rows = [line(amount_fen="见附表"), line(status="9"), line(complaint="多一格")]
    check_rows(tmp_path, rows)
    aside = pl.read_parquet(tmp_path / "out" / "quarantine.parquet")
    told = {
        name: (reason, value)
        for name, reason, value in aside.select("check_name", "reason", "value").rows()
    }
    assert told["readable"] == ("“金额”不是金额；请只填数字，单位写在表头", "见附表")
    assert "在保、停保" in told["code_list"][0]
    assert told["whole_row"] == ("多一格", None)


def test_warnings_are_counted_and_the_rows_stay(tmp_path: Path) -> None:
    lenient = column(
        "amount_fen", "金额", Meaning.MONEY, maximum=1, severity=Severity.WARNING
    )
    columns = [lenient if c is AMOUNT else c for c in ALLOWANCE]
    summary = check_rows(tmp_path, [line()], agreed=contract(*columns))
    assert found(summary, "amount_fen", "range")["unexpected"] == 1
    assert summary["accepted"] == 1


def test_duplicate_keys_warn_and_stay(tmp_path: Path) -> None:
    agreed = contract(unique=("id_number", "paid_in"))
    rows = [line(), line(), line(id_number=NUMBERS[1])]
    summary = check_rows(tmp_path, rows, agreed=agreed)
    check = found(summary, "", "unique")
    assert (check["unexpected"], check["success"]) == (2, False)
    assert summary["accepted"] == 3


def test_share_of_invalid_numbers_and_lost_characters_warns(tmp_path: Path) -> None:
    rows = [line(id_number="1", person_name="张□"), line()]
    summary = check_rows(tmp_path, rows)
    assert found(summary, "id_number", "id_valid")["success"] is False
    assert found(summary, "person_name", "name_whole")["success"] is False
    assert found(summary, "person_name", "named")["success"] is True


def test_reads_amounts_in_the_unit_of_each_sheet(tmp_path: Path) -> None:
    parts = (
        part(rows_kept=1, units={"amount_fen": "万元"}),
        part(rows_kept=1, sheet="6月", sha256="cd" * 32),
    )
    rows = [line(amount_fen="0.5"), {**line(), "part": "1"}]
    check_rows(tmp_path, rows, parts=parts)
    kept = pl.read_parquet(tmp_path / "out" / "accepted.parquet")
    assert kept["amount_fen"].to_list() == [500_000, 10_000]
    assert kept["source_sheet"].to_list() == ["5月", "6月"]
    assert kept["delivery"].to_list() == ["ab" * 6, "cd" * 6]


def test_blocks_when_too_many_rows_are_set_aside(tmp_path: Path) -> None:
    agreed = contract(quarantine_above_milli=333)
    rows = [line(), line(), line(amount_fen="x")]
    summary = check_rows(tmp_path, rows, agreed=agreed)
    assert summary["blocked"] is True
    assert "3 行中有 1 行" in str(summary["blocked_by"])


def test_just_as_many_as_allowed_do_not_block(tmp_path: Path) -> None:
    agreed = contract(quarantine_above_milli=500)
    summary = check_rows(tmp_path, [line(), line(amount_fen="x")], agreed=agreed)
    assert summary["blocked"] is False


def test_blocks_an_empty_delivery_and_writes_empty_tables(tmp_path: Path) -> None:
    summary = check_rows(tmp_path, [])
    assert summary["blocked"] is True
    accepted = pl.read_parquet(tmp_path / "out" / "accepted.parquet")
    assert accepted.schema == contract().schema
    assert found(summary, "", "row_count")["severity"] == "blocking"


def test_blocks_when_the_hand_over_sheet_states_other_rows(tmp_path: Path) -> None:
    summary = check_rows(tmp_path, [line()], stated_rows=2)
    assert summary["blocked_by"] == [
        "交接单写明 2 行，实际读到 1 行；请核对交接单或补报缺少的部分"
    ]


def test_a_required_column_that_did_not_come_sets_every_row_aside(
    tmp_path: Path,
) -> None:
    rows = [{k: v for k, v in line().items() if k != "amount_fen"}]
    summary = check_rows(tmp_path, rows)
    assert set_aside(tmp_path) == [(3, "amount_fen", "required")]
    assert summary["quarantined"] == 1


def test_an_optional_column_that_did_not_come_is_null(tmp_path: Path) -> None:
    rows = [{k: v for k, v in line().items() if k not in ("status", "batch")}]
    check_rows(tmp_path, rows)
    kept = pl.read_parquet(tmp_path / "out" / "accepted.parquet")
    assert kept["status"].to_list() == [None]


def test_stores_counts_but_no_value_of_any_row(tmp_path: Path) -> None:
    rows = [line(amount_fen="见附表甲"), line(status="怪码"), line()]
    summary = check_rows(tmp_path, rows)
    stored = (tmp_path / "out" / "validation.json").read_text(encoding="utf-8")
    for text in (stored, json.dumps(summary, ensure_ascii=False)):
        for value in ("见附表甲", "怪码", "测试甲", NUMBERS[0], "6200000000000000001"):
            assert value not in text
    results = {r["check"]: r for r in json.loads(stored)["results"]}
    assert results["amount_fen.readable"]["result"]["unexpected_count"] == 1


def test_rows_that_the_papers_do_not_know_are_a_fault_of_ours(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="清单"):
        check_rows(tmp_path, [line()], parts=(part(rows_kept=2),))


def test_leaves_no_working_files_behind(tmp_path: Path) -> None:
    check_rows(tmp_path, [line()])
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"accepted.parquet", "quarantine.parquet", "validation.json"}


def test_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    folder = snapshot(tmp_path, [line(), line(amount_fen="x"), line(status="9")])
    for name in ("one", "two"):
        checked(folder, contract(), tmp_path / name)
    for name in ("accepted.parquet", "quarantine.parquet", "validation.json"):
        one, two = tmp_path / "one" / name, tmp_path / "two" / name
        assert one.read_bytes() == two.read_bytes()
