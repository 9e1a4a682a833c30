"""What departments are told, and what became of what they were told."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from checks.feedback.compose import HISTORY
from checks.feedback.finding import shown_value
from checks.feedback.sheet import LISTED
from checks.feedback.turns import Refused
from checks.sanity.card import all_checks
from store.contract import Column, Mode, PersonalData
from store.meaning import Meaning
from store.tables import SANITY_FINDING
from tests.checks.deliveries import ALLOWANCE, NUMBERS, column, contract, line
from tests.checks.feedback import counts, delivered, letters

FIRST, SECOND, THIRD = "2026-05-06", "2026-06-06", "2026-07-06"
BAD = line(amount_fen="见附表")
OTHER_BAD = line(amount_fen="面议", id_number=NUMBERS[1], person_name="测试乙")


def book_of(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of each sheet."""
    book = CalamineWorkbook.from_path(file)
    return {
        name: [tuple(row) for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }


def test_one_line_says_where_what_and_what_to_do(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (row,) = letters(out, [delivered(tmp_path, FIRST, [line(), BAD])]).to_dicts()
    assert row["number"] == "FK-20261120-01"
    assert row["due_on"] == date(2026, 12, 5)
    book = book_of(out / "FK-20261120-01.xlsx")
    cover = {str(r[0]): r[1] for r in book["反馈单"] if r[0]}
    assert cover["报送单位"] == "县民政局"
    assert cover["批次校验值（SHA-256）"] == row["digest"]
    assert cover["问题"] == "新出现 1 条，仍存在 0 条，已改正 0 条"
    (_, found) = book["问题明细"]
    assert found[:6] == ("新出现", "补贴发放", "补贴.xlsx", "5月", 4, "金额（元）")
    assert found[6] == "“金额”不是金额"
    assert found[7] == "请只填数字，单位写在表头"


def test_a_correction_is_still_there_put_right_and_new(tmp_path: Path) -> None:
    given = [delivered(tmp_path, FIRST, [line(), BAD, OTHER_BAD])]
    letters(tmp_path / "one", given)
    told = tmp_path / "one" / HISTORY
    corrected = [line(), line(amount_fen="12"), OTHER_BAD, line(paid_in="不清")]
    given.append(delivered(tmp_path, SECOND, corrected))
    rows = letters(tmp_path / "two", given, told=told, as_of=date(2026, 11, 21))
    assert rows["delivery"].to_list() == [f"县民政局/{SECOND}"]
    assert counts(rows) == [(1, 1, 1, 0)]
    book = book_of(tmp_path / "two" / "FK-20261121-01.xlsx")
    assert [r[0] for r in book["问题明细"][1:]] == ["新出现", "仍存在"]
    assert book["已改正"][1][3] == 1


def test_rows_are_known_again_in_another_place(tmp_path: Path) -> None:
    given = [
        delivered(tmp_path, FIRST, [BAD, line()]),
        delivered(tmp_path, SECOND, [line(), line(), BAD]),
    ]
    assert counts(letters(tmp_path / "out", given)) == [(1, 0, 0, 0), (0, 1, 0, 0)]


def test_another_month_does_not_put_right_what_it_does_not_have(
    tmp_path: Path,
) -> None:
    june = line(paid_in="2026-06")
    given = [
        delivered(tmp_path, FIRST, [BAD, line()]),
        delivered(tmp_path, SECOND, [june]),
        delivered(tmp_path, THIRD, [line(amount_fen="12"), line()]),
    ]
    rows = letters(tmp_path / "out", given)
    assert counts(rows) == [(1, 0, 0, 0), (0, 0, 1, 0)]
    assert rows["delivery"].to_list() == [f"县民政局/{FIRST}", f"县民政局/{THIRD}"]


def test_events_are_put_right_only_by_coming_again(tmp_path: Path) -> None:
    keyed = replace(ALLOWANCE[1], key=True)
    events = contract(ALLOWANCE[0], keyed, *ALLOWANCE[2:], mode=Mode.APPEND)
    other = line(id_number=NUMBERS[2])
    given = [
        delivered(tmp_path, FIRST, [BAD, OTHER_BAD], agreed=events),
        delivered(tmp_path, SECOND, [line(amount_fen="5"), other], agreed=events),
    ]
    assert counts(letters(tmp_path / "out", given)) == [(2, 0, 0, 0), (0, 0, 1, 1)]


def test_a_row_whose_month_is_unreadable_is_known_by_its_other_cells(
    tmp_path: Path,
) -> None:
    unread = line(paid_in="不清")
    given = [
        delivered(tmp_path, FIRST, [unread]),
        delivered(tmp_path, SECOND, [line(batch="0009")]),
        delivered(tmp_path, THIRD, [line()]),
    ]
    assert counts(letters(tmp_path / "out", given)) == [(1, 0, 0, 0), (0, 0, 1, 0)]


def test_a_register_as_it_stands_puts_right_what_is_gone(tmp_path: Path) -> None:
    register = contract(mode=Mode.FULL)
    given = [
        delivered(tmp_path, FIRST, [BAD, line()], agreed=register),
        delivered(tmp_path, SECOND, [line()], agreed=register),
    ]
    assert counts(letters(tmp_path / "out", given)) == [(1, 0, 0, 0), (0, 0, 1, 0)]


def test_the_same_night_again_writes_the_same_bytes(tmp_path: Path) -> None:
    given = [
        delivered(tmp_path, FIRST, [BAD, line(), OTHER_BAD]),
        delivered(tmp_path, SECOND, [line(), BAD]),
    ]
    letters(tmp_path / "one", given)
    letters(tmp_path / "two", list(reversed(given)))
    files = sorted(file.name for file in (tmp_path / "one").iterdir())
    assert "FK-20261120-02.xlsx" in files
    for name in files:
        one, two = ((tmp_path / n / name).read_bytes() for n in ("one", "two"))
        assert one == two, name


def test_what_was_told_is_not_told_again(tmp_path: Path) -> None:
    given = [delivered(tmp_path, FIRST, [BAD])]
    letters(tmp_path / "one", given)
    again = letters(tmp_path / "two", given, told=tmp_path / "one" / HISTORY)
    assert again.is_empty()


def test_a_clean_delivery_gets_no_letter_and_is_remembered(tmp_path: Path) -> None:
    given = [delivered(tmp_path, FIRST, [line()])]
    assert letters(tmp_path / "one", given).is_empty()
    assert pl.read_parquet(tmp_path / "one" / HISTORY).height == 1


def test_of_many_lines_of_a_kind_some_are_listed_and_all_are_in_the_csv(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out"
    rows = [line(amount_fen="=见附表", batch=f"{n:04}") for n in range(LISTED + 5)]
    (row,) = letters(out, [delivered(tmp_path, FIRST, rows)]).to_dicts()
    assert row["files"] == ["FK-20261120-01.xlsx", "FK-20261120-01.csv"]
    book = book_of(out / "FK-20261120-01.xlsx")
    assert len(book["问题明细"]) == LISTED + 1
    assert (LISTED + 5, LISTED + 5, LISTED) in [r[4:7] for r in book["反馈单"]]
    with (out / "FK-20261120-01.csv").open(encoding="utf-8-sig") as stream:
        assert len(list(csv.reader(stream))) == LISTED + 6


def test_nobody_is_named_and_no_number_is_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    shifted = line(amount_fen=NUMBERS[0], paid_in="测试甲")
    letters(out, [delivered(tmp_path, FIRST, [shifted, line(status=NUMBERS[1])])])
    text = str(book_of(out / "FK-20261120-01.xlsx"))
    assert all(value not in text for value in ("测试甲", *NUMBERS))


@pytest.mark.parametrize(
    ("meaning", "personal", "value", "shown"),
    [
        (Meaning.ID_NUMBER, PersonalData.SENSITIVE, NUMBERS[0], "****0017"),
        (
            Meaning.ACCOUNT_NUMBER,
            PersonalData.SENSITIVE,
            "6228480000001234",
            "****1234",
        ),
        (Meaning.PHONE, PersonalData.PERSONAL, "13871234567", "138****4567"),
        (Meaning.PERSON_NAME, PersonalData.PERSONAL, "张三丰", "张*丰"),
        (Meaning.ADDRESS, PersonalData.PERSONAL, "东村三组", ""),
        (Meaning.MONEY, PersonalData.NONE, "见附表", "见附表"),
        (Meaning.MONEY, PersonalData.NONE, NUMBERS[0], "****0017"),
        (Meaning.CODE, PersonalData.PERSONAL, "肢体", ""),
    ],
)
def test_values_are_masked_by_their_class(
    meaning: Meaning, personal: PersonalData, value: str, shown: str
) -> None:
    wrong: Column = replace(column("wrong", "列", meaning), personal=personal)
    assert shown_value(wrong, value) == shown
    assert shown_value(None, value) == ""


def test_a_refused_delivery_is_told_why(tmp_path: Path) -> None:
    refused = Refused(
        supplier="县民政局",
        delivery="县民政局/坏",
        delivered_on=date(2026, 11, 6),
        files=(("名单.xlsx", "ab" * 32),),
        told=(("", "名单.xlsx：打不开", "请重新导出"),),
    )
    (row,) = letters(tmp_path / "out", [], refused=(refused,)).to_dicts()
    assert (row["delivery"], row["new"]) == ("县民政局/坏", 1)
    (_, found) = book_of(tmp_path / "out" / "FK-20261120-01.xlsx")["问题明细"]
    assert found[6:8] == ("名单.xlsx：打不开", "请重新导出")


def issue(record_id: str | None, variant: str) -> dict[str, str | None]:
    return {
        "dataset": "relief/allowance",
        "supplier": "县民政局",
        "record_id": record_id,
        "column_name": "id_number",
        "variant": variant,
    }


def test_data_issues_are_told_with_the_rest_but_mere_notices_are_not(
    tmp_path: Path,
) -> None:
    one = delivered(tmp_path, FIRST, [line(), BAD])
    record = str(pl.read_parquet(one.accepted)["record_id"][0])
    (check,) = [check for check in all_checks() if check.id == "DQ-02"]
    found = [
        issue(record, "fifteen"),
        issue(record, "respelled"),
        issue(None, "damaged"),
    ]
    rows = [{name: row.get(name) for name in SANITY_FINDING} for row in found]
    file = tmp_path / "finding.parquet"
    pl.DataFrame(rows, schema=dict.fromkeys(SANITY_FINDING, pl.String)).write_parquet(
        file
    )
    out = tmp_path / "out"
    assert counts(letters(out, [one], sanity=((check, file),))) == [(3, 0, 0, 0)]
    lines = book_of(out / "FK-20261120-01.xlsx")["问题明细"][1:]
    assert {row[6] for row in lines} == {
        "“金额”不是金额",
        "仍为 15 位旧号码",
        "已被表格软件损坏（科学计数或末位变为 0）",
    }


def test_a_later_finding_on_an_old_delivery_is_told_once(tmp_path: Path) -> None:
    one = delivered(tmp_path, FIRST, [line()])
    letters(tmp_path / "one", [one])
    record = str(pl.read_parquet(one.accepted)["record_id"][0])
    (check,) = [check for check in all_checks() if check.id == "DQ-02"]
    rows = [{n: issue(record, "fifteen").get(n) for n in SANITY_FINDING}]
    file = tmp_path / "finding.parquet"
    pl.DataFrame(rows, schema=dict.fromkeys(SANITY_FINDING, pl.String)).write_parquet(
        file
    )
    sanity = ((check, file),)
    told = tmp_path / "one" / HISTORY
    later = letters(tmp_path / "two", [one], sanity=sanity, told=told)
    told = tmp_path / "two" / HISTORY
    assert counts(later) == [(1, 0, 0, 0)]
    assert letters(tmp_path / "three", [one], sanity=sanity, told=told).is_empty()
