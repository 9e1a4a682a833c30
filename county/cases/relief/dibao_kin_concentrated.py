"""PR-17: villages where many households on the allowance have relatives in office."""

from datetime import date
from fractions import Fraction
from itertools import cycle
from math import comb

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.dibao_rows import MEMBER, PAYMENT, Aid, grant
from county.cases.edit import Row, add, facts
from county.cases.finance.staff_rows import CADRE, named
from county.cases.label import few, labels
from county.cases.months import MONTHS_A_YEAR, window
from county.cases.relief.dibao_kin_unregistered import kin_of
from county.cases.relief.insured import insured_months
from county.world import World

RULE, DECLARED = "PR-17", "registry/declared_kin"
DATASETS = (MEMBER, PAYMENT, CADRE)
FIRMS = ("registry/company", "registry/company_member")
YEAR = tuple(window(0, MONTHS_A_YEAR))
LEAST, KIN_LEAST, RARE = 20, 3, Fraction(1, 1000)
LABELLED, NEVER, VILLAGES = 10, date(2099, 1, 1), 1
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
    served = world.tables[CADRE].filter(
        pl.col("removed_on").is_null(), pl.col("appointed_on") < YEAR[0]
    )
    chosen = served["person"].unique().sort().head(officials).to_list()
    rows: list[Row] = []
    for head, official in zip(heads[:kin], cycle(chosen), strict=False):
        row = facts(world, head)
        rows.append(
            {
                **named(world, official),
                "kin_relation": "其他",
                "kin_name": row["person_name"],
                "kin_id_number": row["id_number"],
                "kin_person": head,
                "matter": "低保备案",
                "declared_on": date(2024, 1, 20),
            }
        )
    add(world, DECLARED, rows)
    return 1


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


PLANTERS: tuple[Planter, ...] = (_many, _of_one)
INNOCENTS: tuple[Planter, ...] = (_as_elsewhere, _small)


def judge(world: World) -> pl.DataFrame:
    """Return the villages whose share chance does not explain."""
    cells = _cells(world)
    total, linked = int(cells["size"].sum()), int(cells["kin"].sum())
    rare = [
        size >= LEAST
        and total - size >= LEAST
        and kin >= KIN_LEAST
        and _tail(kin, linked, Fraction(size, total)) < RARE
        for size, kin in cells.select("size", "kin").iter_rows()
    ]
    judged = cells.with_columns(rare=pl.Series(rare, dtype=pl.Boolean))
    of_one = pl.when(2 * pl.col("most") > pl.col("kin")).then(
        pl.lit("kin_of_one_official")
    )
    found = judged.filter("rare").select(
        "object", mechanism=of_one.otherwise(pl.lit("kin_of_several_officials"))
    )
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
            few(rest.filter(which).select("object", mechanism=pl.lit(name)), LABELLED)
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


def _cells(world: World) -> pl.DataFrame:
    """Return object (the village), its households, those with kin and most of one."""
    lines = world.tables[PAYMENT].filter(pl.col("payment_result") == "成功")
    places = lines.select(
        head="person",
        month=pl.col("paid_for").dt.month_start(),
        object=pl.col("town") + pl.col("village"),
    )
    months = insured_months(world).select("person", "head", "month")
    paid = months.join(places, on=["head", "month"])
    homes = paid.sort("month").group_by("head").agg(pl.col("object").last())
    served = world.tables[CADRE].select(
        "appointed_on",
        officer="person",
        until=pl.col("removed_on").fill_null(NEVER),
    )
    pairs = paid.join(kin_of(world, served["officer"]), on="person")
    held = pairs.join(served, on="officer").filter(
        pl.col("appointed_on") <= pl.col("month").dt.month_end(),
        pl.col("until") >= pl.col("month"),
    )
    linked = held.group_by("head").agg(kin=pl.lit(1), officer=pl.col("officer").min())
    both = homes.join(linked, on="head", how="left")
    cells = both.group_by("object").agg(
        size=pl.len(),
        kin=pl.col("kin").sum(),
        most=pl.col("officer").drop_nulls().unique_counts().max().fill_null(0),
    )
    return cells.sort("object")
