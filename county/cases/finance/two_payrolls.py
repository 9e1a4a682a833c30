"""FN-02: two wages for one month, and what only looks so."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, outside, plant_each
from county.cases.edit import Row, Value, add, facts, outsider_number
from county.cases.finance.staff_rows import named, steady_staff
from county.cases.label import few, labels
from county.cases.months import MONTHS_A_YEAR, window
from county.cases.namesakes import namesakes
from county.cases.payroll_rows import FISCAL, PAYROLL, RETIRED, SURVIVOR
from county.world import NOBODY, World

RULE, CONTRIBUTION = "FN-02", "social_security/contribution"
PRACTICE = "registry/professional_registration"
DATASETS = (PAYROLL, CONTRIBUTION)
ENTERPRISE, HEALERS = "企业养老", ("执业医师", "护士")
YEAR = tuple(window(0, MONTHS_A_YEAR))
LENT = "借调人员补助"
LEAST_MONTHS, FEW = 3, 12


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _staff(world: World, draw: Draw, wanted: int) -> list[int]:
    steady = world.persons.filter(pl.col("person").is_in(steady_staff(world)))
    return draw.take(outside(world, steady, PRACTICE, kin=False)["person"], wanted)


def _again(
    world: World, people: Iterable[int], months: Iterable[date], **changes: Value
) -> None:
    """Pay people by another unit, too, in these months."""
    units = world.tables["registry/unit"].sort("unit_code")
    rows = world.tables[PAYROLL].filter(
        pl.col("person").is_in(list(people)), pl.col("paid_for").is_in(list(months))
    )
    more: list[Row] = []
    for row in rows.iter_rows(named=True):
        others = units.filter(pl.col("unit_code") != row["unit_code"])
        unit = others.row(row["person"] % others.height, named=True)
        more.append(
            {
                **row,
                "unit_code": unit["unit_code"],
                "unit_name": unit["organisation_name"],
                "gross_fen": row["gross_fen"] * 9 // 10,
                **changes,
            }
        )
    add(world, PAYROLL, more)


def _insure(
    world: World, people: Iterable[int], months: Iterable[date], **changes: Value
) -> None:
    """Have an enterprise insure people as its employees."""
    rows: list[Row] = [
        {
            **named(world, person),
            "personal_number": f"4202890{person:06d}",
            "insurance": ENTERPRISE,
            "paid_for": month,
            "paid_in": month,
            "base_fen": 430_000,
            "unit_share_fen": 68_800,
            "personal_share_fen": 34_400,
            "unit_number": f"42289{person % 97:05d}",
            "unit_name": _second_employer(person),
            "contribution_kind": "正常应缴",
            "payer_kind": "单位",
            "received_flag": "已到账",
            **changes,
        }
        for person in people
        for month in months
    ]
    add(world, CONTRIBUTION, rows)


def _second_employer(person: int) -> str:
    return f"云溪县宏远{person % 97}号商贸有限公司"


def _two_units(world: World, draw: Draw, wanted: int) -> int:
    """Keep people on the payrolls of two units for half a year."""
    people = _staff(world, draw, wanted)
    _again(world, people, YEAR[2:8])
    return len(people)


def _enterprise(world: World, draw: Draw, wanted: int) -> int:
    """Have an enterprise insure staff for seven months."""
    people = _staff(world, draw, wanted)
    _insure(world, people, YEAR[1:8])
    return len(people)


def _transferred(world: World, draw: Draw, wanted: int) -> int:
    """Let both units pay the month of a transfer."""
    people = _staff(world, draw, wanted)
    _again(world, people, YEAR[5:])
    own = dict(
        world.tables[PAYROLL]
        .filter(pl.col("person").is_in(people), pl.col("paid_for") == YEAR[0])
        .select("person", "unit_code")
        .iter_rows()
    )
    old = pl.col("unit_code") == pl.col("person").replace_strict(
        own, default="", return_dtype=pl.String
    )
    table = world.tables[PAYROLL]
    gone = pl.col("person").is_in(people) & old & (pl.col("paid_for") > YEAR[5])
    world.tables[PAYROLL] = table.filter(~gone)
    return len(people)


def _lent(world: World, draw: Draw, wanted: int) -> int:
    """Pay those lent to another unit an allowance there."""
    people = _staff(world, draw, wanted)
    _again(world, people, YEAR[3:9], position=LENT, gross_fen=90_000)
    return len(people)


def _village_post(world: World, draw: Draw, wanted: int) -> int:
    """Pay staff for a post in a village, too."""
    people = _staff(world, draw, wanted)
    _again(world, people, YEAR[3:9], staff_type="村干部", gross_fen=120_000)
    return len(people)


def _briefly(world: World, draw: Draw, wanted: int) -> int:
    """Leave staff with their former employer's insurance for two months."""
    people = _staff(world, draw, wanted)
    _insure(world, people, YEAR[:2])
    return len(people)


