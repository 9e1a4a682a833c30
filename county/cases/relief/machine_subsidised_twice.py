"""X13: machines subsidised twice, and machines that only look like one."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, Value, add, facts
from county.cases.label import labels
from county.cases.months import month_at
from county.world import World

RULE, PATH = "X13", "relief/machinery_subsidy"
DATASETS = (PATH,)
COOPERATIVE, TILLER = "农民专业合作社", "小犁机械有限公司"
FACTORY, ENGINE = "factory_number", "engine_number"
MAKER = "maker"


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _people(world: World, draw: Draw, wanted: int) -> list[int]:
    farmers = living(world, youngest=24, oldest=70).filter(
        pl.col("relation_to_head") == "户主", pl.col("village").str.ends_with("村")
    )
    return draw.take(outside(world, farmers, PATH)["person"], wanted)


def _machine(world: World, buyer: int, number: int, **changes: Value) -> Row:
    row = facts(world, buyer)
    return {
        "application_number": f"NJ42028120269{number:07}",
        **{name: row[name] for name in ("person_name", "id_number", "town", "village")},
        "phone": row["phone"],
        "account_number": row["account_number"],
        "buyer_kind": "个人",
        "organisation_name": None,
        "credit_code": None,
        "machine_kind": "微耕机",
        "model": "WG-4.0",
        "maker": TILLER,
        "dealer": "云溪县顺达农机经营部",
        FACTORY: f"XL26{number:08}",
        ENGINE: f"E{number:09}",
        "bought_on": date(2025, 11, 5),
        "price_fen": 450_000,
        "subsidy_fen": 150_000,
        "paid_on": month_at(2),
        "payment_result": "成功",
        "person": buyer,
        **changes,
    }


def _again(**changes: Value) -> Planter:
    """Return what pays one buyer twice for one machine, the second time changed."""

    def plant_two(world: World, draw: Draw, wanted: int) -> int:
        people = _people(world, draw, wanted)
        for one in people:
            first = _machine(world, one, one)
            second = {**first, "paid_on": month_at(7), **changes}
            second["application_number"] = f"NJ42028120268{one:07}"
            add(world, PATH, [first, second])
        return len(people)

    return plant_two


def _another(**changes: Value) -> Planter:
    """Return what pays two buyers in turn for one machine, the second changed."""

    def plant_pair(world: World, draw: Draw, wanted: int) -> int:
        people = _people(world, draw, wanted * 2)
        pairs = list(zip(people[::2], people[1::2], strict=False))
        for one, other in pairs:
            numbers: dict[str, Value] = {"paid_on": month_at(7), **changes}
            again = _machine(world, other, one, **numbers)
            again = {**again, "application_number": f"NJ42028120268{other:07}"}
            add(world, PATH, [_machine(world, one, one), again])
        return len(pairs)

    return plant_pair


def _cooperative(world: World, draw: Draw, wanted: int) -> int:
    """Pay a farmer and then a cooperative for one machine."""
    firms = world.tables["registry/company"].filter(
        pl.col("status") == "存续", pl.col("company_kind") == COOPERATIVE
    )
    known = world.tables[PATH]["credit_code"].drop_nulls().to_list()
    firms = firms.filter(~pl.col("credit_code").is_in(known)).head(wanted)
    people = _people(world, draw, firms.height)
    for one, firm in zip(people, firms.iter_rows(named=True), strict=False):
        own = _machine(world, int(firm["legal_representative_person"]), one)
        again: Row = {
            **own,
            "application_number": f"NJ42028120268{one:07}",
            "buyer_kind": "组织",
            "organisation_name": firm["organisation_name"],
            "credit_code": firm["credit_code"],
            "paid_on": month_at(7),
        }
        add(world, PATH, [_machine(world, one, one), again])
    return len(people)


def _unnumbered(world: World, draw: Draw, wanted: int) -> int:
    """Pay two buyers for machines whose plates nobody read."""
    people = _people(world, draw, wanted)
    blank: dict[str, Value] = {FACTORY: "无", ENGINE: "00000000"}
    add(world, PATH, [_machine(world, one, one, **blank) for one in people])
    return len(people)


PLANTERS: tuple[Planter, ...] = (_again(), _another(), _cooperative)
INNOCENTS: tuple[Planter, ...] = (
    _another(engine_number="E99887766"),  # one number mistyped
    _another(maker="恒谷干燥设备有限公司"),
    _again(payment_result="退回"),
    _unnumbered,
)


def judge(world: World) -> pl.DataFrame:
    """Return who was paid for a machine that somebody was paid for before."""
    rows = world.tables[PATH].with_row_index("row")
    arrived = rows.filter(pl.col("payment_result") == "成功")
    wrong = _pairs(arrived, [FACTORY, ENGINE, MAKER])
    mechanism = (
        pl.when(pl.col("object") != "")
        .then(pl.lit("cooperative_paid_too"))
        .when(pl.col("person") == pl.col("other"))
        .then(pl.lit("same_buyer_again"))
        .otherwise(pl.lit("another_buyer"))
    )
    returned = _pairs(rows, [FACTORY, ENGINE, MAKER])
    half = pl.concat([_pairs(arrived, [one, MAKER]) for one in (FACTORY, ENGINE)])
    numbers = _pairs(arrived, [FACTORY])
    blank = rows.filter(pl.col(FACTORY).is_in(["无", "/"]))
    return labels(
        RULE,
        [_subject(wrong, mechanism)],
        [
            _subject(returned, pl.lit("payment_returned")),
            _subject(half, pl.lit("one_number_agrees")),
            _subject(numbers, pl.lit("another_maker")),
            _subject(
                blank.with_columns(object=pl.lit("")), pl.lit("no_number_written")
            ),
        ],
    )


def _pairs(rows: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Return the later of any two rows that agree in `keys`; `other` is who was first.

    `object` is the cooperative's code, "" for a person.
    """
    numbered = rows.filter(
        ~pl.col(FACTORY).is_in(["无", "/"]) | pl.lit(FACTORY not in keys),
        ~pl.col(ENGINE).str.contains("^0*$") | pl.lit(ENGINE not in keys),
    )
    first = numbered.select(*keys, other="person", before="paid_on", at="row")
    both = numbered.join(first, on=keys)
    later = (pl.col("paid_on") > pl.col("before")) | (
        (pl.col("paid_on") == pl.col("before")) & (pl.col("row") > pl.col("at"))
    )
    code = pl.when(pl.col("buyer_kind") == "组织").then("credit_code")
    return both.filter(later).with_columns(object=code.otherwise(pl.lit("")))


def _subject(rows: pl.DataFrame, mechanism: pl.Expr) -> pl.DataFrame:
    person = pl.when(pl.col("object") == "").then("person").otherwise(-1)
    return rows.select(
        "object", person=person.cast(pl.Int32), mechanism=mechanism
    ).unique()
