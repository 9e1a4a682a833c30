"""Land subsidy for more area than is confirmed, other land, villages and cadres."""

from datetime import date

import pytest

from rules.relief.land_area_beyond_confirmed import RULE
from tests.support.clean_county import assert_clean
from tests.support.kin import hits_of_couple
from tests.support.tables import hits_of

LAND, CADRE = "relief/land_subsidy", "registry/cadre"
HEAD = (
    "person_id | paid_for | plot_code | town | village | land_kind"
    " | contract_area_milli | subsidised_area_milli | leased_area_milli"
    " | lease_number | amount_fen\n"
)


def plot(areas: str, person: str = "P1", kind: str = "水田", code: str = "1") -> str:
    return f"{person} | 2026-01-01 | {person}{code} | 镇 | 村 | {kind} | {areas}"


def found(*plots: str, **other: str) -> list[dict[str, object]]:
    land = HEAD + "\n".join(plots)
    return hits_of(RULE, {LAND: land} | ({CADRE: other["cadre"]} if other else {}))


@pytest.mark.parametrize(
    ("areas", "outcome"),
    [
        ("10000 | 11000 | | | 110000", None),  # a tenth more is measuring
        ("10000 | 11001 | | | 110010", "hit"),
        ("10000 | 15000 | 4000 | 流转1号 | 150000", "explained"),
        ("10000 | 15000 | 4000 | | 150000", "hit"),  # no contract's number
        ("10000 | 15000 | 3000 | 流转1号 | 150000", "hit"),
        (" | 15000 | | | 150000", "cannot_decide"),
    ],
)
def test_area_beyond_the_confirmed_one(areas: str, outcome: str | None) -> None:
    """超出一成以内视为测量差异；有流转合同编号的有合理解释；没有确权面积的无法判断."""
    outcomes = [hit["outcome"] for hit in found(plot(areas))]
    assert outcomes == ([] if outcome is None else [outcome])


def test_the_part_beyond_is_what_is_asked_about() -> None:
    """只按超出确权面积的部分折算金额，按户列出."""
    (hit,) = found(plot("10000 | 15000 | | | 150000"))
    assert (hit["subject_kind"], hit["subject_id"]) == ("household", "P1")
    assert hit["amount_fen"] == 50_000


def test_plots_of_one_year_make_up_for_each_other() -> None:
    """同一年的几个地块合并计算，一块多、一块少的不列."""
    small, large = "4000 | 6000 | | | 60000", "9000 | 7000 | | | 70000"
    assert found(plot(small), plot(large, code="2")) == []


def test_land_that_is_not_arable_is_asked_about() -> None:
    """地类登记为林地仍享受补贴的，列出该地块的补贴."""
    small = plot("3000 | 3000 | | | 30000", kind="林地", code="2")
    (hit,) = found(plot("9000 | 9000 | | | 90000"), small)
    assert (hit["outcome"], hit["amount_fen"]) == ("hit", 30_000)
    assert "非耕地" in str(hit["sentence"])


@pytest.mark.parametrize(
    ("households", "area", "subjects"),
    [(10, 10_600, ["镇村"]), (10, 10_500, []), (9, 10_600, [])],
)
def test_a_village_together(households: int, area: int, subjects: list[str]) -> None:
    """各户都在容许度以内而全村合计超过的，以村为对象列出；户数太少的村不比."""
    plots = [
        plot(f"10000 | {area} | | | 100000", f"P{number}")
        for number in range(households)
    ]
    hits = found(*plots)
    assert [hit["subject_id"] for hit in hits] == subjects
    assert all(hit["subject_kind"] == "unit" for hit in hits)


@pytest.mark.parametrize(
    ("area", "removed", "severities"),
    [
        (50_000, "", ["S4"]),
        (49_900, "", []),  # not yet five times the median
        (50_000, "2025-12-31", []),  # had left before the year
    ],
)
def test_a_cadre_far_above_the_village(
    area: int, removed: str, severities: list[str]
) -> None:
    """在任村干部的面积达到全村中位数五倍的作为提示；不到五倍或已离任的不列."""
    plots = [
        plot("10000 | 10000 | | | 100000", f"P{number}") for number in range(1, 11)
    ]
    cadre = f"""
        person_id | identity     | appointed_on | removed_on
        P0        | 村(社区)干部 | 2020-01-01   | {removed}
    """
    hits = found(plot(f"{area} | {area} | | | 500000", "P0"), *plots, cadre=cadre)
    assert [hit["severity"] for hit in hits] == severities


@pytest.mark.parametrize(
    ("village", "until", "area", "told"),
    [
        ("村", None, 50_000, [("村干部亲属偏大", "S4")]),
        ("村", None, 49_900, []),  # not yet five times the median
        ("他村", None, 50_000, []),  # serves elsewhere
        ("", None, 50_000, []),  # nobody knows where
        ("村", date(2025, 6, 1), 50_000, []),  # divorced before the year
    ],
)
def test_a_relative_of_a_cadre_far_above_the_village(
    village: str, until: date | None, area: int, told: list[tuple[str, str]]
) -> None:
    """村干部的配偶在本村的面积达到中位数五倍的作为提示；不在同村或此前已离婚的不列."""
    others = [f"Q{number}" for number in range(1, 11)]
    plots = [plot("10000 | 10000 | | | 100000", person) for person in others]
    land = HEAD + "\n".join([plot(f"{area} | {area} | | | 500000", "P2"), *plots])
    hits = hits_of_couple(RULE, {LAND: land, CADRE: serving(village)}, until=until)
    assert [(hit["reason"], hit["severity"]) for hit in hits] == told


@pytest.mark.parametrize(("village", "severity"), [("村", "S2"), ("他村", "S3")])
def test_area_beyond_weighs_more_where_a_relative_serves(
    village: str, severity: str
) -> None:
    """超过确权面积的人是本村在任村干部的亲属的，优先核查."""
    land = HEAD + plot("10000 | 15000 | | | 150000", "P2")
    (hit,) = hits_of_couple(RULE, {LAND: land, CADRE: serving(village)})
    assert hit["severity"] == severity


def serving(village: str) -> str:
    return f"""
        person_id | identity     | appointed_on | removed_on | town | village
        P1        | 村(社区)干部 | 2020-01-01   |            | 镇   | {village}
    """


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PR-16")
