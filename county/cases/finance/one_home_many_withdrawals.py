"""HF-03: one home that strangers drew for, and homes bought together."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, plant_each
from county.cases.edit import Value
from county.cases.finance.fund_rows import (
    HOME,
    WITHDRAWAL,
    couples,
    kept,
    number_of,
    own_home,
    relatives,
    savers,
    withdraw,
)
from county.cases.label import few, labels
from county.cases.relief.dibao_and_homes import home_row
from county.world import World

RULE = "HF-03"
DATASETS = (WITHDRAWAL, HOME)
BOUGHT, DRAWN = date(2025, 7, 2), date(2025, 8, 12)
TURNS = (date(2025, 7, 2), date(2025, 11, 4), date(2026, 3, 6))
APART = (date(2022, 5, 9), date(2024, 1, 15), date(2025, 9, 10))
YEAR, BUYERS, FEW = "12mo", 3, 30


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _groups(world: World, draw: Draw, wanted: int, size: int) -> list[list[int]]:
    """Return groups of strangers; together about as many people as wanted."""
    people = savers(world, draw, max(size, wanted))
    whole = len(people) - len(people) % size
    return [people[start : start + size] for start in range(0, whole, size)]


def _one_paper(world: World, draw: Draw, wanted: int) -> int:
    """Let two or three strangers hand in the certificate of the first one's home."""
    groups = _groups(world, draw, wanted, 2)
    for people in groups:
        own_home(world, people[:1], registered_on=BOUGHT)
        number = number_of(world, people[0])
        withdraw(world, people, home_number=number, applied_on=DRAWN)
    return 2 * len(groups)


def _hand_to_hand(world: World, draw: Draw, wanted: int) -> int:
    """Let a flat go through three hands within a year."""
    return _in_turn(world, _groups(world, draw, wanted, 3), TURNS)


def _years_apart(world: World, draw: Draw, wanted: int) -> int:
    """Let a flat be sold and sold again in the course of years."""
    return _in_turn(world, _groups(world, draw, wanted, 3), APART)


def _in_turn(
    world: World, groups: list[list[int]], days: tuple[date, date, date]
) -> int:
    for people in groups:
        unit = home_row(world, people[0], 7)["unit_number"]
        ends = (*days[1:], None)
        for person, day, end in zip(people, days, ends, strict=True):
            state: dict[str, Value] = {"registered_on": day, "ended_on": end}
            status = "现势" if end is None else "历史"
            own_home(world, [person], unit_number=unit, status=status, **state)
            number = number_of(world, person)
            withdraw(world, [person], home_number=number, applied_on=day)
    return sum(map(len, groups))


def _above_the_price(world: World, draw: Draw, wanted: int) -> int:
    """Let people draw twice for a small home, more than it cost."""
    people = savers(world, draw, wanted)
    own_home(world, people, registered_on=BOUGHT)
    for person in people:
        number = number_of(world, person)
        for day in (DRAWN, date(2026, 2, 3)):
            withdraw(
                world, [person], home_number=number, applied_on=day,
                home_price_fen=6_000_000,
            )  # fmt: skip
    return len(people)


def _couple(world: World, draw: Draw, wanted: int) -> int:
    """Let husband and wife both draw for their home."""
    pairs = couples(world, draw, wanted)
    for person, spouse in pairs:
        own_home(world, [person], registered_on=BOUGHT)
        number = number_of(world, person)
        withdraw(world, [person, spouse], home_number=number, applied_on=DRAWN)
    return len(pairs)


def _joint_owners(world: World, draw: Draw, wanted: int) -> int:
    """Let two friends draw for the flat that is registered to both."""
    groups = _groups(world, draw, wanted, 2)
    for people in groups:
        row = home_row(world, people[0], 7)
        same = {name: row[name] for name in ("unit_number", "certificate_number")}
        half: dict[str, Value] = {"ownership_kind": "按份共有", "share_ppm": 500_000}
        own_home(world, people, registered_on=BOUGHT, **same, **half)
        number = number_of(world, people[0])
        withdraw(world, people, home_number=number, applied_on=DRAWN)
    return 2 * len(groups)


def _called_off(world: World, draw: Draw, wanted: int) -> int:
    """Let the second of two strangers pay the money back."""
    groups = _groups(world, draw, wanted, 2)
    for first, second in groups:
        own_home(world, [first], registered_on=BOUGHT)
        number = number_of(world, first)
        withdraw(world, [first], home_number=number, applied_on=DRAWN)
        withdraw(
            world, [second], home_number=number, applied_on=DRAWN,
            returned_on=BOUGHT.replace(month=9), returned_fen=4_800_000,
        )  # fmt: skip
    return 2 * len(groups)


