"""One rule on its own cases: what the harness calls missed, raised or unlabelled."""

from dataclasses import replace

import polars as pl
import pytest

from county.cases.library import cases_of
from county.world import World
from tests.support import clean_county
from tests.support.clean_county import Board, assert_clean, check_clean


@pytest.mark.parametrize("rule", ["SS-01", "LN-01"])
def test_a_sound_rule_finds_its_cases_and_nothing_else(rule: str) -> None:
    assert_clean(rule)


def board(monkeypatch: pytest.MonkeyPatch, change: pl.Expr) -> Board:
    """Return SS-01's board where its judgement is changed by an expression."""
    sound = cases_of("SS-01")
    changed = replace(sound, judge=lambda world: sound.judge(world).filter(change))
    monkeypatch.setattr(clean_county, "cases_of", lambda _: changed)
    return check_clean("SS-01")


def test_a_hit_without_a_label_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    told = board(monkeypatch, pl.col("mechanism") != "one_source")
    assert (told.planted, told.found, told.unlabelled) == (9, 9, 3)
    assert set(told.wrong["kind"]) == {"unlabelled"}


def test_a_planted_case_without_a_hit_and_a_raised_look_alike_are_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sound = cases_of("SS-01")

    def turned(world: World) -> pl.DataFrame:
        other = pl.col("kind").replace(
            {"planted": "look_alike", "look_alike": "planted"}
        )
        return sound.judge(world).with_columns(kind=other)

    changed = replace(sound, judge=turned)
    monkeypatch.setattr(clean_county, "cases_of", lambda _: changed)
    told = check_clean("SS-01")
    assert (told.planted, told.found, told.raised) == (12, 0, 12)
    assert told.wrong.height == 24
    with pytest.raises(AssertionError, match="whole_window"):
        assert_clean("SS-01")
