"""T01: leases of villages past their end or to cadres, and what only looks so."""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, living
from county.cases.edit import Row, Value, facts, had
from county.cases.finance.handled_rows import enter
from county.cases.finance.staff_rows import CADRE, named
from county.cases.kin import kinship
from county.cases.label import few, labels
from county.redeliver import as_it_was
from county.world import World, today

RULE, LEASE = "T01", "finance/village_contract"
DATASETS = (LEASE, CADRE)
SIGNED, STARTS, ENDS = date(2024, 2, 20), date(2024, 3, 1), date(2029, 2, 28)
ENDED, JUST_ENDED = date(2026, 2, 28), date(2026, 10, 15)
GRACE, FEW = timedelta(days=90), 12
VILLAGE_CADRE, OPEN = "村(社区)干部", "公开竞价"
APPOINTED, LEFT_ON = date(2021, 3, 1), date(2026, 8, 31)
PRIVATE: dict[str, Value] = {"award_kind": "协议发包", "has_meeting_record": "否"}
AUCTION: dict[str, Value] = {"award_kind": OPEN, "has_meeting_record": "否"}
BAD = ("past_its_end", "to_cadre", "to_cadre_of_may", "to_kin")
Party = tuple[int, dict[str, Value]]
Kind = tuple[str, dict[str, Value]]


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    parties = _parties(world, draw, 2 * count)
    rows: list[Row] = []
    for mark, kinds in (("A", VIOLATIONS), ("B", INNOCENTS)):
        for turn in range(count):
            who, changes = kinds[turn % len(kinds)]
            person, place = parties[who][turn % len(parties[who])]
            row = _lease(world, f"CHTT01{mark}{turn:04d}", person, {**place, **changes})
            rows.append(row)
            if who == "renewing":
                again = {"signed_on": ENDED, "starts_on": ENDED, "ends_on": ENDS}
                number = f"CHTT01C{turn:04d}"
                rows.append({**row, **again, "contract_number": number})
    enter(world, LEASE, rows, {"accepted_by": "handled_by"})


def _serving(world: World) -> pl.DataFrame:
    """Return person, town and village of the cadres of villages when leases began."""
    return (
        world.tables[CADRE]
        .filter(
            pl.col("identity") == VILLAGE_CADRE,
            pl.col("removed_on").is_null(),
            pl.col("appointed_on") < SIGNED,
            pl.col("village").is_not_null(),
        )
        .select("person", "town", "village")
        .sort("person")
    )


