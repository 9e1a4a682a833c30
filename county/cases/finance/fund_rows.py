"""Rows of withdrawals from the housing fund, and who in them counts as kin."""

from collections.abc import Iterable
from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, living, outside
from county.cases.edit import Row, Value, add, facts
from county.cases.relief.dibao_and_homes import home_row
from county.world import World

WITHDRAWAL, HOME = "finance/housing_fund_withdrawal", "registry/real_estate"
ACCOUNT, PAYROLL = "registry/housing_fund", "finance/staff_payroll"
WORK = "social_security/contribution"
MARRIED, DECLARED = "registry/marriage", "registry/declared_kin"
BUSY = (WITHDRAWAL, HOME, ACCOUNT, PAYROLL, WORK, "relief/dibao_member",
        "relief/public_rental", "relief/housing_grant", "registry/company",
        "loan/loan_contract", DECLARED)  # fmt: skip


def savers(world: World, draw: Draw, wanted: int) -> list[int]:
    """Return people of working age without home, work or loan."""
    people = living(world, youngest=26, oldest=52)
    return draw.take(outside(world, people, *BUSY)["person"], wanted)


def couples(world: World, draw: Draw, wanted: int) -> list[tuple[int, int]]:
    """Return such savers with the wife or husband they live with."""
    people = living(world, youngest=26, oldest=52)
    home = people.select(spouse="person", theirs="household")
    people = people.join(home, on="spouse").filter(
        pl.col("household") == pl.col("theirs")
    )
    spouses = dict(people.select("person", "spouse").iter_rows())
    chosen = draw.take(outside(world, people, *BUSY)["person"], wanted)
    return [(person, spouses[person]) for person in chosen]


def withdraw(world: World, people: Iterable[int], **changes: Value) -> int:
    """Let people draw for a home bought by contract, unless changed; say how many."""
    rows = [drawn_row(world, person, **changes) for person in people]
    add(world, WITHDRAWAL, rows)
    return len(rows)


def drawn_row(world: World, person: int, **changes: Value) -> Row:
    """Return a withdrawal of 2024 for a home bought by contract, unless changed."""
    row = facts(world, person)
    reason = changes.get("reason", "购房")
    applied = changes.get("applied_on", date(2024, 3, 4))
    bought: dict[str, Value] = {
        "home_number": f"云溪县商预售合同2024字第9{person:07d}号",
        "home_place": "本县",
        "home_address": f"湖北省云溪县{row['town']}滨江新城{person}室",
        "home_price_fen": 52_000_000,
    }
    whole: dict[str, Value] = {
        "withdrawal_number": f"TQ{applied:%Y%m%d}9{person:07d}",
        "fund_account_number": f"420281{person + 1:09d}",
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        "reason": reason,
        **(bought if reason == "购房" else {}),
        "applied_on": applied,
        "paid_on": applied + timedelta(days=3) if isinstance(applied, date) else None,
        "amount_fen": 4_800_000,
        "payment_result": "成功",
        "account_number": row["account_number"],
        "person": person,
    }
    return {**whole, **changes}


def own_home(world: World, owners: Iterable[int], **changes: Value) -> None:
    """Register a flat for each of these people."""
    add(world, HOME, [home_row(world, person, 7, **changes) for person in owners])


def number_of(world: World, person: int) -> str:
    """Return the certificate number of the flat that `own_home` registers."""
    return str(home_row(world, person, 7)["certificate_number"])


def relatives(world: World) -> pl.DataFrame:
    """Return person and kin: one household, a registered marriage or declared."""
    homes = world.persons.select("household", kin="person")
    together = world.persons.select("person", "household").join(homes, on="household")
    weddings = world.tables[MARRIED].filter(pl.col("kind") != "离婚")
    wed = weddings.select("person", kin="spouse_person")
    parted = world.tables[MARRIED].filter(pl.col("kind") == "离婚")
    over = parted.select("person", kin="spouse_person")
    told = world.tables[DECLARED].select("person", kin="kin_person")
    one_way = [
        together.select("person", "kin"),
        wed.join(over, on=["person", "kin"], how="anti"),
        told,
    ]
    both = [pairs.select(person="kin", kin="person") for pairs in one_way]
    known = pl.concat([*one_way, *both]).filter(
        (pl.col("person") >= 0)
        & (pl.col("kin") >= 0)
        & (pl.col("person") != pl.col("kin"))
    )
    return known.unique().sort("person", "kin")


def kept(world: World, *reasons: str) -> pl.DataFrame:
    """Return the withdrawals for these reasons that did not come back."""
    back = pl.col("returned_fen").fill_null(0) >= pl.col("amount_fen")
    done = (pl.col("payment_result") == "成功") & ~back & (pl.col("person") >= 0)
    rows = world.tables[WITHDRAWAL].filter(pl.col("reason").is_in(reasons))
    return rows.with_columns(is_kept=done)
