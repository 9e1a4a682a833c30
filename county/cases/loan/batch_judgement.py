"""Whose loans one desk accepted in a batch, and what the batch shares."""

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

import polars as pl

from county.cases.label import labels
from county.cases.loan.staff_kin_judgement import known_kin
from county.cases.loan_rows import CONTRACT
from county.loan_policy import GUARANTEED
from county.world import World

RULE, GUARANTEE, COMPANY = "LN-08", "loan/guarantee", "registry/company"
JOINT, CROWD, PUBLIC, LEAST = "联保", 25, 40, 5
MOST_FIRMS, YEAR = 20, timedelta(days=365)
KEY = ["loan", "link", "value"]
MECHANISMS = {
    "phone": "one_phone",
    "guarantor": "one_guarantor",
    "place": "one_place",
}


class Signed(NamedTuple):
    """A loan: whose, when and at which desk."""

    person: int
    on: date
    desk: str


def judge(world: World) -> pl.DataFrame:
    """Return who is in a batch; see `label.LABEL`."""
    loans = {
        number: Signed(person, on, desk)
        for number, person, on, desk in _loans(world)
        .select("loan", "person", "signed_on", "desk")
        .iter_rows()
    }
    values = _values(world)
    kin = {(one, other) for one, other in known_kin(world).iter_rows()}
    neighbours: dict[str, set[str]] = defaultdict(set)
    linked: dict[str, set[str]] = defaultdict(set)
    for (link, _), group in values.group_by("link", "value"):
        members = sorted(set(group["loan"].to_list()) & loans.keys())
        if len({loans[one].person for one in members}) > PUBLIC:
            continue
        for one in members:
            for other in members:
                if _tied(loans[one], loans[other], kin):
                    neighbours[one].add(other)
                    linked[one].add(str(link))
    planted = pl.DataFrame(
        [
            (loans[one].person, MECHANISMS[min(linked[one])])
            for one in sorted(_batched(loans, neighbours))
        ],
        schema={"person": pl.Int32, "mechanism": pl.String},
        orient="row",
    )
    return labels(RULE, [planted], _alike(world))


def _tied(one: Signed, other: Signed, kin: set[tuple[int, int]]) -> bool:
    near = abs(one.on - other.on) <= YEAR and one.desk == other.desk
    strange = one.person != other.person and (one.person, other.person) not in kin
    return near and strange


def _batched(loans: dict[str, Signed], neighbours: dict[str, set[str]]) -> set[str]:
    """Return the loans that hang together with four more within some year."""
    found: set[str] = set()
    for start in neighbours:
        first = loans[start].on
        year = {one for one in neighbours if first <= loans[one].on <= first + YEAR}
        reached: set[str] = set()
        waiting = [start]
        while waiting:
            one = waiting.pop()
            if one not in reached:
                reached.add(one)
                waiting += neighbours[one] & year
        if len(reached) >= LEAST:
            found |= reached
    return found


def _loans(world: World) -> pl.DataFrame:
    own = world.tables[CONTRACT].filter(pl.col("loan_kind") == GUARANTEED)
    return own.with_columns(
        loan="contract_number", desk=pl.coalesce("accepted_by", "accepting_unit")
    )


def _values(world: World) -> pl.DataFrame:
    """Return loan, link, value: what each loan may share with another."""
    own, firms = _loans(world), world.tables[COMPANY]
    shops = own.select("loan", credit_code="business_credit_code").join(
        firms.select("credit_code", "address", "phone"), on="credit_code"
    )
    members = world.tables["registry/company_member"].select(
        "credit_code", "phone", "joined_on", "left_on"
    )
    signed = own.select("loan", "signed_on", credit_code="business_credit_code")
    people = signed.join(members, on="credit_code").filter(
        pl.col("joined_on").is_null() | (pl.col("joined_on") <= pl.col("signed_on")),
        pl.col("left_on").is_null() | (pl.col("left_on") >= pl.col("signed_on")),
    )
    crowded = firms.group_by("address").len().filter(pl.col("len") > MOST_FIRMS)
    vouched = world.tables[GUARANTEE].filter(
        pl.col("guarantee_kind") != JOINT, pl.col("person") >= 0
    )
    parts = (
        _part(own, "phone", "phone"),
        _part(shops, "phone", "phone"),
        _part(people, "phone", "phone"),
        _part(shops.join(crowded, on="address", how="anti"), "place", "address"),
        _part(vouched.rename({"contract_number": "loan"}), "guarantor", "person"),
    )
    return pl.concat(parts).drop_nulls().unique()


def _part(rows: pl.DataFrame, link: str, column: str) -> pl.DataFrame:
    return rows.select("loan", link=pl.lit(link), value=pl.col(column).cast(pl.String))


def _alike(world: World) -> list[pl.DataFrame]:
    """Return who shares something that makes no batch."""
    values = _values(world)
    shared = values.filter(pl.col("loan").n_unique().over("link", "value") > 1)
    own, firms = _loans(world), world.tables[COMPANY]
    crowded = firms.filter(pl.len().over("address") > MOST_FIRMS)
    market = own.join(
        crowded.select(business_credit_code="credit_code"), on="business_credit_code"
    )
    joint = world.tables[GUARANTEE].filter(pl.col("guarantee_kind") == JOINT)
    vouched = own.join(joint, on="contract_number", how="semi")
    apart = own.join(shared.select("loan").unique(), on="loan", how="semi")
    return [
        rows.select("person", mechanism=pl.lit(name)).unique()
        for rows, name in (
            (market, "market_hall"),
            (vouched, "joint_group"),
            (apart, "few_or_apart"),
        )
    ]
