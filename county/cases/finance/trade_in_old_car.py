"""TI-03: old cars that were another's or never went, and what only looks so."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, Value, add, facts
from county.cases.finance.trade_in_rows import (
    CAR,
    Changes,
    buy,
    purchase,
)
from county.cases.label import labels
from county.extracts.trade_in_subsidy import PATH, VEHICLES
from county.world import World

RULE, PLATE = "TI-03", "old_plate_number"
DATASETS = (PATH, VEHICLES)
LONG_AGO, GONE_ON, LATER = date(2017, 5, 8), date(2026, 3, 2), date(2026, 6, 1)
YEAR, GONE = "365d", ("转出", "报废", "注销")
SMALL = ("小型汽车", "小型新能源汽车")


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _car(world: World, owner: int, plate: str, changes: Changes) -> Row:
    row = facts(world, owner)
    return {
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        "plate_kind": SMALL[0],
        "plate_number": plate,
        "vehicle_kind": "小型轿车",
        "use_kind": "非营运",
        "brand": "东岭牌",
        "first_registered_on": LONG_AGO,
        "acquired_on": LONG_AGO,
        "left_on": None,
        "status": "正常",
        "price_fen": 6_800_000,
        "person": owner,
        **changes,
    }


def _trade(world: World, buyer: int, **changes: Value) -> str:
    """Have somebody buy a car for an old one; return the old one's plate."""
    plate = f"鄂BY{buyer:05}"
    old: Changes = {"old_item_number": f"LOY14D{buyer:011}", PLATE: plate, **changes}
    buy(world, purchase(world, buyer, 6, CAR, old))
    return plate


def _owned(*, own: bool, car: Changes, **changes: Value) -> Planter:
    """Return what registers the old car to the buyer, or to a stranger."""

    def plant_some(world: World, draw: Draw, wanted: int) -> int:
        people = _buyers(world, draw, wanted if own else wanted * 2)
        pairs = zip(people, people) if own else zip(people[::2], people[1::2])  # noqa: B905 - one may be left over
        placed = 0
        for buyer, owner in pairs:
            plate = _trade(world, buyer, **changes)
            add(world, VEHICLES, [_car(world, owner, plate, car)])
            placed += 1
        return placed

    return plant_some


def _buyers(world: World, draw: Draw, wanted: int) -> list[int]:
    """Draw heads of households without a car and without help for the poor."""
    heads = living(world, youngest=24, oldest=70).filter(
        pl.col("relation_to_head") == "户主"
    )
    poor = ("relief/dibao_member", "relief/tekun_person", "relief/registered_household")
    free = outside(world, heads, PATH, VEHICLES, *poor)
    return draw.take(free["person"], wanted)


def _spouses(world: World, draw: Draw, wanted: int) -> int:
    """Give up the car of the buyer's wife or husband."""
    people = [
        one
        for one in _buyers(world, draw, wanted * 2)
        if int(world.persons["spouse"][one]) >= 0
    ][:wanted]
    for one in people:
        owner = int(world.persons["spouse"][one])
        add(world, VEHICLES, [_car(world, owner, _trade(world, one), SCRAPPED)])
    return len(people)


def _from_elsewhere(world: World, draw: Draw, wanted: int) -> int:
    """Give up a car that another county registered."""
    people = _buyers(world, draw, wanted)
    for one in people:
        _trade(world, one, old_plate_number=f"鄂AZ{one:05}")
    return len(people)


SCRAPPED: Changes = {"status": "报废", "left_on": GONE_ON}
PLANTERS: tuple[Planter, ...] = (
    _owned(own=False, car=SCRAPPED),
    _owned(own=False, car={}),
    _owned(own=True, car={}),
)
INNOCENTS: tuple[Planter, ...] = (
    _owned(own=True, car=SCRAPPED),
    _owned(own=False, car={"acquired_on": LATER, "first_registered_on": LATER}),
    _spouses,
    _from_elsewhere,
    _owned(own=True, car={}, status="审核驳回"),
)


def judge(world: World) -> pl.DataFrame:
    """Return whose old car was another's or never went, and whose only seems so."""
    rows = world.tables[PATH].filter(
        pl.col("category").str.starts_with("汽车"), pl.col("person") >= 0
    )
    plates = world.tables[VEHICLES].filter(pl.col("plate_kind").is_in(SMALL))
    held = plates.select(
        "acquired_on",
        "left_on",
        owner="person",
        old_plate_number="plate_number",
        is_gone=pl.col("status").is_in(GONE),
    )
    homes = world.persons.select(owner="person", home="household")
    own_homes = world.persons.select("person", own_home="household")
    both = (
        rows.join(held, on=PLATE, how="left")
        .join(homes, on="owner", how="left")
        .join(own_homes, on="person", how="left")
        .with_columns(is_own=pl.col("owner") == pl.col("person"))
    )
    paid = both.filter(pl.col("status") == "已拨付")
    bought = pl.col("invoice_on")
    near = (pl.col("acquired_on") <= bought) & (
        pl.col("left_on").fill_null(date(2099, 1, 1)) >= bought.dt.offset_by(f"-{YEAR}")
    )
    before = paid.filter(near)
    anybodys = before.filter(~pl.col("is_own").any().over("application_number"))
    strange = anybodys.filter(pl.col("home") != pl.col("own_home"))
    kept = before.filter(pl.col("is_own"), ~pl.col("is_gone"))
    return labels(
        RULE,
        [
            _named(strange, "another_owner"),
            _named(kept, "never_went"),
        ],
        [
            _named(anybodys, "car_at_home"),
            _named(before.filter("is_own"), "own_car_gone"),
            _named(paid.filter(~near), "plate_given_later"),
            _named(paid.filter(pl.col("owner").is_null()), "not_in_the_register"),
            _named(both.filter(pl.col("status") != "已拨付"), "not_paid"),
        ],
    )


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select("person", mechanism=pl.lit(mechanism)).unique()
