"""LN-13: loans that the fund paid and nobody recovers, and those that only look so."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, Value, add, facts, firm_code
from county.cases.finance.firm_rows import roles
from county.cases.label import labels
from county.cases.loan_rows import CONTRACT, LINE, Loan, lend
from county.cases.payroll_rows import PAYROLL
from county.file import SECOND_HALF
from county.loan_policy import GUARANTEED
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
RULE, GUARANTEE = "LN-13", "loan/guarantee"
MEMBER = "registry/company_member"
VEHICLE, HOME, COMPANY = (
    "registry/vehicle",
    "registry/real_estate",
    "registry/company",
)
DATASETS = (GUARANTEE, CONTRACT, VEHICLE, HOME, COMPANY)
SIGNED, PAID, LATELY = date(2022, 3, 8), date(2025, 5, 6), date(2026, 3, 10)
LONG_AGO, FEN, YEAR_DAYS = date(2021, 2, 9), 12_000_000, 365


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _debtors(world: World, draw: Draw, wanted: int, **changes: Value) -> list[int]:
    """Let the fund pay for people who hold neither home, car nor firm."""
    people = living(world, youngest=30, oldest=56)
    tables = (CONTRACT, LINE, PAYROLL, VEHICLE, HOME, COMPANY, MEMBER)
    chosen = draw.take(outside(world, people, *tables)["person"], wanted)
    for person in chosen:
        loan = Loan(person=person, signed_on=SIGNED, amount_fen=FEN)
        lend(world, [loan])
        row: Row = {
            "guarantee_number": f"DB-{loan.contract}",
            "contract_number": loan.contract,
            "guarantor_organisation": "云溪县融资担保中心",
            "guarantee_kind": "担保基金",
            "amount_fen": FEN,
            "started_on": loan.started_on,
            "status": "代偿",
            "compensated_fen": FEN,
            "compensated_on": PAID,
            **changes,
        }
        add(world, GUARANTEE, [row])
    return chosen


def _car(world: World, people: list[int], **changes: Value) -> int:
    rows: list[Row] = [
        {
            **_owner(world, one),
            "plate_kind": "小型汽车",
            "plate_number": f"鄂BD{one:06d}",
            "vehicle_kind": "小型轿车",
            "use_kind": "非营运",
            "first_registered_on": LONG_AGO,
            "acquired_on": LONG_AGO,
            "status": "正常",
            **changes,
        }
        for one in people
    ]
    add(world, VEHICLE, rows)
    return len(people)


def _owner(world: World, person: int) -> dict[str, Value]:
    row = facts(world, person)
    return {
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        "person": person,
    }


def _homes(world: World, people: list[int], count: int) -> int:
    rows: list[Row] = [
        {
            **_owner(world, one),
            "unit_number": f"420281900002JC{one:07d}F{place:08d}",
            "certificate_number": f"鄂(2020)云溪县不动产权第8{one:07d}{place}号",
            "use_kind": "住宅",
            "nature": "商品房",
            "register_kind": "首次",
            "registered_on": LONG_AGO,
            "status": "现势",
        }
        for one in people
        for place in range(count)
    ]
    add(world, HOME, rows)
    return len(people)


def _with_car(world: World, draw: Draw, wanted: int) -> int:
    """Leave people alone who drive a car."""
    return _car(world, _debtors(world, draw, wanted))


def _with_homes(world: World, draw: Draw, wanted: int) -> int:
    """Leave people alone who own two dwellings."""
    return _homes(world, _debtors(world, draw, wanted), 2)


def _with_new_firm(world: World, draw: Draw, wanted: int) -> int:
    """Leave people alone who begin another trade afterwards."""
    people = _debtors(world, draw, wanted)
    rows: list[Row] = [
        {
            "credit_code": firm_code("92", one),
            "organisation_name": f"云溪县{facts(world, one)['person_name']}商店{one}",
            "company_kind": "个体工商户",
            "legal_representative": facts(world, one)["person_name"],
            "legal_representative_id_number": facts(world, one)["id_number"],
            "founded_on": LATELY,
            "status": "存续",
            "legal_representative_person": one,
        }
        for one in people
    ]
    add(world, COMPANY, rows)
    return len(people)


def _vouched(world: World, draw: Draw, wanted: int, **changes: Value) -> list[int]:
    """Let a person stand for each of the debtors; return who does."""
    debtors = _debtors(world, draw, wanted)
    people = living(world, youngest=30, oldest=56)
    tables = (CONTRACT, LINE, PAYROLL, VEHICLE, HOME, COMPANY, MEMBER, GUARANTEE)
    standing = draw.take(outside(world, people, *tables)["person"], len(debtors))
    rows: list[Row] = []
    for one, debtor in zip(standing, debtors, strict=False):
        loan = Loan(person=debtor, signed_on=SIGNED, amount_fen=FEN)
        rows.append(
            {
                **_owner(world, one),
                "guarantee_number": f"DBZ-{loan.contract}",
                "contract_number": loan.contract,
                "guarantee_kind": "自然人保证",
                "amount_fen": FEN,
                "started_on": loan.started_on,
                "status": "有效",
                **changes,
            }
        )
    add(world, GUARANTEE, rows)
    return standing


def _guarantor_with_car(world: World, draw: Draw, wanted: int) -> int:
    """Leave guarantors alone who drive a car."""
    return _car(world, _vouched(world, draw, wanted))


def _guarantor_released(world: World, draw: Draw, wanted: int) -> int:
    """Release guarantors who drive a car before the fund pays."""
    freed: dict[str, Value] = {"status": "解除", "ended_on": date(2024, 3, 8)}
    return _car(world, _vouched(world, draw, wanted, **freed))


def _only_home(world: World, draw: Draw, wanted: int) -> int:
    """Leave people alone who own the home they live in."""
    return _homes(world, _debtors(world, draw, wanted), 1)


def _recovered(world: World, draw: Draw, wanted: int) -> int:
    """Have everything back from people who drive a car."""
    return _car(world, _debtors(world, draw, wanted, recovered_fen=FEN))


def _lately(world: World, draw: Draw, wanted: int) -> int:
    """Have paid but lately for people who drive a car."""
    return _car(world, _debtors(world, draw, wanted, compensated_on=LATELY))


def _sold(world: World, draw: Draw, wanted: int) -> int:
    """Leave people alone who have sold their car."""
    people = _debtors(world, draw, wanted)
    return _car(world, people, status="转出", left_on=date(2024, 8, 2))


def _motorcycle(world: World, draw: Draw, wanted: int) -> int:
    """Leave people alone who ride a motorcycle."""
    people = _debtors(world, draw, wanted)
    return _car(world, people, vehicle_kind="普通二轮摩托车", plate_kind="普通摩托车")


PLANTERS: tuple[Planter, ...] = (
    _with_car,
    _with_homes,
    _with_new_firm,
    _guarantor_with_car,
)
INNOCENTS: tuple[Planter, ...] = (
    _only_home,
    _recovered,
    _lately,
    _sold,
    _motorcycle,
    _guarantor_released,
)


def _firms(world: World) -> pl.DataFrame:
    """Return person and founded_on of every firm that somebody leads or owns."""
    founded = world.tables[COMPANY].select("credit_code", "founded_on")
    owns = pl.col("kinds").list.join(",").str.contains("法定代表人|经营者|股东|合伙")
    own = roles(world).filter(owns, pl.col("until") > SECOND_HALF)
    return own.join(founded, on="credit_code").select("person", "founded_on")


def judge(world: World) -> pl.DataFrame:
    """Return who has means while the fund's money is out; see `label.LABEL`."""
    contracts = world.tables[CONTRACT].filter(pl.col("loan_kind") == GUARANTEED)
    paid = (
        world.tables[GUARANTEE]
        .filter(pl.col("status") == "代偿")
        .drop("person")
        .join(contracts.select("contract_number", "person"), on="contract_number")
    )
    back = pl.col("recovered_fen").fill_null(0) >= pl.col("compensated_fen")
    days = (pl.lit(SECOND_HALF) - pl.col("compensated_on")).dt.total_days()
    owing = paid.filter(~back & (days > YEAR_DAYS))
    cars = world.tables[VEHICLE].filter(pl.col("status").is_in(["正常", "逾期未检验"]))
    ridden = pl.col("vehicle_kind").str.contains("摩托|残疾")
    homes = world.tables[HOME].filter(
        pl.col("use_kind") == "住宅", pl.col("status") == "现势"
    )
    owned = homes.group_by("person").agg(pl.col("unit_number").n_unique())
    begun = owing.join(_firms(world), on="person").filter(
        pl.col("founded_on") > pl.col("compensated_on")
    )
    bound = (
        world.tables[GUARANTEE]
        .filter(pl.col("person") >= 0)
        .select("contract_number", "status", "ended_on", guarantor="person")
        .join(owing.drop("status", "ended_on"), on="contract_number")
    )
    let_go = (pl.col("status") == "解除") & (
        pl.col("ended_on") < pl.col("compensated_on")
    )
    with_car = bound.filter(~let_go.fill_null(value=False)).join(
        cars.filter(~ridden), left_on="guarantor", right_on="person"
    )
    several = owned.filter(pl.col("unit_number") > 1)
    return labels(
        RULE,
        [
            _named(owing.join(cars.filter(~ridden), on="person"), "drives_a_car"),
            _named(owing.join(several, on="person"), "several_homes"),
            _named(begun, "began_a_firm"),
            _named(with_car, "guarantor_drives_a_car"),
        ],
        [
            _named(paid.filter(back), "all_recovered"),
            _named(paid.filter(days <= YEAR_DAYS), "paid_lately"),
            _named(bound.filter(let_go), "guarantor_released"),
            _named(owing.join(cars, on="person"), "motorcycle"),
            _named(owing.join(owned, on="person"), "only_home"),
            _named(owing, "nothing_left"),
        ],
    )


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select("person", mechanism=pl.lit(mechanism)).unique()
