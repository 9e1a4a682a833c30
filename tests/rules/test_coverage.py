"""What a dataset cannot speak for, and what that leaves undecided."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from rules.coverage import Gap, clock_of, gaps_in, gaps_of
from rules.readiness import readiness, without_rows
from rules.relief.migrant_training_by_non_migrant import RULE as NOT_MIGRANT
from rules.rule import Rule
from rules.runner import HITS, REASONS, run_rule
from rules.social_security.pension_after_death import RULE
from store.digest import Json
from store.odcs import contract_for
from tests.support.tables import write_resolved

PAYMENT, DEATH = "social_security/pension_payment", "registry/death"
WAGES = "finance/staff_payroll"
YEAR = [f"2026-{month:02}" for month in range(1, 13)]
Span = tuple[str | None, str | None]


def spans(path: str, months: Mapping[str, int], until: str = "") -> list[Span]:
    """Return first and last day of the gaps of a dataset."""
    late = date.fromisoformat(until) if until else None
    found = gaps_in(contract_for(path), months, late)
    return [(_day(gap.first), _day(gap.last)) for gap in found]


def _day(day: date | None) -> str | None:
    return str(day) if day is not None else None


@pytest.mark.parametrize(
    ("path", "months", "expected"),
    [
        # a monthly list of half the year
        (
            WAGES,
            dict.fromkeys(YEAR[:6], 200),
            [(None, "2025-12-31"), ("2026-07-01", None)],
        ),
        # a hole, where every month has many rows
        (
            WAGES,
            dict.fromkeys([*YEAR[:4], *YEAR[6:8]], 20),
            [
                (None, "2025-12-31"),
                ("2026-09-01", None),
                ("2026-05-01", "2026-06-30"),
            ],
        ),
        # a month without rows is no hole, where months have few
        (
            WAGES,
            dict.fromkeys([*YEAR[:4], *YEAR[6:8]], 3),
            [(None, "2025-12-31"), ("2026-09-01", None)],
        ),
        # one mistyped date holds no month
        (
            WAGES,
            {**dict.fromkeys(YEAR[:6], 200), "2062-05": 1},
            [(None, "2025-12-31"), ("2026-07-01", None)],
        ),
        # half a year at a time: a month within holds its half
        (
            "relief/elder_allowance",
            {"2026-04": 50, "2026-10": 50},
            [(None, "2025-12-31"), ("2027-01-01", None)],
        ),
        # deaths of every month, then silence
        (DEATH, dict.fromkeys(YEAR[:8], 40), [("2026-09-01", None)]),
        # few deaths, then silence: nobody can say
        (DEATH, dict.fromkeys(YEAR[:8], 4), []),
        # pupils come once a year
        ("registry/student", {"2025-09": 130, "2026-09": 130}, []),
        (DEATH, {}, []),
    ],
)
def test_what_months_a_dataset_cannot_speak_for(
    path: str, months: Mapping[str, int], expected: list[Span]
) -> None:
    found = spans(path, months)
    # the first month of a steady list of events is a beginning too
    found = [one for one in found if path != DEATH or one[0] is not None]
    assert found == expected


def test_what_is_overdue_speaks_until_it_last_came() -> None:
    assert spans(DEATH, {"2026-01": 1}, "2026-06-30") == [("2026-07-01", None)]
    held = dict.fromkeys(YEAR[:6], 200)
    assert spans(WAGES, held, "2026-07-05")[-1] == ("2026-07-01", None)
    assert gaps_in(contract_for(WAGES), held, date(2026, 7, 5))[-1].overdue


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, "2025-12-31", "2025年12月及以前的数据"),
        ("2026-07-01", None, "2026年7月及以后的数据"),
        ("2026-05-01", "2026-05-31", "2026年5月的数据"),
        ("2026-05-01", "2026-06-30", "2026年5月至2026年6月的数据"),
    ],
)
def test_a_gap_in_words(first: str | None, last: str | None, words: str) -> None:
    ends = [date.fromisoformat(day) if day else None for day in (first, last)]
    gap = Gap(dataset=WAGES, first=ends[0], last=ends[1])
    assert gap.words == f"{contract_for(WAGES).title}{words}"


def test_what_is_overdue_says_since_when() -> None:
    gap = Gap(dataset=DEATH, first=date(2026, 7, 16), last=None, overdue=True)
    assert gap.words.endswith("2026年7月16日及以后的数据（最新数据没有到）")


def test_every_act_has_a_clock_but_birth_is_none() -> None:
    assert clock_of(contract_for("registry/resident")) == ("changed_on", "changed_on")
    assert clock_of(contract_for(PAYMENT)) == ("paid_in", "paid_in_to")
    assert clock_of(contract_for("loan/guarantee")) == ("started_on", "ended_on")
    assert clock_of(contract_for("registry/unit")) is None


PAYMENTS = """
    record_id | person_id | link_tier | scheme   | paid_for   | paid_in    | amount_fen
    A         | P1        | T1        | 企业养老 | 2026-05-01 | 2026-05-01 | 100
    B         | P2        | T1        | 企业养老 | 2026-05-01 | 2026-05-01 | 100
    C         | P1        | T1        | 企业养老 | 2026-08-01 | 2026-08-01 | 100
    D         | P2        | T1        | 企业养老 | 2026-08-01 | 2026-08-01 | 100
    E         |           |           | 企业养老 | 2026-08-01 | 2026-08-01 | 100
