"""One rule on its own cases: what the harness calls missed, raised or unlabelled."""

from collections.abc import Callable
from dataclasses import replace

import polars as pl
import pytest

from county.cases.library import Cases, cases_of
from county.world import World
from tests.support import clean_county
from tests.support.clean_county import assert_clean, check_clean

OTHER = {"planted": "look_alike", "look_alike": "planted"}


@pytest.mark.parametrize("rule", ["SS-01", "LN-01"])
def test_a_sound_rule_finds_its_cases_and_nothing_else(rule: str) -> None:
    assert_clean(rule)


def misjudge(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[pl.DataFrame], pl.DataFrame]
) -> None:
    """Let the labels of SS-01's cases be other ones."""
    sound = cases_of("SS-01")

    def judge(world: World) -> pl.DataFrame:
        return change(sound.judge(world))

    def changed(rule: str) -> Cases:
        assert rule == "SS-01"
        return replace(sound, judge=judge)

    monkeypatch.setattr(clean_county, "cases_of", changed)


def test_a_hit_without_a_label_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    misjudge(
        monkeypatch, lambda labels: labels.filter(pl.col("mechanism") != "one_source")
    )
    told = check_clean("SS-01")
    assert (told.planted, told.found, told.unlabelled) == (9, 9, 3)
    assert set(told.wrong["kind"]) == {"unlabelled"}


def test_a_planted_case_without_a_hit_and_a_raised_look_alike_are_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kind = pl.col("kind").replace(OTHER)
    misjudge(monkeypatch, lambda labels: labels.with_columns(kind))
    told = check_clean("SS-01")
    assert (told.planted, told.found, told.raised) == (12, 0, 12)
    assert told.wrong.height == 24
    with pytest.raises(AssertionError, match="whole_window"):
        assert_clean("SS-01")


def test_shows_the_rows_of_whoever_was_judged_wrongly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kind = pl.col("kind").replace(OTHER)
    misjudge(monkeypatch, lambda labels: labels.with_columns(kind))
    told = check_clean("SS-01")
    shown = clean_county.rows_of_wrong(told)
    first = told.wrong.row(0, named=True)
    name = told.world.persons["person_name"][first["person"]]
    assert f"P{first['person']}" in shown
    assert "social_security/pension_payment" in shown
    assert name in shown
