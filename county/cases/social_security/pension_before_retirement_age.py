"""SS-11: pensions before the retirement age, and early ones that are in order."""

from collections.abc import Mapping
from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, add, facts, own, remove
from county.cases.label import labels
from county.cases.months import month_at, window
from county.cases.social_security.benefit_rows import BUSY, jobless
from county.cases.social_security.pension_rows import (
    ENTERPRISE,
    INSTITUTION,
    PAID,
    PENSION,
    RESIDENT,
    draw_pension,
    steady,
)
from county.world import World

RULE = "SS-11"
CADRE = "registry/cadre"
DATASETS = (PENSION, CADRE)
MEN, WOMEN = 60, 50  # before the ages rose, the lower one of women
DIFFERING_DAYS = 180


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _jobless(
    world: World, draw: Draw, wanted: int, sex: str, ages: tuple[int, int]
) -> list[int]:
    people = living(world, youngest=ages[0], oldest=ages[1])
    people = people.filter(pl.col("sex") == sex)
    return draw.take(outside(world, people, *BUSY, kin=False)["person"], wanted)


def _by_number(world: World, draw: Draw, wanted: int) -> int:
    """Pay pensions to men in their fifties."""
    people = _jobless(world, draw, wanted, "男", (52, 56))
    draw_pension(world, dict.fromkeys(people, window(0, 12)), ENTERPRISE)
    return len(people)


def _young_women(world: World, draw: Draw, wanted: int) -> int:
    """Pay pensions to women in their forties."""
    people = _jobless(world, draw, wanted, "女", (42, 46))
    draw_pension(world, dict.fromkeys(people, window(0, 12)), INSTITUTION)
    return len(people)


def _by_register(world: World, draw: Draw, wanted: int) -> int:
    """Let an old list of cadres have people born six years later."""
    people = draw.take(_pensioners(world), wanted)
    _list(world, dict.fromkeys(people, 6 * 365))
    return len(people)


def _pensioners(world: World) -> list[int]:
    """Return men of sixty-one to sixty-four with a pension, not listed as cadres."""
    people = world.persons.filter(
        pl.col("person").is_in(steady(world, ENTERPRISE, INSTITUTION, oldest=64)),
        (pl.col("sex") == "男") & (pl.col("birth_on") < date(1964, 6, 1)),
    )
    return outside(world, people, CADRE, kin=False)["person"].to_list()


def _list(world: World, later: Mapping[int, int]) -> None:
    """List people as former cadres, born so many days later."""
    rows: list[Row] = []
    for person, days in later.items():
        known = facts(world, person)
        rows.append(
            {
                "person": person,
                "person_name": known["person_name"],
                "id_number": known["id_number"],
                "sex": known["sex"],
                "birth_on": world.persons["birth_on"][person] + timedelta(days=days),
                "unit_name": "云溪县供销合作社",
                "position": "科员",
                "identity": "事业在编",
                "appointed_on": date(1996, 4, 1),
                "removed_on": date(2011, 4, 1),
            }
        )
    add(world, CADRE, rows)


def _by_choice(world: World, draw: Draw, wanted: int) -> int:
    """Let pensions begin with the sixtieth birthday, by choice."""
    turning = pl.col("birth_on").is_between(date(1966, 1, 1), date(1966, 6, 30))
    people = living(world).filter(turning & (pl.col("sex") == "男"))
    chosen = draw.take(outside(world, people, *BUSY, kin=False)["person"], wanted)
    draw_pension(world, dict.fromkeys(chosen, window(8, 12)), ENTERPRISE)
    return len(chosen)


def _women_of_fifty(world: World, draw: Draw, wanted: int) -> int:
    """Pay pensions to women past fifty."""
    people = _jobless(world, draw, wanted, "女", (53, 56))
    draw_pension(world, dict.fromkeys(people, window(0, 12)), ENTERPRISE)
    return len(people)


def _small_difference(world: World, draw: Draw, wanted: int) -> int:
    """Let an old list of cadres have people born some weeks later."""
    people = draw.take(_pensioners(world), wanted)
    _list(world, dict.fromkeys(people, 40))
    return len(people)


def _older_by_register(world: World, draw: Draw, wanted: int) -> int:
    """Let an old list of cadres have people born two years before."""
    people = draw.take(_pensioners(world), wanted)
    _list(world, dict.fromkeys(people, -2 * 365))
    return len(people)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Let everything come back that went to men in their fifties."""
    people = _jobless(world, draw, wanted, "男", (52, 56))
    year = dict.fromkeys(people, window(0, 12))
    draw_pension(world, year, ENTERPRISE, payment_flag="退回")
    return len(people)


def _residents(world: World, draw: Draw, wanted: int) -> int:
    """Pay the resident pension in the month of the sixtieth birthday."""
    people = jobless(world, draw, wanted, youngest=58, oldest=59)
    sums = dict.fromkeys(people, 20_000)
    draw_pension(world, dict.fromkeys(people, window(11, 12)), RESIDENT, amounts=sums)
    remove(world, PENSION, own(people) & (pl.col("paid_for") < month_at(11)))
    return len(people)


PLANTERS: tuple[Planter, ...] = (_young_women, _by_register, _by_number)
INNOCENTS: tuple[Planter, ...] = (
    _by_choice,
    _women_of_fifty,
    _small_difference,
    _older_by_register,
    _returned,
    _residents,
)


def judge(world: World) -> pl.DataFrame:
    """Return who drew before the age and who only early; see `label.LABEL`."""
    rows = world.tables[PENSION].filter(
        (pl.col("scheme") != RESIDENT)
        & (pl.col("person") >= 0)
        & (pl.col("amount_fen") > pl.col("funeral_fen").fill_null(0))
    )
    born = world.persons.select("person", "birth_on", "sex")
    paid = (
        rows.filter(pl.col("payment_flag") == PAID).drop("sex").join(born, on="person")
    )
    listed = world.tables[CADRE].select("person", register="birth_on")
    listed = listed.group_by("person").agg(pl.col("register").max())
    dated = paid.join(listed, on="person", how="left")
    later = (pl.col("register") - pl.col("birth_on")).dt.total_days()
    by_number = dated.filter(_young(pl.col("birth_on")))
    by_register = dated.filter(
        (later > DIFFERING_DAYS) & _young(pl.col("register"))
    ).join(by_number, on="person", how="anti")
    planted = [
        by_number.select("person", mechanism=pl.lit("by_number_") + pl.col("sex")),
        by_register.select("person", mechanism=pl.lit("by_register")),
    ]
    back = rows.filter(pl.col("payment_flag") != PAID)
    innocent = [
        dated.drop_nulls("register").select(
            "person", mechanism=pl.lit("register_differs_little")
        ),
        back.select("person", mechanism=pl.lit("returned")),
        paid.filter(pl.col("birth_on") > date(1965, 1, 1)).select(
            "person", mechanism=pl.lit("young_but_due_") + pl.col("sex")
        ),
    ]
    return labels(RULE, planted, [one.unique() for one in innocent])


def _young(born: pl.Expr) -> pl.Expr:
    """Say whether a payment lies before the month of the age before the rise."""
    age = pl.when(pl.col("sex") == "男").then(MEN).otherwise(WOMEN)
    months = (pl.col("paid_for").dt.year() - born.dt.year()) * 12 + (
        pl.col("paid_for").dt.month().cast(pl.Int32) - born.dt.month().cast(pl.Int32)
    )
    return months < age * 12
