"""`inbox check|map`: what files are taken for, and mappings saved by flag or answer."""

import json
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from typer.testing import CliRunner, Result

from connectors.mapping import load_mappings
from flows.cli.main import app
from store.errors import DeliveryError, HeaderError, SettingsError
from store.home import Home
from tests.flows.deliveries import ALIVE, DEAD, DEATH_HEADINGS, make_home

RUNNER = CliRunner()
OWN = ("逝者名", "证照编码", "死亡日期", "登记日期", "数据来源", "备注2")
ROWS = (
    ("田一山", DEAD, "2026-03-15", "2026-03-20", "民政火化", "x"),
    ("禾二田", ALIVE, "三月", "2026-03-20", "民政火化", ""),
)
Row = Sequence[str]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return an empty home."""
    return make_home(tmp_path / "home")


def _workbook(home: Home, sheets: dict[str, Sequence[Row]]) -> Path:
    file = home.inbox / "县民政局" / "20261103_火化" / "火化名单.xlsx"
    file.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(file)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return file


@pytest.fixture
def usual(home: Home) -> Path:
    """Return a file in the contract's own headings."""
    return _workbook(home, {"名单": [("火化登记表",), DEATH_HEADINGS, *ROWS]})


@pytest.fixture
def own(home: Home) -> Path:
    """Return a file in an office's own headings."""
    return _workbook(home, {"名单": [("火化登记表",), OWN, *ROWS]})


def _run(*arguments: str, answers: str = "") -> Result:
    return RUNNER.invoke(app, ["inbox", *arguments], input=answers)


def _sheet(file: Path, *more: str) -> dict[str, Any]:
    done = _run("check", str(file), "--json", *more)
    assert done.exit_code == 0, done.exception
    (report,) = json.loads(done.stdout)
    sheet: dict[str, Any] = report["sheets"][0]
    return {**report, **sheet}


def test_says_what_a_usual_file_is_without_any_home(usual: Path) -> None:
    report = _sheet(usual)
    assert (report["state"], report["dataset"]) == ("ready", "registry/death")
    assert report["header_row"] == 2
    assert ["死亡日期", "死亡日期", ""] in report["columns"]
    assert report["guesses"][0]["known_milli"] == 1000


def test_says_what_would_be_set_aside_and_why(usual: Path) -> None:
    (trial,) = _sheet(usual)["trials"]
    (fault,) = trial["faults"]
    assert (trial["rows"], trial["quarantined"]) == (2, 1)
    assert (fault["heading"], fault["first"]) == ("死亡日期", "表“名单” 第 4 行")
    assert "不是有效日期" in fault["reason"]


def test_shows_nobodys_name_or_number_in_full(usual: Path) -> None:
    for more in ((), ("--json",)):
        done = _run("check", str(usual), *more)
        assert "田*山" in done.stdout
        assert not [said for said in ("田一山", DEAD, ALIVE) if said in done.stdout]


def test_the_page_names_state_columns_faults_and_what_to_do(own: Path) -> None:
    done = _run("check", str(own))
    assert "表“名单”：要先映射" in done.stdout
    assert "缺少必需的列：姓名、身份证号" in done.stdout
    assert "可能是“身份证号”（id_number）" in done.stdout
    assert "crosscheck inbox map" in done.stdout


def test_a_suggestion_is_tried_so_that_its_effect_can_be_seen(own: Path) -> None:
    (trial,) = _sheet(own)["trials"]
    assert trial["suggested"]
    assert trial["first_rows"][0]["姓名"] == "田*山"
    assert "按建议试读" in _run("check", str(own)).stdout


def test_sheets_of_one_layout_are_explained_once(home: Home) -> None:
    file = _workbook(home, {"东风镇": [OWN, *ROWS], "红旗镇": [OWN, *ROWS]})
    page = _run("check", str(file)).stdout
    assert page.count("crosscheck inbox map") == 1
    assert "表“红旗镇”：要先映射，与上面同一单位的一张表版式相同" in page


def test_a_file_that_cannot_be_read_is_said_so(home: Home) -> None:
    file = home.inbox / "空.csv"
    file.write_bytes(b"")
    done = _run("check", str(file))
    assert "读不了：空.csv：文件是空的" in done.stdout


def test_a_missing_file_is_an_error(home: Home) -> None:
    done = _run("check", str(home.inbox / "没有.csv"))
    assert isinstance(done.exception, DeliveryError)


def test_a_column_that_is_not_there_is_for_the_supplier_to_bring(home: Home) -> None:
    rows = [("姓名", "身份证号", "登记日期", "数据来源"), ("甲", DEAD, "", "民政")]
    report = _sheet(_workbook(home, {"死亡": rows}))
    assert report["state"] == "ask"
    assert "死亡日期" in report["advice"]


def test_two_headings_for_one_column_are_a_question(home: Home) -> None:
    headings = (*DEATH_HEADINGS, "死亡时间")
    rows = [(*row[:5], "2026-03-15") for row in ROWS]
    file = _workbook(home, {"死亡": [headings, *rows]})
    report = _sheet(file)
    assert report["state"] == "ask"
    assert "--ignore '死亡时间'" in report["command"]


