"""HF-04: savings drawn for rent beside a home, and homes that do not exclude."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, plant_each
from county.cases.edit import Row, Value, add, facts
from county.cases.finance.fund_rows import (
    HOME,
    MARRIED,
    WITHDRAWAL,
    couples,
    kept,
    own_home,
    savers,
    withdraw,
)
from county.cases.label import few, labels
from county.world import World

RULE = "HF-04"
DATASETS = (WITHDRAWAL, HOME)
RENTED, AGAIN, BEFORE, JUST = (
    date(2025, 3, 4),
    date(2026, 3, 4),
    date(2019, 5, 14),
    date(2026, 1, 8),
)
SETTLED, HALF, FEW = "6mo", 500_000, 30


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _rent(world: World, people: list[int], **more: Value) -> int:
    return withdraw(
        world, people, reason="租房", applied_on=AGAIN, amount_fen=1_200_000, **more
    )


def _with_home(world: World, draw: Draw, wanted: int) -> int:
    """Let owners draw for rent, two years running."""
    people = savers(world, draw, wanted)
    own_home(world, people, registered_on=BEFORE)
    withdraw(world, people, reason="租房", applied_on=RENTED, amount_fen=1_200_000)
    return _rent(world, people)


def _spouses_home(world: World, draw: Draw, wanted: int) -> int:
    """Let the wife or husband be the owner."""
    pairs = couples(world, draw, wanted)
    people = [person for person, _ in pairs]
    rows: list[Row] = []
    for person, spouse in pairs:
        row, mate = facts(world, person), facts(world, spouse)
        own_home(world, [spouse], registered_on=BEFORE)
        rows.append(
            {
                "kind": "补发结婚证",
                "person_name": row["person_name"],
                "id_number": row["id_number"],
                "spouse_name": mate["person_name"],
                "spouse_id_number": mate["id_number"],
                "registered_on": date(2018, 6, 11),
                "certificate_number": f"BJ420281-2018-9{person:07d}",
                "registry_office": "云溪县民政局婚姻登记处",
                "person": person,
                "spouse_person": spouse,
            }
        )
    add(world, MARRIED, rows)
    return _rent(world, people)


def _with(**home: Value) -> Planter:
    """Return a planter of tenants with a home of some kind."""

    def planted(world: World, draw: Draw, wanted: int) -> int:
        people = savers(world, draw, wanted)
        own_home(world, people, **({"registered_on": BEFORE} | home))
        return _rent(world, people)

    return planted


def _called_off(world: World, draw: Draw, wanted: int) -> int:
    """Let owners pay the money back."""
    people = savers(world, draw, wanted)
    own_home(world, people, registered_on=BEFORE)
    return _rent(world, people, returned_on=date(2026, 4, 9), returned_fen=1_200_000)


PLANTERS: tuple[Planter, ...] = (_spouses_home, _with_home)
INNOCENTS: tuple[Planter, ...] = (
    _with(nature="自建房", acquired_by="自建", price_fen=None),
    _with(acquired_by="继承", ownership_kind="按份共有", share_ppm=333_000),
    _with(registered_on=JUST),
    _with(status="历史", register_kind="转移", ended_on=date(2025, 6, 30)),
    _with(use_kind="车位"),
    _called_off,
)


def judge(world: World) -> pl.DataFrame:
    """Return who drew for rent beside a home; see `label.LABEL`."""
    rented = kept(world, "租房").filter(pl.col("person") >= 0).with_row_index("act")
    both = _owners(world, rented).join(_homes(world), on="owner")
    since, until = pl.col("registered_on"), pl.col("until")
    held = both.filter(
        since.dt.offset_by(SETTLED) <= pl.col("applied_on"),
        until.is_null() | (until > pl.col("applied_on")),
    )
    acts = held.group_by("act", "person", "is_kept").agg(
        pl.col("farm").all(), pl.col("excused").all()
    )
    lawful = pl.col("farm") | pl.col("excused")
    wrong = acts.filter(pl.col("is_kept") & ~lawful)
    own = held.filter(pl.col("owner") == pl.col("person"))["act"].to_list()
    return labels(
        RULE,
        [
            _told(wrong.filter(pl.col("act").is_in(own)), "own_home"),
            _told(wrong, "spouses_home"),
        ],
        [
            _told(acts.filter(~pl.col("is_kept")), "called_off"),
            _told(acts.filter("farm"), "farmhouse"),
            _told(acts.filter("excused"), "inherited_or_small_share"),
            _told(both, "no_home_then"),
            few(_told(rented, "no_home"), FEW),
        ],
    )


def _told(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select(pl.col("person").unique(), mechanism=pl.lit(mechanism))


def _owners(world: World, rented: pl.DataFrame) -> pl.DataFrame:
    """Return act, person, owner: oneself, and the spouse by the register that day."""
    base = rented.select("act", "person", "applied_on", "is_kept")
    rows = world.tables[MARRIED].select(
        "kind", "registered_on", one="person", other="spouse_person"
    )
    ways = [rows, rows.rename({"one": "other", "other": "one"}).select(rows.columns)]
    wed = base.join(pl.concat(ways), left_on="person", right_on="one").filter(
        pl.col("registered_on") <= pl.col("applied_on")
    )
    last = (
        wed.sort("registered_on")
        .group_by(
            "act", "person", "applied_on", "is_kept", "other", maintain_order=True
        )
        .agg(pl.col("kind").last())
    )
    spouses = last.filter(pl.col("kind") != "离婚").select(*base.columns, owner="other")
    return pl.concat([base.with_columns(owner="person"), spouses])


def _homes(world: World) -> pl.DataFrame:
    """Return one row for each person's dwelling; a notice is no home yet."""
    rows = world.tables[HOME].filter(
        pl.col("use_kind") == "住宅",
        ~pl.col("register_kind").is_in(["预告", "注销"]),
    )
    return rows.group_by(owner="person", unit="unit_number").agg(
        pl.col("registered_on").min(),
        until=pl.when((pl.col("status") != "现势").all()).then(
            pl.col("ended_on").max()
        ),
        farm=(pl.col("nature") == "自建房").all(),
        excused=(pl.col("share_ppm").fill_null(HALF) < HALF).all()
        | pl.col("acquired_by").fill_null("").is_in(["继承", "赠与"]).all(),
    )
