"""J10: two subsidies of employment at one time, and those that go together."""

from datetime import timedelta

import polars as pl

from county.cases.choose import Draw, Planter, plant_each
from county.cases.edit import add, facts
from county.cases.label import labels
from county.cases.months import after, last_day, month_at
from county.cases.social_security.benefit_rows import jobless
from county.cases.social_security.subsidy_rows import (
    AMOUNT_FEN,
    POSTS,
    PREMIUMS,
    SUBSIDY,
    Aid,
    subsidise,
)
from county.world import World

RULE, SUCCESS = "J10", "成功"
DATASETS = (SUBSIDY,)
UNIT, OLDEST, LONG = "云溪县城乡环卫所", 48, 6


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, half of `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count // 2)
    plant_each(world, draw, INNOCENTS, count // 2)


def _aid(world: World, draw: Draw, wanted: int, *aids: Aid) -> int:
    people = jobless(world, draw, wanted, oldest=OLDEST)
    for person in people:
        for aid in aids:
            subsidise(world, person, aid)
    return len(people)


def _all_year(world: World, draw: Draw, wanted: int) -> int:
    """Subsidise the insurance of people in a public post, all year."""
    return _aid(world, draw, wanted, Aid(), Aid(kind=PREMIUMS))


def _one_quarter(world: World, draw: Draw, wanted: int) -> int:
    """Go on with the insurance's subsidy for a quarter of the post."""
    return _aid(
        world, draw, wanted, Aid(starts=(5, 8)), Aid(kind=PREMIUMS, starts=(2, 5))
    )


def _one_after_the_other(world: World, draw: Draw, wanted: int) -> int:
    """Subsidise the insurance until the post begins."""
    return _aid(world, draw, wanted, Aid(starts=(8,)), Aid(kind=PREMIUMS, starts=(2,)))


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Have the insurance's subsidy come back."""
    return _aid(world, draw, wanted, Aid(), Aid(kind=PREMIUMS, result="退回"))


def _changing(world: World, draw: Draw, wanted: int) -> int:
    """Begin a post in the last month of the quarter subsidised before."""
    return _aid(world, draw, wanted, Aid(starts=(7,)), Aid(kind=PREMIUMS, starts=(5,)))


def _by_the_unit(world: World, draw: Draw, wanted: int) -> int:
    """Subsidise the unit for the insurance of its post."""
    people = jobless(world, draw, wanted, oldest=OLDEST)
    for person in people:
        subsidise(world, person, Aid(starts=(5,)))
        known, first = facts(world, person), month_at(5)
        final = last_day(after(first, 2))
        add(
            world,
            SUBSIDY,
            [
                {
                    "person": person,
                    "person_name": known["person_name"],
                    "id_number": known["id_number"],
                    "sex": known["sex"],
                    "subsidy_kind": PREMIUMS,
                    "unit_name": UNIT,
                    "paid_for": first,
                    "paid_for_to": final,
                    "amount_fen": AMOUNT_FEN[PREMIUMS],
                    "payment_result": SUCCESS,
                    "paid_on": final + timedelta(days=20),
                }
            ],
        )
    return len(people)


PLANTERS: tuple[Planter, ...] = (_all_year, _one_quarter)
INNOCENTS: tuple[Planter, ...] = (
    _one_after_the_other,
    _returned,
    _changing,
    _by_the_unit,
)


def judge(world: World) -> pl.DataFrame:
    """Return who was subsidised for both in the same months, and who only for each."""
    every = world.tables[SUBSIDY].filter(pl.col("person") >= 0)
    until = pl.col("paid_for_to").fill_null(pl.col("paid_for").dt.month_end())
    every = every.with_columns(month=pl.date_ranges("paid_for", until, "1mo"))
    every = every.explode("month")
    post = every.filter(
        pl.col("subsidy_kind") == POSTS, pl.col("payment_result") == SUCCESS
    )
    premium = every.filter(pl.col("subsidy_kind") == PREMIUMS).with_columns(
        months=pl.len().over("person", "paid_for")
    )
    both = premium.join(post, on=["person", "month"], how="semi")
    own = both.filter(pl.col("unit_name").is_null())
    paid = own.filter(pl.col("payment_result") == SUCCESS).with_columns(
        met=pl.len().over("person", "paid_for")
    )
    changing = (pl.col("met") == 1) & (pl.col("months") > 1)
    same = paid.filter(~changing).with_columns(all_met=pl.len().over("person"))
    two = premium.join(post, on="person", how="semi")
    return labels(
        RULE,
        [
            _named(same.filter(pl.col("all_met") >= LONG), "for_half_a_year_or_more"),
            _named(same, "for_some_months"),
        ],
        [
            _named(paid.filter(changing), "changing_over"),
            _named(own.filter(pl.col("payment_result") != SUCCESS), "returned"),
            _named(both.filter(pl.col("unit_name").is_not_null()), "by_the_unit"),
            _named(two, "one_after_the_other"),
        ],
    )


def _named(frame: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return frame.select(pl.col("person").unique(), mechanism=pl.lit(mechanism))
