"""SS-07: people enrolled together who soon draw benefits, and employers alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, Planter, plant_each
from county.cases.edit import Row, add, facts
from county.cases.label import labels
from county.cases.months import window
from county.cases.social_security.benefit_rows import (
    BENEFIT,
    COMPANY,
    Claim,
    jobless,
    pay_benefit,
)
from county.cases.social_security.injury_rows import INJURY, Benefit, pay_injury
from county.world import World

RULE = "SS-07"
ENROLMENT, TAX = "social_security/employee_enrolment", "finance/tax_payment"
DATASETS = (ENROLMENT, BENEFIT, INJURY, TAX)
SHARE = 2, 3  # a case takes six people
MANY, FEW = 6, 4
CLUSTER, CLUSTER_DAYS, CLAIM_DAYS = 5, 92, 540
START = date(2025, 2, 10)
AGENCIES = ("劳务派遣", "人力资源")


@dataclass(frozen=True, kw_only=True)
class Staff:
    """How many one unit enrols, and how many days apart."""

    people: int = MANY
    days_apart: int = 9
    start: date = START


def plant(world: World, count: int) -> None:
    """Plant two thirds of `count` violations and look-alikes."""
    draw = Draw(world, RULE)
    units = count * SHARE[0] // SHARE[1]
    plant_each(world, draw, PLANTERS, units)
    plant_each(world, draw, INNOCENTS, units)


def _units(world: World, *, taxed: bool) -> list[str]:
    """Return the open firms that pay (or do not pay) tax and have enrolled nobody."""
    firms = world.tables[COMPANY].filter(pl.col("status") == "存续")
    paying = world.tables[TAX]["taxpayer_name"].unique().to_list()
    enrolled = world.tables[ENROLMENT]["unit_name"].drop_nulls().unique().to_list()
    names = firms.filter(
        pl.col("organisation_name").is_in(paying) == taxed,
        ~pl.col("organisation_name").is_in(enrolled),
        ~pl.col("organisation_name").is_duplicated(),
    )["organisation_name"]
    return names.sort().to_list()


def _enrol(
    world: World, draw: Draw, unit: str, staff: Staff | None = None
) -> list[int]:
    """Enrol people by one unit; return them."""
    plan = staff or Staff()
    people = jobless(world, draw, plan.people, youngest=24, oldest=45)
    rows: list[Row] = []
    for number, person in enumerate(people):
        known = facts(world, person)
        rows.append(
            {
                "person": person,
                "person_name": known["person_name"],
                "id_number": known["id_number"],
                "personal_number": f"42030{person:08}",
                "insurance": "企业养老",
                "social_status": "在职",
                "enrolment_status": "正常参保",
                "payer_kind": "单位",
                "agency": "云溪县社会保险中心",
                "unit_name": unit,
                "enrolled_on": plan.start + timedelta(days=number * plan.days_apart),
            }
        )
    add(world, ENROLMENT, rows)
    return people


def _draw_benefit(world: World, people: Sequence[int], unit: str) -> None:
    """Let people lose their work after a year and draw the benefit."""
    claim = Claim(months=window(4, 12), approved=12, insured=12, former_unit=unit)
    pay_benefit(world, dict.fromkeys(people, claim))


def _laid_off(world: World, draw: Draw, wanted: int) -> int:
    """Lay everybody off after a year."""
    units = _units(world, taxed=False)[:wanted]
    for unit in units:
        _draw_benefit(world, _enrol(world, draw, unit), unit)
    return len(units)


def _all_injured(world: World, draw: Draw, wanted: int) -> int:
    """Let everybody be injured within half a year."""
    units = _units(world, taxed=False)[:wanted]
    for unit in units:
        for person in _enrol(world, draw, unit):
            hurt = Benefit(months=window(0, 12), injured_on=date(2025, 7, 8))
            pay_injury(world, person, hurt)
    return len(units)


def _pays_tax(world: World, draw: Draw, wanted: int) -> int:
    """Let a firm that trades and pays tax lay people off."""
    units = _units(world, taxed=True)[:wanted]
    for unit in units:
        _draw_benefit(world, _enrol(world, draw, unit), unit)
    return len(units)


def _agency(world: World, draw: Draw, wanted: int) -> int:
    """Let an agency enrol people for others."""
    for number in range(wanted):
        unit = f"云溪县同舟{AGENCIES[number % 2]}有限公司第{number + 1}分公司"
        _draw_benefit(world, _enrol(world, draw, unit), unit)
    return wanted


def _few(world: World, draw: Draw, wanted: int) -> int:
    """Enrol four only."""
    units = _units(world, taxed=False)[:wanted]
    for unit in units:
        _draw_benefit(world, _enrol(world, draw, unit, Staff(people=FEW)), unit)
    return len(units)


def _one_by_one(world: World, draw: Draw, wanted: int) -> int:
    """Enrol people over two years."""
    units = _units(world, taxed=False)[:wanted]
    plan = Staff(days_apart=75, start=date(2024, 9, 1))
    for unit in units:
        _draw_benefit(world, _enrol(world, draw, unit, plan), unit)
    return len(units)


def _still_at_work(world: World, draw: Draw, wanted: int) -> int:
    """Enrol people who draw nothing."""
    units = _units(world, taxed=False)[:wanted]
    for unit in units:
        _enrol(world, draw, unit)
    return len(units)


PLANTERS: tuple[Planter, ...] = (_all_injured, _laid_off)
INNOCENTS: tuple[Planter, ...] = (
    _still_at_work,
    _one_by_one,
    _few,
    _agency,
    _pays_tax,
)


def judge(world: World) -> pl.DataFrame:
    """Return which units enrolled a cluster, and which only alike; `label.LABEL`."""
    claimed = _claimed(world)
    pairs = claimed.join(claimed, on="unit_name", suffix="_other")
    days = (pl.col("enrolled_on_other") - pl.col("enrolled_on")).dt.total_days()
    near = pairs.filter(days.is_between(0, CLUSTER_DAYS))
    sizes = near.group_by("unit_name", "enrolled_on").agg(
        pl.col("person_other").n_unique(), pl.col("how").first()
    )
    units = sizes.filter(pl.col("person_other") >= CLUSTER)
    units = units.sort("how").unique("unit_name", keep="first")
    paying = world.tables[TAX]["taxpayer_name"].unique().to_list()
    agency = pl.any_horizontal(
        pl.col("unit_name").str.contains(word) for word in AGENCIES
    )
    taxed = pl.col("unit_name").is_in(paying)
    wrong = units.filter(~agency & ~taxed).select("unit_name", mechanism="how")
    lawful = units.select(
        "unit_name",
        mechanism=pl.when(agency).then(pl.lit("agency")).otherwise(pl.lit("pays_tax")),
    )
    others = _late_enrolments(world)
    return labels(
        RULE, [_named(world, wrong)], [_named(world, f) for f in (lawful, others)]
    )


def _claimed(world: World) -> pl.DataFrame:
    """Return who drew a benefit soon after a unit enrolled them: person, unit, how."""
    rows = world.tables[ENROLMENT].filter(
        (pl.col("person") >= 0)
        & (pl.col("payer_kind") == "单位")
        & pl.col("unit_name").is_not_null()
    )
    drawn = world.tables[BENEFIT].filter(pl.col("payment_result") == "成功")
    hurt = world.tables[INJURY].filter(pl.col("payment_result") == "成功")
    grounds = pl.concat(
        [
            drawn.select("person", ground="registered_on", how=pl.lit("laid_off")),
            hurt.select("person", ground="injured_on", how=pl.lit("all_injured")),
        ]
    ).unique(maintain_order=True)
    wait = (pl.col("ground") - pl.col("enrolled_on")).dt.total_days()
    both = rows.join(grounds, on="person")
    return both.filter(wait.is_between(0, CLAIM_DAYS)).select(
        "person", "unit_name", "enrolled_on", "how"
    )


def _late_enrolments(world: World) -> pl.DataFrame:
    """Return the units that enrolled somebody in the last two years, and no cluster."""
    lately = world.tables[ENROLMENT].filter(
        (pl.col("enrolled_on") >= date(2024, 9, 1)) & pl.col("unit_name").is_not_null()
    )
    sizes = lately.group_by("unit_name").agg(pl.len())
    return sizes.filter(pl.col("len") >= FEW).select(
        "unit_name", mechanism=pl.lit("no_cluster")
    )


def _named(world: World, units: pl.DataFrame) -> pl.DataFrame:
    """Return the units by credit code where that is known."""
    codes = (
        world.tables[COMPANY]
        .select("credit_code", unit_name="organisation_name")
        .unique("unit_name", keep="none")
    )
    known = units.join(codes, on="unit_name", how="left")
    return known.select("mechanism", object=pl.coalesce("credit_code", "unit_name"))
