"""Grants for dangerous houses: once for a household without another roof."""

import pytest

from rules.relief.housing_grant_conditions import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import hits_of

GRANT, RESIDENT = "relief/housing_grant", "registry/resident"
MOVED, HOME, CADRE = (
    "relief/resettled_household",
    "registry/real_estate",
    "registry/cadre",
)
HEADER = (
    "record_id | person_id | decided_on | started_on | finished_on | amount_fen"
    " | payment_result"
)
ONE = "A | P1 | 2022-04-18 | 2022-05-08 | 2022-07-22 | 3200000 | 成功"


def found(*grants: str, **tables: str) -> list[tuple[object, object]]:
    given = {GRANT: "\n".join((HEADER, *grants))}
    given |= {globals()[name.upper()]: text for name, text in tables.items()}
    return [(hit["outcome"], hit["reason"]) for hit in hits_of(RULE, given)]


def test_one_grant_is_nothing() -> None:
    """只有一次补助的，不列."""
    assert found(ONE) == []


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        ("B | P1 | 2017-03-01 | | | 900000 | 成功", [("hit", "再次补助")]),
        ("B | P1 | 2017-03-01 | | | 900000 | 退回", []),
        ("B | P1 | 2007-04-17 | | | 900000 | 成功", []),  # fifteen years and a day
        ("B | P2 | 2017-03-01 | | | 900000 | 成功", []),
    ],
)
def test_an_earlier_grant_to_the_same_person(
    earlier: str, expected: list[tuple[object, object]]
) -> None:
    """间隔年数以内本人再次补助的列出；已退回、间隔已满、别人的不列."""
    assert found(ONE, earlier) == expected


def test_an_earlier_grant_to_the_household_counts_for_the_later_one() -> None:
    """同户成员先前已有补助的，列后一次."""
    household = """
        record_id | person_id | household_number
        R1        | P1        | H1
        R2        | P2        | H1
    """
    given = {
        GRANT: f"{HEADER}\n{ONE}\nB | P2 | 2017-03-01 | | | 900000 | 成功",
        RESIDENT: household,
    }
    (hit,) = hits_of(RULE, given)
    assert (hit["subject_id"], hit["amount_fen"], hit["severity"]) == (
        "P1",
        3200000,
        "S3",
    )


@pytest.mark.parametrize(
    ("homes", "tiers"),
    [
        ("R1 | P1 | H1 | T1\nR2 | P2 | H1 | T4", ["T4"]),
        ("R1 | P1 | H1 | T4\nR2 | P2 | H1 | T4", []),  # two weak ties
        ("R1 | P1 | H2 | T1\nR3 | P1 | H1 | T4\nR2 | P2 | H1 | T1", []),
    ],
)
def test_a_household_known_by_one_weak_tie(homes: str, tiers: list[str]) -> None:
    """户籍中一方身份待核的，列入待核身份；双方待核或本人另有可靠户籍的不列."""
    given = {
        GRANT: f"{HEADER}\n{ONE}\nB | P2 | 2017-03-01 | | | 900000 | 成功",
        RESIDENT: f"record_id | person_id | household_number | link_tier\n{homes}",
    }
    assert [hit["tier"] for hit in hits_of(RULE, given)] == tiers


def test_a_resettlement_excludes_the_grant() -> None:
    """另有易地搬迁安置的列出."""
    moved = "record_id | person_id | moved_in_on\nM1 | P1 | 2018-11-06"
    assert found(ONE, moved=moved) == [("hit", "另有搬迁安置")]


@pytest.mark.parametrize(
    ("home", "expected"),
    [
        ("商品房 | 2019-01-01 | 现势 |", [("hit", "另有商品房")]),
        ("自建房 | 2019-01-01 | 现势 |", []),
        ("商品房 | 2023-01-01 | 现势 |", []),
        ("商品房 | 2019-01-01 | 历史 | 2021-02-08", []),
        (
            "商品房 | 2019-01-01 | 历史 |",
            [("cannot_decide", "房屋转移或灭失的日期")],
        ),
    ],
)
def test_a_flat_at_the_time_of_the_decision(
    home: str, expected: list[tuple[object, object]]
) -> None:
    """批准时名下有商品房的列出；自建房、批准以后购买、已转出的不列，不知何时转出的无法判断."""
    table = (
        "record_id | person_id | unit_number | use_kind | nature | registered_on"
        f" | status | ended_on\nH1 | P1 | U1 | 住宅 | {home}"
    )
    outcomes = found(ONE, home=table)
    assert [one[0] for one in outcomes] == [one[0] for one in expected]


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("公务员 | 2015-01-01 |", [("hit", "在编人员")]),
        ("公务员 | 2023-01-01 |", []),
        ("公务员 | 2015-01-01 | 2020-01-01", []),
        ("村(社区)干部 | 2015-01-01 |", []),
    ],
)
def test_who_was_in_public_service_then(
    post: str, expected: list[tuple[object, object]]
) -> None:
    """批准时在编的列出；以后入职、已离职、村干部不列."""
    table = (
        f"record_id | person_id | identity | appointed_on | removed_on\nC | P1 | {post}"
    )
    assert found(ONE, cadre=table) == expected


def test_work_finished_before_the_decision() -> None:
    """竣工早于批准的列出."""
    row = ONE.replace("2022-07-22", "2022-03-01")
    assert found(row) == [("hit", "先完工后批准")]


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PR-14")


@pytest.mark.parametrize(
    ("earlier", "hits"),
    [
        # Left out by the later list, which stands for this year's grants alone.
        ("B | P1 | 2017-03-01 | 900000 | 成功 | 2017-01-01 | 2026-06-09", 1),
        # The same decision, entered under another year before.
        ("B | P1 | 2022-04-18 | 900000 | 成功 | 2021-01-01 | 2026-06-09", 0),
        # Paid back, says the last list that had it.
        (
            "B | P1 | 2017-03-01 | 900000 | 成功 | 2017-01-01 | 2026-03-09\n"
            "C | P1 | 2017-03-01 | 900000 | 退回 | 2017-01-01 | 2026-06-09",
            0,
        ),
    ],
)
def test_an_earlier_grant_that_a_later_list_has_no_more(
    earlier: str, hits: int
) -> None:
    """后一次台账没有再列的补助仍算补助过；更正过的、后来退回的不算."""
    head = (
        "record_id | person_id | decided_on | amount_fen | payment_result"
        " | granted_for | valid_to"
    )
    last = "A | P1 | 2022-04-18 | 3200000 | 成功 | 2022-01-01 |"
    given = {GRANT: f"{head}\n{last}\n{earlier}"}
    assert len(hits_of(RULE, given)) == hits


@pytest.mark.parametrize(
    ("left", "joined", "hits"),
    [
        ("2022-06-09", "", 1),  # moved out after the grant
        ("2022-03-09", "", 0),
        ("", "2023-06-10", 0),  # came into the household after it
    ],
)
def test_the_household_is_that_of_the_day(left: str, joined: str, hits: int) -> None:
    """按批准当日的同户人员判断，不按现在的户籍."""
    seen = joined or "2021-03-10"
    register = f"""
        record_id | person_id | household_number | delivered_on | valid_from | valid_to
        R1 | P1 | H1 | 2021-03-10 | |
        R2 | P2 | H1 | {seen} | {joined} | {left}
        R3 | P3 | H9 | 2022-05-10 | |
    """
    given = {
        GRANT: f"{HEADER}\n{ONE}\nB | P2 | 2017-03-01 | | | 900000 | 成功",
        RESIDENT: register,
    }
    assert len(hits_of(RULE, given)) == hits
