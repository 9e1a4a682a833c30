"""JR-01: refunds paid twice for one year, and what only looks so."""

from collections.abc import Callable, Sequence
from datetime import date

import polars as pl

from county.cases.edit import Row
from county.cases.label import labels
from county.cases.social_security.retention_rows import (
    PREMIUM_FEN,
    Changes,
    firm,
    give,
    refund,
)
from county.extracts.retention_refund import KEPT, PATH
from county.world import World

RULE, TRADE = "JR-01", "精密铸造"
DATASETS = (PATH,)
LATER: Changes = {"paid_on": date(2026, 8, 20)}
ELSEWHERE: Changes = {**LATER, "district": "黄石港区"}
HALF_PPM, CLIENT_FEN = 300_000, 730_000
OWN = ["credit_code", "paid_for"]
Pair = Callable[[int], tuple[Row, ...]]


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each, in firms of their own."""
    _each(world, PLANTERS, count, 0)
    _each(world, INNOCENTS, count, count)


def _each(world: World, pairs: Sequence[Pair], count: int, first: int) -> None:
    for turn in range(first, first + count):
        give(world, *pairs[turn % len(pairs)](turn))


def _two(before: Changes, after: Changes, *, code: int = 0) -> Pair:
    """Return what makes two refunds of a firm; `code`: the second under another one."""

    def make(turn: int) -> tuple[Row, ...]:
        who = firm(turn, TRADE)
        other = {**firm(turn, TRADE, code=code), "unit_number": who["unit_number"]}
        if code:
            other["organisation_name"] = f"{who['organisation_name']}（新）"
        first = refund(who, f"A{turn:08}", before)
        return (first, refund(other, f"B{turn:08}", {**LATER, **after}))

    return make


def _client(turn: int) -> tuple[Row, ...]:
    """Return the refunds of a firm's own people and of those it sends to a client."""
    who = firm(turn, TRADE)
    sent = {**who, "unit_number": f"{who['unit_number']}P"}
    own: Changes = {"premium_fen": CLIENT_FEN, **LATER}
    return (refund(who, f"A{turn:08}", {}), refund(sent, f"B{turn:08}", own))


PLANTERS: tuple[Pair, ...] = (
    _two({}, {}),
    _two({}, ELSEWHERE),
    _two({}, {}, code=1),
)
INNOCENTS: tuple[Pair, ...] = (
    _two({"share_ppm": HALF_PPM}, {"share_ppm": HALF_PPM, "payment_kind": "补差"}),
    _client,
    _two(
        {"refund_fen": PREMIUM_FEN * 6 // 10, "refunded_on": date(2026, 8, 3)},
        {"payment_kind": "更正重拨"},
    ),
    _two({}, {"refund_kind": "扩岗补助", "amount_fen": 100_000}),
    _two({"paid_for": date(2024, 1, 1), "paid_for_to": date(2024, 12, 31)}, {}),
    _two({"payment_result": "退回"}, {}),
)


def judge(world: World) -> pl.DataFrame:
    """Return who got a year's refund more than once, and who only seems to."""
    rows = world.tables[PATH].with_columns(
        object="credit_code",
        net=pl.col("amount_fen") - pl.col("refund_fen").fill_null(0),
        arrived=pl.col("payment_result") == "成功",
        is_refund=pl.col("refund_kind") == KEPT,
    )
    sent = rows.filter("arrived", "is_refund", pl.col("net") > 0)
    by_account = sent.group_by("unit_number", "paid_for").agg(
        codes=pl.col("credit_code").n_unique(),
        object=pl.col("credit_code").sort_by("paid_on").last(),
        places=pl.col("district").n_unique(),
        times=pl.len(),
        net=pl.col("net").sum(),
        due=pl.col("premium_fen").max() * 6 // 10,
    )
    over = by_account.filter(pl.col("times") > 1, pl.col("net") > pl.col("due"))
    mechanism = (
        pl.when(pl.col("codes") > 1)
        .then(pl.lit("under_another_code"))
        .when(pl.col("places") > 1)
        .then(pl.lit("in_another_district"))
        .otherwise(pl.lit("same_district_again"))
    )
    parts = by_account.filter(pl.col("times") > 1, pl.col("net") <= pl.col("due"))
    accounts = sent.filter(pl.col("unit_number").n_unique().over(OWN) > 1)
    several = rows.filter(pl.len().over("credit_code") > 1)
    return labels(
        RULE,
        [over.select("object", mechanism=mechanism)],
        [
            parts.select("object", mechanism=pl.lit("topped_up")),
            accounts.select("object", mechanism=pl.lit("insured_separately")).unique(),
            _named(several, pl.col("net") == 0, "corrected"),
            _named(several, ~pl.col("arrived"), "came_back"),
            _named(several, ~pl.col("is_refund"), "new_posts_too"),
            _named(several, pl.col("paid_for") < date(2025, 1, 1), "another_year"),
        ],
    )


def _named(rows: pl.DataFrame, where: pl.Expr, mechanism: str) -> pl.DataFrame:
    return rows.filter(where).select("object", mechanism=pl.lit(mechanism)).unique()
