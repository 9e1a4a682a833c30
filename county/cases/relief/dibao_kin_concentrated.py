"""PR-17: villages and approvers with many relatives of those in office."""

from datetime import date
from fractions import Fraction
from itertools import cycle
from math import comb

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.dibao_rows import MEMBER, PAYMENT, Aid, grant
from county.cases.edit import Row, add, facts, mark, own
from county.cases.finance.staff_rows import CADRE, named
from county.cases.label import few, labels
from county.cases.months import MONTHS_A_YEAR, window
from county.cases.relief.kin_cells import kin_cells
from county.world import World

RULE, DECLARED = "PR-17", "registry/declared_kin"
LOAN = "loan/loan_contract"
DATASETS = (MEMBER, PAYMENT, CADRE, LOAN)
FIRMS = ("registry/company", "registry/company_member")
YEAR = tuple(window(0, MONTHS_A_YEAR))
LEAST, KIN_LEAST, RARE = 20, 3, Fraction(1, 1000)
LABELLED, EARLY, VILLAGES = 10, date(2020, 1, 1), 1
HEADS, MANY, ONE, SMALL = 22, 20, 1, 4


def plant(world: World, count: int) -> None:
    """Plant villages; there are few, so one for each mechanism."""
    draw = Draw(world, RULE)
    each = min(count, VILLAGES)
    plant_each(world, draw, PLANTERS, each * len(PLANTERS))
    plant_each(world, draw, INNOCENTS, each * len(INNOCENTS))


def _homes(world: World) -> pl.DataFrame:
    """Return the heads of households without allowance, post or firm: person, place."""
    adults = living(world, youngest=20, oldest=90)
    free = outside(world, adults, MEMBER, PAYMENT, CADRE, *FIRMS)
    heads = free.filter(pl.col("relation_to_head") == "户主").sort("person")
    return heads.select("person", place=pl.col("town") + pl.col("village"))


def _settle(
    world: World, draw: Draw, wanted: int, kin: int, *, officials: int = MANY
) -> int:
    """Grant heads of the largest village without a case; `kin` of them are declared."""
    homes = _homes(world)
    taken = world.persons.filter(pl.col("household").is_in(sorted(draw.taken)))
    used = taken.select(place=pl.col("town") + pl.col("village")).unique()
    homes = homes.join(used, on="place", how="anti")
    sizes = homes.group_by("place").len().sort("len", "place", descending=True)
    if sizes.is_empty():
        return 0
    place = sizes["place"][0]
    own = homes.filter(pl.col("place") == place)["person"].to_list()
    heads = draw.take(own, wanted)
    grant(world, dict.fromkeys(heads, Aid(months=YEAR)))
    _declare(world, heads[:kin], officials)
    return 1


def _declare(world: World, people: list[int], officials: int) -> None:
    """Let so many officials declare these people as their relatives."""
    served = world.tables[CADRE].filter(
        pl.col("removed_on").is_null(), pl.col("appointed_on") < EARLY
    )
    chosen = served["person"].unique().sort().head(officials).to_list()
    rows: list[Row] = []
    for person, official in zip(people, cycle(chosen), strict=False):
        row = facts(world, person)
        rows.append(
            {
                **named(world, official),
                "kin_relation": "其他",
                "kin_name": row["person_name"],
                "kin_id_number": row["id_number"],
                "kin_person": person,
                "matter": "低保备案",
                "declared_on": date(2024, 1, 20),
            }
        )
    add(world, DECLARED, rows)


def _approver(kin: int, name: str) -> Planter:
    """Return a planter of an approver of loans, `kin` of them to relatives."""

    def planted(world: World, draw: Draw, wanted: int) -> int:
        loans = world.tables[LOAN].filter(
            pl.col("loan_kind") == "扶贫小额信贷", pl.col("signed_on") >= EARLY
        )
        each = loans.filter(pl.len().over("person") == 1)
        people = living(world).join(each, on="person", how="semi")
        free = outside(world, people, CADRE)["person"]
        chosen = draw.take(free, HEADS) if wanted > 0 else []
        if len(chosen) < LEAST:
            return 0
        mark(world, LOAN, own(chosen), approved_by=name)
        _declare(world, chosen[:kin], MANY)
        return 1

    return planted


def _many(world: World, draw: Draw, wanted: int) -> int:
    """Fill a village of which most households have relatives in office."""
    return sum(_settle(world, draw, HEADS, MANY) for _ in range(wanted))


def _of_one(world: World, draw: Draw, wanted: int) -> int:
    """Fill a village of which most households are relatives of one official."""
    return sum(_settle(world, draw, HEADS, MANY, officials=1) for _ in range(wanted))


def _as_elsewhere(world: World, draw: Draw, wanted: int) -> int:
    """Fill a village with hardly any relatives in office."""
    return sum(_settle(world, draw, HEADS, ONE) for _ in range(wanted))


def _small(world: World, draw: Draw, wanted: int) -> int:
    """Fill few households, all with relatives in office: too few to be judged."""
    return sum(_settle(world, draw, SMALL, SMALL) for _ in range(wanted))


PLANTERS: tuple[Planter, ...] = (_approver(MANY, "蔺审言"), _many, _of_one)
INNOCENTS: tuple[Planter, ...] = (_as_elsewhere, _small, _approver(ONE, "桑审行"))


def judge(world: World) -> pl.DataFrame:
    """Return the villages and approvers whose share chance does not explain."""
    cells = kin_cells(world)
    peers = ["scheme", "sort"]
    cells = cells.with_columns(
        total=pl.col("size").sum().over(peers), linked=pl.col("kin").sum().over(peers)
    )
    counts = cells.select("size", "kin", "total", "linked").iter_rows()
    rare = [
        size >= LEAST
        and total - size >= LEAST
        and kin >= KIN_LEAST
        and _tail(kin, linked, Fraction(size, total)) < RARE
        for size, kin, total, linked in counts
    ]
    judged = cells.with_columns(rare=pl.Series(rare, dtype=pl.Boolean))
    name = (
        pl.when(pl.col("sort") == "approver")
        .then(pl.lit("approver_of_kin"))
        .when(2 * pl.col("most") > pl.col("kin"))
        .then(pl.lit("kin_of_one_official"))
        .otherwise(pl.lit("kin_of_several_officials"))
    )
    found = judged.filter("rare").select("object", mechanism=name)
    rest = judged.filter(~pl.col("rare"))
    parts = (
        (pl.col("size") >= LEAST, "as_elsewhere"),
        ((pl.col("size") < LEAST) & (pl.col("kin") >= KIN_LEAST), "too_small"),
        ((pl.col("size") < LEAST) & (pl.col("kin") < KIN_LEAST), "small_without"),
    )
    return labels(
        RULE,
        [found],
        [
            few(
                rest.filter(which).select("object", mechanism=pl.lit(name)).unique(),
                LABELLED,
            )
            for which, name in parts
        ],
    )


def _tail(found: int, linked: int, share: Fraction) -> Fraction:
    below = sum(
        (
            comb(linked, one) * share**one * (1 - share) ** (linked - one)
            for one in range(found)
        ),
        Fraction(0),
    )
    return 1 - below
