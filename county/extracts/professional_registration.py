"""Registered professionals: each registered where they are in fact employed."""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import polars as pl

from county.cases.edit import mark, own, since
from county.drawing import choose, dates, days_of, identity, pick, serials
from county.extract import Extract
from county.file import HEALTH, File, register_file
from county.households import Ints
from county.layouts import Layout, columns_of
from county.standing import living
from county.world import World, today

PATH = "registry/professional_registration"
HOUSING = "县住建局"
SHARE, OLD_ENOUGH = 0.004, 26  # of people
BUILDERS = ("二级建造师", "一级建造师", "造价工程师", "监理工程师", "安全工程师")
BUILDER_SHARES = (0.6, 0.12, 0.1, 0.1, 0.08)
HEALERS, HEALER_SHARES = ("护士", "执业医师"), (0.58, 0.42)
VALID_YEARS = 3
_COLUMNS = (
    ":+序号 person_name:持证人 id_number:身份证号码 kind:注册类型 specialty:注册专业 "
    "certificate_number:注册编号 unit_name:聘用单位 unit_credit_code:社会信用代码 "
    "registered_on:注册时间 valid_until:有效期 status:注册状态 :+发证机关"
)
BUILDING = Layout(
    title="注册执业人员名单",
    columns=columns_of(_COLUMNS),
    titles=("建设领域注册执业人员名单（云溪县）",),
    days="%Y-%m-%d",
    codes={"kind": {"二级建造师": "二级注册建造师", "监理工程师": "注册监理工程师"}},
)
HEALING = Layout(
    title="医师护士执业注册信息",
    columns=columns_of(
        _COLUMNS.replace("聘用单位", "执业机构").replace("持证人", "姓名")
    ),
    titles=("云溪县医师、护士执业注册信息表",),
    days="%Y.%m.%d",
    codes={"kind": {"护士": "注册护士"}},
)


def fill(world: World) -> None:
    """Fill registry/professional_registration."""
    stream = world.generator("professional_registration")
    for workers, kinds, shares, specialty in (
        (_employees(world), BUILDERS, BUILDER_SHARES, "建筑工程"),
        (_hospital_staff(world), HEALERS, HEALER_SHARES, "临床"),
    ):
        fit = _adults(world, workers["person"].to_numpy().astype(np.int64))
        chosen = choose(stream, fit, max(1, world.people * SHARE / 2))
        rows = workers[chosen]
        kind = stream.choice(len(kinds), size=rows.height, p=shares).astype(np.int64)
        world.append(
            PATH,
            _entries(world, rows, stream).with_columns(
                pick(kinds, kind).alias("kind"), pl.lit(specialty).alias("specialty")
            ),
        )


def _employees(world: World) -> pl.DataFrame:
    """Return person, unit and its code of whoever a company insures."""
    insured = world.tables["social_security/employee_enrolment"].filter(
        pl.col("insurance") == "企业养老",
        pl.col("social_status") == "在职",
        pl.col("payer_kind") == "单位",
    )
    codes = world.tables["registry/company"].select(
        pl.col("organisation_name").alias("unit_name"),
        pl.col("credit_code").alias("unit_credit_code"),
    )
    codes = codes.unique("unit_name", keep="first", maintain_order=True)
    return insured.select("person", "unit_name", "enrolled_on").join(
        codes, on="unit_name", how="left", maintain_order="left"
    )


def _hospital_staff(world: World) -> pl.DataFrame:
    """Return person, unit and its code of the hospitals' own staff."""
    cadres = world.tables["registry/cadre"].filter(
        pl.col("identity") == "事业在编",
        pl.col("unit_name").str.contains("医院|卫生院"),
        pl.col("removed_on").is_null(),
    )
    codes = world.tables["registry/unit"].select(
        pl.col("organisation_name").alias("unit_name"),
        pl.col("credit_code").alias("unit_credit_code"),
    )
    return cadres.select(
        "person", "unit_name", pl.col("appointed_on").alias("enrolled_on")
    ).join(codes, on="unit_name", how="left", maintain_order="left")


def _adults(world: World, people: Ints) -> Ints:
    born = days_of(world, "birth_on")[people]
    age = (np.datetime64(today, "D") - born).astype(np.int64) // 365
    return np.flatnonzero(living(world)[people] & (age >= OLD_ENOUGH))


def _entries(
    world: World, rows: pl.DataFrame, stream: np.random.Generator
) -> pl.DataFrame:
    people = rows["person"].to_numpy().astype(np.int64)
    hired = rows["enrolled_on"].to_numpy().astype("datetime64[D]")
    day = np.datetime64(today, "D") - stream.integers(
        20, 365 * VALID_YEARS, len(people)
    )
    registered = np.maximum(day, hired)
    return identity(world, people).with_columns(
        rows["unit_name"],
        rows["unit_credit_code"],
        serials("鄂24220262022", people + 1, 7).alias("certificate_number"),
        dates(registered).alias("registered_on"),
        dates(registered + 365 * VALID_YEARS).alias("valid_until"),
        pl.lit("有效").alias("status"),
    )


def end_with_death(world: World, deaths: Mapping[int, date]) -> None:
    """Cancel the certificates of the dead."""
    mark(world, PATH, own(deaths), status="注销", valid_until=since(deaths))


def files() -> Iterator[File]:
    """Yield the builders' list (housing office) and the healers' (health office)."""
    healers = pl.col("kind").is_in(HEALERS)
    for supplier, name, layout, rows in (
        (HOUSING, "建设领域注册执业人员.xlsx", BUILDING, ~healers),
        (HEALTH, "医师护士执业注册.xls", HEALING, healers),
    ):
        yield File(
            path=PATH,
            supplier=supplier,
            on=register_file(PATH, supplier, name, layout).on,
            folder="执业注册",
            name=name,
            layout=layout,
            rows=rows,
        )


EXTRACT = Extract(
    path=PATH,
    fill=fill,
    files=files,
    after=("registry/cadre", "social_security/employee_enrolment"),
    care=0.4,
    on_death=end_with_death,
)
