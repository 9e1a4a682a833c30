"""Crop insurance for more area than is confirmed or on lease."""

import pytest

from rules.relief.insured_area_beyond_confirmed import RULE
from tests.support.clean_county import assert_clean
from tests.support.kin import hits_of_couple
from tests.support.tables import hits_of

INSURED, LAND = "relief/agricultural_insurance", "relief/land_subsidy"
CADRE = "registry/cadre"
POLICIES = (
    "record_id | person_id | insurance_kind | insured_from | insured_to"
    " | insured_quantity_milli | subsidy_fen | link_tier\n"
)
RICE = "P1 | 水稻种植保险 | 2026-05-10 | 2026-10-10"
PLOT = "10000 | |"


def found(*policies: str, plot: str = PLOT) -> list[dict[str, object]]:
    land = f"""
        person_id | paid_for   | plot_code | contract_area_milli | leased_area_milli | lease_number
        P1        | 2026-01-01 | L1        | {plot}
    """
    return hits_of(RULE, {INSURED: POLICIES + "\n".join(policies), LAND: land})


def outcomes(*policies: str, plot: str = PLOT) -> list[object]:
    return [hit["outcome"] for hit in found(*policies, plot=plot)]


@pytest.mark.parametrize(
    ("area", "plot", "outcome"),
    [
        (11_000, PLOT, None),  # a tenth more is measuring
        (11_001, PLOT, "hit"),
        (15_000, "10000 | 4000 | 流转1号", "explained"),
        (15_000, "10000 | 4000 |", "hit"),  # no contract's number
        (15_000, "10000 | 3000 | 流转1号", "hit"),
        (15_000, " | |", "cannot_decide"),
    ],
)
def test_area_beyond_the_confirmed_one(
    area: int, plot: str, outcome: str | None
) -> None:
    """超出一成以内视为测量差异；有流转合同编号的有合理解释；没有确权面积的无法判断."""
    expected = [] if outcome is None else [outcome]
    assert outcomes(f"A | {RICE} | {area} | 30000 | T1", plot=plot) == expected


def test_the_subsidy_of_the_part_beyond_is_asked_about() -> None:
    """只按超出部分折算财政保费补贴."""
    (hit,) = found(f"A | {RICE} | 15000 | 30000 | T1")
    assert (hit["subject_id"], hit["amount_fen"]) == ("P1", 10_000)
    assert (hit["matter"], hit["severity"]) == ("relief/种植业保险", "S3")


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("P1 | 水稻种植保险 | 2026-05-20 | 2026-10-10", ["hit"]),  # twice at once
        ("P1 | 水稻种植保险 | 2026-10-10 | 2026-12-10", ["hit"]),  # by one day
        ("P1 | 水稻种植保险 | 2026-10-11 | 2026-12-10", []),  # the season after
        ("P1 | 玉米种植保险 | 2026-05-10 | 2026-10-10", []),  # between the rows
        ("P1 | 水稻种植保险 | 2027-05-10 | 2027-10-10", []),  # another year
    ],
)
def test_policies_of_one_crop_and_season_add_up(
    second: str, expected: list[str]
) -> None:
    """同一险种保险期间重叠的合并计算；前后两季、不同作物、不同年份分开计算."""
    policies = (f"A | {RICE} | 8000 | 20000 | T1", f"B | {second} | 8000 | 20000 | T1")
    assert outcomes(*policies) == expected


@pytest.mark.parametrize(
    "policy",
    [
        "P1 | 能繁母猪养殖保险 | 2026-05-10 | 2026-10-10",  # heads, not mu
        "P2 | 水稻种植保险 | 2026-05-10 | 2026-10-10",  # no plot is known
    ],
)
def test_what_cannot_be_compared_is_not(policy: str) -> None:
    """养殖险和没有确权地块的投保人不比."""
    assert outcomes(f"A | {policy} | 90000 | 20000 | T1") == []


def test_a_weak_tie_asks_first_whose_policy_it_is() -> None:
    """身份对应把握不大的，先列为待核身份."""
    (hit,) = found(f"A | {RICE} | 15000 | 30000 | T4")
    assert hit["tier"] == "T4"


VILLAGE_LAND = """
    person_id | paid_for | plot_code | town | village | contract_area_milli | subsidised_area_milli
""" + "\n".join(
    f"Q{number} | 2026-01-01 | L{number} | 镇 | 村 | 10000 | 10000"
    for number in range(10)
)
CADRES = """
    person_id | identity     | appointed_on | town | village
    P1        | 村(社区)干部 | 2020-01-01   | 镇   | 村
"""


@pytest.mark.parametrize(
    ("person", "village", "area", "told"),
    [
        ("P1", "村", 50_000, [("村干部偏大", "S4")]),
        ("P2", "村", 50_000, [("村干部亲属偏大", "S4")]),  # the spouse
        ("P2", "村", 49_900, []),  # not yet five times the median
        ("P2", "他村", 50_000, []),  # no cadre's relative there
        ("P3", "村", 50_000, []),  # neither cadre nor relative
    ],
)
def test_cadres_and_relatives_far_above_the_village(
    person: str, village: str, area: int, told: list[tuple[str, str]]
) -> None:
    """村干部本人或其亲属没有确权地块而投保面积达到全村中位数五倍的，作为提示列出."""
    policy = f"""
        person_id | insurance_kind | insured_from | insured_to | insured_quantity_milli | subsidy_fen | town | village
        {person} | 水稻种植保险 | 2026-05-10 | 2026-10-10 | {area} | 30000 | 镇 | {village}
    """
    given = {INSURED: policy, LAND: VILLAGE_LAND, CADRE: CADRES}
    hits = hits_of_couple(RULE, given)
    assert [(hit["reason"], hit["severity"]) for hit in hits] == told


def test_area_beyond_weighs_more_for_a_cadre() -> None:
    """超过确权面积的投保人是本村在任村干部的，优先核查，不再重复提示."""
    land = VILLAGE_LAND + "\nP1 | 2026-01-01 | L99 | 镇 | 村 | 10000 | 10000"
    policy = """
        person_id | insurance_kind | insured_from | insured_to | insured_quantity_milli | subsidy_fen | town | village
        P1 | 水稻种植保险 | 2026-05-10 | 2026-10-10 | 60000 | 30000 | 镇 | 村
    """
    (hit,) = hits_of_couple(RULE, {INSURED: policy, LAND: land, CADRE: CADRES})
    assert (hit["reason"], hit["severity"]) == ("投保面积超过", "S2")


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("AI-01")


def test_a_policy_that_was_corrected_is_one_policy() -> None:
    """同一保单前后两次报送、面积更正的，只按最后一次计算；后来不再列出的仍算."""
    head = POLICIES.replace(
        " | link_tier", " | policy_number | delivered_on | valid_to"
    )
    first = f"A | {RICE} | 15000 | 30000 | BD1 | 2026-06-10 | 2026-10-10\n"
    second = f"B | {RICE} | 9000 | 18000 | BD1 | 2026-09-10 | 2026-10-10\n"
    land = f"""
        person_id | paid_for | plot_code | contract_area_milli | leased_area_milli | lease_number
        P1 | 2026-01-01 | L1 | {PLOT}
    """
    assert hits_of(RULE, {INSURED: head + first + second, LAND: land}) == []
    (hit,) = hits_of(RULE, {INSURED: head + first, LAND: land})
    assert hit["amount_fen"] == 10_000
