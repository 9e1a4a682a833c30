"""Who stands above his peers, and who is never listed."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from clues.rollup.cell import Cell, Group
from clues.rollup.compare import compare, rollup_rows, scope_rows, undated_rows
from clues.words import accusing_words
from store.settings import Rollup

LIMITS = Rollup()
HANDLERS = Group(
    question="Q01",
    rule="SS-01",
    measure="hit",
    dataset="social_security/pension_payment",
    breakdown="handler",
)


def cell(name: str, subjects: int, found: int, **given_values: int) -> Cell:
    return Cell(
        name=name,
        unit="示例中心",
        counted="person",
        acts=given_values.get("acts", subjects),
        subjects=subjects,
        found_acts=given_values.get("found_acts", found),
        found_subjects=found,
    )


def rows_of(cells: list[Cell], limits: Rollup = LIMITS) -> list[dict[str, object]]:
    return rollup_rows(compare({HANDLERS: cells}, limits), limits)


FOUR = [cell("甲", 100, 8), cell("乙", 100, 2), cell("丙", 100, 2), cell("丁", 100, 0)]


def test_a_cell_is_compared_with_its_peers() -> None:
    (row,) = rows_of(FOUR)
    shown = ("name", "peers", "rate_ppm", "peer_ppm", "shrunk_ppm", "tail_ppm")
    assert [row[name] for name in shown] == ["甲", 3, 80_000, 13_333, 63_333, 2_782]
    assert (row["false_ppm"], row["standing"]) == (2_782, "above")


def test_the_sentence_is_plain_and_names_nobody() -> None:
    cells = [cell("甲", 100, 8, acts=412, found_acts=31), *FOUR[1:]]
    (row,) = rows_of(cells)
    assert row["sentence"] == (
        "该经办人经手 412 笔、100 人，其中 31 笔、8 人待核实；"
        "同类其他经办人平均每千人 13.3 人，收缩后每千人 63.3 人。"
        "高于同类，建议调卷了解办理过程；集中本身不说明原因。"
    )
    assert accusing_words(str(row["sentence"])) == ()


def test_what_cannot_be_compared_is_counted_and_says_why() -> None:
    unnamed = cell("", 40, 5, acts=44)
    scopes = compare({HANDLERS: [*FOUR, unnamed]}, LIMITS)
    (scope,) = scope_rows(scopes, rollup_rows(scopes, LIMITS))
    counts = ("cells", "compared", "above", "small", "unnamed_acts", "reason")
    assert [scope[name] for name in counts] == [4, 1, 1, 3, 44, ""]
    (alone,) = scope_rows(compare({HANDLERS: FOUR[:2]}, LIMITS), [])
    assert alone["reason"] == "经办人太少或办理量太小，不作比较"
    (nobody,) = scope_rows(compare({HANDLERS: [unnamed]}, LIMITS), [])
    assert nobody["reason"] == "数据没有经办人，须调卷"


def test_where_dates_are_wanting_the_order_of_steps_is_not_decided() -> None:
    path = "relief/dibao_payment"
    rows = undated_rows([HANDLERS], [path, path])
    assert [(row["measure"], row["dataset"]) for row in rows] == [
        ("decided_first", path),
        ("same_day_batch", path),
        ("paid_first", path),
    ]
    assert rows[0]["reason"] == "没有受理日期或审批日期，暂不能判断"


def test_false_discoveries_are_controlled_over_all_rules() -> None:
    other = Group(**{**vars(HANDLERS), "rule": "PR-01"})
    even = [cell(name, 100, 3) for name in "甲乙丙丁"]
    groups = {HANDLERS: FOUR, other: even}
    rows = rollup_rows(compare(groups, LIMITS), LIMITS)
    assert [(row["rule"], row["standing"]) for row in rows[:1]] == [("SS-01", "above")]
    assert rows[0]["false_ppm"] == 13_908  # the least of five: 5 · 46666 / 4^12
    assert len(rows) == 5


cells = st.lists(
    st.tuples(st.integers(1, 300), st.integers(0, 40)), min_size=1, max_size=15
).map(
    lambda pairs: [
        cell(f"人{n}", size, min(k, size)) for n, (size, k) in enumerate(pairs)
    ]
)


@given(cells, st.integers(0, 2**16))
def test_the_order_of_rows_changes_nothing(given_cells: list[Cell], seed: int) -> None:
    shuffled = list(given_cells)
    Random(seed).shuffle(shuffled)
    assert rows_of(shuffled) == rows_of(given_cells)


@given(cells)
def test_small_cells_are_never_listed(given_cells: list[Cell]) -> None:
    small = {
        one.name
        for one in given_cells
        if one.subjects < LIMITS.least_subjects or one.found_subjects < 3
    }
    assert {row["name"] for row in rows_of(given_cells)}.isdisjoint(small)


@given(cells)
def test_integers_and_no_floats_come_out(given_cells: list[Cell]) -> None:
    for row in rows_of(given_cells):
        assert all(isinstance(value, int | str) for value in row.values())
        assert 0 < row["tail_ppm"] <= row["false_ppm"] <= 1_000_000  # type: ignore[operator] # - cells are untyped
