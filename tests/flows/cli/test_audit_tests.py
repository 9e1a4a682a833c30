"""`tests list|show|run` on a published home: any table by name, masked, as files."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner, Result

from clues.words import accusing_words
from flows.audit_page import HEADINGS
from flows.cli.main import app
from rules.audit_tests.catalogue import RUNS, all_audit_tests
from rules.audit_tests.result import Asked
from store.errors import PermissionDenied, QualityError, SettingsError
from store.home import Home
from tests.flows.deliveries import DEAD, home_with_one_clue, make_home
from tests.rules.audit_tests.rows import table
from tests.support.homes import copied

RUNNER = CliRunner()
PENSION = ("--dataset", "养老待遇发放明细")
BY_NAME = (*PENSION, "--column", "姓名")
NAME = "田一山"
ANALYST = '[operator]\nname = "值班员"\nrole = "analyst"\n'


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a home after a night: six payments to two people, one death."""
    return home_with_one_clue(tmp_path_factory.mktemp("audit") / "home")


def run(home: Home, *arguments: str) -> Result:
    return RUNNER.invoke(app, ["tests", "run", *arguments, "--home", str(home.root)])


def told(home: Home, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(home, *arguments, "--json").stdout)
    return found


def test_the_list_names_every_test_in_neutral_words() -> None:
    listed = json.loads(RUNNER.invoke(app, ["tests", "list", "--json"]).stdout)
    assert {test["name"] for test in listed} == set(RUNS)
    texts = [str(text) for test in listed for text in test.values()]
    assert [word for text in texts for word in accusing_words(text)] == []
    shown = RUNNER.invoke(app, ["tests", "list"]).stdout
    assert all(test.title in shown for test in all_audit_tests())


def test_one_test_says_when_to_use_it_and_that_it_raises_no_clue() -> None:
    shown = RUNNER.invoke(app, ["tests", "show", "benford"]).stdout
    assert "何时用" in shown
    assert "不产生疑点" in shown


def test_duplicates_are_listed_where_they_stand_and_masked(ready: Home) -> None:
    shown = run(ready, "duplicates", *BY_NAME, "--show", "身份证号码").stdout
    assert "「姓名」完全相同的有 2 组，共 6 行" in shown
    assert "养老金发放.csv" in shown
    assert "田*山" in shown
    assert NAME not in shown
    assert DEAD not in shown
    found = told(ready, "duplicates", *BY_NAME, "--show", "id_number")
    first = found["records"][0]
    assert (first["source_file"], first["source_row"]) == ("养老金发放.csv", 2)
    assert NAME not in json.dumps(found, ensure_ascii=False)
    assert DEAD not in json.dumps(found, ensure_ascii=False)


def test_a_column_is_found_by_english_name_or_any_heading(ready: Home) -> None:
    results = [
        told(ready, "stratification", "--dataset", dataset, "--column", column)
        for dataset, column in (
            ("social_security/pension_payment", "amount_fen"),
            ("pension_payment", "发放金额"),
            ("社保—养老待遇发放明细", "总额"),
        )
    ]
    assert results[0] == results[1] == results[2]
    assert sum(row["total"] for row in results[0]["tables"]["分层"]) == 6 * 21_550


def test_a_sample_is_the_same_every_time_and_by_money(ready: Home) -> None:
    line = ("monetary-unit", *PENSION, "--column", "总额", "--size", "3", "--seed", "7")
    one, other = told(ready, *line), told(ready, *line)
    assert one == other
    assert sum(row["hits"] for row in one["records"]) == 3


def test_days_are_judged_by_the_policy_tables_of_the_home(
    ready: Home, tmp_path: Path
) -> None:
    home = copied(ready, tmp_path / "home")
    line = ("holidays", "--dataset", "death", "--column", "死亡日期")
    (row,) = told(home, *line)["records"]
    assert (row["day_kind"], row["holiday"]) == ("周末", "")  # 2026-03-15
    (home.policy / "holiday.csv").write_text(
        "region,holiday,kind,year,valid_from,valid_to,source,verified,"
        "entered_by,confirmed_by\n"
        ",2026年县庆,holiday,2026年,2026-03-14,2026-03-15,县政府通知,yes,甲某,乙某\n",
        encoding="utf-8",
    )
    (row,) = told(home, *line)["records"]
    assert (row["day_kind"], row["holiday"]) == ("节假日", "2026年县庆")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("benfrod", *BY_NAME), "相近的有：benford"),
        (
            ("duplicates", "--dataset", "养老金发放", "--column", "姓名"),
            "养老待遇发放明细",
        ),
        (("duplicates", "--dataset", "养老", "--column", "姓名"), r"可指 \d+ 张数据表"),
        (("duplicates", *PENSION, "--column", "姓名字"), "相近的有：姓名"),
        (("benford", *BY_NAME), "可用的列：总额"),
        (("month-end", *PENSION, "--column", "费款所属期"), "没有日期列"),
        (("same-same-different", *BY_NAME), "--key"),
        (("duplicates", *BY_NAME, "--amount", "总额"), "不合计金额"),
        (("duplicates", *PENSION, "--column", "姓名", "--amount", "甲"), "甲"),
        (("duplicates", *PENSION), "--column"),
        (("benford", *PENSION, "--column", "总额", "--column", "丧葬费"), "--show"),
        (("monetary-unit", *PENSION, "--column", "总额", "--key", "姓名"), "不分组"),
        (
            ("stratification", *PENSION, "--column", "总额", "--bounds", "一百"),
            "100,1000",
        ),
        (("duplicates", *BY_NAME, "--out", "x.docx"), r"\.xlsx"),
        (("duplicates", *BY_NAME, "--out", "none/x.csv"), "没有文件夹"),
    ],
)
def test_a_mistake_names_its_remedy(
    ready: Home, arguments: tuple[str, ...], said: str
) -> None:
    with pytest.raises(SettingsError, match=said):
        raise run(ready, *arguments).exception or AssertionError("no mistake")


