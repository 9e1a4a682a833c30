"""HF-01: homes drawn for that the land register does not know, and innocent ones."""

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

RULE = "HF-01"
DATASETS = (WITHDRAWAL, HOME)
BOUGHT, GIVEN_ON, YEARS_ON = date(2025, 1, 6), date(2025, 5, 6), date(2026, 8, 6)
DRAWN, LATELY = date(2025, 2, 10), date(2026, 6, 8)
SEEN, WAIT, BEFORE, SHORT = date(2026, 11, 6), "24mo", "-36mo", "6mo"
FEW = 30


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _pairs(world: World, draw: Draw, wanted: int) -> list[tuple[int, int]]:
    people = savers(world, draw, 2 * wanted)
    half = len(people) // 2
    return list(zip(people[:half], people[half:], strict=False))


def _anothers(world: World, draw: Draw, wanted: int) -> int:
    """Let people draw by the certificate of somebody else's home."""
    pairs = _pairs(world, draw, wanted)
    own_home(world, [owner for _, owner in pairs], registered_on=BOUGHT)
    for person, owner in pairs:
        number = number_of(world, owner)
        withdraw(world, [person], home_number=number, applied_on=DRAWN)
    return len(pairs)


def _unknown(world: World, draw: Draw, wanted: int) -> int:
    """Let people draw by a contract of 2024 that led to no home."""
    return withdraw(world, savers(world, draw, wanted))


def _given_on(world: World, draw: Draw, wanted: int) -> int:
    """Let people give the home to a stranger within four months."""
    return _passed_on(world, _pairs(world, draw, wanted), GIVEN_ON)


def _kept_for_long(world: World, draw: Draw, wanted: int) -> int:
    """Let people sell the home after a year and a half."""
    return _passed_on(world, _pairs(world, draw, wanted), YEARS_ON)


def _passed_on(world: World, pairs: list[tuple[int, int]], on: date) -> int:
    for person, buyer in pairs:
        number = _sell(world, person, buyer, on)
        withdraw(world, [person], home_number=number, applied_on=DRAWN)
    return len(pairs)


def _sell(world: World, seller: int, buyer: int, on: date) -> str:
    """Let a home pass to a buyer; return the number of the seller's certificate."""
    past: dict[str, Value] = {
        "registered_on": BOUGHT,
        "status": "历史",
        "ended_on": on,
    }
    own_home(world, [seller], **past)
    number = number_of(world, seller)
    unit = home_row(world, seller, 7)["unit_number"]
    own_home(world, [buyer], unit_number=unit, registered_on=on)
    return number


def _with_spouse(world: World, draw: Draw, wanted: int) -> int:
    """Let people draw for the home of the wife or husband they live with."""
    pairs = couples(world, draw, wanted)
    for person, spouse in pairs:
        own_home(world, [spouse], registered_on=BOUGHT)
        number = number_of(world, spouse)
        withdraw(world, [person], home_number=number, applied_on=DRAWN)
    return len(pairs)


def _second_hand(world: World, draw: Draw, wanted: int) -> int:
    """Let people draw by the seller's certificate before they are registered."""
    pairs = _pairs(world, draw, wanted)
    for person, seller in pairs:
        number = _sell(world, seller, person, GIVEN_ON)
        withdraw(world, [person], home_number=number, applied_on=DRAWN)
    return len(pairs)


def _presale(world: World, draw: Draw, wanted: int) -> int:
    """Let people draw for a flat that is still being built."""
    return withdraw(world, savers(world, draw, wanted), applied_on=LATELY)


def _afar(world: World, draw: Draw, wanted: int) -> int:
    """Let people buy in another city."""
    return withdraw(world, savers(world, draw, wanted), home_place="外地")


def _called_off(world: World, draw: Draw, wanted: int) -> int:
    """Let people pay the money back when the contract was ended."""
    back: dict[str, Value] = {
        "returned_on": date(2024, 4, 2),
        "returned_fen": 4_800_000,
    }
    return withdraw(world, savers(world, draw, wanted), **back)


PLANTERS: tuple[Planter, ...] = (_anothers, _given_on, _unknown)
INNOCENTS: tuple[Planter, ...] = (
    _kept_for_long,
    _with_spouse,
    _second_hand,
    _presale,
    _afar,
    _called_off,
)


