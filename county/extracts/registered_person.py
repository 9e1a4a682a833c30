"""The members of registered households, the dead among them marked as gone."""

import numpy as np
import polars as pl

from county.drawing import ages_on, draw, identity, pick
from county.extract import Extract
from county.file import File, register_file
from county.households import Bools
from county.layouts import Layout, columns_of
from county.livelihood import closing, is_one_of, living, people_of
from county.offices import FARMING
from county.staff import staff_people
from county.world import FORCED, World, today

PATH = "relief/registered_person"
HOUSEHOLDS, RESETTLED = "relief/registered_household", "relief/resettled_household"
TEKUN, CERTIFICATES = "relief/tekun_person", "registry/disability_certificate"
SCHOOL, WORK, OLD = (6, 15), (16, 60), 60
PLACES = (
    "湖北省武汉市",
    "广东省深圳市",
    "浙江省宁波市",
    "云溪县内",
    "本镇",
    "江苏省苏州市",
)
WORKING_SHARE, SKILLED_SHARE, NUMBERED_SHARE = 0.6, 0.15, 0.3
NEWBORN_DAYS, SECONDARY = 40, 12
LAYOUT = Layout(
    title="脱贫人口和监测对象家庭成员信息",
    columns=columns_of(
        "household_number:HBH person_name:XM id_number:ZJHM relation_to_head:YHZGX "
        "sex:XB student_stage:ZXSZK labour_kind:LDJN work_place:WGDD "
        "work_months:WGSJ is_dibao:SFDB is_tekun:SFTK is_resettled:SFYDBQ "
        "is_disabled:SFCJ added_on:XZSJ removed_on:JSSJ removal_reason:JSYY "
        "town:XZ village:XZC village_group:ZU :+BFZRR"
    ),
    days="%Y%m%d",
    codes={
        "sex": {"男": "1", "女": "2"},
        "is_dibao": {"是": "1", "否": "0"},
        "is_tekun": {"是": "1", "否": "0"},
        "removal_reason": {"死亡": "自然死亡"},
    },
)


def _fill(world: World) -> None:
    stream = world.generator("registered persons")
    homes = world.tables[HOUSEHOLDS].select(
        "household_number", "identified_on", home_person="person"
    )
    heads = homes["home_person"].to_numpy()
    household = world.persons["household"].to_numpy()[heads]
    homes = homes.with_columns(pl.Series("household", household)).drop("home_person")
    members = world.persons.select(
        *("person", "household", "sex", "birth_on", "died_on", "relation_to_head"),
        *("village_group", "town", "village"),
    ).join(homes, on="household", how="inner", maintain_order="left")
    born = pl.col("birth_on") + pl.duration(days=NEWBORN_DAYS)
    members = members.filter(~pl.col("person").is_in(staff_people(world)))
    members = members.filter(
        (pl.col("died_on").is_null() | (pl.col("died_on") > pl.col("identified_on")))
        & (born <= today)
    )
    people = members["person"].to_numpy().astype(np.int64)
    rows = members.drop("household").with_columns(
        *identity(world, people)["person_name", "id_number"].get_columns(),
        pl.max_horizontal("identified_on", born).alias("added_on"),
        pl.col("died_on").alias("removed_on"),
        pl.when(pl.col("died_on").is_not_null())
        .then(pl.lit("死亡"))
        .alias("removal_reason"),
        *_able(world, stream)[people].get_columns(),
        *_schemes(world)[people].get_columns(),
    )
    rows = _numbered(world, rows.drop("died_on", "identified_on", "birth_on"), stream)
    world.append(PATH, rows.sort("household_number", "person"))


def _able(world: World, stream: np.random.Generator) -> pl.DataFrame:
    """Return schooling and work of everybody."""
    ages, count = ages_on(world, today), world.persons.height
    alive = living(world)
    child = (ages >= SCHOOL[0]) & (ages < SCHOOL[1]) & alive
    grown = (ages >= WORK[0]) & (ages < WORK[1])
    works = grown & alive & (stream.random(count) < WORKING_SHARE)
    skill = np.where(stream.random(count) < SKILLED_SHARE, 1, 0)
    kind = np.where(grown, skill, np.where(ages >= OLD, 2, 3))
    stage = pick(("小学", "初中"), (ages >= SECONDARY).astype(np.int64))
    months = pl.Series(stream.integers(1, 13, count)).cast(pl.Int32)
    return pl.select(
        pl.when(pl.Series(child)).then(stage).alias("student_stage"),
        pick(("普通劳动力", "技能劳动力", "弱劳动力", "无劳动力"), kind).alias(
            "labour_kind"
        ),
        pl.when(pl.Series(works)).then(draw(PLACES, count, stream)).alias("work_place"),
        pl.when(pl.Series(works)).then(months).alias("work_months"),
    )


def _schemes(world: World) -> pl.DataFrame:
    """Say of everybody whether they have each of the other schemes today."""
    listed = {
        "is_dibao": world.tables["relief/dibao_member"].filter(
            pl.col("status") != "停保"
        ),
        "is_tekun": world.tables[TEKUN].filter(pl.col("status") != "停保"),
        "is_disabled": world.tables[CERTIFICATES].filter(pl.col("status") == "有效"),
    }
    found = {
        name: is_one_of(world, rows["person"].to_numpy().astype(np.int64))
        for name, rows in listed.items()
    }
    resettled = world.persons["household"].to_numpy()
    moved = np.isin(resettled, resettled[people_of(world, RESETTLED)])
    found["is_resettled"] = moved
    return pl.DataFrame({name: _words(flags) for name, flags in found.items()})


def _words(flags: Bools) -> pl.Series:
    return pick(("否", "是"), flags.astype(np.int64))


def _numbered(
    world: World, rows: pl.DataFrame, stream: np.random.Generator
) -> pl.DataFrame:
    """Return the rows, some of the disabled under the number of their certificate."""
    certificates = world.tables[CERTIFICATES].select("person", "certificate_number")
    joined = rows.join(certificates, on="person", how="left", maintain_order="left")
    chance = pl.Series(stream.random(rows.height) < NUMBERED_SHARE)
    taken = joined["certificate_number"].is_not_null() & chance
    return joined.with_columns(
        pl.when(taken)
        .then("certificate_number")
        .otherwise("id_number")
        .alias("id_number"),
        pl.when(taken).then(pl.lit("clean")).alias(FORCED),
    ).drop("certificate_number")


def _files() -> list[File]:
    return [register_file(PATH, FARMING, "脱贫人口和监测对象家庭成员.dbf", LAYOUT)]


EXTRACT = Extract(
    path=PATH,
    fill=_fill,
    files=_files,
    after=(HOUSEHOLDS, RESETTLED, TEKUN, CERTIFICATES),
    on_death=closing(PATH, "removed_on", removal_reason="死亡"),
)
