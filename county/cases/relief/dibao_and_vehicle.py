"""PR-03: an allowance beside a car, and households that only look so."""

from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.dibao_rows import MEMBER, PAYMENT, Aid, grant
from county.cases.edit import Row, Value, add, facts, had, mark, outsider_number, own
from county.cases.exempt import EXEMPTED, covered, exempt, exemptions
from county.cases.label import labels
from county.cases.months import MONTHS_A_YEAR, month_at, window
from county.cases.namesakes import namesakes
from county.cases.relief.insured import insured_months
from county.redeliver import as_it_was
from county.world import NOBODY, World

RULE, VEHICLE = "PR-03", "registry/vehicle"
DATASETS = (MEMBER, PAYMENT, VEHICLE)
YEAR = tuple(window(0, MONTHS_A_YEAR))
CARS = ("小型轿车", "小型普通客车", "重型货车")
BY_LOCAL_RULE = "轻型普通货车"
LONG_AGO, SOLD_ON = date(2021, 3, 9), date(2026, 8, 20)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _heads(world: World, draw: Draw, wanted: int) -> list[int]:
    heads = living(world, youngest=24, oldest=70)
    heads = heads.filter(pl.col("relation_to_head") == "户主")
    return draw.take(outside(world, heads, MEMBER, PAYMENT, VEHICLE)["person"], wanted)


def _vehicle(world: World, owner: int, bought: date, **changes: Value) -> Row:
    row = facts(world, owner)
    return {
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        "plate_kind": "小型汽车",
        "plate_number": f"鄂BZ{owner:06d}",
        "vehicle_kind": "小型轿车",
        "use_kind": "非营运",
        "brand": "东岭牌",
        "first_registered_on": bought,
        "acquired_on": bought,
        "status": "正常",
        "price_fen": 7_800_000,
        "person": owner,
        **changes,
    }


def _give(world: World, people: list[int], bought: date, **changes: Value) -> int:
    grant(world, dict.fromkeys(people, Aid(months=YEAR)))
    add(world, VEHICLE, [_vehicle(world, one, bought, **changes) for one in people])
    return len(people)


def _owned_all_along(world: World, draw: Draw, wanted: int) -> int:
    """Pay people who have had a car for years."""
    return _give(world, _heads(world, draw, wanted), LONG_AGO)


def _bought_meanwhile(world: World, draw: Draw, wanted: int) -> int:
    """Pay people who buy a car in the fourth month and are paid on."""
    bought = month_at(3) + timedelta(days=draw.number(2, 20))
    return _give(
        world, _heads(world, draw, wanted), bought, vehicle_kind="小型普通客车"
    )


def _spouse_owns(world: World, draw: Draw, wanted: int) -> int:
    """List a couple of whom the one who is not the head has a car."""
    heads = living(world, youngest=24, oldest=70)
    heads = heads.filter(pl.col("relation_to_head") == "户主", pl.col("spouse") >= 0)
    free = outside(world, heads, MEMBER, PAYMENT, VEHICLE)
    mates = dict(free.select("person", "spouse").iter_rows())
    people = draw.take(mates, wanted)
    grant(world, {p: Aid(months=YEAR, members=(mates[p],)) for p in people})
    add(world, VEHICLE, [_vehicle(world, mates[one], LONG_AGO) for one in people])
    return len(people)


def _gone_from_register(world: World, draw: Draw, wanted: int) -> int:
    """Pay people whose car only the register of May still has."""
    people = _heads(world, draw, wanted)
    grant(world, dict.fromkeys(people, Aid(months=YEAR)))
    had(world, VEHICLE, [_vehicle(world, one, LONG_AGO) for one in people], SOLD_ON)
    return len(people)


def _exemption_lapsed(world: World, draw: Draw, wanted: int) -> int:
    """Pay people with a car beyond the document that allows it for a time."""
    people = _heads(world, draw, wanted)
    exempt(world, RULE, people, exempt_to=date(2026, 1, 31))
    return _give(world, people, LONG_AGO)


def _exempted(world: World, draw: Draw, wanted: int) -> int:
    """Pay people with a car that a document allows."""
    people = _heads(world, draw, wanted)
    exempt(world, RULE, people)
    return _give(world, people, LONG_AGO)


def _taken_over(world: World, draw: Draw, wanted: int) -> int:
    """Pay people until March who take an old car over in summer, on no known day."""
    people, owners = _heads(world, draw, wanted), _heads(world, draw, wanted)
    grant(world, dict.fromkeys(people, Aid(months=YEAR[:5])))
    pairs = list(zip(people, owners, strict=False))
    plates = {one: f"鄂BZ{other:06d}" for one, other in pairs}
    had(world, VEHICLE, [_vehicle(world, one, LONG_AGO) for _, one in pairs], SOLD_ON)
    unknown: dict[str, Value] = {"acquired_on": None}
    rows = [
        _vehicle(world, one, LONG_AGO, plate_number=plates[one], **unknown)
        for one in plates
    ]
    add(world, VEHICLE, rows)
    return len(pairs)


def _motorcycle(world: World, draw: Draw, wanted: int) -> int:
    """Pay people who have but a motorcycle."""
    return _give(
        world,
        _heads(world, draw, wanted),
        LONG_AGO,
        vehicle_kind="普通二轮摩托车",
        plate_kind="普通摩托车",
    )