def judge(world: World) -> pl.DataFrame:
    """Return whose purchase the register does not bear out; see `label.LABEL`."""
    bought = kept(world, "购房").with_row_index("act")
    here = bought.filter("is_kept", pl.col("home_place") == "本县")
    rights = _rights(world)
    named = here.join(
        rights.select("unit_number", home_number="certificate_number").unique(),
        on="home_number",
    ).select("act", "unit_number", is_named=True)
    held = _held(world, here, rights, named)
    lasting = held.filter(~pl.col("is_short"))
    own = lasting.filter(pl.col("owner") == pl.col("person"))["act"]
    kins = lasting.filter(pl.col("owner") != pl.col("person"))["act"]
    without = here.filter(~pl.col("act").is_in([*own, *kins]))
    short = without.filter(pl.col("act").is_in(held["act"].to_list()))
    rest = without.filter(~pl.col("act").is_in(held["act"].to_list()))
    anothers = rest.filter(pl.col("act").is_in(named["act"].to_list()))
    unknown = rest.filter(~pl.col("act").is_in(named["act"].to_list()))
    young = pl.col("applied_on").dt.offset_by(WAIT) > SEEN
    return labels(
        RULE,
        [
            _told(anothers, "in_anothers_name"),
            _told(short, "soon_given_on"),
            _told(unknown.filter(~young), "no_home_registered"),
        ],
        [
            _told(here.filter(pl.col("act").is_in(kins.to_list())), "kins_home"),
            _told(unknown.filter(young), "presale"),
            _told(bought.filter(~pl.col("is_kept")), "called_off"),
            _told(bought.filter(pl.col("home_place") == "外地"), "bought_elsewhere"),
            few(_told(here, "registered"), FEW),
        ],
    )


def _told(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select(pl.col("person").unique(), mechanism=pl.lit(mechanism))


def _rights(world: World) -> pl.DataFrame:
    lasting = (pl.col("use_kind") == "住宅") & (pl.col("register_kind") != "注销")
    rows = world.tables[HOME].filter(lasting)
    return rows.select(
        "unit_number", "certificate_number", "registered_on", "ended_on",
        "register_kind", owner="person", past=pl.col("status") != "现势",
    )  # fmt: skip


def _held(
    world: World, here: pl.DataFrame, rights: pl.DataFrame, named: pl.DataFrame
) -> pl.DataFrame:
    """Return act, person, owner and is_short of each right that may be the home."""
    own = here.select("act", "person", "applied_on", owner="person")
    kin = relatives(world).rename({"kin": "owner"})
    theirs = here.select("act", "person", "applied_on").join(kin, on="person")
    owners = pl.concat([own, theirs.select(own.columns)]).unique()
    known = named["act"].unique().to_list()
    both = owners.join(rights, on="owner").join(
        named, on=["act", "unit_number"], how="left"
    )
    begun, applied = pl.col("registered_on"), pl.col("applied_on")
    in_time = begun >= applied.dt.offset_by(BEFORE)
    fits = pl.col("is_named") | (~pl.col("act").is_in(known) & in_time)
    found = both.filter(
        begun <= applied.dt.offset_by(WAIT), fits.fill_null(value=False)
    )
    soon = (
        pl.col("past")
        & (pl.col("register_kind") != "预告")
        & (pl.col("ended_on") > applied)
        & (pl.col("ended_on") <= begun.dt.offset_by(SHORT))
    )
    after = rights.filter(pl.col("register_kind") != "预告").select(
        "unit_number", next_owner="owner", next_on="registered_on"
    )
    passed = (
        found.filter(soon)
        .join(after, on="unit_number")
        .filter(pl.col("next_on").dt.offset_by("31d") >= pl.col("ended_on"))
        .join(
            owners, left_on=["act", "next_owner"], right_on=["act", "owner"], how="anti"
        )
        .select("act", "unit_number", "owner", is_short=True)
        .unique()
    )
    keys = ["act", "unit_number", "owner"]
    joined = found.join(passed, on=keys, how="left")
    return joined.with_columns(pl.col("is_short").fill_null(value=False))
