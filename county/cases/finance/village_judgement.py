"""What each payment and lease of a village truly is."""

from collections import defaultdict
from datetime import date

import polars as pl

from county.cases.finance.staff_rows import CADRE
from county.cases.finance.village_firms import to_firms
from county.cases.kin import kinship
from county.redeliver import as_it_was
from county.world import NOBODY, World

VOUCHER, LEASE = "finance/village_voucher", "finance/village_contract"
DECLARED = "registry/declared_kin"
LIMIT, NEAR, TIMES, DAYS = 100_000, 80_000, 3, 60
LOW_MILLI, ALIKE, TERM, OLD = 700, 5, 20, 10
LABOUR = ("劳务", "务工", "误工", "救灾", "救济", "慰问")
OWN_PAY = ("报酬", "工资", "误工", "差旅", "养老保险", "干部补贴")
LATEST = date(2099, 1, 1)
Found = tuple[int, str, str, bool]
Row = dict[str, object]


def judged(world: World) -> pl.DataFrame:
    """Return person, object, mechanism and whether it is a violation, each once."""
    paid = world.tables[VOUCHER].filter(pl.col("expense_fen") > 0).to_dicts()
    cash = [one for one in paid if one["payment_kind"] == "现金"]
    found = _above(cash) | _just_below(cash) | _to_cadres(world, paid) | _leases(world)
    found |= to_firms(world, paid)
    return pl.DataFrame(
        sorted(found),
        schema={
            "person": pl.Int32,
            "object": pl.String,
            "mechanism": pl.String,
            "wrong": pl.Boolean,
        },
        orient="row",
    )


def _village(row: Row) -> str:
    return f"{row['town']}{row['village']}"


def _fen(row: Row) -> int:
    return int(str(row["expense_fen"]))


def _tells(row: Row, words: tuple[str, ...]) -> bool:
    return any(word in f"{row['account_name']}{row['summary']}" for word in words)


def _above(cash: list[Row]) -> set[Found]:
    """Return villages that paid cash above the limit."""
    told: set[Found] = set()
    for one in cash:
        if _fen(one) > LIMIT:
            listed = one["payee_name"] is not None and _tells(one, LABOUR)
            name = "wages_of_villagers" if listed else "cash_above_the_limit"
            told.add((NOBODY, _village(one), name, not listed))
    return told


def _just_below(cash: list[Row]) -> set[Found]:
    """Return villages that paid one person again and again just below the limit."""
    groups: dict[tuple[str, object], list[Row]] = defaultdict(list)
    for one in cash:
        if NEAR <= _fen(one) <= LIMIT and one["payee_name"] is not None:
            groups[(_village(one), one["payee_id_number"])].append(one)
    told: set[Found] = set()
    for (village, _), group in groups.items():
        rows = sorted(group, key=lambda row: str(row["booked_on"]))
        runs = zip(rows, rows[TIMES - 1 :], strict=False)
        many = [_days(first, last) <= DAYS for first, last in runs]
        unlisted = any(many) and not all(_tells(row, LABOUR) for row in rows)
        name = "just_below_the_limit" if any(many) else "below_the_limit_at_times"
        told.add((NOBODY, village, name, unlisted))
    return told


def _days(first: Row, last: Row) -> int:
    one, other = first["booked_on"], last["booked_on"]
    assert isinstance(one, date)
    assert isinstance(other, date)
    return (other - one).days


def _to_cadres(world: World, paid: list[Row]) -> set[Found]:
    """Return cadres whom, or whose relatives, their own village paid."""
    near = _near(world)
    told: set[Found] = set()
    posts = (
        as_it_was(world, CADRE).filter(pl.col("identity") == "村(社区)干部").to_dicts()
    )
    at: dict[str, list[Row]] = defaultdict(list)
    for post in posts:
        at[_village(post)].append(post)
    for one in paid:
        payee = int(str(one["payee_person"]))
        for post in at[_village(one)] if payee >= 0 else []:
            person = int(str(post["person"]))
            since, until = post["appointed_on"], post["removed_on"] or LATEST
            if not str(since) <= str(one["booked_on"]) <= str(until):
                continue
            if payee == person:
                own = _tells(one, OWN_PAY)
                name = "own_pay" if own else "paid_to_the_cadre"
                told.add((person, "", name, not own))
            elif payee in near[person]:
                told.add((person, "", "paid_to_a_relative", True))
    return told


def _near(world: World) -> dict[int, set[int]]:
    """Return everybody's relatives, those of their household and whom they declared."""
    near: dict[int, set[int]] = defaultdict(set)
    told = world.tables[DECLARED].select("person", "kin_person").drop_nulls()
    for person, relative in told.iter_rows():
        near[person].add(relative)
    for one in kinship(world).to_dicts():
        near[one["person"]].add(one["relative"])
    homes = world.persons.group_by("household").agg("person")["person"].to_list()
    for people in homes:
        for person in people:
            near[person] |= set(people)
    return near


def _leases(world: World) -> set[Found]:
    """Return leases in arrears, too long or too cheap, and those that only look so."""
    table = world.tables[LEASE].filter(pl.col("status") != "已解除")
    each = pl.col("annual_rent_fen") * 1_000 // pl.col("area_milli")
    same = ["town", "asset_kind"]
    middle = pl.col("each").quantile(0.5, "lower").over(same)
    rows = table.with_columns(each=each).with_columns(
        is_cheap=(pl.len().over(same) >= ALIKE)
        & (1_000 * pl.col("each") < LOW_MILLI * middle),
        is_old=pl.col("signed_on").dt.offset_by(f"{OLD}y") < pl.col("signed_on").max(),
        is_long=pl.col("ends_on") >= pl.col("starts_on").dt.offset_by(f"{TERM}y"),
    )
    told: set[Found] = set()
    for one in rows.to_dicts():
        number, land = (
            str(one["contract_number"]),
            one["asset_kind"] in ("耕地", "林地"),
        )
        if one["due_fen"] > one["received_fen"]:
            told.add((NOBODY, number, "rent_in_arrears", True))
        if one["is_long"]:
            name = "land_for_thirty_years" if land else "let_for_too_long"
            lawful = land or one["is_old"]
            told.add(
                (NOBODY, number, "long_ago" if one["is_old"] else name, not lawful)
            )
        if one["is_cheap"]:
            fair = one["is_old"] or one["award_kind"] == "公开竞价"
            told.add((NOBODY, number, "cheap_by_right" if fair else "cheap", not fair))
    return told
