"""A rule tried beside the last night, and a rule of two nights compared."""

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from flows import diff_rule as diff_module
from flows.cli.main import app
from flows.compare_hits import HitChange, counted, hit_changes
from flows.diff_rule import diff_rule
from flows.night import run_night
from flows.try_rule import try_rule
from rules import text
from rules.rule import Rule, Status
from rules.social_security.pension_after_death import RULE
from store.errors import CrosscheckError, RuleError
from store.home import Home
from tests.flows.deliveries import home_with_one_clue, make_home

RUNNER = CliRunner()
FIRST, SECOND = date(2026, 11, 20), date(2026, 11, 21)
LAG = (
    "region,registry,days,valid_from,valid_to,source,verified,entered_by,confirmed_by\n"
)
LONG_LAG = f"{LAG},death,180,2000-01-01,,本县文件,yes,甲,乙\n"
ENDLESS_LAG = f"{LAG},death,900,2000-01-01,,本县文件,yes,甲,乙\n"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return home_with_one_clue(tmp_path_factory.mktemp("versions") / "home")


@pytest.fixture
def home(told: Home, tmp_path: Path) -> Home:
    """Return a copy of a home with one clue, to change."""
    shutil.copytree(told.root, tmp_path / "home")
    return Home(tmp_path / "home")


def told_by(*arguments: str) -> str:
    done = RUNNER.invoke(app, arguments)
    if done.exception is not None:
        raise done.exception
    return done.stdout


def files_of(home: Home) -> dict[str, int]:
    """Return every file of a home with the time it was last written."""
    files = (file for file in home.root.rglob("*") if file.is_file())
    return {str(file): file.stat().st_mtime_ns for file in files}


def test_the_rule_as_it_is_changes_nothing_and_touches_nothing(home: Home) -> None:
    before = files_of(home)
    trial = try_rule(home, RULE)
    assert (trial.compared, trial.changes) == (True, ())
    assert trial.counters["hit"] == 1
    assert files_of(home) == before


def test_a_longer_lag_changes_the_amount_and_the_evidence(home: Home) -> None:
    (home.policy / "registry_lag.csv").write_text(LONG_LAG, encoding="utf-8")
    (change,) = try_rule(home, RULE).changes
    assert (change.kind, change.matter) == ("changed", "social_security/居民养老")
    assert {"amount_fen", "evidence"} <= set(change.why)
    assert change.before is not None
    assert change.after is not None
    assert change.before["amount_fen"] == 43100
    assert change.after["amount_fen"] == 21550


def test_a_lag_over_all_months_changes_the_outcome(home: Home) -> None:
    (home.policy / "registry_lag.csv").write_text(ENDLESS_LAG, encoding="utf-8")
    (change,) = try_rule(home, RULE).changes
    assert "outcome" in change.why
    assert change.after is not None
    assert change.after["outcome"] == "explained"


def test_a_draft_that_never_ran_adds_all_it_finds(home: Home) -> None:
    draft = replace(RULE, id="SS-99", status=Status.DRAFT)
    trial = try_rule(home, draft)
    assert not trial.compared
    assert counted(trial.changes) == {"added": 1, "removed": 0, "changed": 0}


def test_without_a_night_or_a_needed_dataset_it_cannot_be_tried(
    home: Home, tmp_path: Path
) -> None:
    with pytest.raises(RuleError, match="先运行 crosscheck night"):
        try_rule(make_home(tmp_path / "empty"), RULE)
    wanting = replace(RULE, needs=(*RULE.needs, "loan/loan_note"))
    with pytest.raises(RuleError, match=r"SS-01 不能试运行：2026-11-20 那一夜没有"):
        try_rule(home, wanting)


def test_the_command_says_what_would_change(home: Home) -> None:
    place = ("--home", str(home.root))
    said = told_by("rules", "try", "SS-01", *place)
    assert "新增 0，不再命中 0，有变化 0" in said
    assert f"（第 {RULE.version} 版，使用中）" in said
    (home.policy / "registry_lag.csv").write_text(LONG_LAG, encoding="utf-8")
    said = told_by("rules", "try", "SS-01", *place)
    assert "431.00 元" in said
    assert "215.50 元" in said
    as_json = json.loads(told_by("rules", "try", "SS-01", "--json", *place))
    assert as_json["changes"] == {"added": 0, "removed": 0, "changed": 1}
    assert "amount_fen" in as_json["hits"][0]["why"]


def test_two_nights_differ_in_the_policy_row_and_in_the_hit(home: Home) -> None:
    (home.policy / "registry_lag.csv").write_text(LONG_LAG, encoding="utf-8")
    run_night(home, SECOND)
    found = diff_rule(home, "SS-01", FIRST, SECOND)
    (section,) = found.texts
    assert section.section == "政策表：registry_lag"
    assert any(line.startswith("-") and ",60," in line for line in section.lines)
    assert any(line.startswith("+") and ",180," in line for line in section.lines)
    assert found.hits is not None
    assert [one.kind for one in found.hits] == ["changed"]
    assert found.before.version == found.after.version == RULE.version


