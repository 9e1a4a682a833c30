"""Subsidised trainees who were dead, confined, in hospital or abroad."""

import pytest

from rules.relief.trainee_elsewhere import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

TRAINING, CUSTODY = "relief/training_enrolment", "registry/custody"
DEATH, ABROAD = "registry/death", "registry/exit_entry"
STAY, CERTIFICATE = (
    "social_security/medical_settlement",
    "social_security/life_certificate",
)
HEADS = {
    CUSTODY: "record_id | person_id | exec_mode | started_on | ended_on | released_on",
    DEATH: "record_id | person_id | died_on | registered_on | source | link_tier",
    ABROAD: "record_id | person_id | exited_on | entered_on",
    STAY: "record_id | person_id | visit_kind | admitted_on | discharged_on | fund_fen",
    CERTIFICATE: "record_id | person_id | certified_on | way | result",
}


def given(tables: dict[str, str], **changes: str) -> dict[str, str]:
    """Return a class from the 1st to the 10th of June and rows of other tables."""
    cells = {
        "trade": "电工",
        "fen": "150000",
        "result": "成功",
        "tier": "T1",
        **changes,
    }
    return {
        TRAINING: f"""
            record_id | person_id | trade | started_on | ended_on | subsidy_fen \
            | payment_result | link_tier
            A | P1 | {cells["trade"]} | 2026-06-01 | 2026-06-10 | {cells["fen"]} \
            | {cells["result"]} | {cells["tier"]}
        """,
        **{path: f"{HEADS[path]}\n{row}" for path, row in tables.items()},
    }


def outcomes_of(tables: dict[str, str], **changes: str) -> list[object]:
    return [hit["outcome"] for hit in hits_of(RULE, given(tables, **changes))]


def test_a_class_in_the_middle_of_a_sentence() -> None:
    """整个班期都在服刑的列出."""
    check_rule(
        RULE,
        given=given({CUSTODY: "C1 | P1 | 监狱执行 | 2026-01-05 | 2027-01-05 |"}),
        expect="""
            outcome | subject_id | amount_fen | severity
            hit     | P1         | 150000     | S2
        """,
    )


@pytest.mark.parametrize(
    ("row", "outcomes"),
    [
        ("C1 | P1 | 监狱执行 | 2026-01-05 | 2026-06-06 |", ["hit"]),  # five of ten
        ("C1 | P1 | 监狱执行 | 2026-01-05 | 2026-06-05 |", []),
        ("C1 | P1 | 监狱执行 | 2026-01-05 | 2027-01-05 | 2026-05-20", []),
        ("C1 | P1 | 看守所代为执行 | 2026-05-05 | |", ["hit"]),
        ("C1 | P1 | 缓刑 | 2026-01-05 | 2027-01-05 |", []),
        ("C1 | P1 | | 2026-01-05 | 2027-01-05 |", ["cannot_decide"]),
    ],
)
def test_custody(row: str, outcomes: list[str]) -> None:
    """在押日数达到班期一半的列出；不到一半、已释放、缓刑的不列."""
    assert outcomes_of({CUSTODY: row}) == outcomes


@pytest.mark.parametrize(
    ("row", "outcomes"),
    [
        ("S1 | P1 | 住院 | 2026-06-02 | 2026-06-08 | 90000", ["hit"]),
        ("S1 | P1 | 住院 | 2026-06-02 | 2026-06-07 | 90000", []),  # four whole days
        ("S1 | P1 | 普通门诊 | 2026-06-01 | 2026-06-10 | 9000", []),
        (
            "S1 | P1 | 住院 | 2026-06-02 | 2026-06-08 | 90000\n"
            "S2 | P1 | 住院 | 2026-06-02 | 2026-06-08 | -90000",
            [],  # taken back
        ),
    ],
)
def test_stays(row: str, outcomes: list[str]) -> None:
    """住院日数达到班期一半的列出；门诊、已冲正的不列."""
    assert outcomes_of({STAY: row}) == outcomes


@pytest.mark.parametrize(
    ("row", "trade", "outcomes"),
    [
        ("E1 | P1 | 2026-05-30 | 2026-06-09", "电工", ["hit"]),
        ("E1 | P1 | 2026-05-30 | 2026-06-05", "电工", []),
        ("E1 | P1 | 2026-05-30 |", "电工", ["cannot_decide"]),  # not known to be back
        ("E1 | P1 | 2026-05-30 | 2026-06-09", "电商（线上）", ["explained"]),
    ],
)
def test_journeys(row: str, trade: str, outcomes: list[str]) -> None:
    """出境日数达到班期一半的列出；没有入境记录的无法判断，线上班有合理解释."""
    assert outcomes_of({ABROAD: row}, trade=trade) == outcomes


@pytest.mark.parametrize(
    ("died", "outcomes"), [("2026-05-31", ["hit"]), ("2026-06-01", [])]
)
def test_deaths(died: str, outcomes: list[str]) -> None:
    """开班以前登记死亡的列出，开班当天死亡的不列."""
    row = f"D1 | P1 | {died} | 2026-06-03 | 公安注销 | T1"
    assert outcomes_of({DEATH: row}) == outcomes


def test_somebody_certified_alive_later_was_alive() -> None:
    """以后有人脸识别认证的，有合理解释."""
    tables = {
        DEATH: "D1 | P1 | 2026-03-01 | 2026-03-05 | 公安注销 | T1",
        CERTIFICATE: "L1 | P1 | 2026-07-01 | 人脸识别 | 通过",
    }
    assert outcomes_of(tables) == ["explained"]


@pytest.mark.parametrize("changes", [{"result": "退回"}, {"fen": "0"}, {"tier": "T6"}])
def test_what_is_not_asked(changes: dict[str, str]) -> None:
    """已退回、没有补贴、只凭姓名的，不列."""
    assert not outcomes_of({ABROAD: "E1 | P1 | 2026-05-30 | 2026-06-09"}, **changes)


@pytest.mark.parametrize(
    ("own", "tiers"), [("T1", [("T5", "S3")]), ("T4", [])]
)  # one weak tie upon the other says nothing
def test_weak_ties(own: str, tiers: list[tuple[str, str]]) -> None:
    """一处身份对应把握不大的降低等级，两处都把握不大的不列."""
    row = "D1 | P1 | 2026-03-01 | 2026-03-05 | 公安注销 | T5"
    found = hits_of(RULE, given({DEATH: row}, tier=own))
    assert [(hit["tier"], hit["severity"]) for hit in found] == tiers


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PR-13C")
