"""PR-13F: where the subsidy of a class went, and accounts that are in order."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, Value, add, facts
from county.cases.kin import kinship
from county.cases.label import few, labels
from county.cases.training_rows import ENROLMENT, enrolment
from county.world import NOBODY, World

RULE, CADRE, PAYROLL = "PR-13F", "registry/cadre", "finance/staff_payroll"
TREASURY = "finance/treasury_payment"
DATASETS = (ENROLMENT, CADRE, PAYROLL)
SUCCESS, CROWD, CLASS_SIZE, FAMILY_LIMIT = "成功", 3, 4, 20
START = date(2026, 5, 11)
SCHOOL, SCHOOL_ACCOUNT = "云溪县职业技术教育中心", "8101000000000913"


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    add(world, TREASURY, [_advance(world)])
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _posted(world: World) -> pl.DataFrame:
    """Return the posts of those who have been in post since before the class."""
    return world.tables[CADRE].filter(
        pl.col("removed_on").is_null(), pl.col("appointed_on") < START
    )


def _advance(world: World) -> Row:
    """Return a payment by which the treasury once paid the school itself."""
    like = (
        world.tables[TREASURY]
        .filter(~pl.col("is_procurement").eq("是"))
        .row(0, named=True)
    )
    names = ("unit_code", "unit_name", "function_code", "function_name")
    return {
        **{name: like[name] for name in names},
        "payment_number": "GKPX0000913",
        "paid_on": date(2026, 3, 10),
        "payee_name": SCHOOL,
        "payee_account_number": SCHOOL_ACCOUNT,
        "amount_fen": 1_260_000,
        "summary": "拨付中等职业教育教学设备维修经费",
        "person": NOBODY,
    }


def _idle(world: World, draw: Draw, wanted: int) -> list[int]:
    people = living(world, youngest=22, oldest=54)
    free = outside(world, people, ENROLMENT, CADRE, PAYROLL)
    return draw.take(free["person"], wanted)


def _teach(world: World, people: list[int], mark: str, **changes: Value) -> int:
    """Enrol people in one class of `mark`, with their own or a given account."""
    values = {
        "class_number": f"PXF{mark}",
        "training_organisation": SCHOOL,
        "fund_source": "人社",
        "enrollee_kind": "其他",
        **changes,
    }
    add(world, ENROLMENT, [enrolment(world, one, START, **values) for one in people])
    return len(people)


def _one_account(world: World, draw: Draw, wanted: int) -> int:
    """Pay four trainees of four homes to one account, a case for each account."""
    for turn in range(wanted):
        group = _idle(world, draw, CROWD + 1)
        if len(group) <= CROWD:
            return turn
        account = facts(world, group[0])["account_number"]
        _teach(world, group, f"A{turn}", account_number=account)
    return wanted


def _official(world: World, draw: Draw, wanted: int) -> int:
    """Pay trainees to the wage account of an official of another home."""
    posted = _posted(world)
    alive = living(world).join(posted, on="person", how="semi")
    people, officials = _idle(world, draw, wanted), draw.take(alive["person"], wanted)
    pairs = list(zip(people, officials, strict=False))
    for person, official in pairs:
        account = facts(world, official)["account_number"]
        _teach(world, [person], "B", account_number=account)
    return len(pairs)


def _school(world: World, draw: Draw, _wanted: int) -> int:
    """Pay two trainees of a class to the school, and their comrades to themselves."""
    own, others = _idle(world, draw, CLASS_SIZE), _idle(world, draw, 2)
    _teach(world, own, "C")
    _teach(world, others, "C", account_number=SCHOOL_ACCOUNT)
    return 1


def _too_much(world: World, draw: Draw, wanted: int) -> int:
    """Pay trainees more than the standard that the list states."""
    return _teach(world, _idle(world, draw, wanted), "D", subsidy_fen=230_000)


def _spouse(world: World, draw: Draw, wanted: int) -> int:
    """Pay trainees to the wage account of their spouse, an official."""
    posted = _posted(world)["person"]
    wed = living(world, youngest=22, oldest=54).filter(
        pl.col("spouse").is_in(posted.unique().implode())
    )
    chosen = draw.take(outside(world, wed, ENROLMENT, kin=False)["person"], wanted)
    mates = world.persons["spouse"]
    for person in chosen:
        account = facts(world, int(mates[person]))["account_number"]
        _teach(world, [person], "E", account_number=account)
    return len(chosen)


def _whole_class(world: World, draw: Draw, _wanted: int) -> int:
    """Pay all of a class to the school, which had advanced the fees."""
    people = _idle(world, draw, CLASS_SIZE)
    return _teach(world, people, "F", account_number=SCHOOL_ACCOUNT)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Have too high a subsidy come back."""
    people = _idle(world, draw, wanted)
    return _teach(world, people, "G", subsidy_fen=230_000, payment_result="退回")


