"""LC-01: compensation paid twice, and payments that only look so."""

from collections.abc import Callable
from datetime import timedelta

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, Value, add, facts
from county.cases.kin import kinship
from county.cases.label import labels
from county.cases.months import month_at
from county.world import World

RULE, PATH = "LC-01", "finance/land_compensation"
DATASETS = (PATH, "registry/resident")
PARTS = ("land_fen", "resettlement_fen", "crops_fen", "house_fen", "reward_fen")
ITEM = ("project_name", "village", "village_group", "area_milli", "house_area_milli")


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _people(world: World, draw: Draw, wanted: int) -> list[int]:
    heads = living(world, youngest=24, oldest=80).filter(
        pl.col("relation_to_head") == "户主", pl.col("village").str.ends_with("村")
    )
    return draw.take(outside(world, heads, PATH)["person"], wanted)


def _row(world: World, person: int, turn: int, **changes: Value) -> Row:
    row = facts(world, person)
    area = 700 + person % 2_000
    land, crops = area * 4_000, area * 220
    day = month_at(3) + timedelta(days=person % 25)
    return {
        "person": person,
        **{name: row[name] for name in ("person_name", "id_number", "town", "village")},
        "village_group": row["village_group"],
        "project_name": "云溪至黄石快速通道",
        "agreement_number": f"ZD2026-8{turn}{person:07}",
        "area_milli": area,
        "house_area_milli": 0,
        "land_fen": land,
        "resettlement_fen": 0,
        "crops_fen": crops,
        "house_fen": 0,
        "reward_fen": 0,
        "amount_fen": land + crops,
        "signed_on": day,
        "announced_on": day - timedelta(days=90),
        "paid_on": day + timedelta(days=20),
        "account_name": row["person_name"],
        "account_number": row["account_number"],
        "payment_result": "成功",
        **changes,
    }


def _both(
    *, first: dict[str, Value] | None = None, later: dict[str, Value], turn: int = 0
) -> Planter:
    """Return what pays people a first time and, changed by `later`, a second."""

    def plant_two(world: World, draw: Draw, wanted: int) -> int:
        people = _people(world, draw, wanted)
        for person in people:
            one = _row(world, person, 0, **(first or {}))
            again = _row(world, person, turn, **(first or {}), **later)
            add(world, PATH, [one, {**again, "paid_on": month_at(8)}])
        return len(people)

    return plant_two


def _halves(world: World, draw: Draw, wanted: int) -> int:
    """Pay one agreement in two equal parts."""
    people = _people(world, draw, wanted)
    for person in people:
        row = _row(world, person, 0)
        half = sum(int(str(row[name])) for name in PARTS) // 2
        add(world, PATH, [{**row, "amount_fen": half, "paid_on": month_at(k)}
                          for k in (5, 8)])  # fmt: skip
    return len(people)


def _couple(change: Callable[[Row], Row]) -> Planter:
    """Return what pays a head and, changed, the head's spouse."""

    def plant_pair(world: World, draw: Draw, wanted: int) -> int:
        spouses = world.persons["spouse"].to_list()
        alive = set(living(world, youngest=20)["person"].to_list())
        heads = living(world, youngest=24, oldest=80).filter(
            pl.col("relation_to_head") == "户主",
            pl.col("village").str.ends_with("村"),
            pl.col("spouse").is_in(sorted(alive)),
        )
        people = draw.take(outside(world, heads, PATH)["person"], wanted)
        for person in people:
            row = _row(world, person, 0)
            other = facts(world, spouses[person])
            again: Row = {
                **row,
                "person": spouses[person],
                "person_name": other["person_name"],
                "id_number": other["id_number"],
                "agreement_number": f"ZD2026-81{spouses[person]:07}",
                "signed_on": month_at(7),
                "paid_on": month_at(8),
            }
            add(world, PATH, [row, change(again)])
        return len(people)

    return plant_pair


def _doubled(row: Row) -> Row:
    """Return the row over twice the land."""
    doubled = {n: int(str(row[n])) * 2 for n in (*PARTS, "amount_fen", "area_milli")}
    return {**row, **doubled}


HOUSE = {"house_area_milli": 120_000, "house_fen": 13_800_000}
PLANTERS: tuple[Planter, ...] = (
    _both(later={}),  # the same agreement once more
    _both(later={}, turn=1),  # a second agreement
    _couple(lambda row: row),
)
INNOCENTS: tuple[Planter, ...] = (
    _halves,
    _couple(_doubled),
    _both(later={"project_name": "云溪河综合治理"}, turn=1),
    _both(later={"payment_result": "退回"}),
    _both(later={**HOUSE, "land_fen": 0, "crops_fen": 0, "amount_fen": 13_800_000}),
)


def judge(world: World) -> pl.DataFrame:
    """Return whose payments exceed the agreement or repeat another one's facts."""
    rows = world.tables[PATH].filter(pl.col("person") >= 0)
    arrived = rows.filter(pl.col("payment_result") == "成功")
    agreed = arrived.group_by("person", "agreement_number", *ITEM[:3]).agg(
        pl.col(*PARTS, "area_milli", "house_area_milli").max(),
        pl.col("amount_fen").sum(),
        pl.col("signed_on").min(),
        payments=pl.len(),
    )
    granted = sum((pl.col(name) for name in PARTS), start=pl.lit(0))
    above = agreed.filter((pl.col("payments") > 1) & (pl.col("amount_fen") > granted))
    in_parts = agreed.filter(
        (pl.col("payments") > 1) & (pl.col("amount_fen") <= granted)
    )
    same = agreed.join(agreed, on=[*ITEM, "amount_fen"], suffix="_other")
    later = same.filter(
        (pl.col("signed_on") > pl.col("signed_on_other"))
        | (
            (pl.col("signed_on") == pl.col("signed_on_other"))
            & (pl.col("agreement_number") > pl.col("agreement_number_other"))
        )
    )
    own = later.filter(pl.col("person") == pl.col("person_other"))
    kin = kinship(world).select("person", person_other="relative").unique()
    relatives = later.join(kin, on=["person", "person_other"], how="semi")
    return labels(
        RULE,
        [
            above.select("person", mechanism=pl.lit("agreement_paid_again")).unique(),
            own.select("person", mechanism=pl.lit("second_agreement")).unique(),
            relatives.select("person", mechanism=pl.lit("relative_paid_too")).unique(),
        ],
        [
            in_parts.select("person", mechanism=pl.lit("paid_in_parts")).unique(),
            _several(rows.filter(pl.col("payment_result") != "成功"), "returned"),
            _several(agreed.filter(pl.len().over("person") > 1), "several_agreements"),
            agreed.join(
                agreed.select(person_other="person").join(kin, on="person_other"),
                on="person",
                how="semi",
            )
            .select("person", mechanism=pl.lit("relatives_with_land_of_their_own"))
            .unique(),
        ],
    )


def _several(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select("person", mechanism=pl.lit(mechanism)).unique()
