"""Social insurance contributions of employees, officials and the self-employed."""

import numpy as np
import polars as pl

from county.drawing import (
    MONTHS,
    ages_on,
    choose,
    death_months,
    draw,
    identity,
    month_starts,
    pick,
    serials,
    spread,
)
from county.households import Ints
from county.world import World, today

EMPLOYEE_SHARE, SELF_SHARE = 0.1, 0.045
ENTERPRISE = ("企业养老", "失业", "职工医保")
INSTITUTION = ("机关养老", "职工医保", "工伤")
LATE_SHARE, NEW_SHARE = 0.02, 0.04
WORKING_AGES = (19, 59)
EMPLOYED_TYPES = ("公务员", "参公", "事业在编", "工勤")
UNIT_PERCENT, PERSONAL_PERCENT = 16, 8


def collect_contributions(world: World) -> None:
    """Fill social_security/contribution (about 42 rows for 100 people a month)."""
    stream = world.generator("contributions")
    staff = world.tables["finance/staff_payroll"]
    busy = np.zeros(world.persons.height, dtype=bool)
    busy[staff["person"].unique().to_numpy()] = True
    ages = ages_on(world, today)
    alive = death_months(world) >= 0
    pool = np.flatnonzero(
        ~busy & alive & (ages >= WORKING_AGES[0]) & (ages <= WORKING_AGES[1])
    )
    stream.shuffle(pool)
    size = round(world.people * EMPLOYEE_SHARE)
    own = choose(stream, pool[size:], world.people * SELF_SHARE)
    for insurance in ENTERPRISE:
        _collect(world, _employed(world, pool[:size], stream), insurance, stream)
    _collect(world, _self_employed(world, own), "企业养老", stream)
    for insurance in INSTITUTION:
        _collect(world, _officials(world), insurance, stream)


def _employed(world: World, people: Ints, stream: np.random.Generator) -> pl.DataFrame:
    companies = world.tables["registry/company"].filter(
        pl.col("company_kind") == "有限责任公司", pl.col("status") == "存续"
    )
    employer = world.generator("employers").integers(
        0, max(1, companies.height // 3), len(people)
    )
    del stream
    return identity(world, people).with_columns(
        companies["organisation_name"].gather(employer).alias("unit_name"),
        serials("4228", employer, 6).alias("unit_number"),
        pl.lit("单位").alias("payer_kind"),
    )


def _self_employed(world: World, people: Ints) -> pl.DataFrame:
    return identity(world, people).with_columns(
        pl.lit(None, dtype=pl.String).alias("unit_name"),
        pl.lit(None, dtype=pl.String).alias("unit_number"),
        pl.lit("个体").alias("payer_kind"),
    )


def _officials(world: World) -> pl.DataFrame:
    staff = world.tables["finance/staff_payroll"].filter(
        pl.col("staff_type").is_in(EMPLOYED_TYPES)
    )
    rows = staff.unique("person", keep="first", maintain_order=True).sort("person")
    return rows.select(
        "person",
        "person_name",
        "id_number",
        "unit_name",
        pl.col("unit_code").alias("unit_number"),
        pl.lit("单位").alias("payer_kind"),
    )


def _collect(
    world: World, rows: pl.DataFrame, insurance: str, stream: np.random.Generator
) -> None:
    people = rows["person"].to_numpy().astype(np.int64)
    born = world.persons["birth_on"].dt.year().to_numpy()[people]
    wage = (3_400 + (people * 7_919 + born) % 5_200) // 10 * 1_000
    first = np.where(
        stream.random(len(people)) < NEW_SHARE,
        stream.integers(1, MONTHS, len(people)),
        0,
    )
    row, month = spread(first, death_months(world)[people])
    late = (stream.random(len(row)) < LATE_SHARE) & (month < MONTHS - 1)
    paid_in = np.where(late, month + 1, month)
    wide = rows.with_columns(
        serials("42028", people, 8).alias("personal_number"),
        pl.Series("base_fen", wage),
        pl.Series("unit_share_fen", wage * UNIT_PERCENT // 100),
        pl.Series("personal_share_fen", wage * PERSONAL_PERCENT // 100),
        pl.lit(insurance).alias("insurance"),
    )[row]
    world.append(
        "social_security/contribution",
        wide.with_columns(
            month_starts(month).alias("paid_for"),
            month_starts(paid_in).alias("paid_in"),
            pick(("正常应缴", "补缴"), late.astype(np.int64)).alias(
                "contribution_kind"
            ),
            draw(("已到账", "未到账"), len(row), stream, (0.99, 0.01)).alias(
                "received_flag"
            ),
        ),
    )
