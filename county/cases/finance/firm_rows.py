"""Firms in the register and the roles of people in them."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from county.cases.choose import Draw, living, outside
from county.cases.edit import Row, Value, add, facts, firm_code, had
from county.cases.finance.staff_rows import CADRE, COMPANY, MEMBER, named
from county.cases.kin import kinship
from county.redeliver import as_it_was
from county.world import World

SUPPLIER = "finance/supplier"
LONG_AGO = date(2021, 5, 11)
LEADING = ("法定代表人", "经营者", "执行董事", "经理", "合伙人")


def officials(world: World, draw: Draw, wanted: int, *identities: str) -> list[int]:
    """Draw serving officials of these kinds who have to do with no firm."""
    cadre = world.tables[CADRE].filter(
        pl.col("identity").is_in(identities or ("公务员", "参公", "事业在编")),
        pl.col("removed_on").is_null(),
        pl.col("appointed_on") < date(2025, 6, 1),
    )
    sound = living(world).join(cadre, on="person", how="semi")
    return draw.take(
        outside(world, sound, COMPANY, MEMBER, kin=False)["person"], wanted
    )


def found(world: World, leader: int, **changes: Value) -> str:
    """Enter a firm that a person leads; return its credit code."""
    row = facts(world, leader)
    code = firm_code("91", leader)
    firm: Row = {
        "credit_code": code,
        "organisation_name": f"云溪县启航{leader}号贸易有限公司",
        "company_kind": "有限责任公司",
        "legal_representative": row["person_name"],
        "legal_representative_id_number": row["id_number"],
        "legal_representative_person": leader,
        "founded_on": LONG_AGO,
        "status": "存续",
        "address": row["address"],
        "phone": row["phone"],
        **changes,
    }
    add(world, COMPANY, [firm])
    return str(firm["credit_code"])


def hand_over(world: World, code: str, leader: int, until: date) -> None:
    """Let a firm be led by `leader` until a day of which no register tells.

    The register of May has that leader, that of November whoever leads it now.
    """
    row = facts(world, leader)
    led: Row = {
        "legal_representative": row["person_name"],
        "legal_representative_id_number": row["id_number"],
        "legal_representative_person": leader,
    }
    now = world.tables[COMPANY].filter(pl.col("credit_code") == code)
    had(world, COMPANY, [{**now.row(0, named=True), **led}], until)


def join(world: World, person: int, code: str, kind: str, **changes: Value) -> None:
    """Enter a person among the members of a firm."""
    firms = world.tables[COMPANY].filter(pl.col("credit_code") == code)
    member: Row = {
        **named(world, person),
        "credit_code": code,
        "organisation_name": firms["organisation_name"][0],
        "member_kind": kind,
        "joined_on": LONG_AGO,
        **changes,
    }
    add(world, MEMBER, [member])


def firms_of_others(world: World, people: Iterable[int], kind: str) -> list[str]:
    """Return open firms of a kind that no relative of the people leads, nor they."""
    known = set(people)
    pairs = kinship(world).filter(pl.col("person").is_in(sorted(known)))
    near = known | set(pairs["relative"].to_list())
    suppliers = world.tables[SUPPLIER]["supplier_credit_code"].to_list()
    firms = world.tables[COMPANY].filter(
        pl.col("company_kind") == kind,
        pl.col("cancelled_on").is_null(),
        pl.col("founded_on") < LONG_AGO,
        ~pl.col("legal_representative_person").is_in(sorted(near)),
        ~pl.col("credit_code").is_in(suppliers),
    )
    return firms.sort("credit_code")["credit_code"].to_list()


def roles(world: World) -> pl.DataFrame:
    """Return person, code, kinds, since, until, company_kind of everybody in a firm.

    `is_gone` where only the register of May has them, `is_next` where that of November
    has them in the place of somebody else.
    """
    firms = world.tables[COMPANY].select(
        "credit_code", "company_kind", "founded_on", "cancelled_on"
    )
    leaders = as_it_was(world, COMPANY).select(
        "credit_code",
        person="legal_representative_person",
        kind=pl.lit("法定代表人"),
        since="held_from",
        until="held_to",
        is_gone="is_gone",
        is_next="is_next",
    )
    members = as_it_was(world, MEMBER).select(
        "credit_code",
        "person",
        "is_gone",
        "is_next",
        kind="member_kind",
        since="joined_on",
        until="left_on",
    )
    every = pl.concat([leaders, members.select(leaders.columns)]).join(
        firms, on="credit_code", how="left"
    )
    every = every.filter(pl.col("person") >= 0).with_columns(
        since=pl.max_horizontal(pl.coalesce("since", "founded_on"), "founded_on"),
        until=pl.min_horizontal(pl.col("until"), "cancelled_on").fill_null(
            date(2099, 1, 1)
        ),
    )
    return every.group_by("person", "credit_code").agg(
        kinds=pl.col("kind").unique().sort(),
        since=pl.col("since").min(),
        until=pl.col("until").max(),
        company_kind=pl.col("company_kind").first(),
        is_gone=pl.col("is_gone").any(),
        is_next=pl.col("is_next").any(),
    )
