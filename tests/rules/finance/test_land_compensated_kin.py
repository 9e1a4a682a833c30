"""Land compensation to officials' relatives from elsewhere."""

import pytest

from rules.finance.land_compensated_kin import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

PATH, CADRE = "finance/land_compensation", "registry/cadre"
RESIDENT, HOME = "registry/resident", "registry/real_estate"
PLOT = "relief/land_subsidy"
PAID = """
    record_id | person_id | town   | village | amount_fen | signed_on  | paid_on    | payment_result
    A         | P1        | 上湾镇 | 上湾村  | 900000     | 2026-03-02 | 2026-04-01 | 成功
"""


def given(
    village: str = "下渡村",
    *,
    town: str = "石桥镇",
    removed: str = "",
    paid: str = PAID,
    **more: str,
) -> dict[str, str]:
    post = f"""
        record_id | person_id | unit_name | town   | appointed_on | removed_on
        O         | P1        | 镇政府    | {town} | 2015-01-01   | {removed}
    """
    register = f"""
        record_id | person_id | village   | status
        R         | P1        | {village} | 正常
    """
    return {PATH: paid, CADRE: post, RESIDENT: register, **more}


def moved_in(since: str) -> dict[str, str]:
    """Return an official entered in the village's register on a day."""
    called = PAID.replace("| signed_on ", "| announced_on | signed_on ").replace(
        "| 2026-03-02", "| 2026-02-01   | 2026-03-02"
    )
    register = f"""
        record_id | person_id | village | status | valid_from | valid_to
        R         | P1        | 下渡村  | 正常   |            | {since}
        S         | P1        | 上湾村  | 正常   | {since}    |
    """
    return {**given(paid=called), RESIDENT: register}


def namesake_village(town: str) -> dict[str, str]:
    """Return an official registered in a village of that name in a town."""
    register = f"""
        record_id | person_id | town   | village | status
        R         | P1        | {town} | 上湾村  | 正常
    """
    return {**given(), RESIDENT: register}


def test_an_official_from_elsewhere() -> None:
    """在职公职人员从别的村领补偿的列出."""
    check_rule(
        RULE,
        given=given(),
        expect="""
            outcome | subject_id | amount_fen | severity | reason | evidence_for
            hit     | P1         | 900000     | S3       | 本人   | A O R
        """,
    )


OWNED = "person_id | registered_on\nP1 | 2019-04-01"
HOUSE = PAID.replace("| amount_fen", "| house_fen | amount_fen").replace(
    "| 900000", "| 500000    | 900000"
)


@pytest.mark.parametrize(
    ("tables", "outcomes"),
    [
        (given("上湾村"), []),
        (moved_in("2026-01-09"), []),
        (moved_in("2026-02-20"), ["hit"]),  # after the call of February
        (namesake_village("上湾镇"), []),
        (namesake_village(""), []),
        (namesake_village("石桥镇"), ["hit"]),
        (given(removed="2025-12-31"), []),
        (given(removed="2026-03-02"), ["hit"]),
        (given(paid=PAID.replace("成功", "退回")), []),
        ({**given(), RESIDENT: ""}, ["cannot_decide"]),
        (
            {
                **given(),
                PLOT: "person_id | village | contract_area_milli\nP1 | 上湾村 | 900",
            },
            [],
        ),
        (
            {
                **given(),
                PLOT: "person_id | village | contract_area_milli\nP1 | 下渡村 | 900",
            },
            ["hit"],
        ),
        ({**given(paid=HOUSE), HOME: OWNED}, ["cannot_decide"]),
        ({**given(paid=HOUSE), HOME: OWNED.replace("2019", "2027")}, ["hit"]),
        ({**given(), HOME: OWNED}, ["hit"]),  # no house was compensated
    ],
)
def test_who_belongs_to_the_village(
    tables: dict[str, str], outcomes: list[str]
) -> None:
    """户籍或承包地在该村、签约以前已离任、已退回的不列；没有户籍数据或补偿含本人房屋的无法判断."""
    assert [hit["outcome"] for hit in hits_of(RULE, tables)] == outcomes


def test_an_official_of_the_place_weighs_more() -> None:
    """公职人员就在该乡镇任职的，列为重点核查."""
    (hit,) = hits_of(RULE, given(town="上湾镇"))
    assert hit["severity"] == "S2"


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("LC-02")
