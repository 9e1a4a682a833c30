"""What analysts said of two records: what holds, and what cannot all be true."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.contradictions import contradictions
from identity.judgements import (
    FILE,
    PAIR,
    Judgement,
    Verdict,
    add_judgement,
    effective,
    judged,
    load_judgements,
    pair_of,
    read_judgements,
)
from store.errors import SettingsError

A, B, C, D = (f"civil/dibao|holder|{letter}" for letter in "ABCD")


def said(  # noqa: PLR0913 - one argument a fact
    left: str,
    right: str,
    verdict: Verdict,
    *,
    hour: int = 9,
    by: str = "甲",
    why: str = "看过户口簿",
) -> Judgement:
    at = f"2026-11-20T{hour:02}:00:00+08:00"
    return Judgement(
        left=left,
        right=right,
        left_says=f"N{left[-2:]}",
        right_says=f"N{right[-2:]}",
        verdict=verdict,
        by=by,
        at=at,
        why=why,
    )


def refs(pairs: pl.DataFrame) -> list[tuple[str, ...]]:
    return pairs.select("left", "right").rows()


def test_nothing_judged_has_no_digest(tmp_path: Path) -> None:
    found = read_judgements(tmp_path / "judgements")
    assert found.digest == ""
    for frame in (found.together, found.apart, found.unsure):
        assert frame.schema == PAIR
        assert frame.is_empty()


def test_the_smaller_reference_stands_left(tmp_path: Path) -> None:
    add_judgement(tmp_path, said(B, A, "same"))
    add_judgement(tmp_path, said(A, C, "different"))
    add_judgement(tmp_path, said(D, C, "unsure"))
    found = read_judgements(tmp_path)
    assert refs(found.together) == [(A, B)]
    assert refs(found.apart) == [(A, C)]
    assert refs(found.unsure) == [(C, D)]


def test_judging_again_supersedes_and_forgets_nothing(tmp_path: Path) -> None:
    first = add_judgement(tmp_path, said(A, B, "same", hour=9))
    second = add_judgement(tmp_path, said(B, A, "different", hour=8, by="乙"))
    assert second.supersedes == first.event_id
    assert load_judgements(tmp_path) == [first, second]
    found = read_judgements(tmp_path)
    assert (refs(found.together), refs(found.apart)) == ([], [(A, B)])


def test_the_same_word_twice_in_a_second_is_two_events(tmp_path: Path) -> None:
    first = add_judgement(tmp_path, said(A, B, "same"))
    second = add_judgement(tmp_path, said(A, B, "same"))
    assert first.event_id != second.event_id
    assert refs(read_judgements(tmp_path).together) == [(A, B)]


def test_a_later_delivery_of_the_same_is_the_same_pair(tmp_path: Path) -> None:
    first = add_judgement(tmp_path, said(A, B, "same"))
    later = replace(said(A, B, "different"), left="civil/dibao|holder|Z", right=C)
    second = add_judgement(tmp_path, later)
    assert second.supersedes == first.event_id
    found = read_judgements(tmp_path)
    assert (refs(found.together), len(refs(found.apart))) == ([], 1)


def test_a_changed_number_is_the_same_person(tmp_path: Path) -> None:
    add_judgement(tmp_path, said(A, B, "renumbered", why="派出所变更证明"))
    found = read_judgements(tmp_path)
    assert refs(found.together) == refs(found.renumbered) == [(A, B)]


def test_of_two_first_judgements_the_later_holds() -> None:
    early, late = said(A, B, "same", hour=9), said(A, B, "unsure", hour=10)
    assert effective([late, early]) == {pair_of(late): late}


def test_the_digest_follows_what_holds_not_who_said_it(tmp_path: Path) -> None:
    add_judgement(tmp_path, said(A, B, "same"))
    first = read_judgements(tmp_path).digest
    add_judgement(tmp_path, said(A, B, "same", by="乙"))
    assert read_judgements(tmp_path).digest == first
    add_judgement(tmp_path, said(A, B, "different"))
    assert read_judgements(tmp_path).digest != first


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"verdict": "maybe"}, "verdict 须是"),
        ({"verdict": "different"}, "被改动过"),
        ({"by": None}, "缺少 by"),
        ({"more": "x"}, "不认识的项 more"),
        ({"left": "没有竖线"}, r"数据集\|角色\|记录编号"),
        ({"left": D}, "小的在前"),
        ({"at": "2026-11-20T09:00:00"}, "带时区"),
        ({"at": "昨天"}, "带时区"),
    ],
)
def test_a_changed_line_is_named(
    tmp_path: Path, change: dict[str, str | None], told: str
) -> None:
    lines = [said(A, C, "same").record, {**said(A, B, "same").record, **change}]
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=rf"{FILE} › 第 2 行：.*{told}"):
        read_judgements(tmp_path)


def test_superseding_another_pair_is_an_error(tmp_path: Path) -> None:
    first = said(A, B, "same")
    other = replace(said(A, C, "same"), supersedes=first.event_id)
    lines = [json.dumps(one.record) for one in (first, other)]
    (tmp_path / FILE).write_text("\n".join([*lines, ""]), encoding="utf-8")
    with pytest.raises(SettingsError, match="第 2 行：supersedes 不是"):
        read_judgements(tmp_path)


@pytest.mark.parametrize(
    "given_one",
    [
        said(A, A, "same"),
        said(A, B, "same", why=" "),
        replace(said(A, B, "same"), left_says=""),
        replace(said(A, B, "different"), left_says="NB", right_says="NB"),
        said(A, B, "same", why="身份证 420526199302051234 一致"),
    ],
)
def test_refuses_what_is_no_judgement(tmp_path: Path, given_one: Judgement) -> None:
    with pytest.raises(SettingsError):
        add_judgement(tmp_path, given_one)
    assert not (tmp_path / FILE).exists()


def test_a_chain_of_same_contradicts_a_different() -> None:
    found = contradictions(
        judged(
            [
                said(A, B, "same"),
                said(B, C, "same"),
                said(A, C, "different"),
                said(C, D, "different"),
            ]
        )
    )
    assert found.rows() == [(A, C, [B])]


def test_consistent_judgements_have_no_contradiction() -> None:
    told = [said(A, B, "same"), said(B, C, "unsure"), said(A, C, "different")]
    assert contradictions(judged(told)).is_empty()


NODES = st.sampled_from([A, B, C, D, f"{D}2"])
PAIRS = st.sets(
    st.tuples(NODES, NODES).filter(lambda pair: pair[0] < pair[1]), max_size=8
)


@given(PAIRS, PAIRS)
def test_a_contradiction_is_a_way_of_same(
    same: set[tuple[str, str]], different: set[tuple[str, str]]
) -> None:
    told = judged(
        [
            *(said(left, right, "same") for left, right in same),
            *(said(left, right, "different", hour=10) for left, right in different),
        ]
    )
    same -= different  # the later word holds
    for left, right, through in contradictions(told).iter_rows():
        way = [left, *through, right]
        steps = pairwise(way)
        assert all(tuple(sorted(step)) in same for step in steps)
        assert (left, right) in different
