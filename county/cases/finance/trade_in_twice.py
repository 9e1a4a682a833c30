"""TI-01: trade-ins subsidised twice, and what only looks so."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, plant_each
from county.cases.finance.trade_in_rows import (
    CAR,
    FRIDGE,
    PHONE,
    RETURNED,
    Changes,
    buy,
    buyers,
    purchase,
)
from county.cases.label import labels
from county.extracts.trade_in_subsidy import PATH
from county.world import World

RULE = "TI-01"
DATASETS = (PATH,)
LATER: Changes = {"invoice_on": date(2026, 5, 21)}
PAID, BACK = "已拨付", "已退回"
SERIAL, INVOICE, OLD = "serial_number", "invoice_number", "old_item_number"


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _again(
    goods: Changes, first: Changes, second: Changes, same: tuple[str, ...]
) -> Planter:
    """Return what has one buyer buy twice; columns in `same` repeat the first's."""

    def plant_two(world: World, draw: Draw, wanted: int) -> int:
        people = buyers(world, draw, wanted)
        for one in people:
            before = purchase(world, one, 1, goods, first)
            kept = {name: before[name] for name in same}
            buy(world, before, purchase(world, one, 2, goods, {**kept, **second}))
        return len(people)

    return plant_two


def _pair(goods: Changes, first: Changes, same: tuple[str, ...]) -> Planter:
    """Return what has two buyers buy in turn, the second with the first's numbers."""

    def plant_pair(world: World, draw: Draw, wanted: int) -> int:
        people = buyers(world, draw, wanted * 2)
        pairs = list(zip(people[::2], people[1::2], strict=False))
        for one, other in pairs:
            before = purchase(world, one, 1, goods, first)
            kept = {name: before[name] for name in same}
            buy(world, before, purchase(world, other, 1, goods, {**kept, **LATER}))
        return len(pairs)

    return plant_pair


def _one_old_car(world: World, draw: Draw, wanted: int) -> int:
    """Have two buyers give up one old car, the second by a sale."""
    people = buyers(world, draw, wanted * 2)
    pairs = list(zip(people[::2], people[1::2], strict=False))
    for one, other in pairs:
        old: Changes = {OLD: f"LOY14C{one:011}", "old_plate_number": f"鄂BZ{one:05}"}
        sold = {**CAR, "category": "汽车置换更新", "subsidy_fen": 588_000}
        buy(
            world,
            purchase(world, one, 1, CAR, old),
            purchase(world, other, 1, sold, {**old, **LATER}),
        )
    return len(pairs)


def _other_goods(world: World, draw: Draw, wanted: int) -> int:
    """Have two things on one invoice, of which the face holds but one."""
    people = buyers(world, draw, wanted)
    for one in people:
        first = purchase(world, one, 1, FRIDGE, {})
        same: Changes = {
            INVOICE: first[INVOICE],
            "goods_kind": "洗衣机",
            "invoice_fen": first["invoice_fen"],
        }
        buy(world, first, purchase(world, one, 2, FRIDGE, same))
    return len(people)


def _two_on_one_invoice(world: World, draw: Draw, wanted: int) -> int:
    """Have two things on one invoice whose face holds both."""
    people = buyers(world, draw, wanted)
    for one in people:
        both: Changes = {"invoice_fen": 720_000, INVOICE: f"26428{one:015}"}
        second: Changes = {**both, "goods_kind": "洗衣机"}
        buy(
            world,
            purchase(world, one, 1, FRIDGE, both),
            purchase(world, one, 2, FRIDGE, second),
        )
    return len(people)


PLANTERS: tuple[Planter, ...] = (
    _again(PHONE, {}, LATER, (SERIAL,)),
    _pair(FRIDGE, {}, (SERIAL,)),
    _one_old_car,
    _other_goods,
)
INNOCENTS: tuple[Planter, ...] = (
    _pair(PHONE, RETURNED, (SERIAL,)),  # given back, then sold to somebody else
    _again(FRIDGE, {**RETURNED, "invoice_status": "已红冲"}, LATER, (SERIAL,)),
    _again(FRIDGE, {"status": "审核驳回"}, {}, (SERIAL, INVOICE)),
    _two_on_one_invoice,
    _again(FRIDGE, {}, {"goods_kind": "电视", **LATER}, (SERIAL,)),
)


def judge(world: World) -> pl.DataFrame:
    """Return who kept a subsidy for what another kept one bears, and who only seems to.

    Of several that were kept, the one paid first is in order.
    """
    rows = world.tables[PATH].with_row_index("row").filter(pl.col("person") >= 0)
    kept = rows.filter(pl.col("status") == PAID)
    goods = _later(kept, [SERIAL, "goods_kind"])
    cars = _later(kept, [OLD])
    bills = _later(kept, [INVOICE, "merchant_name"])
    over = bills.filter(pl.col("before_fen") + pl.col("price_fen") > pl.col("face_fen"))
    same = pl.col("person") == pl.col("first_person")
    named = pl.when(same).then(pl.lit("same_goods_again"))
    returned = rows.filter(pl.col("status") == BACK)
    alike = rows.filter(pl.len().over(SERIAL) > 1)
    return labels(
        RULE,
        [
            goods.select("person", mechanism=named.otherwise(pl.lit("another_buyer"))),
            cars.select("person", mechanism=pl.lit("one_old_car")),
            over.select("person", mechanism=pl.lit("one_invoice")),
        ],
        [
            returned.select("person", mechanism=_returned()).unique(),
            alike.filter(pl.col("status") == "审核驳回").select(
                "person", mechanism=pl.lit("resubmitted")
            ),
            bills.select("person", mechanism=pl.lit("two_on_one_invoice")),
            alike.select("person", mechanism=pl.lit("number_of_another_kind")).unique(),
        ],
    )


def _returned() -> pl.Expr:
    reversed_ = pl.col("invoice_status") == "已红冲"
    name = pl.when(reversed_).then(pl.lit("invoice_reissued"))
    return name.otherwise(pl.lit("goods_returned"))


def _later(rows: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Return all but the first row of each value of the keys, paid order."""
    filled = rows.filter(pl.all_horizontal(pl.col(keys).is_not_null()))
    ordered = filled.sort("paid_on", "row").with_columns(
        place=pl.int_range(pl.len()).over(keys),
        first_person=pl.col("person").first().over(keys),
        before_fen=(pl.col("price_fen").cum_sum() - pl.col("price_fen")).over(keys),
        face_fen=pl.col("invoice_fen").max().over(keys),
    )
    return ordered.filter(pl.col("place") > 0)
