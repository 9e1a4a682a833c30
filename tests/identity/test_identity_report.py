"""The report on a linking: its figures add up, and it shows nobody."""

import re
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.matcher.epoch import BILLION, Epoch
from identity.matcher.link import Linked, link
from identity.report.drift import drift, stability_index
from identity.report.figures import Asked, figures
from identity.report.page import report_page
from identity.report.unlinkable import unlinkable
from identity.report.weights import Truth, thresholds
from store.errors import MatchError
from tests.identity.office import MODEL, epoch, linked, table

REGISTER = """
    record_id | id_number | name | birth_date | village
    A1 | 42052619930205121 | 冯晓伟 | 1993-02-05 | 湾马村
    A2 | 42052619681004032 | 章顺晟 | 1968-10-04 | 石李村
    A3 | 42052619820611041 | 郑弓镇 | 1982-06-11 | 石李村
    A4 | 42052619600303022 | 张伟 | 1960-03-03 | 石李村
"""
CLAIMS = """
    record_id | id_number | name | birth_date | village
    B1 | 42052619930205121 | 冯晓伟 | |
    B2 | | 章顺晟 | 1968-10-04 | 石李村
    B3 | | 郑弓镇 | 1982-06-11 |
    B4 | | 张伟 | | 石李村
    B5 | | 张伟 | |
"""


@pytest.fixture(scope="module")
def office() -> Linked:
    return linked(table(REGISTER), table(CLAIMS))


def truth(*right: str | None) -> Truth:
    ours = pl.Series(["1", "2", "3", "4"])
    return Truth(left=ours, right=pl.Series(right, dtype=pl.String))


def test_levels_and_bins_account_for_every_pair(office: Linked) -> None:
    shown = figures(office, Asked())
    for field, unknown in shown.unknown.items():
        counted = sum(row.pairs for row in shown.levels if row.field == field)
        assert counted + unknown == shown.scored
    assert sum(sum(one.values()) for one in shown.bins.values()) == shown.scored


def test_truth_counts_false_and_missed_links(office: Linked) -> None:
    known = thresholds(office, (), truth("1", "2", "9", "4", None))[0]
    assert (known.links, known.false, known.missed) == (3, 1, 1)


def test_stricter_thresholds_accept_less_and_expect_less(office: Linked) -> None:
    rows = thresholds(office, (30_000,))
    assert [row.name for row in rows] == ["默认", "严格", "自定"]
    assert rows[0].links > rows[2].links == 1
    assert rows[0].expected_false >= rows[1].expected_false >= rows[2].expected_false


def test_record_with_a_common_name_only_can_never_be_linked(office: Linked) -> None:
    found = unlinkable(office)
    assert (found.asked, found.default) == (5, 2)


def test_same_epoch_has_not_drifted() -> None:
    rows = drift(epoch(), epoch(), MODEL)
    assert {row.verdict for row in rows} == {"没有明显变化"}
    assert {row.moved_milli for row in rows} == {0}


def test_drift_names_the_field_and_the_level_that_moved() -> None:
    moved = with_village(epoch(), (400_000_000, 10_000, 599_990_000))
    row = next(one for one in drift(moved, epoch(), MODEL) if one.field == "village")
    assert row.verdict.startswith("变化很大")
    assert row.moved == "村（社区）不一致"
    assert row.moved_milli > 0


def test_epoch_of_another_model_is_refused() -> None:
    with pytest.raises(MatchError, match="另一个匹配模型"):
        drift(epoch(), replace(epoch(), model_digest="other"), MODEL)


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=8))
def test_stability_index_is_symmetric_and_nothing_for_the_same(
    weights: list[int],
) -> None:
    now = tuple(weight * BILLION // sum(weights) for weight in weights)
    then = now[1:] + now[:1]
    assert stability_index(now, now) == 0
    assert stability_index(now, then) == stability_index(then, now) >= 0


def test_page_warns_and_shows_nobody(office: Linked) -> None:
    warned = replace(
        office,
        epoch=replace(
            office.epoch,
            notices=("“姓名”的级别“similar_shape”没有从数据学到，用的是下限",),
        ),
    )
    asked = Asked(against=epoch(), truth=truth("1", "2", "3", "4", None))
    page = report_page(figures(warned, asked), ("左.csv", "右.csv"))
    assert "“姓名”的“姓名只有一字不同，两字形近”没有从数据学到" in page
    assert "没有明显变化" in page
    assert "精确率" in page
    assert re.findall(r"<script|<link|<img|https?://(?!www\.w3\.org)", page) == []
    for person in ("冯晓伟", "章顺晟", "张伟", "42052619"):
        assert person not in page


def test_report_within_one_table_without_numbers_says_how_it_learnt() -> None:
    one = link(table(CLAIMS).drop("id_number"), None, MODEL)
    shown = figures(one, Asked())
    page = report_page(shown, ("一.csv", ""))
    assert "（内部查重）" in page
    assert "用期望最大化从候选对里估计" in page


def with_village(plain: Epoch, m: tuple[int, ...]) -> Epoch:
    village = replace(plain.comparisons["village"], m=m)
    return replace(plain, comparisons={**plain.comparisons, "village": village})