def test_the_command_shows_both_nights(home: Home) -> None:
    (home.policy / "registry_lag.csv").write_text(LONG_LAG, encoding="utf-8")
    run_night(home, SECOND)
    place = ("--home", str(home.root))
    days = ("--from", FIRST.isoformat(), "--to", SECOND.isoformat())
    said = told_by("rules", "diff", "SS-01", *days, *place)
    assert "【政策表：registry_lag】" in said
    assert "有变化 1" in said
    as_json = json.loads(told_by("rules", "diff", "SS-01", *days, "--json", *place))
    assert as_json["changes"] == {"added": 0, "removed": 0, "changed": 1}
    assert [one["section"] for one in as_json["texts"]] == ["政策表：registry_lag"]


def test_against_now_the_text_is_compared(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    same = diff_rule(home, "SS-01", None, None)
    assert same.texts == ()
    assert same.hits is None
    assert "rules try" in same.why_not
    newer = replace(RULE, version=RULE.version + 1, amount_basis="只计实发金额")

    def newest(rule_id: str) -> Rule:
        assert rule_id == RULE.id
        return newer

    monkeypatch.setattr(diff_module, "rule_for", newest)
    found = diff_rule(home, "SS-01", None, None)
    assert [one.section for one in found.texts] == ["金额口径"]
    assert (found.before.version, found.after.version) == (
        RULE.version,
        RULE.version + 1,
    )


def test_a_night_of_the_same_rules_shares_their_file(home: Home) -> None:
    run_night(home, SECOND)
    files = [home.archive / str(day) / "rules.json" for day in (FIRST, SECOND)]
    assert files[0].read_bytes() == files[1].read_bytes()
    assert files[0].stat().st_ino == files[1].stat().st_ino
    kept = json.loads(files[0].read_text(encoding="utf-8"))
    assert "SS-01" in kept["rules"]
    sections = {d for one in kept["rules"].values() for d in one["sections"].values()}
    assert sections == set(kept["texts"])


@pytest.mark.parametrize(
    ("rule", "days", "said"),
    [
        ("SS-01", ("--from", "2025-01-01"), "没有存下规则文本"),
        ("ZZ-99", (), "没有运行规则 ZZ-99"),
        ("SS-01", ("--to", "2025-01-01"), "没有存下规则文本"),
    ],
)
def test_nights_and_rules_that_are_not_there_are_named(
    home: Home, rule: str, days: tuple[str, ...], said: str
) -> None:
    with pytest.raises(CrosscheckError, match=said):
        told_by("rules", "diff", rule, *days, "--home", str(home.root))


def test_hits_that_were_cleared_away_are_said_to_be(home: Home) -> None:
    run_night(home, SECOND)
    shutil.rmtree(home.stages / "finding")
    found = diff_rule(home, "SS-01", FIRST, SECOND)
    assert found.hits is None
    assert "已清理" in found.why_not


def hits_file(folder: Path, name: str, **changes: object) -> Path:
    row: dict[str, object] = {
        "hit_id": "H1",
        "subject_kind": "person",
        "subject_id": "P1",
        "matter": "relief/x",
        "outcome": "hit",
        "reason": "甲",
        "amount_fen": 100,
        "items": 1,
        "tier": "T1",
        "period_from": date(2026, 1, 1),
        "period_to": date(2026, 1, 31),
        "evidence_for": [{"dataset": "a/b", "record_id": "R1"}],
        "evidence_against": [],
        "explanations": [{"name": "back_pay", "verdict": "refused"}],
        "severity": "S2",
    }
    file = folder / f"{name}.parquet"
    pl.DataFrame([row | changes]).write_parquet(file)
    return file


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"amount_fen": 200}, ("amount_fen",)),
        ({"severity": "S1"}, ("severity",)),
        ({"outcome": "cannot_decide"}, ("outcome",)),
        ({"period_to": date(2026, 2, 28)}, ("period",)),
        ({"evidence_for": [{"dataset": "a/b", "record_id": "R2"}]}, ("evidence",)),
        (
            {"explanations": [{"name": "back_pay", "verdict": "untestable"}]},
            ("explanations",),
        ),
        ({"tier": "T2"}, ("others",)),
    ],
)
def test_each_change_says_of_what(
    tmp_path: Path, changes: dict[str, object], why: tuple[str, ...]
) -> None:
    before, after = (
        hits_file(tmp_path, "before"),
        hits_file(tmp_path, "after", **changes),
    )
    (found,) = hit_changes(before, after)
    assert (found.kind, found.why) == ("changed", why)


def test_hits_are_added_removed_or_the_same(tmp_path: Path) -> None:
    one = hits_file(tmp_path, "one")
    other = hits_file(tmp_path, "other", subject_id="P2")
    assert hit_changes(one, one) == ()
    assert kinds(hit_changes(None, one)) == ["added"]
    assert kinds(hit_changes(one, None)) == ["removed"]
    assert kinds(hit_changes(one, other)) == ["removed", "added"]


def kinds(changes: tuple[HitChange, ...]) -> list[str]:
    return [one.kind for one in changes]


def test_texts_say_what_was_added_and_what_was_dropped() -> None:
    (first, second) = text.diff_texts({"a": "x\ny"}, {"a": "x\nz", "b": "new"})
    assert (first.section, first.lines[-2:]) == ("a", ("-y", "+z"))
    assert (second.section, second.lines[-1]) == ("b", "+new")
