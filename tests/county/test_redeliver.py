"""Registers of May and November: what stood in each, and what truly was."""

from datetime import date

import polars as pl
import pytest

from county.cases.edit import Row, Value, add, facts, had
from county.cases.library import cases_of
from county.redeliver import (
    IN_MAY,
    IN_NOVEMBER,
    REGISTERS,
    as_it_was,
    as_of_may,
    both_rows,
)
from county.world import World
from tests.county.simulated import innocent, planted
from tests.county.worlds import world_of

VEHICLE, COMPANY = "registry/vehicle", "registry/company"
MAY, SUMMER = date(2026, 5, 6), date(2026, 8, 20)
CARS = """
    person | plate_kind | plate_number | acquired_on | left_on    | status
    0      | 小型汽车   | 鄂B1         | 2020-01-01  |            | 正常
    0      | 小型汽车   | 鄂B2         | 2020-01-01  | 2026-07-01 | 转出
    0      | 小型汽车   | 鄂B3         | 2020-01-01  | 2026-05-06 | 转出
    0      | 小型汽车   | 鄂B4         | 2026-05-07  |            | 正常
    0      | 小型汽车   | 鄂B5         |             |            | 正常
"""


@pytest.fixture
def world() -> World:
    """Return a world of two people and the cars of one."""
    return world_of("person_name\n甲\n乙", {VEHICLE: CARS})


def _car(world: World, person: int, plate: str, acquired_on: date | None) -> None:
    row: dict[str, Value] = {
        "person": person,
        "plate_kind": "小型汽车",
        "plate_number": plate,
    }
    row["acquired_on"] = acquired_on
    had(world, VEHICLE, [{**row, "status": "正常"}], SUMMER)


def test_may_knows_nothing_of_what_came_after(world: World) -> None:
    told = as_of_may(VEHICLE, both_rows(world, VEHICLE))
    assert told.select("plate_number", "left_on", "status").rows() == [
        ("鄂B1", None, "正常"),
        ("鄂B2", None, "正常"),
        ("鄂B3", MAY, "转出"),
        ("鄂B5", None, "正常"),
    ]


def test_november_has_no_more_what_is_gone_and_another_in_its_place(
    world: World,
) -> None:
    _car(world, 1, "鄂B5", date(2019, 1, 1))
    rows = both_rows(world, VEHICLE)
    last = rows.filter(pl.col("plate_number") == "鄂B5").sort("person")
    assert last.select("person", IN_MAY, IN_NOVEMBER).rows() == [
        (0, False, True),
        (1, True, False),
    ]
    assert rows.filter(IN_NOVEMBER).height == 5


def test_in_truth_the_one_held_it_until_the_other_did(world: World) -> None:
    _car(world, 1, "鄂B5", date(2019, 1, 1))
    rows = as_it_was(world, VEHICLE).filter(pl.col("plate_number") == "鄂B5")
    told = rows.select("person", "held_from", "held_to", "is_gone", "is_next")
    assert told.sort("person").rows() == [
        (0, SUMMER, None, False, True),
        (1, date(2019, 1, 1), SUMMER, True, False),
    ]
    dates = rows.sort("person").select("acquired_on", "left_on")
    assert dates.rows() == [(SUMMER, None), (date(2019, 1, 1), SUMMER)]


def _firm(world: World, leader: int) -> Row:
    return {
        "credit_code": "91X",
        "organisation_name": "甲乙公司",
        "person": -1,
        "founded_on": date(2020, 1, 1),
        "status": "存续",
        "legal_representative": facts(world, leader)["person_name"],
        "legal_representative_person": leader,
    }


def test_a_firm_goes_on_when_its_leader_goes(world: World) -> None:
    add(world, COMPANY, [_firm(world, 0)])
    had(world, COMPANY, [_firm(world, 1)], SUMMER)
    rows = as_it_was(world, COMPANY).sort("legal_representative_person")
    assert rows.select("held_from", "held_to", "cancelled_on").rows() == [
        (SUMMER, None, None),
        (date(2020, 1, 1), SUMMER, None),
    ]


@pytest.mark.parametrize("path", REGISTERS)
def test_every_register_says_by_its_own_dates_what_began_and_ended_since(
    path: str,
) -> None:
    rows = both_rows(innocent(), path)
    told, register = as_of_may(path, rows), REGISTERS[path]
    assert 0 < told.height <= rows.height
    assert told.filter(pl.col(register.ends) > MAY).is_empty()
    assert told.filter(register.start > MAY).is_empty()


@pytest.mark.parametrize(
    ("rule", "mechanisms"),
    [
        ("PR-03", {"gone_from_the_register", "taken_over_since", "exempted"}),
        ("PR-03", {"exemption_lapsed"}),
        ("PR-04", {"gone_from_the_register", "sold_between_two_registers"}),
        ("PR-04", {"exempted", "exempted_by_nobody"}),
        ("FN-04", {"led_until_lately", "took_over_after_leaving", "exempted"}),
        ("SS-04", {"led_until_lately", "took_over_since"}),
        ("L16", {"signed_before_an_early_release", "signed_after_an_early_release"}),
        ("T01", {"to_cadre_of_may"}),
    ],
)
def test_cases_turn_on_the_register_of_may_and_on_exemptions(
    rule: str, mechanisms: set[str]
) -> None:
    assert mechanisms <= set(cases_of(rule).judge(planted())["mechanism"])
