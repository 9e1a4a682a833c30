"""FN-11B: a unit's money where relatives of its leaders work, and what seems so."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, Value, add, mark, own
from county.cases.finance.deposit_rows import (
    DEPOSIT,
    UNIT,
    enter_deposits,
    fixed_deposit,
)
from county.cases.finance.staff_rows import CADRE, named
from county.cases.kin import kinship
from county.cases.label import labels
from county.cases.months import month_at
from county.cases.payroll_rows import FISCAL
from county.world import World

RULE, PAID_IN = "FN-11B", "social_security/contribution"
MARRIAGE = "registry/marriage"
DATASETS = (DEPOSIT, CADRE, PAID_IN, MARRIAGE)
BANKS = ("云溪农商行", "邮储云溪支行")
FEN, LEAST, SHARE_MILLI = 6_000_000_000, 100_000_000, 600
MONTHS = range(2, 11)
DECIDED: dict[str, Value] = {"selection_kind": "集体决策", "bank": BANKS[0]}
ELSEWHERE = (
    *(PAID_IN, "finance/staff_payroll", "loan/loan_contract"),
    *("social_security/pension_payment", "social_security/unemployment_benefit"),
    *("social_security/employment_subsidy", "relief/training_enrolment"),
    *("relief/dibao_member", "registry/professional_registration"),
)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, up to `count` of each, one to a unit."""
    draw = Draw(world, RULE)
    each = min(count, -(-_free(world).height // 2))
    plant_each(world, draw, PLANTERS, each)
    plant_each(world, draw, INNOCENTS, each)


def _free(world: World) -> pl.DataFrame:
    """Return one married official of each unit without a case: person, spouse, unit."""
    alive = living(world, youngest=22, oldest=58)
    busy = world.tables[DEPOSIT].filter(
        pl.col("account_number").str.starts_with("8298")
    )
    staff = world.tables[CADRE].filter(
        pl.col("removed_on").is_null(),
        pl.col("identity").is_in(FISCAL),
        pl.col("appointed_on") < date(2025, 6, 1),
        ~pl.col("unit_code").is_in(busy["unit_code"].implode()),
    )
    mates = outside(world, alive, *ELSEWHERE, kin=False)["person"].implode()
    wed = alive.filter(pl.col("spouse").is_in(mates))
    pairs = wed.join(staff.select("person", "unit_code"), on="person")
    shown = pairs.select("person", "spouse", "unit_code").sort("person")
    return shown.unique("unit_code", keep="first", maintain_order=True)


def _couples(world: World, draw: Draw, wanted: int) -> list[tuple[int, int, str]]:
    """Draw officials of units without a case yet: person, spouse, the unit's code."""
    first = _free(world)
    chosen = draw.take(first["person"], wanted)
    shown = first.filter(pl.col("person").is_in(chosen)).sort("person")
    return list(shown.iter_rows())


def _keep(
    world: World, draw: Draw, wanted: int, bank: str, **changes: Value
) -> list[int]:
    """Place most of the units' money in one bank, and employ spouses at `bank`."""
    couples = _couples(world, draw, wanted)
    units = world.tables[UNIT]
    rows: list[Row] = []
    for person, mate, code in couples:
        unit = units.filter(pl.col("unit_code") == code).row(0, named=True)
        number = f"8298{person:011d}"
        rows.append(
            fixed_deposit(number, unit, {**DECIDED, "fixed_fen": FEN, **changes})
        )
        _employ(world, mate, bank)
    enter_deposits(world, rows)
    return [person for person, _, _ in couples]


def _employ(world: World, person: int, bank: str) -> None:
    rows: list[Row] = [
        {
            **named(world, person),
            "personal_number": f"42028{person:08d}",
            "insurance": "企业养老",
            "paid_for": month_at(month),
            "paid_in": month_at(month),
            "base_fen": 620_000,
            "unit_share_fen": 99_200,
            "personal_share_fen": 49_600,
            "unit_number": f"42289{BANKS.index(bank):05d}",
            "unit_name": bank,
            "contribution_kind": "正常应缴",
            "payer_kind": "单位",
            "received_flag": "已到账",
        }
        for month in MONTHS
    ]
    add(world, PAID_IN, rows)


def _of_leader(world: World, draw: Draw, wanted: int) -> int:
    """Keep the money where a leader's spouse works."""
    people = _keep(world, draw, wanted, BANKS[0])
    mark(world, CADRE, own(people), is_leader="是")
    return len(people)


def _of_bookkeeper(world: World, draw: Draw, wanted: int) -> int:
    """Keep the money where the bookkeeper's spouse works."""
    people = _keep(world, draw, wanted, BANKS[0])
    mark(world, CADRE, own(people), is_leader="否", position="会计")
    return len(people)


def _of_clerk(world: World, draw: Draw, wanted: int) -> int:
    """Keep it where the spouse of somebody without a say works."""
    people = _keep(world, draw, wanted, BANKS[0])
    mark(world, CADRE, own(people), is_leader="否", position="办事员")
    return len(people)


def _other_bank(world: World, draw: Draw, wanted: int) -> int:
    """Employ a leader's spouse at a bank that has none of the money."""
    people = _keep(world, draw, wanted, BANKS[1])
    mark(world, CADRE, own(people), is_leader="是")
    return len(people)


def _competed(world: World, draw: Draw, wanted: int) -> int:
    """Have the bank win the deposit in a competition."""
    people = _keep(world, draw, wanted, BANKS[0], selection_kind="竞争性存放")
    mark(world, CADRE, own(people), is_leader="是")
    return len(people)


PLANTERS: tuple[Planter, ...] = (_of_leader, _of_bookkeeper)
INNOCENTS: tuple[Planter, ...] = (_of_clerk, _other_bank, _competed)


def judge(world: World) -> pl.DataFrame:
    """Return the units whose deciders have relatives at their bank, and like cases."""
    kept = _kept(world)
    jobs = (
        world.tables[PAID_IN]
        .filter(pl.col("unit_name").is_in(BANKS), pl.col("unit_share_fen") > 0)
        .select(relative="person", employer="unit_name")
        .unique()
    )
    staff = world.tables[CADRE].filter(pl.col("removed_on").is_null())
    leads = (pl.col("is_leader") == "是").fill_null(value=False)
    keeps = pl.col("position").str.contains("会计").fill_null(value=False)
    related = (
        staff.select("person", "unit_code", leads=leads, decides=leads | keeps)
        .join(kinship(world).select("person", "relative"), on="person")
        .join(jobs, on="relative")
        .join(kept, on="unit_code")
        .join(
            world.tables[UNIT].select("unit_code", object="credit_code"), on="unit_code"
        )
    )
    here = pl.col("employer") == pl.col("bank")
    rows = related.select(
        "object",
        mechanism=pl.when(~here | ~pl.col("is_most"))
        .then(pl.lit("at_another_bank"))
        .when(~pl.col("decides"))
        .then(pl.lit("without_a_say"))
        .when(pl.col("is_won"))
        .then(pl.lit("won_by_competition"))
        .when(pl.col("leads"))
        .then(pl.lit("of_a_leader"))
        .otherwise(pl.lit("of_a_bookkeeper")),
    ).unique()
    kinds = ("of_a_leader", "of_a_bookkeeper")
    named = ("won_by_competition", "without_a_say", "at_another_bank")
    wrong, alike = (
        [rows.filter(pl.col("mechanism") == name) for name in names]
        for names in (kinds, named)
    )
    return labels(RULE, wrong, alike)


def _kept(world: World) -> pl.DataFrame:
    """Return unit, bank, whether most of its money is there and was won."""
    money = world.tables[DEPOSIT].filter(pl.col("account_kind") != "零余额")
    fen = pl.sum_horizontal("fixed_fen", "balance_fen")
    banks = money.group_by("unit_code", "bank").agg(
        fen=fen.sum(),
        is_won=(pl.col("selection_kind") == "竞争性存放")
        .filter(fen >= LEAST // 10)
        .fill_null(value=False)
        .all(),
    )
    whole = pl.col("fen").sum().over("unit_code")
    most = (whole >= LEAST) & (pl.col("fen") * 1000 >= SHARE_MILLI * whole)
    return banks.select("unit_code", "bank", "is_won", is_most=most)