PLANTERS: tuple[Planter, ...] = (_hand_to_hand, _one_paper, _above_the_price)
INNOCENTS: tuple[Planter, ...] = (
    _years_apart,
    _couple,
    _joint_owners,
    _called_off,
)


def judge(world: World) -> pl.DataFrame:
    """Return who drew for a home of strangers or beyond its price."""
    rows = _bought(world)
    true = rows.filter("is_kept")
    pairs = _pairs(rows, true, _turns(true))
    told = _excused(world, pairs)
    strangers = told.filter(~pl.col("kin") & ~pl.col("joint"))
    raised = strangers["act"].to_list()
    wrong = true.filter(pl.col("act").is_in(raised))
    papers = pairs.filter("same")["act"].to_list()
    above = _above(true)
    one_paper = wrong.filter(pl.col("act").is_in(papers))
    shared = rows.filter(pl.col("act").is_in(told["act"].to_list()))
    return labels(
        RULE,
        [
            _told(one_paper, "one_paper"),
            _told(wrong, "hand_to_hand"),
            _told(above, "above_the_price"),
        ],
        [
            _told(shared.filter(~pl.col("is_kept")), "called_off"),
            _told(shared, "kin_or_joint_owners"),
            few(_told(_resold(rows), "years_apart"), FEW),
            few(_told(rows, "alone"), FEW),
        ],
    )


def _told(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select(pl.col("person").unique(), mechanism=pl.lit(mechanism))


def _bought(world: World) -> pl.DataFrame:
    """Return the purchases with act and `home`: the unit, else the paper's number."""
    units = world.tables[HOME].select("unit_number", home_number="certificate_number")
    rows = kept(world, "购房").filter(
        pl.col("home_number").is_not_null(), pl.col("person") >= 0
    )
    return (
        rows.with_row_index("act")
        .join(units.unique(), on="home_number", how="left", maintain_order="left")
        .with_columns(home=pl.coalesce("unit_number", "home_number"))
    )


def _turns(true: pl.DataFrame) -> pl.DataFrame:
    """Return act and other: drawn within a year of one first, by three or more."""
    first = true.select("home", turn="act", since="applied_on")
    inside = true.select("home", "act", "person", "applied_on").join(first, on="home")
    until = pl.col("since").dt.offset_by(YEAR)
    inside = inside.filter(pl.col("applied_on").is_between(pl.col("since"), until))
    busy = inside.filter(pl.col("person").n_unique().over("turn") >= BUYERS)
    one = busy.select("turn", "act")
    return one.join(one.select("turn", other="act"), on="turn").select("act", "other")


def _pairs(rows: pl.DataFrame, true: pl.DataFrame, turns: pl.DataFrame) -> pl.DataFrame:
    """Return act, person, other_person, home_number and same (paper) of each pair."""
    mine = rows.select("act", "person", "home", "home_number")
    theirs = true.select(
        "home", other="act", other_person="person", other_number="home_number"
    )
    both = mine.join(theirs, on="home").filter(
        pl.col("person") != pl.col("other_person")
    )
    turned = turns.with_columns(turned=True).unique()
    both = both.join(turned, on=["act", "other"], how="left")
    same = pl.col("home_number") == pl.col("other_number")
    return both.with_columns(same=same).filter(
        pl.col("same") | pl.col("turned").fill_null(value=False)
    )


def _excused(world: World, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs with kin (directly or through a third) and joint (owners)."""
    near = relatives(world)
    far = near.rename({"kin": "third"}).join(
        near.rename({"person": "third"}), on="third"
    )
    known = pl.concat([near, far.select("person", "kin")]).unique()
    known = known.select("person", other_person="kin", is_kin=True)
    owners = world.tables[HOME].select("person", home_number="certificate_number")
    mine = owners.unique().with_columns(mine=True)
    theirs = owners.unique().select("home_number", other_person="person", theirs=True)
    return (
        pairs.join(known, on=["person", "other_person"], how="left")
        .join(mine, on=["person", "home_number"], how="left")
        .join(theirs, on=["other_person", "home_number"], how="left")
        .with_columns(
            kin=pl.col("is_kin").fill_null(value=False),
            joint=(pl.col("mine") & pl.col("theirs")).fill_null(value=False),
        )
    )


def _above(true: pl.DataFrame) -> pl.DataFrame:
    """Return who drew when one paper's home had been paid for already."""
    back = pl.col("returned_fen").fill_null(0)
    ordered = true.sort("applied_on", "act").with_columns(
        sum=(pl.col("amount_fen") - back).cum_sum().over("home_number"),
        price=pl.col("home_price_fen").max().over("home_number"),
    )
    return ordered.filter(pl.col("sum") > pl.col("price"))


def _resold(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("person").n_unique().over("home") > 1)
