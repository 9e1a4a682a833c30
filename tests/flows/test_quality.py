"""Two nights of data quality: issues, letters, the rule map, and the commands."""

import json
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli.main import app
from flows.night import run_night
from flows.night_report import NightReport
from flows.report_night import NightResult
from rules.library import rule_for
from store.home import Home
from store.warehouse import Warehouse
from tests.flows.deliveries import (
    ALIVE,
    DEAD,
    PENSION_HEADINGS,
    deliver_deaths,
    deliver_pension,
    make_home,
    number,
    write,
)
from tests.support.homes import fingerprints

AS_OF, NEXT = date(2026, 11, 20), date(2026, 12, 20)
PENSION = "social_security/pension_payment"
LATER = "县社保中心/20261205_养老金"
RUNNER = CliRunner()
SOUND = [
    ("周" + "一二三四五"[n % 5], number("19500101", n), "215.50") for n in range(120)
]
DAMAGED = f"{ALIVE[:-1]}{'0' if ALIVE[-1] != '0' else '1'}"


def deliver(home: Home, folder: str, rows: Sequence[tuple[str, str, str]]) -> None:
    """Deliver October: name, number and amount of each pensioner."""
    fixed = ("城乡居民基本养老保险", "202610", "202610", "1")
    lines = [
        PENSION_HEADINGS,
        *(
            ("城关镇", name, text, *fixed, amount)
            for name, text, amount in (*SOUND, *rows)
        ),
    ]
    body = "".join(",".join(line) + "\r\n" for line in lines)
    write(home, f"{folder}/养老金发放.csv", body.encode("gb18030"))


@pytest.fixture(name="nights", scope="module")
def two_nights(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, NightReport]:
    """Return a home after a night and, a month later, a corrected delivery."""
    home = make_home(tmp_path_factory.mktemp("quality") / "home")
    deliver_deaths(home)
    bad = [("田一山", DEAD, "见附表"), ("禾二田", DAMAGED, "215.50")]
    deliver(home, "县社保中心/20261105_养老金", bad)
    first = run_night(home, AS_OF).report
    better = [("田一山", DEAD, "215.50"), ("禾二田", DAMAGED, "215.50")]
    deliver(home, LATER, [*better, ("王三石", number("19600303", 33), "多")])
    return home, first


@pytest.fixture(name="second", scope="module")
def second_night(nights: tuple[Home, NightReport]) -> NightResult:
    return run_night(nights[0], NEXT)


def test_the_first_night_tells_each_department(
    nights: tuple[Home, NightReport],
) -> None:
    _, report = nights
    told = {(one.supplier, one.new, one.open, one.fixed) for one in report.letters}
    assert ("县社保中心", 2, 0, 0) in told
    assert {run.check for run in report.sanity if run.status == "cannot"} == {"DQ-12"}


def test_the_second_night_says_what_was_put_right(
    nights: tuple[Home, NightReport], second: NightResult
) -> None:
    home, _ = nights
    (letter,) = [x for x in second.report.letters if x.supplier == "县社保中心"]
    assert (letter.new, letter.open, letter.fixed) == (1, 1, 1)
    folder = home.outbox / "feedback" / NEXT.isoformat()
    assert (folder / f"{letter.number}.xlsx").is_file()


def test_a_night_repeated_writes_the_same_letters_and_tables(
    nights: tuple[Home, NightReport], second: NightResult
) -> None:
    home, _ = nights
    folder = home.outbox / "feedback" / NEXT.isoformat()
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    tables = fingerprints(home)
    again = run_night(home, NEXT)
    assert again.report.letters == second.report.letters
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    assert fingerprints(home) == tables


def test_what_is_published_holds_no_whole_number(
    nights: tuple[Home, NightReport], second: NightResult
) -> None:
    del second
    home, _ = nights
    with Warehouse.published(home.warehouse) as warehouse:
        for table in ("issue", "check", "generic_value", "feedback", "column_fill"):
            text = str(warehouse.frame(f"FROM quality.{table}").to_dicts())
            assert DEAD not in text
            assert DAMAGED not in text


def test_commands_show_issues_letters_and_the_map(
    nights: tuple[Home, NightReport], second: NightResult, tmp_path: Path
) -> None:
    del second
    home, _ = nights
    place = ("--home", str(home.root))
    issues = json.loads(output("quality", "issues", *place, "--json"))
    assert {"DQ-01", "DQ-10"} <= {issue["check_id"] for issue in issues}
    only = json.loads(output("quality", "issues", *place, "--json", "--check", "DQ-01"))
    assert {issue["check_id"] for issue in only} == {"DQ-01"}
    assert "校验位不符" in output("quality", "issues", *place)
    output("quality", "issues", *place, "--out", str(tmp_path / "issues.xlsx"))
    assert (tmp_path / "issues.xlsx").stat().st_size > 0
    assert "县社保中心" in output("quality", "feedback", *place)
    supplier = ("--supplier", "县社保中心")
    output("quality", "feedback", *place, *supplier, "--out", str(tmp_path / "out"))
    assert [f.suffix for f in (tmp_path / "out").iterdir()] == [".xlsx"]
    assert json.loads(output("quality", "generic", *place, "--json")) == []
    known = json.loads(output("rules", "cover", *place, "--json"))
    statuses = {rule["rule"]: rule["status"] for rule in known["rules"]}
    assert (statuses["SS-01"], statuses["LN-01"]) == ("degraded", "cannot")
    assert "最该补齐的数据" in output("rules", "cover", *place)


def test_before_the_first_night_no_rule_can_run(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    text = output("rules", "cover", "--home", str(home.root), "--json")
    known = json.loads(text)
    assert {rule["status"] for rule in known["rules"]} == {"cannot"}
    assert {wish["kind"] for wish in known["wishes"]} == {"missing"}


def test_a_dataset_that_comes_makes_its_rule_newly_runnable(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    pension = deliver_pension(home).parent
    assert run_night(home, AS_OF).report.newly_runnable == ()
    deliver_deaths(home)
    assert run_night(home, NEXT).report.newly_runnable == ("SS-01",)
    shutil.rmtree(pension)
    last = run_night(home, date(2026, 12, 21)).report
    assert "SS-01" in last.no_longer_runnable
    pensions = "social_security/pension_payment"
    assert all(pensions in rule_for(one).needs for one in last.no_longer_runnable)


def output(*arguments: str) -> str:
    """Return what a command writes to stdout."""
    result = RUNNER.invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_killed_nights_half_letters_are_swept(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    half = home.outbox / "feedback" / ".draft-killed"
    half.mkdir(parents=True)
    run_night(home, AS_OF)
    assert not half.exists()