"""
DEATHS = """
    record_id | person_id | died_on    | source
    X         | P1        | 2026-01-10 | 公安注销
    Y         | P1        | 2026-01-10 | 民政火化
"""
FROM_JULY = Gap(dataset=DEATH, first=date(2026, 7, 1), last=None, overdue=True)
LACK = f"缺少{contract_for(DEATH).title}2026年7月及以后的数据（最新数据没有到）"


def run(
    rule: Rule, given: Mapping[str, str], folder: Path, *gaps: Gap
) -> tuple[dict[str, Json], pl.DataFrame, pl.DataFrame]:
    """Return counters, hits and reasons of a rule whose datasets have those gaps."""
    files = write_resolved(folder, dict.fromkeys(rule.needs, "") | dict(given))
    by_path = {gap.dataset: (gap,) for gap in gaps}
    counters = run_rule(
        rule,
        files,
        folder,
        policy_home=None,
        memory_mb=256,
        threads=1,
        gaps=by_path,
    )
    hits, reasons = (pl.read_parquet(folder / name) for name in (HITS, REASONS))
    return counters, hits, reasons


def test_nothing_found_where_nothing_is_known_is_not_in_order(tmp_path: Path) -> None:
    given = {PAYMENT: PAYMENTS, DEATH: DEATHS}
    counters, hits, reasons = run(RULE, given, tmp_path, FROM_JULY)
    # what the register does say stands, also after it was last renewed
    assert hits.select("subject_id", "outcome", "items").rows() == [("P1", "hit", 2)]
    open_acts = reasons.filter(pl.col("outcome") != "hit")
    assert open_acts.select("outcome", "reason", "title", "acts").rows() == [
        ("cannot_decide", "uncovered", LACK, 1),
        ("no_hit", "nothing_found", "未发现不一致", 1),
        ("not_evaluated", "untied", "未能确定是谁的记录", 1),
    ]
    assert reasons["acts"].sum() == counters["eligible"] == 5
    assert (counters["evaluated"], counters["uncovered"]) == (4, 1)
    assert counters["gaps"] == [LACK.removeprefix("缺少")]


def test_without_a_gap_nothing_changes(tmp_path: Path) -> None:
    counters, _, reasons = run(RULE, {PAYMENT: PAYMENTS, DEATH: DEATHS}, tmp_path)
    assert (counters["uncovered"], counters["gaps"]) == (0, [])
    assert "cannot_decide" not in reasons["outcome"].to_list()


def test_a_hole_in_the_acts_themselves_is_named(tmp_path: Path) -> None:
    hole = Gap(dataset=PAYMENT, first=date(2026, 6, 1), last=date(2026, 7, 31))
    around = Gap(dataset=PAYMENT, first=date(2026, 9, 1), last=None)
    given = {PAYMENT: PAYMENTS, DEATH: DEATHS}
    counters, _, _ = run(RULE, given, tmp_path, hole)
    assert counters["gaps"] == [hole.words]
    assert run(RULE, given, tmp_path, around)[0]["gaps"] == []


TRAINING, MIGRANT, RESIDENT = (
    "relief/training_enrolment",
    "relief/migrant",
    "registry/resident",
)
TRAINED = """
    record_id | person_id | name_key | fund_source | started_on | ended_on   | subsidy_fen
    A         | P1        | 甲某     | 移民        | 2026-03-02 | 2026-03-20 | 100
    B         | P2        | 乙某     | 移民        | 2026-09-02 | 2026-09-20 | 100
