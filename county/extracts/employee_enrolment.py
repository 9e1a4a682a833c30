"""Employees' pension insurance, as their contributions and pensions show it."""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import polars as pl

from county.cases.edit import mark, own, since
from county.drawing import dates, identity, serials
from county.extract import Extract
from county.file import SOCIAL, File, register_file
from county.households import Days
from county.layouts import INSURANCES, Layout, columns_of
from county.standing import birthdays, day_between
from county.world import World, first_month

PATH = "social_security/employee_enrolment"
SCHEMES = ("企业养老", "机关养老")
OLDEST, FIRST_AGE = np.datetime64("1996-01-01"), 19
AGENCY = "云溪县社会保险中心"
LAYOUT = Layout(
    title="职工养老保险参保人员",
    columns=columns_of(
        "personal_number:AAC001 person_name:AAC003 id_number:AAC002 insurance:AAE140 "
        "social_status:AAC084 enrolment_status:AAC008 payer_kind:JFRYLB agency:AAB034 "
        "unit_number:AAB001 unit_name:AAB004 enrolled_on:AAC030 stopped_on:AAE031 "
        ":+AAC012"
    ),
    days="%Y%m%d",
    codes={
        "insurance": INSURANCES,
        "social_status": {"在职": "1", "退休": "2", "终止": "3"},
        "enrolment_status": {"正常参保": "1", "终止参保": "4"},
        "payer_kind": {"单位": "101", "个体": "102"},
    },
)


def fill(world: World) -> None:
    """Fill social_security/employee_enrolment (about 21 rows for 100 people)."""
    stream = world.generator("employee_enrolment")
    world.append(PATH, _working(world, stream))
    world.append(PATH, _retired(world))


def _working(world: World, stream: np.random.Generator) -> pl.DataFrame:
    """Return whoever contributes, from the first contribution or long before."""
    paid = world.tables["social_security/contribution"].filter(
        pl.col("insurance").is_in(SCHEMES)
    )
    rows = paid.sort("paid_for").unique(
        ["person", "insurance"], keep="first", maintain_order=True
    )
    rows = rows.sort("insurance", "person")
    people = rows["person"].to_numpy().astype(np.int64)
    before = np.full(len(people), np.datetime64(first_month, "D") - 1)
    low = np.maximum(birthdays(world, people, FIRST_AGE), OLDEST)
    known = day_between(np.minimum(low, before), before, stream)
    began = rows["paid_for"].to_numpy().astype("datetime64[D]")
    enrolled: Days = np.where(began > np.datetime64(first_month, "D"), began, known)
    return _stated(
        rows.select(
            "person", "personal_number", "person_name", "id_number", "insurance",
            "payer_kind", "unit_number", "unit_name",
            world.persons["died_on"].gather(people).alias("stopped_on"),
        ),
        "在职",
    ).with_columns(dates(enrolled).alias("enrolled_on"))  # fmt: skip


def _retired(world: World) -> pl.DataFrame:
    """Return whoever draws an employee's pension; institutions keep their units."""
    drawn = world.tables["social_security/pension_payment"].filter(
        pl.col("scheme").is_in(SCHEMES)
    )
    first = drawn.unique("person", keep="first", maintain_order=True).sort("person")
    people = first["person"].to_numpy().astype(np.int64)
    units = world.tables["finance/staff_payroll"].select(
        "person", "unit_name", pl.col("unit_code").alias("unit_number")
    )
    rows = identity(world, people, "died_on").with_columns(
        first["scheme"].alias("insurance"),
        serials("42028", people, 8).alias("personal_number"),
        pl.lit("单位").alias("payer_kind"),
        dates(np.maximum(birthdays(world, people, 30), OLDEST)).alias("enrolled_on"),
    )
    known = units.unique("person", keep="first", maintain_order=True)
    joined = rows.join(known, on="person", how="left", maintain_order="left")
    return _stated(joined.rename({"died_on": "stopped_on"}), "退休")


def _stated(rows: pl.DataFrame, status: str) -> pl.DataFrame:
    ended = pl.col("stopped_on").is_not_null()
    return rows.with_columns(
        pl.when(ended)
        .then(pl.lit("终止"))
        .otherwise(pl.lit(status))
        .alias("social_status"),
        pl.when(ended)
        .then(pl.lit("终止参保"))
        .otherwise(pl.lit("正常参保"))
        .alias("enrolment_status"),
        pl.lit(AGENCY).alias("agency"),
    )


def end_with_death(world: World, deaths: Mapping[int, date]) -> None:
    """End the insurance on the day of death."""
    mark(
        world,
        PATH,
        own(deaths),
        social_status="终止",
        enrolment_status="终止参保",
        stopped_on=since(deaths),
    )


def files() -> Iterator[File]:
    """Yield the register as it stands in November."""
    yield register_file(PATH, SOCIAL, "职工养老保险参保人员.dbf", LAYOUT)


EXTRACT = Extract(path=PATH, fill=fill, files=files, care=0.6, on_death=end_with_death)
