"""What officials declare: their families, and every relative on poor relief."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.drawing import dates
from county.extract import Extract
from county.family_ties import near_kin
from county.file import File, register_file
from county.layouts import Layout, columns_of
from county.standing import listed, living
from county.world import World

PATH = "registry/declared_kin"
PARTY = "县委组织部"
DECLARING = ("公务员", "参公", "村(社区)干部")
FAMILY = ("配偶", "子", "女")
WEEK, YEAR_BEGINS = 7, np.datetime64("2026-01-05")
LAYOUT = Layout(
    title="干部亲属情况申报表",
    columns=columns_of(
        ":+序号 unit_name:工作单位 person_name:报告人姓名 id_number:报告人身份证号 "
        "kin_relation:称谓 kin_name:家庭成员姓名 kin_id_number:家庭成员身份证号 "
        "kin_unit:成员工作单位 matter:备案事项 declared_on:填报日期 remark:备注 "
        ":+政治面貌"
    ),
    titles=("云溪县干部亲属情况申报汇总表",),
    footers=("填报单位：（盖章）",),
    days="%Y年%m月%d日",
    codes={"matter": {"家庭成员": "家庭成员情况", "低保备案": "近亲属享受低保"}},
)


def fill(world: World) -> None:
    """Fill registry/declared_kin: families of officials, and all kin on relief."""
    stream = world.generator("declared_kin")
    cadres = world.tables["registry/cadre"]
    served = cadres.select(
        "person", "person_name", "id_number", "unit_name", "identity"
    )
    pairs = near_kin(world, served["person"])
    kin = pairs["kin_person"].to_numpy()
    relieved = pl.Series(listed(world, "relief/dibao_member")[kin])
    pairs = pairs.with_columns(
        relieved.alias("relieved"), pl.Series(living(world)[kin]).alias("alive")
    ).join(served, on="person", how="left", maintain_order="left")
    filed = pairs.filter("relieved").with_columns(matter=pl.lit("低保备案"))
    family = pairs.filter(
        pl.col("identity").is_in(DECLARING)
        & pl.col("kin_relation").is_in(FAMILY)
        & pl.col("alive")
    ).with_columns(matter=pl.lit("家庭成员"))
    rows = pl.concat([family, filed]).drop("identity", "relieved", "alive")
    day = YEAR_BEGINS + stream.integers(0, 6 * WEEK, rows.height)
    named = rows.hstack(_names(world, rows["kin_person"]))
    world.append(PATH, named.with_columns(dates(day).alias("declared_on")))


def _names(world: World, kin: pl.Series) -> pl.DataFrame:
    """Return names, numbers and, where the payroll knows them, units of relatives."""
    people = world.persons.select(
        "person",
        pl.col("person_name").alias("kin_name"),
        pl.col("id_number").alias("kin_id_number"),
    )[kin.to_numpy()]
    units = world.tables["finance/staff_payroll"].select(
        "person", pl.col("unit_name").alias("kin_unit")
    )
    known = units.unique("person", keep="first", maintain_order=True)
    return people.join(known, on="person", how="left", maintain_order="left").drop(
        "person"
    )


def files() -> Iterator[File]:
    """Yield the declarations of the year."""
    yield register_file(PATH, PARTY, "干部亲属申报汇总.xls", LAYOUT)


EXTRACT = Extract(
    path=PATH, fill=fill, files=files, after=("registry/cadre",), care=0.6
)
