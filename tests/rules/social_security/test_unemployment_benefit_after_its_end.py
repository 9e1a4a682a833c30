"""Unemployment benefit after something else than work had ended it."""

import pytest

from rules.social_security.unemployment_benefit_after_its_end import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

BENEFIT = "social_security/unemployment_benefit"
DEATH = "registry/death"
CUSTODY = "registry/custody"
RESIDENT = "registry/resident"
VETERAN = "registry/veteran"
JOURNEY = "registry/exit_entry"
PENSION = "social_security/pension_payment"
CERTIFICATE = "social_security/life_certificate"


def drawn(*months: int, tier: str = "T1", result: str = "成功") -> str:
    """Return the benefit of some months of 2026."""
    head = "record_id|person_id|link_tier|paid_for|paid_on|amount_fen|payment_result"
    rows = [f"B{n}|P1|{tier}|2026-0{n}-01|2026-0{n}-15|150000|{result}" for n in months]
    return "\n".join((head, *rows))


DIED = """
    record_id | person_id | died_on    | source
    D1        | P1        | 2026-01-10 | 公安注销
"""


def test_counts_the_months_after_a_death_that_could_be_known() -> None:
    """死亡登记传递期之后仍发放的失业保险金逐月列出."""
    check_rule(
        RULE,
        given={BENEFIT: drawn(1, 2, 3, 4, 5), DEATH: DIED},
        expect="""
outcome|subject_id|matter                    |amount_fen|items|severity|evidence_for|evidence_against
hit    |P1        |social_security/失业保险金|450000    |3    |S3      |D1 B3 B4 B5 |B2
""",
    )


@pytest.mark.parametrize(
    ("month", "outcome"),
    [(1, []), (2, ["explained"]), (3, ["hit"])],  # 64 days after the death
)
def test_window_edges_of_a_death(month: int, outcome: list[str]) -> None:
    """死亡当月照发，次月在传递期内有合理解释，第三个月起列出."""
    hits = hits_of(RULE, {BENEFIT: drawn(month), DEATH: DIED})
    assert [hit["outcome"] for hit in hits] == outcome


def test_certified_face_to_face_after_the_recorded_death() -> None:
    """死亡登记之后本人通过人脸识别认证的，有合理解释."""
    shown = """
        person_id | certified_on | way      | result
        P1        | 2026-08-01   | 人脸识别 | 通过
    """
    (hit,) = hits_of(RULE, {BENEFIT: drawn(5), DEATH: DIED, CERTIFICATE: shown})
    assert hit["outcome"] == "explained"
    assert "certified_alive" in str(hit["reason"])


@pytest.mark.parametrize(
    ("month", "paid_in", "outcome"),
    [
        ("2026-03-01", "2026-03-01", []),  # the month in which the pension begins
        ("2026-02-01", "2026-03-01", ["hit"]),
        ("2026-02-01", "2026-07-01", ["cannot_decide"]),  # settled later
    ],
)
def test_a_pension_ends_it(month: str, paid_in: str, outcome: list[str]) -> None:
    """开始领养老待遇的当月照发，次月起列出；养老待遇事后补发的无法判断."""
    pension = f"""
        person_id | scheme   | paid_for   | paid_in   | amount_fen
        P1        | 企业养老 | {month}    | {month}   | 300000
        P1        | 企业养老 | 2026-03-01 | {paid_in} | 300000
    """
    hits = hits_of(RULE, {BENEFIT: drawn(3), PENSION: pension})
    assert [hit["outcome"] for hit in hits] == outcome


@pytest.mark.parametrize(
    ("mode", "kind", "outcome"),
    [
        ("监狱执行", "服刑", ["hit"]),
        ("缓刑", "社区矫正", []),
        ("", "服刑", ["cannot_decide"]),
        ("看守所代为执行", "羁押", []),
    ],
)
def test_prison_ends_it(mode: str, kind: str, outcome: list[str]) -> None:
    """在监狱服刑的整月列出，缓刑和判决前羁押不列."""
    register = f"""
        person_id | kind   | exec_mode | started_on | ended_on
        P1        | {kind} | {mode}    | 2025-06-10 | 2026-05-10
    """
    hits = hits_of(RULE, {BENEFIT: drawn(4, 5), CUSTODY: register})
    assert [hit["outcome"] for hit in hits] == outcome
    assert [hit["items"] for hit in hits] == [1] * len(outcome)


@pytest.mark.parametrize(
    ("status", "reason"), [("参军注销", "服兵役"), ("出国定居注销", "移居境外")]
)
def test_struck_off_by_the_police(status: str, reason: str) -> None:
    """户籍因参军、出国定居注销的，次月起列出；迁往外地的不列."""
    register = f"""
        person_id | status   | changed_on
        P1        | {status} | 2026-02-15
    """
    (hit,) = hits_of(RULE, {BENEFIT: drawn(2, 3), RESIDENT: register})
    assert (hit["outcome"], hit["reason"], hit["items"]) == ("hit", reason, 1)
    moved = {BENEFIT: drawn(3), RESIDENT: register.replace(status, "迁出")}
    assert hits_of(RULE, moved) == []


@pytest.mark.parametrize(
    ("discharged_on", "reason"), [("2027-09-01", ["服兵役"]), ("2024-09-01", [])]
)
def test_time_of_service(discharged_on: str, reason: list[str]) -> None:
    """服役期间的列出，已退役的不列."""
    register = f"""
        person_id | enlisted_on | discharged_on
        P1        | 2022-09-01  | {discharged_on}
    """
    hits = hits_of(RULE, {BENEFIT: drawn(3), VETERAN: register})
    assert [hit["reason"] for hit in hits] == reason


@pytest.mark.parametrize(
    ("entered_on", "items"),
    [
        ("2026-06-30", []),  # 180 days
        ("2026-07-02", [3]),  # 182 days: February to April lie within
        ("", []),  # not back yet: four months so far
    ],
)
def test_a_long_journey_asks(entered_on: str, items: list[int]) -> None:
    """连续在境外超过一百八十天的，其中的整月列为提示."""
    journey = f"""
        person_id | exited_on  | entered_on
        P1        | 2026-01-01 | {entered_on}
    """
    hits = hits_of(RULE, {BENEFIT: drawn(2, 3, 4), JOURNEY: journey})
    assert [hit["items"] for hit in hits] == items
    assert [hit["severity"] for hit in hits] == ["S4"] * len(items)


def test_weak_ties_and_returned_money() -> None:
    """身份对应把握不大的列为待核身份，未付出的不列."""
    (hit,) = hits_of(RULE, {BENEFIT: drawn(5, tier="T5"), DEATH: DIED})
    assert (hit["tier"], hit["severity"]) == ("T5", "S4")
    back = {BENEFIT: drawn(5, result="失败"), DEATH: DIED}
    assert hits_of(RULE, back) == []


def test_the_clean_county() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("SS-05")


@pytest.mark.parametrize(
    ("later", "outcome"),
    [
        ("", ["hit"]),  # merely left out of the later register
        ("R2 | P1 | 正常 | | 2026-06-10 |", []),  # entered again
    ],
)
def test_struck_and_left_out_later(later: str, outcome: list[str]) -> None:
    """已注销户籍、后一次名册不再列出的仍算注销；后又恢复登记的不算."""
    register = f"""
        record_id | person_id | status | changed_on | delivered_on | valid_to
        R1 | P1 | 参军注销 | 2025-12-10 | 2026-03-10 | 2026-06-09
        {later}
    """
    hits = hits_of(RULE, {BENEFIT: drawn(3), RESIDENT: register})
    assert [hit["outcome"] for hit in hits] == outcome
