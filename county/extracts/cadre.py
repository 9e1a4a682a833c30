"""Officials and village cadres: those of the payroll, with post and term."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl

from county.cases.edit import mark, own, since
from county.drawing import dates, draw
from county.extract import Extract
from county.file import File, register_file
from county.layouts import Layout, columns_of
from county.standing import day_between
from county.world import World, today

PATH = "registry/cadre"
PARTY = "县委组织部"
IDENTITIES = {
    "公务员": "公务员",
    "参公": "参公",
    "事业在编": "事业在编",
    "国企": "国企管理人员",
    "村干部": "村(社区)干部",
}  # payroll's word → the register's
VILLAGE = "村(社区)干部"
VILLAGE_POSTS = ("党支部书记", "村民委员会主任", "支部委员", "村民委员会委员", "文书")
RANKS = ("一级科员", "四级主任科员", "三级主任科员", "二级主任科员", "一级主任科员")
LEADER_SHARE = 0.06
LAYOUT = Layout(
    title="公职人员名册",
    columns=columns_of(
        ":+序号 unit_code:单位代码 unit_name:任职单位 person_name:姓名 "
        "id_number:身份证号码 sex:性别 birth_on:出生年月日 identity:身份类别 "
        "position:现任职务 post_rank:职务层次 is_leader:班子成员 "
        "appointed_on:任现职时间 removed_on:免职时间 duties:分管领域 town:乡镇 "
        "village:村（社区） :+学历 :+政治面貌"
    ),
    titles=("云溪县公职人员和村（社区）干部名册", "截止时间：2026年10月31日"),
    days="%Y.%m.%d",
    codes={"identity": {"事业在编": "事业编制", VILLAGE: "村（居）干部"}},
)


def fill(world: World) -> None:
    """Fill registry/cadre (about two and a half rows for 100 people)."""
    stream = world.generator("cadre")
    payroll = world.tables["finance/staff_payroll"].filter(
        pl.col("staff_type").is_in(list(IDENTITIES))
    )
    last = payroll.unique("person", keep="last", maintain_order=True).sort("person")
    count = last.height
    people = last["person"].to_numpy().astype(np.int64)
    joined = last["joined_on"].to_numpy().astype("datetime64[D]")
    low = np.maximum(joined, np.datetime64("2015-01-01"))
    gone = _gone(world, last)
    high = np.where(np.isnat(gone), np.datetime64(today, "D") - 90, gone - 30)
    appointed = day_between(np.minimum(low, high), np.maximum(low, high), stream)
    appointed = np.maximum(np.where(low > high, joined, appointed), joined)
    village = (pl.col("identity") == VILLAGE).alias("village_cadre")
    posts = draw(VILLAGE_POSTS, count, stream)
    leads = pl.Series(stream.random(count) < LEADER_SHARE)
    rows = last.select(
        "person", "person_name", "id_number", "unit_code", "unit_name", "position",
        pl.col("staff_type").replace_strict(IDENTITIES).alias("identity"),
    ).hstack(
        world.persons.select("sex", "birth_on", "town", "village")[people]
    )  # fmt: skip
    world.append(
        PATH,
        rows.with_columns(
            pl.when(village)
            .then(pl.col("village") + posts)
            .otherwise("position")
            .alias("position"),
            pl.when(~village).then(draw(RANKS, count, stream)).alias("post_rank"),
            pl.when(leads | (village & posts.is_in(VILLAGE_POSTS[:2])))
            .then(pl.lit("是"))
            .otherwise(pl.lit("否"))
            .alias("is_leader"),
            dates(appointed).alias("appointed_on"),
            dates(gone).alias("removed_on"),
            pl.when(~village).then(None).otherwise("town").alias("town"),
            pl.when(~village).then(None).otherwise("village").alias("village"),
        ),
    )


def _gone(
    world: World, last: pl.DataFrame
) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    """Return the day of leaving or dying, NaT for whoever still serves."""
    died = world.persons["died_on"].gather(last["person"].cast(pl.Int64))
    gone = pl.select(pl.min_horizontal(last["left_on"], died)).to_series()
    days: np.ndarray[tuple[int], np.dtype[np.datetime64]] = gone.to_numpy().astype(
        "datetime64[D]"
    )
    return days


def end_with_death(world: World, deaths: Mapping[int, date]) -> None:
    """End the term on the day of death."""
    serving = own(deaths) & pl.col("removed_on").is_null()
    mark(world, PATH, serving, removed_on=since(deaths))


def files() -> Iterator[File]:
    """Yield the register, one sheet for each kind of service."""
    register = register_file(PATH, PARTY, "公职人员和村干部名册.xlsx", LAYOUT)
    yield replace(register, sheet_by="identity")


EXTRACT = Extract(path=PATH, fill=fill, files=files, care=0.3, on_death=end_with_death)
