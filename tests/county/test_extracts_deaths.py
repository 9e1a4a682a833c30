"""A death that a case brings reaches every register of people."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from county.cases.bury import Burial, bury
from county.world import World
from tests.county.simulated import innocent, table

DIED, ENTERED = date(2026, 3, 17), date(2026, 3, 29)
PENSION = "social_security/pension_payment"
STOP = "social_security/pension_stop"
PROOF = "social_security/life_certificate"
INJURY = "social_security/injury_payment"


def _after_death_of(person: int, *, sparing: str = "") -> World:
    """Return the innocent county as it is after this death."""
    world = replace(innocent(), tables=dict(innocent().tables))
    death = Burial(person=person, died_on=DIED, registered_on=ENTERED)
    bury(world, [death], sparing=sparing)
    return world


def _own(world: World, path: str, person: int) -> pl.DataFrame:
    return world.tables[path].filter(pl.col("person") == person)


def _somebody(path: str, where: pl.Expr) -> int:
    living = innocent().persons.filter(pl.col("died_on").is_null())["person"]
    found = table(path).filter(where, pl.col("person").is_in(living.implode()))
    return int(found["person"][0])


def _pensioner() -> int:
    return _somebody(PROOF, pl.col("certified_on") > DIED)


def test_the_office_stops_the_pension_with_the_month_of_death() -> None:
    person = _pensioner()
    stop = _own(_after_death_of(person), STOP, person).row(0, named=True)
    assert (stop["stop_kind"], stop["reason"]) == ("终止", "死亡")
    assert (stop["stopped_for"], stop["died_on"]) == (date(2026, 3, 1), DIED)
    assert stop["accepted_by"]
    assert stop["approved_by"]


def test_no_stop_is_written_where_a_case_lets_the_pension_run_on() -> None:
    person = _pensioner()
    world = _after_death_of(person, sparing=PENSION)
    assert _own(world, PENSION, person)["paid_in"].max() == date(2026, 10, 1)
    assert _own(world, STOP, person).is_empty()


def test_no_proof_of_life_is_left_after_the_death() -> None:
    person = _pensioner()
    assert not _own(innocent(), PROOF, person).is_empty()
    assert _own(_after_death_of(person), PROOF, person).is_empty()


@pytest.mark.parametrize("who", ["person", "kin_person"])
def test_injury_benefits_stop_for_the_injured_and_for_the_kin(who: str) -> None:
    draws = (
        pl.col("kin_person") >= 0 if who == "kin_person" else pl.col("kin_person") < 0
    )
    late = pl.col("paid_for") > DIED
    before = table(INJURY).filter(draws, late)
    person = int(before[who][0])
    after = _after_death_of(person).tables[INJURY]
    assert after.filter(draws, late, pl.col(who) == person).is_empty()
    others = pl.col(who) != person
    assert after.filter(draws, others).equals(table(INJURY).filter(draws, others))


@pytest.mark.parametrize(
    ("path", "where", "expected"),
    [
        (
            "social_security/resident_enrolment",
            pl.col("business_status") == "正常缴费",
            {"business_status": "终止", "stopped_on": DIED},
        ),
        (
            "social_security/employee_enrolment",
            pl.col("social_status") == "在职",
            {"social_status": "终止", "stopped_on": DIED},
        ),
        (
            "social_security/medical_enrolment",
            pl.col("person_kind") == "成年居民",
            {"enrolment_status": "终止参保", "stopped_on": DIED},
        ),
        (
            "registry/housing_fund",
            pl.col("status") == "正常",
            {"status": "销户", "closed_on": DIED, "paid_until": date(2026, 3, 1)},
        ),
        (
            "registry/professional_registration",
            pl.col("status") == "有效",
            {"status": "注销", "valid_until": DIED},
        ),
        (
            "registry/cadre",
            pl.col("removed_on").is_null(),
            {"removed_on": DIED},
        ),
        (
            "registry/custody",
            pl.col("ended_on") > DIED,
            {"ended_on": DIED},
        ),
    ],
)
def test_registers_note_the_death(
    path: str, where: pl.Expr, expected: dict[str, object]
) -> None:
    person = _somebody(path, where)
    row = _own(_after_death_of(person), path, person).row(0, named=True)
    assert {name: row[name] for name in expected} == expected


def test_the_school_strikes_a_pupil_off() -> None:
    person = _somebody("registry/student", pl.col("status") == "在籍")
    left = _own(_after_death_of(person), "registry/student", person)
    assert left.filter(pl.col("status").is_in(["在籍", "休学"])).is_empty()


def test_a_stay_in_hospital_ends_with_the_death() -> None:
    care = "social_security/medical_settlement"
    across = (pl.col("admitted_on") <= DIED) & (pl.col("discharged_on") > DIED)
    person = _somebody(care, across)
    left = _own(_after_death_of(person), care, person)
    assert left["discharged_on"].to_list() == [DIED]