"""
MIGRANTS = """
    record_id | person_id | name_key | valid_from
    M         | P9        | 丙某     | 2007-01-01
"""
NOT_IN_REGISTER = {TRAINING: TRAINED, MIGRANT: MIGRANTS}
HOMES = """
    record_id | person_id | name_key | household_number | relation_to_head
    R1        | P1        | 甲某     | H1               | 户主
    R2        | P2        | 乙某     | H2               | 户主
"""


def outcomes(hits: pl.DataFrame) -> list[tuple[object, ...]]:
    """Return whose hit has which outcome, and why."""
    return hits.sort("subject_id").select("subject_id", "outcome", "reason").rows()


def test_what_rests_on_silence_cannot_be_decided(tmp_path: Path) -> None:
    gap = Gap(dataset=MIGRANT, first=date(2026, 7, 1), last=None)
    given = {**NOT_IN_REGISTER, RESIDENT: HOMES}
    counters, hits, reasons = run(NOT_MIGRANT, given, tmp_path, gap)
    assert outcomes(hits)[1] == ("P2", "cannot_decide", gap.words)
    assert outcomes(hits)[0][:2] == ("P1", "hit")
    assert gap.words in hits.sort("subject_id")["evidence_missing"][1].to_list()
    undecided = reasons.filter(pl.col("outcome") == "cannot_decide")
    assert undecided["title"].to_list() == [f"缺少{gap.words}"]
    assert (counters["cannot_decide"], counters["uncovered"]) == (1, 0)
    assert counters["gaps"] == [gap.words]


def test_an_explanation_cannot_be_tested_in_days_that_its_data_lack(
    tmp_path: Path,
) -> None:
    gap = Gap(dataset=RESIDENT, first=date(2026, 7, 1), last=None)
    given = {**NOT_IN_REGISTER, RESIDENT: HOMES}
    _, hits, _ = run(NOT_MIGRANT, given, tmp_path, gap)
    said = {
        subject: {one["name"]: one["verdict"] for one in tried}
        for subject, tried in hits.select("subject_id", "explanations").rows()
    }
    assert said["P1"]["migrant_family"] == "refused"
    assert said["P2"]["migrant_family"] == "untestable"
    # whose card says that without its data nothing can be decided
    assert [one[1] for one in outcomes(hits)] == ["hit", "cannot_decide"]


def test_an_optional_dataset_that_came_empty_did_not_come(tmp_path: Path) -> None:
    files = write_resolved(tmp_path, {**NOT_IN_REGISTER, RESIDENT: ""})
    empty = without_rows(files)
    assert empty == {RESIDENT}
    ready = readiness(NOT_MIGRANT, set(files) - empty, empty)
    assert (ready.status, ready.missing) == ("degraded", (RESIDENT,))
    _, hits, _ = run(NOT_MIGRANT, NOT_IN_REGISTER, tmp_path)
    assert {one[1] for one in outcomes(hits)} == {"cannot_decide"}


def test_a_needed_dataset_that_came_empty_says_so(tmp_path: Path) -> None:
    files = write_resolved(tmp_path, {TRAINING: TRAINED, MIGRANT: ""})
    empty = without_rows(files)
    ready = readiness(NOT_MIGRANT, set(files) - empty, empty)
    assert (ready.status, ready.missing) == ("cannot", (MIGRANT,))
    assert ready.reason == f"{contract_for(MIGRANT).title}一行数据也没有"
    absent = readiness(NOT_MIGRANT, [TRAINING])
    assert absent.reason == f"{contract_for(MIGRANT).title}没有可用的报送"


def test_gaps_are_read_off_the_tables(tmp_path: Path) -> None:
    rows = "".join(
        f"P{number} | 公务员 | 2026-0{month}-01\n"
        for month in (1, 2, 5)
        for number in range(12)
    )
    files = write_resolved(
        tmp_path, {WAGES: f"person_id | staff_type | paid_for\n{rows}", DEATH: DEATHS}
    )
    found = {path: [gap.words for gap in gaps] for path, gaps in gaps_of(files).items()}
    title = contract_for(WAGES).title
    assert found == {
        DEATH: [],
        WAGES: [
            f"{title}2025年12月及以前的数据",
            f"{title}2026年6月及以后的数据",
            f"{title}2026年3月至2026年4月的数据",
        ],
    }
