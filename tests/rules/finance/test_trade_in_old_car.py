"""Old cars that the register of vehicles knows otherwise."""

from datetime import date

import pytest

from rules.finance.trade_in_old_car import RULE
from tests.support.clean_county import assert_clean
from tests.support.kin import hits_of_couple
from tests.support.tables import check_rule, hits_of

PATH, VEHICLES = "finance/trade_in_subsidy", "registry/vehicle"


def bought(**changes: str) -> dict[str, str]:
    return {
        "record_id": "A",
        "person_id": "P1",
        "link_tier": "T1",
        "category": "汽车报废更新",
        "goods_kind": "燃油车",
        "old_plate_number": "鄂BA0313",
        "subsidy_fen": "1500000",
        "refund_fen": "",
        "invoice_on": "2026-03-12",
        "paid_on": "2026-04-10",
        "status": "已拨付",
        **changes,
    }


def car(**changes: str) -> dict[str, str]:
    return {
        "record_id": "V",
        "person_id": "P2",
        "link_tier": "T1",
        "plate_kind": "小型汽车",
        "plate_number": "鄂BA0313",
        "acquired_on": "2017-05-08",
        "left_on": "2026-03-02",
        "valid_to": "2026-03-02",
        "status": "报废",
        "delivered_on": "2026-11-06",
        **changes,
    }


def given(act: dict[str, str], *cars: dict[str, str]) -> dict[str, str]:
    return {PATH: _table(act), VEHICLES: _table(*cars)}


def _table(*rows: dict[str, str]) -> str:
    return "\n".join([" | ".join(rows[0]), *(" | ".join(row.values()) for row in rows)])


STAYS = {"left_on": "", "valid_to": "", "status": "正常"}


def test_the_old_car_was_anothers() -> None:
    """旧车购车前登记在他人名下的列出，登记作为依据."""
    check_rule(
        RULE,
        given=given(bought(), car()),
        expect="""
            outcome | subject_id | amount_fen | severity | reason   | evidence_for
            hit     | P1         | 1500000    | S3       | 他人名下 | A V
        """,
    )


@pytest.mark.parametrize(
    ("act", "other", "outcomes"),
    [
        ({}, {"person_id": "P1"}, []),
        ({}, {"plate_number": "鄂BA0314"}, []),
        ({}, {"plate_kind": "大型汽车"}, []),
        ({}, {"acquired_on": "2026-03-13", **STAYS}, []),
        ({}, {"left_on": "2025-03-11", "valid_to": "2025-03-11"}, []),
        ({}, {"left_on": "2025-03-12", "valid_to": "2025-03-12"}, ["hit"]),
        ({"old_plate_number": "鄂B·A0313"}, {}, ["hit"]),
        ({"category": "家电"}, {}, []),
        ({"status": "审核驳回"}, {}, []),
        ({"refund_fen": "1500000"}, {}, []),
        ({"link_tier": "T4"}, {}, ["hit"]),
        ({"link_tier": "T4"}, {"link_tier": "T4"}, []),
        ({}, {"person_id": "", "link_tier": ""}, ["cannot_decide"]),
    ],
)
def test_whose_car_counts(
    act: dict[str, str], other: dict[str, str], outcomes: list[str]
) -> None:
    """购车后登记的、一年前已转出的、大型车同号的不列；所有人身份不明的无法判断."""
    found = hits_of(RULE, given(bought(**act), car(**other)))
    assert [hit["outcome"] for hit in found] == outcomes


def test_own_among_former_owners() -> None:
    """先后登记在他人和本人名下的旧车，不列."""
    own = car(record_id="W", person_id="P1", acquired_on="2026-02-01")
    assert hits_of(RULE, given(bought(), car(), own)) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, 1),
        ({"delivered_on": "2026-06-08"}, 0),
        ({"delivered_on": "2026-06-09"}, 1),
        ({"status": "注销"}, 0),
        ({"left_on": "2026-03-20", "valid_to": "2026-03-20"}, 0),
    ],
)
def test_the_old_car_never_went(changes: dict[str, str], found: int) -> None:
    """旧车仍在本人名下的列为提示；登记数据取自拨付后六十日内的不作判断."""
    own = car(person_id="P1", **{**STAYS, **changes})
    hits = hits_of(RULE, given(bought(), own))
    assert [(hit["reason"], hit["severity"]) for hit in hits] == [
        ("仍在本人名下", "S4")
    ] * found


def test_a_car_stands_in_every_register_until_it_is_gone() -> None:
    """多次报送的登记没有变化的，以最近一次登记为准."""
    own = car(person_id="P1", **{**STAYS, "delivered_on": "2026-05-06"})
    assert hits_of(RULE, given(bought(), own)) == []
    other = car(record_id="W", plate_number="鄂BA0999", delivered_on="2026-11-06")
    (hit,) = hits_of(RULE, given(bought(), own, other))
    assert hit["reason"] == "仍在本人名下"


@pytest.mark.parametrize(
    ("until", "outcome"), [(None, "cannot_decide"), (date(2025, 1, 9), "hit")]
)
def test_a_relatives_car_is_for_local_rules(until: date | None, outcome: str) -> None:
    """旧车登记在配偶名下的，须看当地细则，无法判断；购车前已离婚的列出."""
    (hit,) = hits_of_couple(RULE, given(bought(), car()), until=until)
    assert hit["outcome"] == outcome


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("TI-03")


@pytest.mark.parametrize(
    ("gone", "outcomes"),
    [("2026-06-09", ["hit"]), ("2025-02-09", [])],
)
def test_a_car_that_a_later_register_has_no_more(
    gone: str, outcomes: list[str]
) -> None:
    """购车时仍登记在他人名下、后来不再列出的列出；购车一年以前已不再列出的不列."""
    other = car(**STAYS) | {"valid_to": gone, "delivered_on": "2025-01-10"}
    found = hits_of(RULE, given(bought(), other))
    assert [hit["outcome"] for hit in found] == outcomes
