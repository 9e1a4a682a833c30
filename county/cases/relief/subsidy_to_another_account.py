"""PR-11: subsidies on somebody else's account, and payees who are in order."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, Value, add, facts
from county.cases.kin import kinship
from county.cases.label import few, labels
from county.cases.months import window
from county.cases.subsidy_rows import (
    HOUSEHOLD,
    MONTHLY,
    PAYMENT,
    PERSONAL,
    PROJECT,
    YEARLY,
    monthly,
    project_like,
    yearly,
)
from county.world import NOBODY, World

RULE, CADRE, ORPHAN = "PR-11", "registry/cadre", "relief/orphan"
DATASETS = (PAYMENT, PROJECT, CADRE, ORPHAN)
MONTHS = tuple(window(1, 6))
CROWD, FAMILY_LIMIT = 3, 30
LARGE_FEN, SOON_DAYS = 200_000, 60
KEPT_BY = "云溪县社会福利院"


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _idle(world: World, draw: Draw, wanted: int) -> list[int]:
    people = living(world, youngest=30, oldest=75)
    return draw.take(outside(world, people, PAYMENT, CADRE, ORPHAN)["person"], wanted)


def _payee(world: World, person: int) -> dict[str, Value]:
    row = facts(world, person)
    return {
        "payee_name": row["person_name"],
        "payee_id_number": row["id_number"],
        "account_number": row["account_number"],
        "payee_person": person,
    }


def _pay(world: World, payees: dict[int, dict[str, Value]]) -> int:
    project = project_like(world, PERSONAL, MONTHLY)
    add(
        world,
        PAYMENT,
        [
            {**row, **changes}
            for person, changes in payees.items()
            for row in monthly(world, project, person, MONTHS)
        ],
    )
    return len(payees)


def _stranger(world: World, draw: Draw, wanted: int) -> int:
    """Pay people to the account of somebody of another household."""
    people, payees = _idle(world, draw, wanted), _idle(world, draw, wanted)
    pairs = zip(people, payees, strict=False)
    return _pay(world, {one: _payee(world, other) for one, other in pairs})


def _official(world: World, draw: Draw, wanted: int) -> int:
    """Pay people to the account of an official who is no relative."""
    people = _idle(world, draw, wanted)
    posted = world.tables[CADRE].filter(pl.col("removed_on").is_null())
    alive = living(world).join(posted, on="person", how="semi")
    payees = draw.take(alive["person"], wanted)
    pairs = zip(people, payees, strict=False)
    return _pay(world, {one: _payee(world, other) for one, other in pairs})


def _crowd(world: World, draw: Draw, wanted: int) -> int:
    """Pay four people of four households to one account, a case for each account."""
    placed = 0
    for _ in range(wanted):
        group = _idle(world, draw, 5)
        if len(group) < CROWD + 1:
            break
        _pay(world, dict.fromkeys(group[1:], _payee(world, group[0])))
        placed += 1
    return placed


def _to_and_fro(world: World, draw: Draw, wanted: int) -> int:
    """Pay people to two accounts of their own by turns."""
    people = _idle(world, draw, wanted)
    project = project_like(world, PERSONAL, MONTHLY)
    rows: list[Row] = []
    for person in people:
        own = monthly(world, project, person, MONTHS)
        rows += [
            {**row, "account_number": f"6217{person:015d}"} if turn % 2 else row
            for turn, row in enumerate(own)
        ]
    add(world, PAYMENT, rows)
    return len(people)


def _couples(world: World, draw: Draw, wanted: int) -> dict[int, int]:
    people = living(world, youngest=30, oldest=75).filter(pl.col("spouse") >= 0)
    free = outside(world, people, PAYMENT, CADRE, ORPHAN)
    mates = dict(free.select("person", "spouse").iter_rows())
    return {one: mates[one] for one in draw.take(mates, wanted)}


def _changed(world: World, draw: Draw, wanted: int, last_fen: int) -> int:
    """Change the account to the spouse's for the last payment, of `last_fen`."""
    couples = _couples(world, draw, wanted)
    project = project_like(world, PERSONAL, MONTHLY)
    rows: list[Row] = []
    for one, mate in couples.items():
        *before, last = monthly(world, project, one, MONTHS)
        rows += [*before, {**last, **_payee(world, mate), "amount_fen": last_fen}]
    add(world, PAYMENT, rows)
    return len(couples)


def _changed_before_large(world: World, draw: Draw, wanted: int) -> int:
    """Change the account to the spouse's just before a large sum."""
    return _changed(world, draw, wanted, LARGE_FEN + 100_000)


def _changed_before_small(world: World, draw: Draw, wanted: int) -> int:
    """Change the account to the spouse's before a sum as small as all others."""
    return _changed(world, draw, wanted, 10_000)


def _spouse(world: World, draw: Draw, wanted: int) -> int:
    """Pay people to their spouse's account."""
    couples = _couples(world, draw, wanted)
    return _pay(world, {one: _payee(world, mate) for one, mate in couples.items()})


def _new_card(world: World, draw: Draw, wanted: int) -> int:
    """Give people a new card of their own in the middle of the year."""
    people = _idle(world, draw, wanted)
    project = project_like(world, PERSONAL, MONTHLY)
    rows: list[Row] = []
    for person in people:
        own = monthly(world, project, person, MONTHS)
        new: dict[str, Value] = {"account_number": f"6218{person:015d}"}
        rows += [*own[:3], *({**row, **new} for row in own[3:])]
    add(world, PAYMENT, rows)
    return len(people)


