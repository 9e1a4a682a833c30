"""Children kept by the state of whom a parent worked in the meantime."""

import pytest

from rules.relief.orphan_parent_able import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

ORPHAN, WORK = "relief/orphan", "social_security/contribution"
CUSTODY, DEATH = "registry/custody", "registry/death"
CERTIFICATE = "registry/disability_certificate"


def child(state: str = "失联", **changes: str) -> str:
    cells = {"tier": "T1", "since": "2026-01-01", "until": "", **changes}
    return (
        "record_id | person_id | child_kind | mother_person_id | mother_state "
        "| mother_link_tier | standard_fen | first_for | stopped_on | valid_to "
        "| delivered_on\n"
        f"K1 | P1 | 事实无人抚养 | P2 | {state} | {cells['tier']} | 140000 "
        f"| {cells['since']} | {cells['until']} | {cells['until']} | 2026-11-06"
    )


def work(*months: int, share: str = "67200", weak: int = 0) -> str:
    rows = [
        f"C{month} | P2 | {'T4' if month == weak else 'T1'} | 2026-{month:02}-01 "
        f"| {share}"
        for month in months
    ]
    heading = "record_id | person_id | link_tier | paid_for | unit_share_fen"
    return "\n".join((heading, *rows))


def test_a_parent_in_work_for_months() -> None:
    """保障期间父母一方有三个月单位缴费的列出."""
    check_rule(
        RULE,
        given={ORPHAN: child(), WORK: work(2, 3, 5)},
        expect="""
            outcome | subject_id | reason   | amount_fen | severity | evidence_for
            hit     | P1         | 父母在业 | 420000     | S3       | K1 C2 C3 C5
        """,
    )


@pytest.mark.parametrize(
    ("months", "expected"),
    [((2, 3, 5, 6), ("T1", 420000)), ((2, 3, 6), ("T4", 420000))],
)
def test_weak_months_count_only_where_they_must(
    months: tuple[int, ...], expected: tuple[str, int]
) -> None:
    """身份把握不大的缴费月份，在其他月份已满三个月时不计，不足时待核身份."""
    (hit,) = hits_of(RULE, {ORPHAN: child(), WORK: work(*months, weak=6)})
    assert (hit["tier"], hit["amount_fen"]) == expected


@pytest.mark.parametrize(
    ("months", "share", "hits"),
    [
        ((2, 3), "67200", 0),
        ((1, 2, 3), "67200", 0),  # the first month of support may be a month of work
        ((2, 3, 4), "0", 0),  # insured on one's own
        ((2, 3, 4), "67200", 1),
    ],
)
def test_what_months_count(months: tuple[int, ...], share: str, hits: int) -> None:
    """享受当月、个人自缴的月份不计，不足三个月的不列."""
    found = hits_of(RULE, {ORPHAN: child(), WORK: work(*months, share=share)})
    assert len(found) == hits


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({"state": "死亡"}, ["登记与在业不符"]),
        ({"state": ""}, ["父母在业"]),
        ({"until": "2026-03-31"}, []),  # two months of work while supported
        ({"tier": "T4"}, ["父母在业"]),
        ({"tier": "T6"}, []),
    ],
)
def test_whose_parent(changes: dict[str, str], reasons: list[str]) -> None:
    """登记死亡而在业的单列；停发以后的月份不计，身份不牢的不列."""
    found = hits_of(RULE, {ORPHAN: child(**changes), WORK: work(2, 3, 4)})
    assert [hit["reason"] for hit in found] == reasons


@pytest.mark.parametrize(
    ("path", "text", "outcomes"),
    [
        (
            CUSTODY,
            "record_id | person_id | exec_mode | started_on | ended_on\n"
            "J1 | P2 | 监狱执行 | 2026-02-10 | 2027-02-09",
            [],
        ),
        (
            CUSTODY,
            "record_id | person_id | exec_mode | started_on | ended_on\n"
            "J1 | P2 | 缓刑 | 2026-02-10 | 2027-02-09",
            ["hit"],
        ),
        (
            CUSTODY,
            "record_id | person_id | exec_mode | started_on | ended_on\n"
            "J1 | P2 | | 2026-02-10 | 2027-02-09",
            ["cannot_decide"],
        ),
        (
            # It was valid then, though a later register has it no more.
            CERTIFICATE,
            "record_id | person_id | disability_grade | status | delivered_on"
            " | valid_to\nZ1 | P2 | 二级 | 有效 | 2026-03-10 | 2026-06-09",
            ["explained"],
        ),
        (
            CERTIFICATE,
            "record_id | person_id | disability_grade | status\nZ1 | P2 | 二级 | 有效",
            ["explained"],
        ),
        (
            CERTIFICATE,
            "record_id | person_id | disability_grade | status\nZ1 | P2 | 三级 | 有效",
            ["hit"],
        ),
        (DEATH, "record_id | person_id | died_on\nD1 | P2 | 2025-12-20", []),
        (DEATH, "record_id | person_id | died_on\nD1 | P2 | 2026-10-20", ["hit"]),
    ],
)
def test_parents_who_could_not(path: str, text: str, outcomes: list[str]) -> None:
    """在押月份不计，缓刑仍列；重残可以解释；保障前已死亡的不列."""
    found = hits_of(RULE, {ORPHAN: child(), WORK: work(2, 3, 4), path: text})
    assert [hit["outcome"] for hit in found] == outcomes


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("K20")
