"""PR-15: homes registered as poor beside means, and homes that only look so."""

from collections.abc import Callable
from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, cases_for, living, outside, plant_each
from county.cases.edit import Value, add, facts, mark, own
from county.cases.finance.firm_rows import found
from county.cases.finance.staff_rows import COMPANY, named
from county.cases.finance.staff_rows import MEMBER as FIRM_MEMBER
from county.cases.label import few, labels
from county.cases.payroll_rows import PAYROLL
from county.cases.relief.dibao_and_homes import home_row
from county.cases.relief.means_of_people import CADRE, ESTATE, VEHICLE, means
from county.cases.relief.registered_children import official_children
from county.cases.relief.registered_rows import HOME, MEMBER, enter_home
from county.world import NOBODY, World

RULE, MARRIAGE = "PR-15", "registry/marriage"
RESIDENT = "registry/resident"
DATASETS = (HOME, MEMBER, CADRE, VEHICLE, ESTATE, COMPANY, FIRM_MEMBER, RESIDENT)
BEFORE, AFTER = date(2018, 3, 20), date(2023, 9, 1)
GONE = date(2020, 4, 8)
YOUNG = (date(2006, 1, 1), date(2020, 12, 31))
GROWN = (date(1996, 1, 1), date(2002, 12, 31))
VILLAGE = "村(社区)干部"
Give = Callable[[World, int], None]


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _free(world: World) -> pl.DataFrame:
    """Return heads whose home has no means and stands in no register of the poor."""
    heads = living(world, youngest=32, oldest=58)
    heads = heads.filter(pl.col("relation_to_head") == "户主")
    listed = (HOME, MEMBER, CADRE, VEHICLE, ESTATE, COMPANY, FIRM_MEMBER, PAYROLL)
    return outside(world, heads, *listed)


def _with(give: Give, status: str = "在册") -> Planter:
    """Return a planter of registered heads to whom something is given."""

    def planted(world: World, draw: Draw, wanted: int) -> int:
        people = draw.take(_free(world)["person"], wanted)
        for person in people:
            enter_home(world, person, status=status)
            give(world, person)
        return len(people)

    return planted


def _spouse_left_out(world: World, draw: Draw, wanted: int) -> int:
    """Register a head alone whose spouse is in public service."""
    wed = world.tables[MARRIAGE].filter(pl.col("registered_on") < BEFORE)
    near = set(wed["person"]) | set(wed["spouse_person"])
    heads = _free(world).filter(
        pl.col("spouse") >= 0, pl.col("person").is_in(sorted(near))
    )
    mates = dict(heads.select("person", "spouse").iter_rows())
    people = draw.take(mates, wanted)
    for person in people:
        enter_home(world, person)
        _post()(world, mates[person])
    return len(people)


def _child(
    day: date = BEFORE, born: tuple[date, date] = YOUNG, *, beside: bool = False
) -> Planter:
    """Return a planter of officials whose child stands in another home's list.

    With `beside` the home's own list, where the official is a village cadre.
    """

    def planted(world: World, draw: Draw, wanted: int) -> int:
        free = _free(world)
        heads = free["person"].implode()
        children = living(world).filter(pl.col("birth_on").is_between(*born))
        parent = pl.when(pl.col("father").is_in(heads)).then("father")
        children = children.with_columns(parent=parent.otherwise("mother")).filter(
            pl.col("parent").is_in(heads),
            pl.col("relation_to_head").is_in(["子", "女"]),
        )
        children = outside(world, children, HOME, MEMBER)
        parents = dict(children.select("person", "parent").iter_rows())
        mine = draw.take(parents, wanted)
        others = draw.take(free["person"], len(mine))
        for child, other in zip(mine, others, strict=False):
            identity = VILLAGE if beside else "事业在编"
            _post(day, identity=identity)(world, parents[child])
            enter_home(world, parents[child] if beside else other, [child])
            word = "子" if beside else "其他"
            mark(world, MEMBER, own([child]), relation_to_head=word)
        return min(len(mine), len(others))

    return planted


def _post(day: date = BEFORE, **changes: Value) -> Give:
    def give(world: World, person: int) -> None:
        row = facts(world, person)
        post = {
            **named(world, person),
            "sex": row["sex"],
            "birth_on": row["birth_on"],
            "unit_name": "云溪县农业农村局",
            "position": "办事员",
            "identity": "事业在编",
            "is_leader": "否",
            "appointed_on": day,
            **changes,
        }
        add(world, CADRE, [post])

    return give


def _car(day: date = BEFORE, **changes: Value) -> Give:
    def give(world: World, person: int) -> None:
        car = {
            **named(world, person),
            "plate_kind": "小型汽车",
            "plate_number": f"鄂BY{person:06d}",
            "vehicle_kind": "小型轿车",
            "use_kind": "非营运",
            "brand": "东岭牌",
            "first_registered_on": day,
            "acquired_on": day,
            "status": "正常",
            "price_fen": 7_800_000,
            **changes,
        }
        add(world, VEHICLE, [car])

    return give


