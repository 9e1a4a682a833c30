"""`clues list|show|export`: masked by default, unmasked only by role and reason."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows.cli.main import app
from store.errors import ClueError, PermissionDenied, SettingsError
from store.home import Home
from store.warehouse import Warehouse
from tests.flows.deliveries import DEAD, home_with_one_clue, make_home
from tests.support.homes import copied

RUNNER = CliRunner()
NAME = "田一山"
ANALYST = '[operator]\nname = "值班员"\nrole = "analyst"\n'


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a home with one clue."""
    return home_with_one_clue(tmp_path_factory.mktemp("clues") / "home")


@pytest.fixture
def home(ready: Home, tmp_path: Path) -> Home:
    """Return a copy of that home, to change."""
    return copied(ready, tmp_path / "home")


def run(home: Home, *arguments: str) -> Result:
    line = [*arguments, "--home", str(home.root)]
    return RUNNER.invoke(app, line)


def listed(home: Home, *arguments: str) -> list[dict[str, object]]:
    done = run(home, "clues", "list", "--json", *arguments)
    told: list[dict[str, object]] = json.loads(done.stdout)
    return told


def test_the_list_is_masked(ready: Home) -> None:
    shown = run(ready, "clues", "list").stdout
    assert "田*山" in shown
    assert NAME not in shown
    assert DEAD not in shown
    text = json.dumps(listed(ready), ensure_ascii=False)
    assert NAME not in text
    assert DEAD not in text


def test_the_list_can_be_cut_and_filtered(ready: Home) -> None:
    assert len(listed(ready, "--top", "1")) == 1
    assert listed(ready, "--rule", "LN-01") == []
    assert listed(ready, "--identity", "unconfirmed") == []
    assert listed(ready, "--identity", "confirmed") == listed(ready)
    exported = run(ready, "clues", "export", "--identity", "unconfirmed").stdout
    assert not exported


def test_the_unconfirmed_stand_in_a_list_of_their_own(home: Home) -> None:
    with Warehouse.create(home.warehouse) as opened:
        weaker = """replace(hits, '"tier":"T1"', '"tier":"T4"')"""
        opened.run(f"UPDATE clue.clue SET hits = {weaker}")
    (clue,) = listed(home, "--identity", "unconfirmed")
    assert clue["identity"] == "unconfirmed"
    assert listed(home, "--identity", "confirmed") == []
    shown = run(home, "clues", "list").stdout
    assert "待核身份（先核对身份，再核实事项）：1 条" in shown


def test_one_clue_is_shown_with_its_evidence(ready: Home) -> None:
    clue_id = str(listed(ready)[0]["clue_id"])
    shown = run(ready, "clues", "show", clue_id).stdout
    assert "养老金发放.csv" in shown
    assert "支持的记录" in shown
    assert NAME not in shown
    told = json.loads(run(ready, "clues", "show", clue_id, "--json").stdout)
    assert told["clue_id"] == clue_id


def test_one_clue_shows_its_rows_side_by_side_and_masked(ready: Home) -> None:
    clue_id = str(listed(ready)[0]["clue_id"])
    shown = run(ready, "clues", "show", clue_id).stdout
    (numbers,) = [line for line in shown.splitlines() if "420281****" in line][-1:]
    assert numbers.count("420281********") >= 2  # the payment's and the death's
    assert "215.50" in shown
    assert DEAD not in shown


def test_one_clue_names_the_law_and_what_was_tried(ready: Home) -> None:
    clue_id = str(listed(ready)[0]["clue_id"])
    shown = run(ready, "clues", "show", clue_id).stdout
    assert "依据：《中华人民共和国社会保险法》第八十八条" in shown
    assert "已核对的合理解释" in shown
    assert "政策依据待核实：登记信息传递期（死亡登记）60 日" in shown
    assert "核对后不成立" in shown


def test_an_unknown_clue_is_an_error(ready: Home) -> None:
    assert isinstance(run(ready, "clues", "show", "x").exception, ClueError)


def test_an_export_is_the_same_every_time(home: Home, tmp_path: Path) -> None:
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    for file in (one, other):
        assert run(home, "clues", "export", "--out", str(file)).exit_code == 0
    assert one.read_bytes() == other.read_bytes()
    assert run(home, "clues", "export").stdout_bytes == one.read_bytes()


def test_a_workbook_needs_a_file(home: Home, tmp_path: Path) -> None:
    form = ("clues", "export", "--format", "xlsx")
    assert isinstance(run(home, *form).exception, ClueError)
    assert run(home, *form, "--out", str(tmp_path / "a.xlsx")).exit_code == 0
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")
    assert [path.name for path in tmp_path.glob(".*")] == []


@pytest.mark.parametrize(("name", "head"), [("a.xlsx", b"PK"), ("a.JSONL", b"{")])
def test_a_file_is_written_as_its_name_says(
    home: Home, tmp_path: Path, name: str, head: bytes
) -> None:
    assert run(home, "clues", "export", "--out", str(tmp_path / name)).exit_code == 0
    assert (tmp_path / name).read_bytes().startswith(head)


@pytest.mark.parametrize(
    ("name", "form", "said"),
    [
        ("a.xlsx", ("--format", "jsonl"), "--format jsonl 与文件名 a.xlsx 不一致"),
        ("a.jsonl", ("--format", "xlsx"), "文件名改以 .xlsx 结尾"),
        ("a.csv", (), "以 .jsonl 或 .xlsx 结尾"),
        ("a", ("--format", "jsonl"), "以 .jsonl 或 .xlsx 结尾"),
    ],
)
def test_a_name_that_says_otherwise_is_refused(
    home: Home, tmp_path: Path, name: str, form: tuple[str, ...], said: str
) -> None:
    raised = run(home, "clues", "export", *form, "--out", str(tmp_path / name))
    assert isinstance(raised.exception, SettingsError)
    assert said in str(raised.exception)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(
    ("command", "ending"),
    [
        (("ledger",), ".xlsx"),
        (("quality", "issues"), ".xlsx"),
        (("clues", "rollup"), ".xlsx"),
        (("policy", "show", "registry_lag"), ".csv"),
        (("contracts", "request", "--supplier", "县民政局"), ".xlsx 或 .md"),
    ],
)
def test_no_file_is_written_under_a_name_of_another_kind(
    home: Home, tmp_path: Path, command: tuple[str, ...], ending: str
) -> None:
    raised = run(home, *command, "--out", str(tmp_path / "a.docx")).exception
    assert isinstance(raised, SettingsError)
    assert f"以 {ending} 结尾" in str(raised)
    assert list(tmp_path.glob("a.*")) == []


@pytest.mark.parametrize(
    ("settings", "reason"), [("", "核查"), (ANALYST, ""), (ANALYST, "  ")]
)
def test_full_names_need_both_role_and_reason(
    home: Home, settings: str, reason: str
) -> None:
    home.settings.write_text(settings, encoding="utf-8")
    done = run(home, "clues", "list", "--unmasked", "--reason", reason)
    assert isinstance(done.exception, PermissionDenied)
    assert NAME not in done.output


def test_an_analyst_with_a_reason_sees_names_and_is_logged(home: Home) -> None:
    home.settings.write_text(ANALYST, encoding="utf-8")
    done = run(home, "clues", "list", "--unmasked", "--reason", "现场核查")
    assert NAME in done.output
    log = "".join(file.read_text(encoding="utf-8") for file in home.logs.iterdir())
    assert "现场核查" in log
    assert NAME not in log


def test_there_is_nothing_to_list_before_the_first_night(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    assert isinstance(run(home, "clues", "list").exception, ClueError)