def _new_card(world: World, draw: Draw, wanted: int) -> int:
    """Pay trainees to a new card of their own."""
    people = _idle(world, draw, wanted)
    for person in people:
        _teach(world, [person], "H", account_number=f"6216{person:015d}")
    return len(people)


PLANTERS: tuple[Planter, ...] = (_one_account, _school, _official, _too_much)
INNOCENTS: tuple[Planter, ...] = (_whole_class, _spouse, _returned, _new_card)


def judge(world: World) -> pl.DataFrame:
    """Return which subsidies went to a strange account or were too high."""
    every = world.tables[ENROLMENT].filter(
        pl.col("subsidy_fen") > 0, pl.col("person") >= 0
    )
    homes = world.persons.select("person", "household", own="account_number")
    every = every.join(homes, on="person", how="left").with_columns(
        high=pl.col("subsidy_fen") > pl.col("standard_fen"),
        school=pl.col("account_number") == SCHOOL_ACCOUNT,
    )
    paid = every.filter(pl.col("payment_result") == SUCCESS).with_columns(
        whole=pl.col("school").all().over("class_number"),
        crowd=(pl.col("person").n_unique().over("account_number") >= CROWD)
        & (pl.col("household").n_unique().over("account_number") > 1),
    )
    mixed = paid.filter("school", ~pl.col("whole")).select(
        object="training_organisation", mechanism=pl.lit("school_collects")
    )
    rest = paid.filter(~pl.col("school"))
    crowd = rest.filter("crowd").select(
        object="account_number", mechanism=pl.lit("one_account")
    )
    rest = rest.filter(~pl.col("crowd"))
    official = rest.join(_officials(world), on="account_number").join(
        kinship(world).select("person", official="relative"),
        on=["person", "official"],
        how="anti",
    )
    strange = (
        official.filter(pl.col("person") != pl.col("official"))
        .group_by("person")
        .agg(partner=pl.col("official").min(), mechanism=pl.lit("official_collects"))
    )
    high = rest.filter("high").select(
        pl.col("person").unique(), mechanism=pl.lit("above_standard")
    )
    return labels(
        RULE,
        [mixed.unique(), crowd.unique(), strange, high],
        [_in_order(every), _other_account(paid)],
    )


def _officials(world: World) -> pl.DataFrame:
    """Return the wage accounts of those in post: official, account_number."""
    on = _posted(world)["person"].unique()
    wages = world.tables[PAYROLL].select(
        official="person", account_number="account_number"
    )
    return wages.filter(pl.col("official").is_in(on.implode())).unique()


def _in_order(every: pl.DataFrame) -> pl.DataFrame:
    """Return returned payments, and those that the school had advanced."""
    came_back = every.filter(
        (pl.col("payment_result") != SUCCESS) & (pl.col("high"))
    ).select(pl.col("person").unique(), mechanism=pl.lit("payment_returned"))
    whole = every.filter(pl.col("school").all().over("class_number")).select(
        pl.col("person").unique(), mechanism=pl.lit("school_advanced_fees")
    )
    return pl.concat([came_back, whole])


def _other_account(paid: pl.DataFrame) -> pl.DataFrame:
    """Return trainees paid on an account that is not the one they have elsewhere."""
    other = paid.filter(
        pl.col("account_number") != pl.col("own"), ~pl.col("school"), ~pl.col("crowd")
    )
    return few(
        other.select(pl.col("person").unique(), mechanism=pl.lit("family_or_new_card")),
        FAMILY_LIMIT,
    )