def _flat(day: date = BEFORE, **changes: Value) -> Give:
    def give(world: World, person: int) -> None:
        add(world, ESTATE, [home_row(world, person, 7, registered_on=day, **changes)])

    return give


def _firm(day: date = BEFORE, **changes: Value) -> Give:
    def give(world: World, person: int) -> None:
        found(world, person, founded_on=day, **changes)

    return give


PLANTERS: tuple[Planter, ...] = (
    _with(_post()),
    _with(_car()),
    _with(_flat()),
    _with(_firm()),
    _spouse_left_out,
    _child(),
)
INNOCENTS: tuple[Planter, ...] = (
    _with(_car(AFTER)),
    _with(_car(status="转出", left_on=GONE)),
    _with(_car(vehicle_kind="普通二轮摩托车", plate_kind="普通摩托车")),
    _with(_post(AFTER)),
    _with(_flat(nature="安置房", acquired_by="拆迁安置")),
    _with(_firm(company_kind="个体工商户")),
    _with(_firm(status="注销", cancelled_on=GONE)),
    _with(_car(), status="清退"),
    _child(AFTER),
    _child(born=GROWN),
    _child(beside=True),
)


def judge(world: World) -> pl.DataFrame:
    """Return the heads whose home had means on the day it was identified."""
    held = _near(world).join(means(world), on="person")
    then = (pl.col("since") < pl.col("day")) & (pl.col("until") > pl.col("day"))
    fits = pl.col("listed") | (pl.col("sort") == "post")
    counts = pl.col("weighs") & then & fits
    sort = pl.when("listed").then("sort").otherwise(pl.lit("spouse_left_out_with_post"))
    wrong = held.filter(counts & (pl.col("status") != "清退"))
    wrong = wrong.select(person="head", mechanism=sort).sort("person", "mechanism")
    reason = (
        pl.when(pl.col("status") == "清退")
        .then(pl.lit("struck_off_since"))
        .when(~pl.col("weighs"))
        .then(pl.lit("does_not_weigh"))
        .when(pl.col("since") >= pl.col("day"))
        .then(pl.lit("had_only_later"))
        .otherwise(pl.lit("gone_before"))
    )
    alike = held.filter(
        ~(counts & (pl.col("status") != "清退")) & (pl.col("listed") | counts)
    )
    innocent = alike.select(person="head", mechanism=reason).unique()
    kinds = innocent.sort("mechanism", "person").partition_by("mechanism")
    some = [few(kind, cases_for(world.people)) for kind in kinds]
    away, at_home = official_children(world, _near(world))
    every = pl.concat([wrong, away]).unique("person", keep="first", maintain_order=True)
    return labels(RULE, [every], [*some, few(at_home, cases_for(world.people))])


def _near(world: World) -> pl.DataFrame:
    """Return whom each home lists, and their spouses: person, head, day, listed."""
    homes = world.tables[HOME].select(
        "household_number", "status", head="person", day="identified_on"
    )
    there = (pl.col("added_on") <= pl.col("day")) & (
        pl.col("removed_on").is_null() | (pl.col("removed_on") > pl.col("day"))
    )
    members = world.tables[MEMBER].join(homes.drop("status"), on="household_number")
    members = members.filter(there).select("person", "head", "day")
    heads = homes.select("head", "day", person="head")
    own = pl.concat([members, heads.select(members.columns)]).unique()
    mates = own.join(_couples(world), on="person").filter(
        pl.col("wed") <= pl.col("day")
    )
    left = mates.select("head", "day", person="spouse").join(
        own, on=["person", "head"], how="anti"
    )
    near = pl.concat(
        [
            own.with_columns(listed=pl.lit(value=True)),
            left.select(own.columns).with_columns(listed=pl.lit(value=False)),
        ]
    )
    return near.join(homes.select("head", "status"), on="head").unique()


def _couples(world: World) -> pl.DataFrame:
    """Return person, spouse and the day on which they were wed, both ways round."""
    known = world.persons.filter(pl.col("spouse") >= 0).select("person", "spouse")
    rows = world.tables[MARRIAGE].select("person", "spouse_person", wed="registered_on")
    rows = rows.filter(
        (pl.col("person") > NOBODY) & (pl.col("spouse_person") > NOBODY)
    ).rename({"spouse_person": "spouse"})
    turned = rows.select("wed", person="spouse", spouse="person")
    every = pl.concat([rows, turned.select(rows.columns)])
    wed = every.group_by("person", "spouse").agg(pl.col("wed").min())
    return known.join(wed, on=["person", "spouse"], how="left").with_columns(
        pl.col("wed").fill_null(date(1900, 1, 1))
    )
