"""The plain line on tiny hand-written deliveries: results, sameness, isolation."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checks import conformance
from clues.listing import published_clues
from flows import check_snapshots, resolve_people, run_rules
from flows.night import run_night
from flows.report_night import NightResult
from store.errors import EngineError, StorageError
from store.home import Home
from store.warehouse import Warehouse
from tests.flows.deliveries import deliver_deaths, deliver_pension, make_home, write
from tests.support.homes import fingerprints

AS_OF, NEXT = date(2026, 11, 20), date(2026, 11, 21)
RULE = "SS-01"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, NightResult]:
    """Return a home with two deliveries after its first night."""
    home = make_home(tmp_path_factory.mktemp("told") / "home")
    deliver_pension(home)
    deliver_deaths(home)
    return home, run_night(home, AS_OF)


@pytest.fixture
def home(told: tuple[Home, NightResult], tmp_path: Path) -> Home:
    """Return a copy of that home, to change."""
    shutil.copytree(told[0].root, tmp_path / "home")
    return Home(tmp_path / "home")


def _fails(error: Exception) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> object:
        raise error

    return fail


def _statuses(result: NightResult) -> dict[str, str]:
    return {rule.rule: rule.status for rule in result.report.rules}


def test_a_payment_after_death_becomes_a_clue(told: tuple[Home, NightResult]) -> None:
    home, result = told
    (clue,) = published_clues(home.warehouse)
    assert clue.rules == (RULE,)
    assert clue.amount_fen == 2 * 21550  # April lies within the registry's lag
    assert result.report.clues_by_rule == {RULE: 1}
    assert result.report.failures == ()


def test_rules_without_their_data_say_what_is_missing(
    told: tuple[Home, NightResult],
) -> None:
    by_rule = {rule.rule: rule for rule in told[1].report.rules}
    assert by_rule[RULE].status in {"runs", "degraded"}
    assert by_rule["LN-01"].status == "cannot"
    assert "loan/loan_contract" in by_rule["LN-01"].missing


def test_every_dataset_has_its_tables_even_when_nothing_came(
    told: tuple[Home, NightResult],
) -> None:
    home, _ = told
    with Warehouse.published(home.warehouse) as warehouse:
        assert warehouse.count("resolved.pension_payment") == 6
        assert warehouse.count("accepted.pension_payment") == 6
        assert warehouse.count("resolved.loan_contract") == 0
        assert warehouse.count("meta.part") == 2
        columns = warehouse.frame("FROM accepted.pension_payment").columns
    assert "person_id" not in columns


def test_a_second_night_computes_nothing(home: Home) -> None:
    before = fingerprints(home)
    again = run_night(home, AS_OF)
    assert again.computed == 0
    assert fingerprints(home) == before


def test_the_next_day_computes_only_what_the_day_changes(home: Home) -> None:
    later = run_night(home, NEXT)
    names = json.loads((later.folder / "timings.json").read_text(encoding="utf-8"))
    computed = {t["phase"] for t in names if not t["reused"]}
    assert "校验" not in computed
    assert "认人" not in computed
    assert "比对" not in computed
    assert later.report.clues_by_change.get("unchanged") == 1


def test_repeating_a_day_gives_the_same_again_after_later_nights(home: Home) -> None:
    run_night(home, NEXT)
    before = fingerprints(home)
    run_night(home, NEXT)
    assert fingerprints(home) == before


def test_stages_that_no_recent_night_rests_on_are_removed(home: Home) -> None:
    for day in (21, 22, 23, 24):
        run_night(home, date(2026, 11, day))
    assert len(list(home.stages.glob("clue/*"))) == 3
    assert len(list(home.archive.glob("2026-*"))) == 5


def test_one_unreadable_file_is_refused_by_name_and_the_rest_goes_on(
    home: Home,
) -> None:
    write(home, "县公安局/20261101_户籍/户籍.xlsx", b"not a workbook at all")
    result = run_night(home, NEXT)
    assert [r.delivery for r in result.report.refusals] == ["县公安局/20261101_户籍"]
    assert result.report.clues == 1
    assert "户籍" in result.morning_page.read_text(encoding="utf-8")


def test_a_rule_that_fails_is_named_and_the_others_run(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_rules, "run_rule", _fails(EngineError("broken")))
    shutil.rmtree(home.stages / "finding")
    result = run_night(home, AS_OF)
    assert _statuses(result)[RULE] == "error"
    assert _statuses(result)["LN-01"] == "cannot"
    (failure,) = [f for f in result.report.failures if RULE in f.what]
    assert "broken" in failure.message


def test_a_source_that_fails_takes_only_its_rules_along(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = conformance.check_snapshot

    def fail_deaths(snapshot: Path, contract: Any, *rest: Any, **more: Any) -> Any:
        if contract.dataset == "death":
            raise EngineError("broken")
        return check(snapshot, contract, *rest, **more)

    monkeypatch.setattr(check_snapshots, "check_snapshot", fail_deaths)
    shutil.rmtree(home.stages / "checked")
    result = run_night(home, AS_OF)
    assert _statuses(result)[RULE] == "cannot"
    assert len(result.report.failures) == 1
    with Warehouse.published(home.warehouse) as warehouse:
        assert warehouse.count("resolved.pension_payment") == 6
        assert warehouse.count("resolved.death") == 0


@pytest.mark.parametrize(
    "error",
    [
        OSError(28, "No space left on device"),
        StorageError("full"),
        EngineError("IO Error: No space left on device"),
    ],
)
def test_a_full_disk_ends_the_night_and_leaves_the_home(
    home: Home, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    before = fingerprints(home)
    monkeypatch.setattr(resolve_people, "resolve_dataset", _fails(error))
    shutil.rmtree(home.stages / "resolved")
    with pytest.raises(StorageError):
        run_night(home, NEXT)
    assert fingerprints(home) == before
    assert not (home.archive / NEXT.isoformat()).exists()


def test_an_empty_inbox_gives_a_night_without_clues(tmp_path: Path) -> None:
    empty = make_home(tmp_path / "home")
    result = run_night(empty, AS_OF)
    assert result.report.clues == 0
    assert set(_statuses(result).values()) == {"cannot"}
    assert published_clues(empty.warehouse) == ()


def test_a_blocked_delivery_withholds_its_dataset_and_its_rules(home: Home) -> None:
    shutil.rmtree(home.inbox / "县民政局")
    bad = "姓名,身份证号,死亡日期,登记日期,数据来源\r\n" + "某某,无,不详,,不详\r\n" * 5
    write(home, "县民政局/20261103_火化/死亡人员名单.csv", bad.encode("gb18030"))
    result = run_night(home, NEXT)
    (state,) = [d for d in result.report.datasets if d.dataset == "registry/death"]
    assert state.withheld
    assert state.why
    assert _statuses(result)[RULE] == "cannot"
