"""PQ-01: registered at one unit and employed by another; and who only seems so."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, outside, plant_each
from county.cases.edit import Row, Value, add, mark, own, remove
from county.cases.finance.staff_rows import named, steady_staff
from county.cases.label import few, labels
from county.cases.months import month_at
from county.cases.payroll_rows import FISCAL, PAYROLL
from county.world import World

RULE, PATH = "PQ-01", "registry/professional_registration"
CONTRIBUTION = "social_security/contribution"
DATASETS = (PATH, PAYROLL, CONTRIBUTION)
OFFICE, EARLY, FEW = "registry/unit", date(2024, 3, 5), 12
GRACE, LEAST = "3mo", 3
DOCTOR, DOCTORS, AGENCY = "执业医师", ("执业医师", "护士"), "劳务派遣|人力资源.*公司"


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _staff(world: World, draw: Draw, wanted: int) -> list[int]:
    known = world.persons.filter(pl.col("person").is_in(steady_staff(world)))
    free = outside(world, known, PATH, kin=False)
    return draw.take(free["person"], wanted)


def _builder_firms(world: World, unlike: pl.Series) -> pl.DataFrame:
    firms = world.tables["registry/company"].filter(
        pl.col("status") == "存续",
        pl.col("credit_code").is_not_null(),
        ~pl.col("organisation_name").is_in(unlike.to_list()),
    )
    return firms.sort("credit_code").select("organisation_name", "credit_code")


def _register(
    world: World, people: list[int], unit: pl.DataFrame | None = None, **changes: Value
) -> None:
    """Register people at companies, or each at the unit of the same place."""
    employers = world.tables[CONTRIBUTION]["unit_name"].unique()
    firms = _builder_firms(world, employers) if unit is None else unit
    rows: list[Row] = []
    for place, person in enumerate(people):
        name, code = firms.row(place % firms.height)
        rows.append(
            {
                **named(world, person),
                "kind": "二级建造师",
                "specialty": "建筑工程",
                "certificate_number": f"鄂242202629{person:07}",
                "unit_name": name,
                "unit_credit_code": code,
                "registered_on": EARLY,
                "valid_until": date(2028, 3, 5),
                "status": "有效",
                **changes,
            }
        )
    add(world, PATH, rows)


def _units_of(world: World, people: list[int]) -> pl.DataFrame:
    """Return name and credit code of the unit that pays each of the people."""
    paid = world.tables[PAYROLL].unique("person", keep="first", maintain_order=True)
    units = world.tables[OFFICE].select("unit_code", "organisation_name", "credit_code")
    order = pl.DataFrame({"person": people}, schema={"person": pl.Int32})
    own = order.join(
        paid.select("person", "unit_code"), on="person", maintain_order="left"
    )
    both = own.join(units, on="unit_code", how="left", maintain_order="left")
    return both.select("organisation_name", "credit_code")


def _on_the_payroll(world: World, draw: Draw, wanted: int) -> int:
    """Register staff of public units at companies."""
    people = _staff(world, draw, wanted)
    _register(world, people)
    return len(people)


def _insured_elsewhere(world: World, draw: Draw, wanted: int) -> int:
    """Register people at another company than the one that insures them."""
    staff = set(world.tables[PAYROLL]["person"].to_list())
    paid = world.tables[CONTRIBUTION].filter(
        pl.col("payer_kind") == "单位", pl.col("contribution_kind") == "正常应缴"
    )
    months = paid.group_by("person").agg(pl.col("paid_for").n_unique())
    steady = months.filter(pl.col("paid_for") == pl.col("paid_for").max())
    known = world.persons.join(steady, on="person", how="semi")
    known = known.filter(
        pl.col("died_on").is_null(), ~pl.col("person").is_in(sorted(staff))
    )
    people = draw.take(outside(world, known, PATH, kin=False)["person"], wanted)
    _register(world, people)
    return len(people)


def _at_the_own_unit(world: World, draw: Draw, wanted: int) -> int:
    """Register staff where they are employed."""
    people = _staff(world, draw, wanted)
    _register(world, people, _units_of(world, people))
    return len(people)


def _cancelled(world: World, draw: Draw, wanted: int) -> int:
    """Register staff at companies and cancel it."""
    people = _staff(world, draw, wanted)
    _register(world, people, status="注销", valid_until=date(2025, 6, 30))
    return len(people)


def _just_registered(world: World, draw: Draw, wanted: int) -> int:
    """Register at a company staff whose wage runs on for two months."""
    people = _staff(world, draw, wanted)
    _register(world, people, registered_on=month_at(9).replace(day=12))
    return len(people)


def _two_places(world: World, draw: Draw, wanted: int) -> int:
    """Register doctors at the own unit and at a further place."""
    people = _staff(world, draw, wanted)
    _register(world, people, kind=DOCTOR, specialty="临床")
    _register(world, people, _units_of(world, people), kind=DOCTOR, specialty="临床")
    return len(people)


def _retired(world: World, draw: Draw, wanted: int) -> int:
    """Register at companies people who are paid as pensioners."""
    people = _staff(world, draw, wanted)
    mark(world, PAYROLL, own(people), staff_type="离退休")
    remove(world, CONTRIBUTION, own(people))
    _register(world, people)
    return len(people)


PLANTERS: tuple[Planter, ...] = (_on_the_payroll, _insured_elsewhere)
INNOCENTS: tuple[Planter, ...] = (
    _at_the_own_unit,
    _cancelled,
    _just_registered,
    _two_places,
    _retired,
)


def judge(world: World) -> pl.DataFrame:
    """Return who was registered at one unit and employed by another."""
    licences = world.tables[PATH].filter(pl.col("person") >= 0)
    valid = licences.filter(pl.col("status") == "有效")
    jobs = _jobs(world)
    start = pl.col("registered_on").dt.month_start().dt.offset_by(GRACE)
    side = valid.select(
        "person", "kind", "certificate_number", "registered_on", "valid_until",
        registering="unit_name",
    ).join(jobs, on="person")  # fmt: skip
    same = pl.col("registering") == pl.col("unit_name")
    there = same.any().over("person", "certificate_number", "registering", "month")
    alone = side.filter(
        ~there,
        pl.col("month") >= start,
        (pl.col("valid_until") >= pl.col("month").dt.month_end()).fill_null(value=True),
    )
    keys = ["person", "kind", "registering", "unit_name"]
    long = alone.group_by(keys).agg(
        pl.col("month").n_unique(), pl.col("is_fiscal").any()
    )
    long = long.filter(pl.col("month") >= LEAST)
    sites = valid.filter(pl.col("kind").is_in(DOCTORS)).select("person", "unit_name")
    lawful = pl.col("unit_name").str.contains(AGENCY)
    wrong = long.join(sites, on=["person", "unit_name"], how="anti").filter(~lawful)
    mechanism = (
        pl.when("is_fiscal")
        .then(pl.lit("public_staff"))
        .otherwise(pl.lit("insured_elsewhere"))
    )
    return labels(
        RULE,
        [wrong.select("person", mechanism=mechanism).unique()],
        [
            _one(licences.filter(pl.col("status") != "有效"), "cancelled"),
            _one(long, "two_places_or_agency"),
            _one(alone, "few_months"),
            few(_one(side.filter(same), "at_the_own_unit"), FEW),
            few(_one(valid.join(side, on="person", how="anti"), "retired"), FEW),
            few(_one(side, "just_registered"), FEW),
        ],
    )


def _jobs(world: World) -> pl.DataFrame:
    """Return person, month, unit_name and is_fiscal of every month's employer."""
    paid = world.tables[PAYROLL].filter(pl.col("staff_type").is_in(FISCAL))
    insured = world.tables[CONTRIBUTION].filter(
        pl.col("payer_kind") == "单位",
        pl.col("contribution_kind") != "补缴",
        pl.col("unit_share_fen") > 0,
    )
    columns = {"month": pl.col("paid_for").dt.month_start()}
    return pl.concat(
        [
            paid.select("person", "unit_name", **columns, is_fiscal=pl.lit(value=True)),
            insured.select(
                "person", "unit_name", **columns, is_fiscal=pl.lit(value=False)
            ),
        ]
    )


def _one(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select("person", mechanism=pl.lit(mechanism)).unique()
