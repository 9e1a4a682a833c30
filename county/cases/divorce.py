"""Couples of the marriage register, how they are divorced, and who is not to be."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from county.cases.edit import Row, facts
from county.columns import table_schema
from county.world import World

MARRIAGE, SUBSIDY = "registry/marriage", "relief/subsidy_payment"


def marriages(world: World) -> pl.DataFrame:
    """Return the register of marriages, empty where the world has none."""
    table = world.tables.get(MARRIAGE)
    return pl.DataFrame(schema=table_schema(MARRIAGE)) if table is None else table


def wed(world: World, before: date) -> set[frozenset[int]]:
    """Return the couples who by the register married before that day, and once."""
    known = marriages(world).filter(pl.col("person") >= 0)
    rows = known.filter(pl.col("spouse_person") >= 0)
    once = rows.filter(pl.len().over("person", "spouse_person") == 1)
    early = once.filter(pl.col("kind") == "结婚", pl.col("registered_on") < before)
    return {frozenset(pair) for pair in early.select("person", "spouse_person").rows()}


def parted(world: World) -> set[frozenset[int]]:
    """Return the couples of whom the register knows a divorce."""
    ended = marriages(world).filter(pl.col("kind") == "离婚")
    return {frozenset(pair) for pair in ended.select("person", "spouse_person").rows()}


def divorce(world: World, pair: tuple[int, int], on: date) -> Row:
    """Return the register's entry that the two are divorced since that day."""
    him, her = sorted(pair, key=lambda one: facts(world, one)["sex"] != "男")
    man, woman = facts(world, him), facts(world, her)
    return {
        "kind": "离婚",
        "person_name": man["person_name"],
        "id_number": man["id_number"],
        "spouse_name": woman["person_name"],
        "spouse_id_number": woman["id_number"],
        "registered_on": on,
        "certificate_number": f"L420281-{on.year}-9{him:06d}",
        "person": him,
        "spouse_person": her,
    }


def apart_in_money(world: World, couples: Mapping[int, int]) -> dict[int, int]:
    """Return the couples of whom neither is paid on the account of the other.

    After a divorce such a payment would be one on a stranger's account.
    """
    paid = world.tables[SUBSIDY].filter(pl.col("payee_person") != pl.col("person"))
    shared = set(paid.select("person", "payee_person").iter_rows())
    return {
        one: mate
        for one, mate in couples.items()
        if not shared & {(one, mate), (mate, one)}
    }
