"""Aid for pupils against its terms, and what only looks so."""

import pytest

from rules.relief.education_aid_conditions import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

PAID, STUDENT = "relief/subsidy_payment", "registry/student"
MEMBER, HOME = "relief/registered_person", "relief/registered_household"
RESIDENT = "registry/resident"
POOR, STATE = "雨露计划职业教育补助", "中职国家助学金"
HIGH = "普通高中国家助学金"


def table(row: dict[str, str | int]) -> str:
    """Return one row under its heading."""
    return "|".join(row) + "\n" + "|".join(str(cell) for cell in row.values())


def term(record: str = "S1", project: str = POOR, **cells: str | int) -> str:
    """Return an aid for the spring term of 2026, the standard 1,500 yuan."""
    row: dict[str, str | int] = {
        "record_id": record,
        "person_id": "P1",
        "link_tier": "T1",
        "person_name": "某甲",
        "village": "甲村",
        "project_name": project,
        "paid_for": "2026-03-01",
        "paid_for_to": "2026-07-31",
        "paid_on": "2026-05-20",
        "standard_fen": 150_000,
        "quantity_milli": 1_000,
        "amount_fen": 150_000,
        "payment_result": "成功",
    }
    return table(row | cells)


def lines(*tables: str) -> str:
    """Return the tables under the first one's heading."""
    return "\n".join([tables[0], *(one.splitlines()[1] for one in tables[1:])])


def pupil(status: str = "在籍", number: str = "1", **cells: str | int) -> str:
    """Return one entry at a school."""
    row: dict[str, str | int] = {
        "record_id": f"E{number}",
        "person_id": "P1",
        "student_number": f"G{number}",
        "school": "甲校",
        "stage": "中职",
        "status": status,
        "enrolled_on": "2024-09-01",
        "left_on": "",
        "changed_on": "",
        "valid_to": cells.get("left_on", ""),
    }
    return table(row | cells)


def member(added: str = "2020-01-01", removed: str = "") -> str:
    """Return the pupil as a member of a registered household."""
    return f"""
        record_id | person_id | household_number | person_name | village | added_on | removed_on | valid_to
        M1        | P1        | H1               | 某甲        | 甲村    | {added}  | {removed}  | {removed}
    """


def test_left_before_the_term() -> None:
    """学期开始前已退学的列出，金额为实际到账额."""
    check_rule(
        RULE,
        given={
            PAID: term(),
            STUDENT: pupil("退学", left_on="2025-12-03"),
            MEMBER: member(),
        },
        expect="""
outcome|reason|subject_id|matter                     |amount_fen|severity|evidence_for
hit    |不在籍|P1        |relief/雨露计划职业教育补助|150000    |S3      |E1 S1
""",
    )


@pytest.mark.parametrize(
    ("school", "outcome", "reason"),
    [
        (pupil(), [], []),
        (pupil("退学", left_on="2026-03-20"), ["explained"], ["back_pay"]),
        (pupil("毕业", left_on="2026-06-30"), [], []),
        (pupil("休学", changed_on="2025-12-03"), ["hit"], ["不在籍"]),
        (pupil("休学", changed_on="2026-06-03"), [], []),
        (pupil("休学"), ["cannot_decide"], ["离校或休学日期"]),
        (pupil("转出", left_on="2025-12-03"), ["cannot_decide"], ["studies_elsewhere"]),
        (
            pupil("毕业", left_on="2025-06-30"),
            ["cannot_decide"],
            ["studies_elsewhere"],
        ),
        (
            pupil("毕业", left_on="2025-06-30", stage="本科"),
            ["hit"],
            ["不在籍"],
        ),
        (
            pupil(enrolled_on="2026-09-01"),
            ["cannot_decide"],
            ["县外就读的学籍或在读证明"],
        ),
    ],
)
def test_where_the_registers_show_the_pupil(
    school: str, outcome: list[str], reason: list[str]
) -> None:
    """学期中离校、转出或升学的不列为疑点；休学在学期之前的列出."""
    hits = hits_of(RULE, {PAID: term(), STUDENT: school, MEMBER: member()})
    assert [hit["outcome"] for hit in hits] == outcome
    assert [hit["reason"] for hit in hits] == reason


def test_no_school_of_ours_knows_the_pupil() -> None:
    """本地没有学籍记录的，可能在县外就读，不作判断."""
    (hit,) = hits_of(RULE, {PAID: term(), MEMBER: member()})
    assert (hit["outcome"], hit["reason"]) == (
        "cannot_decide",
        "县外就读的学籍或在读证明",
    )


@pytest.mark.parametrize(
    ("since", "outcome"), [("2026-08-30", ["hit"]), ("2026-08-01", ["explained"])]
)
def test_between_two_schools(since: str, outcome: list[str]) -> None:
    """两校学籍衔接在规定天数之内的，有合理解释."""
    gone = pupil("退学", left_on="2026-05-01")
    schools = lines(gone, pupil(enrolled_on=since, number="2", school="乙校"))
    paid = term(paid_on="2026-07-20").replace("2026-03-01", "2026-06-01")
    hits = hits_of(RULE, {PAID: paid, STUDENT: schools, MEMBER: member()})
    assert [hit["outcome"] for hit in hits] == outcome