def _carriage(world: World, draw: Draw, wanted: int) -> int:
    """Pay people who have a car made for the disabled."""
    return _give(
        world, _heads(world, draw, wanted), LONG_AGO, vehicle_kind="残疾人专用汽车"
    )


def _sold_before(world: World, draw: Draw, wanted: int) -> int:
    """Pay people who had sold their car before the first month."""
    return _give(
        world,
        _heads(world, draw, wanted),
        LONG_AGO,
        status="转出",
        left_on=date(2025, 9, 12),
    )


def _bought_after(world: World, draw: Draw, wanted: int) -> int:
    """Pay people until the month in which they buy a car."""
    people = _heads(world, draw, wanted)
    grant(world, dict.fromkeys(people, Aid(months=YEAR[:5])))
    bought = month_at(4) + timedelta(days=8)
    add(world, VEHICLE, [_vehicle(world, one, bought) for one in people])
    return len(people)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Have the payments of people with a car come back."""
    people = _heads(world, draw, wanted)
    placed = _give(world, people, LONG_AGO)
    mark(world, PAYMENT, own(people), payment_result="退回")
    return placed


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Register a car of a stranger with the name and birth date of somebody paid."""
    people = _heads(world, draw, wanted)
    grant(world, dict.fromkeys(people, Aid(months=YEAR)))
    rows = [
        _vehicle(
            world, one, LONG_AGO, id_number=outsider_number(world, one), person=NOBODY
        )
        for one in people
    ]
    add(world, VEHICLE, rows)
    return len(people)


PLANTERS: tuple[Planter, ...] = (
    _owned_all_along,
    _bought_meanwhile,
    _spouse_owns,
    _gone_from_register,
    _exemption_lapsed,
)
INNOCENTS: tuple[Planter, ...] = (
    _exempted,
    _taken_over,
    _motorcycle,
    _carriage,
    _sold_before,
    _bought_after,
    _returned,
    _namesake,
)


def judge(world: World) -> pl.DataFrame:
    """Return who was insured in a month through which a car was theirs."""
    acts = _beside(world, insured_months(world))
    counted = pl.col("vehicle_kind").is_in(CARS) & pl.col("known")
    ends = pl.col("left_on").fill_null(date(2099, 1, 1))
    month_end = pl.col("month").dt.month_end()
    through = (pl.col("held") < pl.col("month")) & (ends > month_end)
    fading = pl.col("status") == "渐退"
    acts = acts.with_columns(month_end=month_end)
    exempted = pl.lit(covered(world, RULE, acts, "month", "month_end"))
    acts = acts.with_columns(exempted=exempted)
    wrong = acts.filter(counted & through & ~fading & ~pl.col("exempted"))
    mechanism = (
        pl.when("is_gone")
        .then(pl.lit("gone_from_the_register"))
        .when(pl.col("person").is_in(exemptions(world, RULE)["person"].implode()))
        .then(pl.lit("exemption_lapsed"))
        .when(pl.col("person") != pl.col("head"))
        .then(pl.lit("other_member_owns"))
        .when(pl.col("held") >= pl.col("first"))
        .then(pl.lit("bought_meanwhile"))
        .otherwise(pl.lit("owned_all_along"))
    )
    spared = acts.filter(counted & through & ~fading & pl.col("exempted"))
    innocent = acts.filter(~(counted & through) | fading).select(
        "person", mechanism=_reason()
    )
    back = _beside(world, insured_months(world, success=False))
    others = [
        spared.select("person", mechanism=pl.lit(EXEMPTED)).unique(),
        innocent,
        back.select("person", mechanism=pl.lit("payment_returned")),
        _namesakes(world),
    ]
    return labels(RULE, [wrong.select("person", mechanism=mechanism)], others)


def _beside(world: World, months: pl.DataFrame) -> pl.DataFrame:
    vehicles = as_it_was(world, VEHICLE).select(
        "person",
        "vehicle_kind",
        "left_on",
        "is_gone",
        "is_next",
        held=pl.coalesce("acquired_on", "first_registered_on"),
        known=pl.col("left_on").is_not_null()
        | ~pl.col("status").is_in(["转出", "报废", "注销"]),
    )
    first = months.with_columns(first=pl.col("month").min().over("person"))
    return first.join(vehicles, on="person")


def _reason() -> pl.Expr:
    return (
        pl.when(pl.col("vehicle_kind") == "残疾人专用汽车")
        .then(pl.lit("carriage_for_the_disabled"))
        .when(pl.col("vehicle_kind") == BY_LOCAL_RULE)
        .then(pl.lit("left_to_the_local_rule"))
        .when(~pl.col("vehicle_kind").is_in(CARS))
        .then(pl.lit("no_car"))
        .when(pl.col("left_on").is_not_null())
        .then(pl.lit("gone_before"))
        .when("is_next")
        .then(pl.lit("taken_over_since"))
        .when(pl.col("status") == "渐退")
        .then(pl.lit("fading_period"))
        .otherwise(pl.lit("bought_after"))
    )


def _namesakes(world: World) -> pl.DataFrame:
    cars = world.tables[VEHICLE]
    members = world.tables[MEMBER].join(cars, on="person", how="anti")
    return namesakes(members, cars).with_columns(mechanism=pl.lit("namesake"))