def _paid_themselves(world: World, draw: Draw, wanted: int) -> int:
    """Let staff make up years they worked for themselves."""
    people = _staff(world, draw, wanted)
    _insure(world, people, YEAR[2:8], contribution_kind="补缴", payer_kind="个体")
    return len(people)


def _practises(world: World, draw: Draw, wanted: int) -> int:
    """Register doctors at their unit and at a second clinic, which insures them."""
    people = _staff(world, draw, wanted)
    _insure(world, people, YEAR[1:8])
    paid = world.tables[PAYROLL].filter(pl.col("paid_for") == YEAR[1])
    units = dict(paid.select("person", "unit_name").iter_rows())
    rows: list[Row] = [
        {
            **named(world, person),
            "kind": "执业医师",
            "certificate_number": f"11042028{place}0{person:06d}",
            "unit_name": unit,
            "registered_on": date(2024, 3, 4),
            "status": "有效",
        }
        for person in people
        for place, unit in enumerate((_second_employer(person), units[person]), 1)
    ]
    add(world, PRACTICE, rows)
    return len(people)


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Have an enterprise insure a stranger of the same name and birth date."""
    people = _staff(world, draw, wanted)
    for person in people:
        number = outsider_number(world, person)
        name = facts(world, person)["person_name"]
        _insure(
            world,
            [person],
            YEAR[1:8],
            person_name=name,
            id_number=number,
            person=NOBODY,
        )
    return len(people)


PLANTERS: tuple[Planter, ...] = (_two_units, _enterprise)
INNOCENTS: tuple[Planter, ...] = (
    _transferred,
    _lent,
    _village_post,
    _briefly,
    _paid_themselves,
    _practises,
    _namesake,
)


def judge(world: World) -> pl.DataFrame:
    """Return who had two wages in one month and who only seems to."""
    doubled, beside = _doubled(world), _beside(world)
    wrong = [
        frame.filter(pl.col("mechanism").is_in(["two_units", "enterprise"])).select(
            "person", "mechanism"
        )
        for frame in (doubled, beside)
    ]
    innocent = [
        few(frame.select("person", "mechanism").unique(), 3 * FEW)
        for frame in (doubled, beside)
    ]
    staff, insured = world.tables[PAYROLL], world.tables[CONTRIBUTION]
    strange = namesakes(staff, insured.filter(pl.col("person") == NOBODY))
    strange = strange.with_columns(mechanism=pl.lit("namesake"))
    return labels(RULE, wrong, [*innocent, few(strange, FEW)])


def _doubled(world: World) -> pl.DataFrame:
    """Return person, month and mechanism of every wage beside another."""
    paid = world.tables[PAYROLL].filter(
        ~pl.col("staff_type").is_in([RETIRED, SURVIVOR])
    )
    units = paid.group_by("person", "paid_for").agg(
        units=pl.col("unit_code").n_unique(),
        lent=(pl.col("position") == LENT).any(),
        outside=(~pl.col("staff_type").is_in(FISCAL)).any(),
    )
    both = units.filter(pl.col("units") > 1)
    single = pl.len().over("person") == 1
    return both.with_columns(
        mechanism=pl.when("lent")
        .then(pl.lit("lent_to_a_unit"))
        .when("outside")
        .then(pl.lit("post_outside_establishment"))
        .when(single)
        .then(pl.lit("month_of_transfer"))
        .otherwise(pl.lit("two_units"))
    )


def _beside(world: World) -> pl.DataFrame:
    """Return person and mechanism of everybody insured while on the payroll."""
    staff = world.tables[PAYROLL].filter(pl.col("staff_type").is_in(FISCAL))
    months = staff.select("person", month="paid_for").unique()
    insured = world.tables[CONTRIBUTION].filter(
        pl.col("insurance") == ENTERPRISE, pl.col("person") != NOBODY
    )
    rows = insured.rename({"paid_for": "month"}).join(months, on=["person", "month"])
    rows = rows.join(
        staff.select("person", "unit_name").unique(),
        on=["person", "unit_name"],
        how="anti",
    )
    healers = world.tables[PRACTICE].filter(pl.col("kind").is_in(HEALERS))
    licensed = healers.select("person", "unit_name").unique()
    known = rows.join(
        licensed.with_columns(licensed=pl.lit(value=True)),
        on=["person", "unit_name"],
        how="left",
    )
    by_unit = pl.col("contribution_kind") == "正常应缴"
    by_unit &= pl.col("payer_kind") == "单位"
    counted = known.group_by("person", "unit_name").agg(
        months=pl.col("month").filter(by_unit).n_unique(),
        licensed=pl.col("licensed").any(),
    )
    return counted.select(
        "person",
        mechanism=pl.when("licensed")
        .then(pl.lit("registered_practice"))
        .when(pl.col("months") == 0)
        .then(pl.lit("paid_themselves"))
        .when(pl.col("months") < LEAST_MONTHS)
        .then(pl.lit("few_months"))
        .otherwise(pl.lit("enterprise")),
    )
