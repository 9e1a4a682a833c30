"""Proof of life of pensioners: in person, or only by the trace of a card."""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import polars as pl

from county.cases.edit import remove, since
from county.drawing import choose, dates, draw, identity
from county.extract import Desk, Extract
from county.file import SOCIAL, File, half_year_files
from county.layouts import SCHEMES, Layout, columns_of
from county.standing import day_between, last_days, listed
from county.world import World, first_month

PATH = "social_security/life_certificate"
PENSION = "social_security/pension_payment"
CERTIFIED_SHARE = 0.58  # of pensioners have a record within the year
WAYS = ("人脸识别", "柜台", "入户", "住院", "视频", "刷卡", "账户活动", "数据比对")
WAY_SHARES = (0.56, 0.12, 0.08, 0.02, 0.02, 0.12, 0.04, 0.04)
HERE = ("柜台", "入户", "住院")  # proves that somebody was in the county
LAST_DAY = np.datetime64("2026-10-31")
LAYOUT = Layout(
    title="养老待遇领取资格认证记录",
    columns=columns_of(
        ":+序号 town:镇（街道） village:村（居）委会 person_name:被认证人姓名 "
        "id_number:社会保障号码 insurance:待遇险种 certified_on:认证时间 way:认证渠道 "
        "result:认证结论 place:认证机构 valid_until:下次认证日期 accepted_by:协理员 "
        "reviewed_by:审核人 approved_by:审批人 :+认证编号"
    ),
    titles=("云溪县养老保险待遇领取资格认证记录",),
    days="%Y-%m-%d",
    codes={
        "insurance": SCHEMES,
        "way": {"人脸识别": "手机人脸", "刷卡": "社保卡用卡", "入户": "上门认证"},
        "result": {"通过": "认证通过"},
    },
)


def fill(world: World) -> None:
    """Fill social_security/life_certificate (about ten rows for 100 people)."""
    stream = world.generator("life_certificate")
    drawn = world.tables[PENSION].unique("person", keep="first", maintain_order=True)
    drawn = drawn.sort("person")
    some = choose(stream, np.arange(drawn.height), drawn.height * CERTIFIED_SHARE)
    people = drawn["person"].to_numpy().astype(np.int64)[some]
    first = np.full(len(people), np.datetime64(first_month, "D"))
    sixty = drawn["paid_for"].to_numpy().astype("datetime64[D]")[some]
    last = last_days(world, people, LAST_DAY)
    low = np.maximum(first, np.minimum(sixty, last))
    on = day_between(low, last, stream)
    way = draw(WAYS, len(people), stream, WAY_SHARES)
    abroad = pl.Series(listed(world, "registry/exit_entry")[people])
    way = way.set(way.is_in(HERE) & abroad, "人脸识别")
    rows = identity(world, people, "town", "village").with_columns(
        drawn["scheme"].gather(some).alias("insurance"),
        dates(on).alias("certified_on"),
        way.alias("way"),
        pl.lit("通过").alias("result"),
        dates(on + 365).alias("valid_until"),
        pl.when(way.is_in(HERE)).then(pl.col("town") + "便民服务中心").alias("place"),
    )
    world.append(PATH, world.handled(PATH, rows))


def nothing_after_death(world: World, deaths: Mapping[int, date]) -> None:
    """Take out what was recorded after a death: a case plants it on purpose."""
    remove(world, PATH, pl.col("certified_on") > since(deaths))


def files() -> Iterator[File]:
    """Yield one workbook for each half-year, one sheet for each town."""
    file = File(
        path=PATH,
        supplier=SOCIAL,
        folder="待遇资格认证",
        name="待遇资格认证记录2026年{half}半年.xlsx",
        layout=LAYOUT,
        sheet_by="town",
    )
    return half_year_files(file, "certified_on")


EXTRACT = Extract(
    path=PATH,
    fill=fill,
    files=files,
    after=("registry/exit_entry",),
    desk=Desk.TOWNS,
    on_death=nothing_after_death,
)