def test_an_older_list_still_shows_the_pupil() -> None:
    """新名册已经删去、旧名册当时在籍的，仍按在籍看待."""
    seen = pupil(valid_to="2026-08-31")  # the later list is without
    assert hits_of(RULE, {PAID: term(), STUDENT: seen, MEMBER: member()}) == []


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (pupil(number="2", school="乙校"), ["两校领取"]),
        (pupil(number="2", school="甲 校"), []),  # the same school, twice entered
        (pupil(number="2", school="乙校", enrolled_on="2026-07-10"), []),
    ],
)
def test_at_two_schools(other: str, reason: list[str]) -> None:
    """同期在两校在籍并领两笔的列出；同一学校或短期重叠的不按两校计."""
    paid = lines(term(), term("S2", paid_on="2026-06-20"))
    schools = lines(pupil(), other)
    hits = hits_of(RULE, {PAID: paid, STUDENT: schools, MEMBER: member()})
    assert [hit["reason"] for hit in hits] == reason


@pytest.mark.parametrize(
    ("first", "second", "fen"),
    [
        (150_000, 120_000, [120_000]),
        (150_000, 150_000, []),  # the very same line is X01's
        (80_000, 70_000, []),  # two instalments
        (100_000, 90_000, [40_000]),
    ],
)
def test_the_same_aid_twice_in_a_term(first: int, second: int, fen: list[int]) -> None:
    """同一学期合计超过标准的只计超出部分，分次发放的不列."""
    paid = lines(
        term(amount_fen=first), term("S2", amount_fen=second, paid_on="2026-06-20")
    )
    hits = hits_of(RULE, {PAID: paid, STUDENT: pupil(), MEMBER: member()})
    assert [hit["amount_fen"] for hit in hits] == fen


def test_the_same_aid_under_another_name() -> None:
    """两个项目名称属于同一项资助的，也按重复领取计."""
    paid = lines(term(), term("S2", "雨露计划补助", paid_on="2026-06-20"))
    (hit,) = hits_of(RULE, {PAID: paid, STUDENT: pupil(), MEMBER: member()})
    assert (hit["reason"], hit["amount_fen"]) == ("重复领取", 150_000)


def test_two_aids_that_exclude_each_other() -> None:
    """互斥的两项同期发放的列出较少的一项，雨露计划与国家助学金可以同时享受."""
    both = lines(
        term(project=STATE), term("S2", HIGH, amount_fen=90_000, paid_on="2026-06-20")
    )
    schools = lines(pupil(), pupil(number="2", stage="高中"))
    (hit,) = hits_of(RULE, {PAID: both, STUDENT: schools})
    assert (hit["reason"], hit["amount_fen"]) == ("同期互斥", 90_000)
    allowed = lines(term(), term("S2", STATE, paid_on="2026-06-20"))
    given = {PAID: allowed, STUDENT: pupil(), MEMBER: member()}
    assert hits_of(RULE, given) == []


@pytest.mark.parametrize(
    ("stage", "reason"), [("高中", ["学段不符"]), ("专科", []), ("本科", ["学段不符"])]
)
def test_the_stage_that_the_aid_is_for(stage: str, reason: list[str]) -> None:
    """雨露计划只补中等和高等职业教育，登记为其他学段的列出."""
    hits = hits_of(RULE, {PAID: term(), STUDENT: pupil(stage=stage), MEMBER: member()})
    assert [hit["reason"] for hit in hits] == reason


@pytest.mark.parametrize(
    ("added", "removed", "outcome"),
    [
        ("2020-01-01", "", []),
        ("2026-05-01", "", []),  # before the payment
        ("2027-02-01", "", ["explained"]),
        ("2028-02-01", "", ["hit"]),
        ("2020-01-01", "2025-06-30", ["explained"]),
        ("2020-01-01", "2024-06-30", ["hit"]),
    ],
)
def test_when_the_household_was_registered(
    added: str, removed: str, outcome: list[str]
) -> None:
    """按补助期间看家庭是否在册，相近学年内认定或退出的有合理解释."""
    given = {PAID: term(), STUDENT: pupil(), MEMBER: member(added, removed)}
    hits = hits_of(RULE, given)
    assert [hit["outcome"] for hit in hits] == outcome


def test_a_household_that_is_nowhere_registered() -> None:
    """名册中没有学生家庭的列出；同名人员未核定身份的不作判断；没有名册的不查."""
    other = member().replace("P1", "P9").replace("某甲", "某乙")
    given = {PAID: term(), STUDENT: pupil(), MEMBER: other}
    (hit,) = hits_of(RULE, given)
    assert (hit["outcome"], hit["reason"], hit["severity"]) == (
        "hit",
        "家庭未登记",
        "S4",
    )
    loose = member().replace("| P1 ", "|    ")
    (hit,) = hits_of(RULE, {**given, MEMBER: lines_of(other, loose)})
    assert hit["outcome"] == "cannot_decide"
    assert hits_of(RULE, {PAID: term(), STUDENT: pupil()}) == []


def lines_of(first: str, second: str) -> str:
    """Return two tables of one heading as one."""
    return "\n".join([first.strip(), second.strip().splitlines()[1]])


def test_weak_ties_and_money_that_came_back() -> None:
    """身份对应把握不大的列为待核身份；退回、冲正的不列，部分退回的扣除."""
    gone = {STUDENT: pupil("退学", left_on="2025-12-03"), MEMBER: member()}
    (hit,) = hits_of(RULE, {PAID: term(link_tier="T5"), **gone})
    assert (hit["tier"], hit["severity"]) == ("T5", "S4")
    assert hits_of(RULE, {PAID: term(payment_result="退回"), **gone}) == []
    back = lines(term(), term("B1", amount_fen=-150_000, paid_on="2026-08-01"))
    assert hits_of(RULE, {PAID: back, **gone}) == []
    part = lines(term(), term("B1", amount_fen=-50_000, paid_on="2026-08-01"))
    (hit,) = hits_of(RULE, {PAID: part, **gone})
    assert hit["amount_fen"] == 100_000


@pytest.mark.parametrize("seed", [1, 8])
def test_the_clean_county(seed: int) -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PR-18", seed=seed)
