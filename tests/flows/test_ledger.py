"""The ledger of received data after nights, in the warehouse and as a workbook."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from connectors.file_digest import stated_digest
from flows.cli.main import app
from flows.night import run_night
from flows.received import received
from flows.withdrawals import Withdrawal, withdraw
from store.home import Home
from store.warehouse import Warehouse
from tests.connectors import zips
from tests.flows.deliveries import deliver_deaths, deliver_pension, make_home, write
from tests.support.books import cells_of

RUNNER = CliRunner()
AS_OF, NEXT = date(2026, 11, 20), date(2026, 11, 21)
DEATHS, PENSION = "县民政局/20261103_火化", "县社保中心/20261105_养老金"
LETTER = "县民政局/20261104_说明/情况说明.docx"
PROGRAMME = """
[programme]
purpose = "第六轮巡察"
legal_basis = "示例发〔2026〕1号"
owner = "周主任"
ends_on = 2026-12-31
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = make_home(tmp_path_factory.mktemp("ledger") / "home")
    text = home.settings.read_text(encoding="utf-8")
    home.settings.write_text(text + PROGRAMME, encoding="utf-8")
    deliver_pension(home)
    deliver_deaths(home)
    write(home, LETTER, b"no table")
    run_night(home, AS_OF)
    return home


def listed(home: Home, *arguments: str) -> list[dict[str, object]]:
    command = ["ledger", "--home", str(home.root), "--json", *arguments]
    done = RUNNER.invoke(app, command)
    if done.exception is not None:
        raise done.exception
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def test_every_delivery_stands_in_it_with_purpose_basis_and_end(told: Home) -> None:
    lines = {
        str(line["delivery"]): line for line in listed(told, "--as-of", "2026-11-20")
    }
    assert list(lines) == [DEATHS, LETTER.rpartition("/")[0], PENSION]
    pension = lines[PENSION]
    file = told.inbox / PENSION / "养老金发放.csv"
    assert pension["rows"] == 6
    assert pension["amount_fen"] == 6 * 21550
    assert pension["period"] == "2026-04 至 2026-10"
    assert pension["files"] == {
        file.name: {
            "sha256": stated_digest(file, "SHA-256"),
            "sm3": stated_digest(file, "SM3"),
        }
    }
    assert (pension["purpose"], pension["basis"]) == ("第六轮巡察", "示例发〔2026〕1号")
    assert (pension["owner"], pension["destroy_on"]) == ("周主任", "2027-07-02")
    assert pension["status"] == "在用"


def test_files_that_became_no_dataset_stand_in_it_too(told: Home) -> None:
    (line,) = [one for one in received(told) if not one.dataset]
    assert list(line.files) == ["情况说明.docx"]
    assert line.delivery == LETTER.rpartition("/")[0]


def test_what_is_due_says_so(told: Home) -> None:
    states = {line["status"] for line in listed(told, "--as-of", "2027-07-02")}
    assert states == {"应销毁"}


def test_the_warehouse_holds_the_same(told: Home) -> None:
    with Warehouse.published(told.warehouse) as warehouse:
        rows = warehouse.frame("FROM meta.received")
    assert rows["delivery"].to_list() == [
        str(line["delivery"]) for line in listed(told, "--as-of", "2026-11-20")
    ]
    assert set(rows["destroy_on"].to_list()) <= {date(2027, 7, 2), date(2027, 5, 6)}


def test_a_second_night_adds_nothing_and_a_later_delivery_one_line(
    told: Home, tmp_path: Path
) -> None:
    shutil.copytree(told.root, tmp_path / "home")
    home = Home(tmp_path / "home")
    before = received(home)
    run_night(home, AS_OF)
    assert received(home) == before
    deliver_deaths(home, folder="县民政局/20261121_火化")
    run_night(home, NEXT)
    (added,) = received(home)[len(before) :]
    assert added.delivery == "县民政局/20261121_火化"
    assert added.received_on == NEXT
    assert received(home)[: len(before)] == before


def test_a_withdrawn_delivery_keeps_its_line(told: Home, tmp_path: Path) -> None:
    shutil.copytree(told.root, tmp_path / "home")
    home = Home(tmp_path / "home")
    given = Withdrawal(delivery=DEATHS, name="甲", reason="乙", withdrawn_on=NEXT)
    withdraw(home, given)
    run_night(home, NEXT)
    lines = {str(x["delivery"]): x for x in listed(home, "--as-of", str(NEXT))}
    assert len(received(home)) == len(lines) == 3
    assert lines[DEATHS]["status"] == "已撤回"


def test_the_workbook_has_the_columns_of_the_trade(told: Home, tmp_path: Path) -> None:
    out = tmp_path / "台账.xlsx"
    arguments = ["--home", str(told.root), "--out", str(out), "--as-of", "2026-11-20"]
    assert RUNNER.invoke(app, ["ledger", *arguments]).exit_code == 0
    rows = cells_of(out)["数据接收台账"]
    (head,) = (place for place, row in enumerate(rows) if row[0] == "序号")
    wanted = (
        "单位",
        "数据名称",
        "期间",
        "条数",
        "格式",
        "移交人",
        "接收人",
        "使用期限",
    )
    assert set(wanted) <= set(rows[head])
    cells = dict(zip(rows[head], rows[head + 3], strict=True))
    assert cells["单位"] == "县社保中心"
    assert float(cells["金额合计（元）"]) == 1293.0
    assert (cells["日期"], cells["销毁日期"]) == ("2026-11-05", "2027-07-02")
    file = told.inbox / PENSION / "养老金发放.csv"
    assert cells["SM3"] == stated_digest(file, "SM3")
    listed_files = {row[2]: row[4] for row in cells_of(out)["附表（文件）"]}
    assert listed_files[file.name] == stated_digest(file, "SHA-256")


def test_a_ledger_without_entries_is_one_all_the_same(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    assert listed(home) == []
    shown = RUNNER.invoke(app, ["ledger", "--home", str(home.root)])
    assert "数据接收台账" in shown.stdout


def test_an_archive_is_one_file_whatever_it_held(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    folder = deliver_deaths(home)
    lying = next(file for file in folder.parent.iterdir() if "交接单" not in file.name)
    zips.write_zip(lying.with_name("资料.zip"), {lying.name: lying.read_bytes()})
    lying.unlink()
    run_night(home, AS_OF)
    (line,) = listed(home, "--as-of", "2026-11-20")
    assert line["dataset"] == "registry/death"
    assert list(line["files"]) == ["资料.zip"]  # type: ignore[call-overload]  # a mapping