def _parties(world: World, draw: Draw, wanted: int) -> dict[str, list[Party]]:
    """Return cadres and relatives with the cadre's village, and others with theirs."""
    cadres = _serving(world)
    kin = kinship(world).filter("together")
    near = cadres.join(kin, on="person").sort("person", "relative")
    office = world.tables[CADRE].select("person").unique()
    tied = kinship(world).join(office, on="person", how="semi")["relative"]
    banned = {*office["person"], *tied}
    grown = living(world, youngest=25, oldest=65)
    free = draw.take(set(grown["person"]) - banned, wanted)
    own: list[Party] = [
        (row["person"], {"town": row["town"], "village": row["village"]})
        for row in cadres.iter_rows(named=True)
    ]
    related: list[Party] = [
        (row["relative"], {"town": row["town"], "village": row["village"]})
        for row in near.iter_rows(named=True)
    ]
    others: list[Party] = [
        (person, {name: facts(world, person)[name] for name in ("town", "village")})
        for person in free
    ]
    former = others[wanted // 4 : wanted // 2]
    _leave_office(world, former)
    return {
        "cadre": own,
        "former": former,
        "kin": related or own,
        "other": others,
        "renewing": others[wanted // 2 :],
    }


def _leave_office(world: World, parties: Sequence[Party]) -> None:
    """Let people be cadres of their village until a day that no register tells."""
    rows: list[Row] = [
        {
            **named(world, person),
            **place,
            "unit_name": place["town"],
            "identity": VILLAGE_CADRE,
            "position": f"{place['village']}文书",
            "is_leader": "否",
            "appointed_on": APPOINTED,
        }
        for person, place in parties
    ]
    had(world, CADRE, rows, LEFT_ON)


def _lease(world: World, number: str, person: int, changes: dict[str, Value]) -> Row:
    return {
        **named(world, person),
        "contract_number": number,
        "subject": f"门面房{number}承包经营",
        "asset_kind": "其他",
        "area_milli": None,
        "signed_on": SIGNED,
        "starts_on": STARTS,
        "ends_on": ENDS,
        "annual_rent_fen": 1_200_000,
        "due_fen": 3_600_000,
        "received_fen": 3_600_000,
        "award_kind": "协议发包",
        "has_meeting_record": "是",
        "status": "履行中",
        **changes,
    }


VIOLATIONS: tuple[Kind, ...] = (
    ("other", {"ends_on": ENDED}),
    ("cadre", PRIVATE),
    ("kin", PRIVATE),
    ("former", PRIVATE),
)
INNOCENTS: tuple[Kind, ...] = (
    ("other", {"ends_on": ENDED, "status": "已到期"}),
    ("other", {"ends_on": JUST_ENDED}),
    ("renewing", {"ends_on": ENDED}),
    ("cadre", AUCTION),
    ("kin", {}),
    ("other", PRIVATE),
)


def judge(world: World) -> pl.DataFrame:
    """Return leases past their end or to those in office, and what seems so."""
    leases = world.tables[LEASE].filter(pl.col("status") != "已解除")
    latest = pl.col("ends_on").max().over("town", "village", "subject")
    over = (pl.col("ends_on") + GRACE < today) & (pl.col("status") == "履行中")
    decided = (pl.col("award_kind") == OPEN) | (pl.col("has_meeting_record") == "是")
    office = _in_office(world)
    rows = leases.with_columns(latest=latest).join(
        office, on=["person", "village"], how="left"
    )
    held = (pl.col("since") <= pl.col("signed_on")) & (
        pl.col("until").fill_null(today) >= pl.col("signed_on")
    )
    near = held.fill_null(value=False)
    told = rows.select(
        object="contract_number",
        mechanism=pl.when(over & (pl.col("latest") == pl.col("ends_on")))
        .then(pl.lit("past_its_end"))
        .when(near & ~decided & pl.col("is_gone"))
        .then(pl.lit("to_cadre_of_may"))
        .when(near & ~decided)
        .then(pl.concat_str(pl.lit("to_"), "role"))
        .when(over)
        .then(pl.lit("let_again"))
        .when(near)
        .then(pl.lit("decided_openly"))
        .when(pl.col("ends_on") < today)
        .then(pl.lit("ended"))
        .otherwise(pl.lit("to_a_villager")),
    )
    bad = pl.col("mechanism").is_in(BAD)
    usual = pl.col("mechanism") == "to_a_villager"
    return labels(
        RULE,
        [told.filter(bad)],
        [told.filter(~bad & ~usual), few(told.filter(usual).unique(), FEW)],
    )


def _in_office(world: World) -> pl.DataFrame:
    """Return person, village, role and the time of office: cadres and relatives."""
    cadres = (
        as_it_was(world, CADRE)
        .filter(pl.col("identity") == VILLAGE_CADRE, pl.col("village").is_not_null())
        .select(
            "person", "village", "is_gone", since="appointed_on", until="removed_on"
        )
    )
    kin = kinship(world).select("person", "relative")
    near = cadres.join(kin, on="person").select(
        "village", "since", "until", "is_gone", person="relative", role=pl.lit("kin")
    )
    both = [cadres.with_columns(role=pl.lit("cadre")), near.select(COLUMNS)]
    return pl.concat([rows.select(COLUMNS) for rows in both])


COLUMNS = ["person", "village", "since", "until", "role", "is_gone"]