def test_an_empty_table_and_a_home_before_its_first_night(
    ready: Home, tmp_path: Path
) -> None:
    empty = run(
        ready, "duplicates", "--dataset", "loan_note", "--column", "note_number"
    )
    assert isinstance(empty.exception, QualityError)
    assert "没有数据" in str(empty.exception)
    supplier = run(ready, "duplicates", *BY_NAME, "--supplier", "县水利局")
    assert "（县水利局）没有数据" in str(supplier.exception)
    early = run(make_home(tmp_path / "new"), "duplicates", *BY_NAME)
    assert isinstance(early.exception, QualityError)


def test_files_hold_the_rows_and_are_the_same_every_time(
    ready: Home, tmp_path: Path
) -> None:
    for suffix in ("xlsx", "csv", "jsonl"):
        one, other = tmp_path / f"one.{suffix}", tmp_path / f"other.{suffix}"
        for file in (one, other):
            done = run(ready, "duplicates", *BY_NAME, "--out", str(file))
            assert f"已写到 {file}" in done.stdout
        assert one.read_bytes() == other.read_bytes()
    book = CalamineWorkbook.from_path(tmp_path / "one.xlsx")
    assert book.sheet_names == ["说明", "重复的组", "涉及的行"]
    assert len(book.get_sheet_by_name("涉及的行").to_python()) == 1 + 6
    text = (tmp_path / "one.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["行"] for row in rows] == ["2", "3", "4", "5", "6", "7"]
    assert NAME not in text
    lines = (tmp_path / "one.jsonl").read_text(encoding="utf-8").splitlines()
    kinds = [json.loads(line)["kind"] for line in lines]
    assert kinds == ["test", *["figure"] * 2, *["record"] * 6]


def test_figures_alone_are_the_csv_of_a_test_without_rows(
    ready: Home, tmp_path: Path
) -> None:
    file = tmp_path / "strata.csv"
    run(ready, "stratification", *PENSION, "--column", "总额", "--out", str(file))
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert [row["合计"] for row in rows if row["行数"] != "0"] == ["1293.00"]


def test_full_names_need_role_and_reason_and_are_logged(
    ready: Home, tmp_path: Path
) -> None:
    home = copied(ready, tmp_path / "home")
    line = ("duplicates", *BY_NAME, "--unmasked", "--reason", "现场核查")
    refused = run(home, *line)
    assert isinstance(refused.exception, PermissionDenied)
    assert NAME not in refused.output
    home.settings.write_text(ANALYST, encoding="utf-8")
    assert NAME in run(home, *line).stdout
    log = (home.logs / "unmask.log").read_text(encoding="utf-8")
    assert "tests run duplicates" in log
    assert NAME not in log


def test_every_figure_has_a_chinese_heading() -> None:
    dates = [date(2025, 1, 1) + timedelta(days=n) for n in range(40)]
    numbers = list(range(1, 80, 2))
    known: dict[str, list[Any]] = {
        "any": [1, 1, 2, 2] * 10,
        "text": [f"宏发建材{n}" for n in range(40)],
        "number": [str(n) for n in numbers],
        "amount": numbers,
        "date": dates,
    }
    for test in all_audit_tests():
        keys = ["甲"] * 40 if test.takes_key else ()
        rows = table(known[test.looks_at], keys, amount_1=numbers)
        result = test.run(rows, Asked(min_count=1))
        frames = (*result.tables.values(), result.records)
        names = {name for frame in frames for name in frame.columns}
        own = {"value_1", "key_1", "near_1"}
        assert names - own <= set(HEADINGS), test.name
