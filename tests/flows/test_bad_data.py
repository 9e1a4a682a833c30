"""A night on data that are empty, stale or half there: never a silent zero."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from flows.cli.main import app
from flows.night import run_night
from flows.report_night import NightResult
from store.home import Home
from store.odcs import contract_for
from store.warehouse import Warehouse
from tests.flows.deliveries import (
    ALIVE,
    DEAD,
    DEATH_HEADINGS,
    deliver_deaths,
    deliver_pension,
    make_home,
    write,
)

AS_OF = date(2026, 11, 20)
DEATHS = contract_for("registry/death").title
PAID = contract_for("social_security/contribution").title
OLD_DEATHS = f"{DEATHS}2026年7月4日及以后的数据（最新数据没有到）"
HALF = f"{PAID}2026年7月及以后的数据（最新数据没有到）"
PEOPLE = (("田一山", DEAD), ("禾二田", ALIVE))


def told_by(*arguments: str) -> str:
    done = CliRunner().invoke(app, arguments)
    if done.exception is not None:
        raise done.exception
    return done.stdout


def lines(*rows: Sequence[str]) -> bytes:
    return "".join(",".join(row) + "\r\n" for row in rows).encode("gb18030")


def reasons(home: Home, rule: str) -> list[tuple[object, ...]]:
    """Return outcome, reason, title and acts of a rule's acts."""
    with Warehouse.published(home.warehouse) as warehouse:
        found = warehouse.frame("FROM finding.reason ORDER BY ALL").filter(rule=rule)
    return found.select("outcome", "reason", "title", "acts").rows()


@pytest.fixture(scope="module")
def emptied(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, NightResult]:
    """Return a night on a death register that came with headings and no rows."""
    home = make_home(tmp_path_factory.mktemp("emptied") / "home")
    deliver_pension(home)
    write(home, "县民政局/20261103_火化/死亡人员名单.csv", lines(DEATH_HEADINGS))
    return home, run_night(home, AS_OF)


def test_an_emptied_register_stops_the_rule_and_says_why(
    emptied: tuple[Home, NightResult],
) -> None:
    home, result = emptied
    (run,) = [one for one in result.report.rules if one.rule == "SS-01"]
    why = f"{DEATHS}没有可用的报送"
    assert (run.status, run.reason) == ("cannot", why)
    page = result.morning_page.read_text(encoding="utf-8")
    assert why in page
    assert "只有表头，没有数据行" in page
    place = ("--home", str(home.root))
    counted = told_by("rules", "counters", "--rule", "SS-01", *place)
    assert f"未运行：{why}" in counted
    assert f"上一夜没有运行：{why}。" in told_by("rules", "show", "SS-01", *place)
    assert reasons(home, "SS-01") == []


@pytest.fixture(scope="module")
def stale(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, NightResult]:
    """Return a night whose death register last came in July."""
    home = make_home(tmp_path_factory.mktemp("stale") / "home")
    deliver_pension(home)
    deliver_deaths(home, folder="县民政局/20260703_火化")
    return home, run_night(home, AS_OF)


def test_a_stale_register_decides_only_until_it_last_came(
    stale: tuple[Home, NightResult],
) -> None:
    home, result = stale
    assert result.report.clues == 1  # who is in the register is found all the same
    (run,) = [one for one in result.report.rules if one.rule == "SS-01"]
    assert (run.evaluated, run.uncovered, run.gaps) == (6, 2, (OLD_DEATHS,))
    undecided = [one for one in reasons(home, "SS-01") if one[0] == "cannot_decide"]
    assert undecided == [("cannot_decide", "uncovered", f"缺少{OLD_DEATHS}", 2)]
    page = result.morning_page.read_text(encoding="utf-8")
    assert f"缺少{DEATHS}2026年7月4日及以后的数据，最新数据没有到" in page
    assert "规则 SS-01 对这些日期的行为无法判断，不等于没有问题" in page
    place = ("--home", str(home.root))
    counted = told_by("rules", "counters", "--rule", "SS-01", *place)
    assert "数据不全 2" in counted
    assert f"缺少：{OLD_DEATHS}" in counted
    assert f"无法判断：缺少{OLD_DEATHS} 2" in counted
    card = told_by("rules", "show", "SS-01", *place)
    assert f"上一夜缺少{OLD_DEATHS}，这些日期的行为无法判断。" in card


def deliver_benefits(home: Home) -> None:
    """Deliver unemployment benefits of ten months."""
    head = ("姓名", "证件号码", "发放年月", "发放金额")
    rows = [
        (name, number, f"2026{month:02}", "1500.00")
        for name, number in PEOPLE
        for month in range(1, 11)
    ]
    write(home, "县社保中心/20261105_失业金/失业保险金发放.csv", lines(head, *rows))


def contributions() -> Iterator[tuple[str, ...]]:
    """Yield contributions of the first half of the year, of one person."""
    name, number = PEOPLE[1]
    for month in range(1, 7):
        day = f"2026{month:02}"
        yield name, number, "企业养老", day, day, "城关商贸有限公司"


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, NightResult]:
    """Return a night whose contributions cover six of ten months of benefits."""
    home = make_home(tmp_path_factory.mktemp("half") / "home")
    deliver_benefits(home)
    head = ("姓名", "证件号码", "险种", "费款所属期", "实缴年月", "单位名称")
    folder = "县社保中心/20261106_缴费"
    write(home, f"{folder}/社保缴费明细.csv", lines(head, *contributions()))
    return home, run_night(home, AS_OF)


def test_half_a_period_leaves_the_other_half_undecided(
    half: tuple[Home, NightResult],
) -> None:
    home, result = half
    (run,) = [one for one in result.report.rules if one.rule == "SS-04"]
    assert (run.eligible, run.uncovered, run.gaps) == (20, 8, (HALF,))
    undecided = [one for one in reasons(home, "SS-04") if one[0] == "cannot_decide"]
    assert undecided == [("cannot_decide", "uncovered", f"缺少{HALF}", 8)]
    page = result.morning_page.read_text(encoding="utf-8")
    assert f"缺少{PAID}2026年7月及以后的数据，最新数据没有到</b><p>" in page


def test_a_second_night_computes_nothing(half: tuple[Home, NightResult]) -> None:
    home, _ = half
    assert run_night(home, AS_OF).computed == 0


def test_what_last_night_told_is_marked_as_such(
    half: tuple[Home, NightResult],
) -> None:
    home, _ = half
    result = run_night(home, AS_OF + timedelta(days=1))
    page = result.morning_page.read_text(encoding="utf-8")
    _, _, line = page.partition(f"缺少{PAID}2026年7月及以后的数据")
    assert "2026-11-20 起" in line.partition("</li>")[0]
