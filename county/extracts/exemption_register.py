"""Documents by which a rule does not hold for a person, household or project."""

from datetime import date

import polars as pl

from county.drawing import serials
from county.extract import Desk, Extract
from county.file import File, register_file
from county.layouts import Layout, columns_of
from county.offices import INSPECTION
from county.world import World

PATH = "registry/exemption_register"
VEHICLES, HOMES, PLOTS = (
    "registry/vehicle",
    "registry/real_estate",
    "relief/land_subsidy",
)
MEMBERS, HOUSEHOLDS = "relief/dibao_member", "relief/registered_household"
LEASE_STEP = 5  # every fifth lease is on paper here
LAYOUT = Layout(
    title="豁免和特殊情况登记表",
    columns=columns_of(
        ":+序号 entry_number:备案编号 subject_kind:对象类别 person_name:对象姓名 "
        "id_number:身份证号 household_number:户编号 project_code:项目编码 "
        "project_name:豁免项目 rule_code:不适用规则 document_number:依据文号 "
        "document_title:文件标题 issued_by:印发单位 issued_on:印发日期 "
        "reason:情况说明 exempt_from:起始日期 exempt_to:截止日期 accepted_by:登记人 "
        "approved_by:批准人 :+附件"
    ),
    titles=("云溪县不适用比对规则的特殊情况登记表",),
    days="%Y-%m-%d",
    codes={"subject_kind": {"人员": "个人", "户": "农户"}},
)


def _fill(world: World) -> None:
    parts = [_carriages(world), _rehoused(world), _leases(world), _projects(world)]
    rows = pl.concat(parts, how="diagonal_relaxed")
    number = pl.int_range(1, rows.height + 1, eager=True).to_numpy()
    rows = rows.with_columns(serials("HM2026-", number, 4).alias("entry_number"))
    known = world.handled(PATH, rows).drop("reviewed_by")
    world.append(PATH, known)


def _entry(
    rule: str, number: str, title: str, issuer: str, reason: str
) -> list[pl.Expr]:
    words = {
        "rule_code": rule,
        "document_number": number,
        "document_title": title,
        "issued_by": issuer,
        "reason": reason,
    }
    return [pl.lit(word).alias(name) for name, word in words.items()]


def _carriages(world: World) -> pl.DataFrame:
    """Return the small cars of the disabled who have an allowance."""
    members = world.tables[MEMBERS]["person"].unique()
    cars = world.tables[VEHICLES].filter(
        (pl.col("vehicle_kind") == "残疾人专用汽车")
        & pl.col("person").is_in(members.implode())
    )
    return cars.select(
        "person",
        "person_name",
        "id_number",
        pl.lit("人员").alias("subject_kind"),
        *_entry(
            "PR-03",
            "云民发〔2024〕12号",
            "关于低保家庭财产核查有关问题的通知",
            "云溪县民政局",
            "残疾人专用汽车，代步使用",
        ),
        pl.lit(date(2024, 3, 20)).alias("issued_on"),
        pl.lit(date(2024, 4, 1)).alias("exempt_from"),
    )


def _rehoused(world: World) -> pl.DataFrame:
    """Return the households with two flats for the house that was torn down."""
    homes = world.tables[HOMES].filter(pl.col("acquired_by") == "拆迁安置")
    owners = homes.unique("person", keep="first", maintain_order=True)
    numbers = world.tables[HOUSEHOLDS].select("person", "household_number")
    owners = owners.join(numbers, on="person", how="left", maintain_order="left")
    return owners.select(
        "person",
        "person_name",
        "id_number",
        "household_number",
        pl.lit("户").alias("subject_kind"),
        *_entry(
            "PR-04",
            "云政办函〔2023〕31号",
            "关于房屋征收安置家庭申请社会救助的复函",
            "云溪县人民政府办公室",
            "征收拆迁安置两套住房，仅用于自住",
        ),
        pl.lit(date(2023, 6, 15)).alias("issued_on"),
        pl.lit(date(2023, 7, 1)).alias("exempt_from"),
    )


def _leases(world: World) -> pl.DataFrame:
    """Return some who farm leased land; the paper covers one year, or has run out."""
    leased = world.tables[PLOTS].filter(pl.col("lease_number").is_not_null())
    chosen = leased.gather_every(LEASE_STEP)
    old = pl.int_range(pl.len()) % 4 == 3  # noqa: PLR2004 - every fourth
    return chosen.select(
        "person",
        "person_name",
        "id_number",
        pl.lit("人员").alias("subject_kind"),
        *_entry(
            "PR-16",
            "云农发〔2026〕7号",
            "关于流转土地种植面积核定的批复",
            "云溪县农业农村局",
            "补贴面积含流转土地，已核验流转合同",
        ),
        pl.lit(date(2026, 2, 10)).alias("issued_on"),
        pl.when(old)
        .then(date(2025, 1, 1))
        .otherwise(date(2026, 1, 1))
        .alias("exempt_from"),
        pl.when(old)
        .then(date(2025, 12, 31))
        .otherwise(date(2026, 12, 31))
        .alias("exempt_to"),
    )


def _projects(world: World) -> pl.DataFrame:
    """Return the projects that are paid because somebody has died."""
    projects = world.tables["relief/subsidy_project"].filter(pl.col("kind") == "丧葬")
    return projects.select(
        "project_code",
        "project_name",
        pl.lit("项目").alias("subject_kind"),
        *_entry(
            "PR-01",
            "云财社〔2022〕18号",
            "关于丧葬补助发放有关事项的通知",
            "云溪县财政局",
            "丧葬补助在对象去世后发给办理丧事的家属",
        ),
        pl.lit(date(2022, 5, 9)).alias("issued_on"),
        pl.lit(date(2022, 6, 1)).alias("exempt_from"),
    )


def _files() -> list[File]:
    return [register_file(PATH, INSPECTION, "豁免和特殊情况登记表.xlsx", LAYOUT)]


EXTRACT = Extract(
    path=PATH,
    fill=_fill,
    files=_files,
    after=(VEHICLES, HOMES, PLOTS, HOUSEHOLDS),
    desk=Desk.COUNTY,
)