def test_flags_save_a_mapping_that_the_next_check_uses(home: Home, own: Path) -> None:
    where = ("--home", str(home.root))
    done = _run(
        "map", str(own), "--dataset", "registry/death", "--set", "逝者名=姓名",
        "--set", "证照编码=id_number", "--ignore", "备注2", *where,
    )  # fmt: skip
    assert "已保存映射 县民政局_registry.death_" in done.stdout, done.exception
    (mapping,) = load_mappings(home.mappings)
    assert mapping.supplier == "县民政局"
    assert mapping.columns == {"逝者名": "person_name", "证照编码": "id_number"}
    report = _sheet(own, *where)
    assert report["state"] == "ready"
    assert report["mapping"].startswith(mapping.name)
    assert ["备注2", "—", "按映射不读入"] in report["columns"]


def test_answers_save_the_same_mapping(home: Home, own: Path) -> None:
    where = ("--home", str(home.root))
    done = _run("map", str(own), *where, answers="姓名\n\nno_such\n-\n")
    assert done.exit_code == 0, done.exception
    assert "没有列 no_such" in done.stdout
    (mapping,) = load_mappings(home.mappings)
    assert mapping.columns == {"逝者名": "person_name", "证照编码": "id_number"}
    assert mapping.ignored == ("备注2",)


def test_suggestions_are_taken_without_asking(home: Home, own: Path) -> None:
    done = _run("map", str(own), "--yes", "--home", str(home.root))
    assert done.exit_code == 0, done.exception
    assert load_mappings(home.mappings)[0].columns["证照编码"] == "id_number"


def test_a_drifted_layout_is_renewed_from_the_last_mapping(
    home: Home, own: Path
) -> None:
    where = ("--home", str(home.root))
    _run("map", str(own), "--yes", *where)
    file = _workbook(home, {"名单": [(*OWN[:5], "签收"), *ROWS]})
    report = _sheet(file, *where)
    assert "新出现 签收；不见了 备注2" in report["error"]
    assert report["state"] == "map"
    done = _run("map", str(file), "--ignore", "签收", *where)
    assert "第 2 版" in done.stdout
    assert _sheet(file, *where)["state"] == "ready"
    assert len(load_mappings(home.mappings)) == 2


def test_a_header_far_down_is_found_and_mapped(home: Home) -> None:
    notes = [("填表说明",)] * 13
    file = _workbook(home, {"火化": [*notes, DEATH_HEADINGS, *ROWS]})
    report = _sheet(file, "--home", str(home.root))
    assert "--header-row 14" in report["command"]
    done = RUNNER.invoke(app, shlex.split(report["command"])[1:])
    assert done.exit_code == 0, done.exception
    assert _sheet(file, "--home", str(home.root))["header_row"] == 14


WRONG = [
    (("--header-row", "40"), "第 40 行没有表头"),
    (("--dataset", "no/such"), "没有数据集"),
    (("--set", "没有=id_number"), "表头里没有"),
    (("--set", "证照编码=no_such"), "没有列 no_such"),
    (("--set", "证照编码"), "看不懂"),
    (("--sheet", "没有"), "没有工作表"),
    (("--unit", "两"), "不认识的金额单位"),
]


@pytest.mark.parametrize(("flags", "message"), WRONG)
def test_flags_that_do_not_fit_are_named(
    home: Home, own: Path, flags: tuple[str, ...], message: str
) -> None:
    done = _run("map", str(own), *flags, "--home", str(home.root))
    assert isinstance(done.exception, SettingsError)
    assert message in done.exception.message
    assert load_mappings(home.mappings) == ()


def test_a_mapping_that_does_not_suffice_is_not_saved(home: Home, own: Path) -> None:
    done = _run(
        "map", str(own), "--set", "逝者名=person_name", "--home", str(home.root)
    )
    assert isinstance(done.exception, HeaderError)
    assert "缺少必需的列：身份证号" in done.exception.message
    assert load_mappings(home.mappings) == ()


def test_mappings_are_listed_shown_and_removed(home: Home, own: Path) -> None:
    where = ("--home", str(home.root))
    _run("map", str(own), "--yes", *where)
    (listed,) = json.loads(_run("map", "--list", "--json", *where).stdout)
    shown = json.loads(_run("map", "--show", listed["name"], *where).stdout)
    assert shown["columns"]["证照编码"] == "id_number"
    assert listed["name"] in _run("map", "--list", *where).stdout
    _run("map", "--remove", listed["name"], *where)
    assert load_mappings(home.mappings) == ()


def test_a_corrected_dataset_takes_the_place_of_the_wrong_one(
    home: Home, own: Path
) -> None:
    where = ("--home", str(home.root))
    wrong = ("--dataset", "registry/resident", "--set", "逝者名=person_name")
    _run("map", str(own), *wrong, "--set", "证照编码=id_number", *where)
    _run("map", str(own), "--dataset", "registry/death", "--yes", *where)
    assert [m.dataset for m in load_mappings(home.mappings)] == ["registry/death"]


def test_only_files_among_the_mappings_are_removed(home: Home) -> None:
    done = _run("map", "--remove", "../crosscheck", "--home", str(home.root))
    assert isinstance(done.exception, SettingsError)
    assert home.settings.is_file()