def _care_home(world: World, draw: Draw, wanted: int) -> int:
    """Pay people to the home that keeps them."""
    home: dict[str, Value] = {
        "payee_name": KEPT_BY,
        "payee_id_number": None,
        "account_number": "8101000000000042",
        "payee_person": NOBODY,
    }
    return _pay(world, dict.fromkeys(_idle(world, draw, min(wanted, 2)), home))


def _household_money(world: World, draw: Draw, wanted: int) -> int:
    """Pay a household's subsidy to somebody else's account."""
    people, payees = _idle(world, draw, wanted), _idle(world, draw, wanted)
    project = project_like(world, HOUSEHOLD, YEARLY)
    rows: list[Row] = []
    for one, other in zip(people, payees, strict=False):
        year = yearly(world, project, one, 2026, date(2026, 6, 18))
        rows += [{**row, **_payee(world, other)} for row in year]
    add(world, PAYMENT, rows)
    return len(people)


PLANTERS: tuple[Planter, ...] = (
    _crowd,
    _official,
    _to_and_fro,
    _changed_before_large,
    _stranger,
)
INNOCENTS: tuple[Planter, ...] = (
    _care_home,
    _new_card,
    _household_money,
    _changed_before_small,
    _spouse,
)


def judge(world: World) -> pl.DataFrame:
    """Return whose subsidy went to a stranger's account, or to two by turns."""
    lines = _lines(world)
    apart = lines.filter(
        "personal", "paid", pl.col("payee_person") != pl.col("person"), ~pl.col("kin")
    )
    home = pl.col("payee_name").str.contains("福利院")
    apart = apart.with_columns(
        crowd=(pl.col("person").n_unique().over("account_number") >= CROWD)
        & (pl.col("household").n_unique().over("account_number") > 1),
        home=home,
    )
    wrong = apart.filter(~pl.col("home"))
    shared = wrong.filter("crowd").select(
        object="account_number", mechanism=pl.lit("one_account_many_people")
    )
    posts = world.tables[CADRE]["person"].unique()
    single = wrong.filter(~pl.col("crowd")).select(
        "person",
        mechanism=pl.when(pl.col("payee_person").is_in(posts.implode()))
        .then(pl.lit("official_collects"))
        .otherwise(pl.lit("stranger_collects")),
    )
    turns = _turns(lines)
    family = lines.filter("personal", "kin").select(
        pl.col("person").unique(), mechanism=pl.lit("family_collects")
    )
    household = lines.filter(
        ~pl.col("personal"), pl.col("payee_person") != pl.col("person")
    ).select(pl.col("person").unique(), mechanism=pl.lit("household_subsidy"))
    return labels(
        RULE,
        [
            shared.unique(),
            single.unique(),
            _just_changed(lines),
            turns.filter("back").select(
                "person", mechanism=pl.lit("accounts_by_turns")
            ),
        ],
        [
            turns.filter(~pl.col("back")).select(
                "person", mechanism=pl.lit("new_card")
            ),
            apart.filter("home").select(
                pl.col("person").unique(), mechanism=pl.lit("care_home_collects")
            ),
            few(family, FAMILY_LIMIT),
            few(household, FAMILY_LIMIT),
        ],
    )


def _lines(world: World) -> pl.DataFrame:
    projects = world.tables[PROJECT].select(
        "project_code",
        personal=(pl.col("granularity") == PERSONAL)
        & ~pl.col("kind").fill_null("普通").is_in(["丧葬", "抚恤"]),
    )
    kin = kinship(world).select(
        "person", payee_person="relative", kin=pl.lit(value=True)
    )
    homes = world.persons.select("person", "household")
    return (
        world.tables[PAYMENT]
        .join(projects, on="project_code", how="left")
        .join(kin.unique(), on=["person", "payee_person"], how="left")
        .join(homes, on="person", how="left")
        .with_columns(
            pl.col("kin").fill_null(value=False),
            paid=pl.col("payment_result") == "成功",
        )
    )


def _just_changed(lines: pl.DataFrame) -> pl.DataFrame:
    """Return who was paid a large sum on a relative's account not used for long."""
    paid = lines.filter("personal", "paid").with_columns(
        used=pl.col("paid_on").min().over("person", "account_number"),
        begun=pl.col("paid_on").min().over("person"),
    )
    soon = pl.col("paid_on") <= pl.col("used") + pl.duration(days=SOON_DAYS)
    large = pl.col("amount_fen") >= LARGE_FEN
    found = paid.filter("kin", soon, large, pl.col("used") > pl.col("begun"))
    return found.select(
        pl.col("person").unique(), mechanism=pl.lit("changed_before_large")
    )


def _turns(lines: pl.DataFrame) -> pl.DataFrame:
    """Return whose account of one project changed, and whether it came `back`."""
    one = ["person", "project_code"]
    own = lines.filter("personal", "paid").sort(*one, "paid_on")
    own = own.with_columns(before=pl.col("account_number").shift().over(one))
    moved = own.filter(pl.col("account_number") != pl.col("before"))
    earlier = pl.col("before").shift().over(one)
    back = (pl.col("account_number") == earlier).fill_null(value=False)
    return moved.group_by("person").agg(back=back.any())
