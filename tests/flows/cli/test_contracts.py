"""`contracts list|show|request`: what a department's clerk is given."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from typer.testing import CliRunner, Result

from connectors.handover import read_handover
from flows.cli.main import app
from flows.data_request import departments
from store.errors import ContractError, SettingsError
from store.meaning import Meaning
from store.odcs import all_contracts, contract_for
from tests.flows.deliveries import make_home
from tests.support.books import cells_of

RUNNER = CliRunner()
DIBAO = "relief/dibao_payment"


def told(*arguments: str) -> str:
    done = RUNNER.invoke(app, ["contracts", *arguments])
    if done.exception is not None:
        raise done.exception
    return done.stdout


def refused(*arguments: str) -> Result:
    return RUNNER.invoke(app, ["contracts", *arguments])


def test_lists_one_departments_datasets_only() -> None:
    listed = json.loads(told("list", "--supplier", "县民政局", "--json"))
    owners = {one["owner"] for one in listed}
    assert listed
    assert all("县民政局" in owner.split("、") for owner in owners)
    assert DIBAO in {one["dataset"] for one in listed}


def test_lists_one_system_only() -> None:
    listed = json.loads(told("list", "--system", "loan", "--json"))
    assert {one["dataset"].split("/")[0] for one in listed} == {"loan"}


def test_shows_every_column_with_format_example_and_who_needs_it() -> None:
    shown = json.loads(told("show", DIBAO, "--json"))
    columns = {column["name"]: column for column in shown["columns"]}
    assert list(columns) == [c.name for c in contract_for(DIBAO).columns]
    assert "元" in columns["amount_fen"]["format"]
    assert columns["payment_result"]["codes"]["成功"]
    assert columns["amount_fen"]["required"] is True
    assert "PR-02" in {rule["rule"] for rule in shown["rules"]}


def test_shows_a_contract_to_people() -> None:
    shown = told("show", DIBAO)
    for column in contract_for(DIBAO).columns:
        assert column.title in shown
    assert "县民政局" in shown
    assert "PR-02" in shown


@pytest.mark.parametrize("contract", all_contracts(), ids=lambda c: c.path)
def test_every_column_of_every_contract_has_an_example(contract: object) -> None:
    shown = json.loads(told("show", getattr(contract, "path", ""), "--json"))
    for column in shown["columns"]:
        assert column["example"], column["name"]
        assert column["format"], column["name"]
        assert column["description"], column["name"]


def test_the_request_of_a_department_has_a_sheet_for_each_dataset(
    tmp_path: Path,
) -> None:
    out = tmp_path / "清单.xlsx"
    told("request", "--supplier", "县民政局", "--out", str(out))
    book = cells_of(out)
    assert list(book)[:2] == ["数据需求清单", "交接单"]
    cells = [cell for row in book["民政—低保金发放明细"] for cell in row]
    for column in contract_for(DIBAO).columns:
        assert column.title in cells
    assert any("PR-02" in cell for cell in cells)
    with ZipFile(out) as parts:
        page = parts.read("xl/worksheets/sheet3.xml").decode()
    assert 'orientation="landscape"' in page


def test_the_hand_over_sheet_in_the_request_is_one_that_we_read(tmp_path: Path) -> None:
    out = tmp_path / "清单.xlsx"
    told("request", "--dataset", DIBAO, "--out", str(out))
    filled = tmp_path / "交接单.xlsx"
    with xlsxwriter.Workbook(str(filled)) as book:
        sheet = book.add_worksheet("交接单")
        for place, cells in enumerate(cells_of(out)["交接单"]):
            if cells[0] == contract_for(DIBAO).title:
                cells[1:4] = ["低保发放.xlsx", "2026年10月", "12"]
            if cells[0] == "报送日期：":
                cells[0] += "2026-11-05"
            sheet.write_row(place, 0, cells)
    read = read_handover(filled)
    (line,) = (line for line in read.lines if line.file)
    assert read.supplier == "县民政局"
    assert str(read.delivered_on) == "2026-11-05"
    assert (line.dataset, line.rows) == (contract_for(DIBAO).title, 12)


def test_writes_one_file_for_each_department(tmp_path: Path) -> None:
    told("request", "--out", str(tmp_path / "清单"), "--format", "md", "--quiet")
    names = {file.name for file in (tmp_path / "清单").iterdir()}
    wanted = departments(all_contracts())
    assert names == {f"数据需求清单_{name}.md" for name in wanted}


def test_the_markdown_states_purpose_basis_and_destruction(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    home.settings.write_text(
        '[office]\ncontact = "巡察办 0000-0000000"\n'
        '[programme]\npurpose = "第六轮巡察"\n'
        'legal_basis = "示例发〔2026〕1号"\nends_on = 2026-12-31\n'
        '[calendar.due_day]\n"relief/dibao_payment" = 8\n',
        encoding="utf-8",
    )
    out = tmp_path / "清单.md"
    told(
        *("request", "--dataset", DIBAO),
        *("--out", str(out), "--home", str(home.root)),
    )
    page = out.read_text(encoding="utf-8")
    for text in (
        "第六轮巡察",
        "示例发〔2026〕1号",
        "2027-07-02",
        "巡察办 0000-0000000",
    ):
        assert text in page
    assert "次月 8 日前" in page


def test_equal_contracts_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("一.xlsx", "二.xlsx"):
        told("request", "--supplier", "县财政局", "--out", str(tmp_path / name))
    assert (tmp_path / "一.xlsx").read_bytes() == (tmp_path / "二.xlsx").read_bytes()


def test_an_unknown_department_is_told_the_known_ones(tmp_path: Path) -> None:
    done = refused("request", "--supplier", "某局", "--out", str(tmp_path / "x.xlsx"))
    assert isinstance(done.exception, ContractError)
    assert "县民政局" in str(done.exception)
    assert not list(tmp_path.iterdir())


def test_a_file_in_the_way_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "清单").write_text("x", encoding="utf-8")
    done = refused("request", "--out", str(tmp_path / "清单"))
    assert isinstance(done.exception, SettingsError)


def test_the_examples_are_the_standards_own() -> None:
    shown = json.loads(told("show", DIBAO, "--json"))
    numbers = {
        column["example"]
        for column in shown["columns"]
        if column["meaning"] == Meaning.ID_NUMBER.value
    }
    assert numbers == {"11010519491231002X"}  # GB 11643—1999, annex
