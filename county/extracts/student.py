"""School registers: every child of school age, some young adults, late graduates.

Some changed schools within the year, broke off, or finished one and began another.
"""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import polars as pl

from county.cases.edit import own, remove
from county.drawing import days_of, identity, serials
from county.extract import Extract
from county.file import File, register_file
from county.households import Bools, Ints
from county.layouts import Layout, columns_of
from county.pupil_moves import move_pupils
from county.standing import listed, living
from county.world import World

PATH = "registry/student"
EDUCATION = "县教育局"
SCHOOL_YEAR = 2026  # began on 1 September
FIRST_AGE, JUNIOR, UPPER, HIGHER, LAST_YEAR, LEAVING_AGE = 6, 12, 15, 18, 21, 22
SEPTEMBER = 8  # months counted from zero
STAGES = ("小学", "初中", "高中", "中职", "专科", "本科")
FROM_AGE = (FIRST_AGE, JUNIOR, UPPER, UPPER, HIGHER, HIGHER)
YEARS = (6, 3, 3, 3, 3, 4)
GRADES = ("一", "二", "三", "四", "五", "六")
ENROLLED = (0.985, 0.93, 0.42)  # of compulsory, upper and higher school ages
VOCATIONAL, COLLEGE = 0.38, 0.45
WORKING = (
    "relief/training_enrolment",
    "social_security/contribution",
    "finance/staff_payroll",
    "loan/loan_contract",
    "registry/company",
    "registry/custody",
)
LAYOUT = Layout(
    title="学籍信息",
    columns=columns_of(
        "student_number:XJH person_name:XM id_number:SFZH sex:XB birth_on:CSRQ "
        "school:XXMC stage:XD grade:NJ "  # XXMC is 学校名称: the system's own initials
        "study_form:XXXS enrolled_on:RXRQ left_on:BYRQ "
        "changed_on:YDRQ expected_on:YJBYRQ status:XJZT town:XZ village:XZC :+BJ "
        ":+JHRDH"
    ),
    days="%Y%m%d",
    codes={
        "sex": {"男": "1", "女": "2"},
        "status": {"在籍": "在读"},
        "stage": {"专科": "高职（专科）", "中职": "中等职业"},
    },
)


def fill(world: World) -> None:
    """Fill registry/student (about 15 rows for 100 people)."""
    stream = world.generator("student")
    age = _school_age(world)
    chance = stream.random(len(age))
    shares = np.select([age < UPPER, age < HIGHER], ENROLLED[:2], ENROLLED[2])
    at_school = (age >= FIRST_AGE) & (age < LEAVING_AGE) & (chance < shares)
    at_school &= living(world) & ~listed(world, *WORKING)
    people = np.flatnonzero(at_school)
    stage = _stages(age[people], stream)
    entries = _entries(world, people, stage, SCHOOL_YEAR - age[people])
    world.append(PATH, move_pupils(entries, world.generator("pupils who move")))
    world.append(PATH, _late_graduates(world, stream))


def students(world: World) -> Bools:
    """Say of everybody whether they are at school today."""
    rows = world.tables[PATH].filter(pl.col("status") == "在籍")
    found = np.zeros(world.persons.height, dtype=bool)
    found[rows["person"].to_numpy()] = True
    return found


def _school_age(world: World) -> Ints:
    """Return the age reached by the first of September of this school year."""
    born = days_of(world, "birth_on")
    year = born.astype("datetime64[Y]").astype(np.int64) + 1970
    month = born.astype("datetime64[M]").astype(np.int64) % 12
    return SCHOOL_YEAR - year - (month >= SEPTEMBER)


def _stages(age: Ints, stream: np.random.Generator) -> Ints:
    """Return the number of each student's stage."""
    vocational = (stream.random(len(age)) < VOCATIONAL).astype(np.int64)
    college = (stream.random(len(age)) >= COLLEGE) | (age >= LAST_YEAR)
    return np.select(
        [age < JUNIOR, age < UPPER, age < HIGHER], [0, 1, 2 + vocational], 4 + college
    ).astype(np.int64)


def _entries(world: World, people: Ints, stage: Ints, born: Ints) -> pl.DataFrame:
    """Return rows of students of these stages who turned six in `born` + 6."""
    start = born + np.array(FROM_AGE)[stage]
    rows = identity(world, people, "sex", "birth_on", "town", "village")
    number = SCHOOL_YEAR - start
    return rows.with_columns(
        ("G" + pl.col("id_number").str.head(6) + serials("", people + 1, 12)).alias(
            "student_number"
        ),
        pl.Series(STAGES).gather(stage).alias("stage"),
        _schools(rows["town"], stage).alias("school"),
        (pl.Series(GRADES).gather(number) + "年级").alias("grade"),
        pl.lit("全日制").alias("study_form"),
        _days(start, 9, 1).alias("enrolled_on"),
        _days(start + np.array(YEARS)[stage], 6, 30).alias("expected_on"),
        pl.lit("在籍").alias("status"),
    )


def _schools(towns: pl.Series, stage: Ints) -> pl.Series:
    """Return the school: the town's own for nine years, then the county's."""
    above = pl.Series(
        ("", "", "云溪县第一中学", "云溪县职业技术教育中心", "汉江职业技术学院",
         "楚北学院")
    ).gather(stage)  # fmt: skip
    own = "云溪县" + towns + "中心学校"
    return own.zip_with(pl.Series(stage < 2), above)  # noqa: PLR2004 - 小学 and 初中


def _days(years: Ints, month: int, day: int) -> pl.Series:
    frame = pl.DataFrame({"year": pl.Series(years, dtype=pl.Int32)})
    return frame.select(pl.date("year", month, day)).to_series()


def _late_graduates(world: World, stream: np.random.Generator) -> pl.DataFrame:
    """Return the degrees of those who borrowed as graduates, taken shortly before."""
    lent = world.tables["loan/loan_contract"].filter(
        pl.col("borrower_kind") == "高校毕业生"
    )
    first = lent.group_by("person").agg(pl.col("signed_on").min()).sort("person")
    people = first["person"].to_numpy().astype(np.int64)
    year = first["signed_on"].dt.year().to_numpy() - stream.integers(1, 4, len(people))
    number = serials("B", people + 1, 12)
    return identity(world, people, "sex", "birth_on", "town", "village").with_columns(
        number.alias("student_number"),
        pl.lit("专科").alias("stage"),
        pl.lit("汉江职业技术学院").alias("school"),
        pl.lit("全日制").alias("study_form"),
        _days(year - YEARS[4], 9, 1).alias("enrolled_on"),
        _days(year, 6, 30).alias("expected_on"),
        _days(year, 6, 30).alias("left_on"),
        pl.lit("毕业").alias("status"),
    )


def leave_with_death(world: World, deaths: Mapping[int, date]) -> None:
    """Strike pupils off the register as it stands."""
    remove(world, PATH, own(deaths) & pl.col("status").is_in(["在籍", "休学"]))


def files() -> Iterator[File]:
    """Yield the register as it stands in November."""
    yield register_file(PATH, EDUCATION, "学籍信息.dbf", LAYOUT)


EXTRACT = Extract(
    path=PATH,
    fill=fill,
    files=files,
    after=("registry/custody",),
    care=0.5,
    on_death=leave_with_death,
)
