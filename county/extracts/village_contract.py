"""What villages let: to residents who are not cadres, at the going rent, paid up."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.drawing import anniversaries, dates, identity, pick, serials
from county.extract import Desk, Extract
from county.file import File, register_file
from county.households import Days, Ints
from county.layouts import Layout, columns_of
from county.relatives import outsiders
from county.workdays import LAST_DAY
from county.world import World, today

PATH, FARMING = "finance/village_contract", "县农业农村局"
SHARE, LEAST = 0.016, 60
ASSETS = ("耕地", "林地", "水面", "门面房")
ASSET_SHARES, RENT_YUAN = (0.45, 0.2, 0.2, 0.15), (420, 60, 260, 130)  # a mu or m²
AREAS = ((8, 60), (40, 300), (5, 50), (30, 120))
RENT_MILLI = (880, 1_180)  # of the going rent
TERMS = (3, 5, 10)
OLD_SHARE, OLD_YEARS, OLD_SIGNED = 0.02, 30, "2006-01-01"  # forest, before the rules
TODAY = np.datetime64(today, "D")

LAYOUT = Layout(
    title="农村集体经济合同台账",
    columns=columns_of(
        ":+序号 contract_number:承包合同编号 town:乡镇 village:发包方 subject:合同标的 "
        "asset_kind:资源类型 area_milli:承包面积 person_name:承租人 "
        "id_number:承租人身份证号 lessee_organisation:承租单位 phone:联系方式 "
        "signed_on:签约日期 starts_on:承包起始日 ends_on:承包终止日 "
        "annual_rent_fen:年承包费 due_fen:应收承包费 received_fen:已收承包费 "
        "award_kind:交易方式 has_meeting_record:四议两公开 status:履行状态 "
        "handled_by:经办人 reviewed_by:审核人 approved_by:审批人 :+档案号"
    ),
    titles=("云溪县农村集体资产资源经济合同台账", "面积单位：亩、平方米；金额：元"),
    footers=("制表人：",),
    days="%Y.%m.%d",
    codes={
        "asset_kind": {"门面房": "商铺", "水面": "鱼塘"},
        "award_kind": {"公开竞价": "公开招标", "续包": "续租"},
        "status": {"履行中": "在履行"},
    },
)


def let_assets(world: World) -> None:
    """Fill finance/village_contract."""
    stream = world.generator(PATH)
    people = outsiders(world)
    rural = world.persons["village"].gather(people).str.ends_with("村").to_numpy()
    people = people[rural]
    count = min(len(people), max(LEAST, round(world.people * SHARE)))
    people = np.sort(stream.choice(people, size=count, replace=False))
    asset = stream.choice(len(ASSETS), size=count, p=ASSET_SHARES).astype(np.int64)
    asset = np.where(stream.random(count) < OLD_SHARE, 1, asset)
    rows = identity(world, people, "town", "village", "phone").with_columns(
        *_terms(world, people, asset, stream),
        serials("CHT", np.arange(count) + 1, 7).alias("contract_number"),
        pick(ASSETS, asset).alias("asset_kind"),
        (pl.col("village") + pick(ASSETS, asset) + "承包经营").alias("subject"),
        pl.lit("是").alias("has_meeting_record"),
        pl.lit("履行中").alias("status"),
    )
    handled = world.handled(PATH, rows).rename({"accepted_by": "handled_by"})
    world.append(PATH, handled)


def _terms(
    world: World, people: Ints, asset: Ints, stream: np.random.Generator
) -> list[pl.Series]:
    """Return days, area and rent; an early start needs a lessee who was of age."""
    count = len(asset)
    ages = TODAY - world.persons["birth_on"].to_numpy().astype("datetime64[D]")[people]
    grown = ages.astype(np.int64) > 45 * 365
    old = (asset == 1) & grown & (stream.random(count) < 5 * OLD_SHARE)
    years = np.where(old, OLD_YEARS, np.array(TERMS)[stream.integers(0, 3, count)])
    back = (stream.random(count) * np.minimum(years * 365 - 60, 330 * 8)).astype(int)
    starts = np.where(
        old, np.datetime64(OLD_SIGNED, "D") + back % 900, TODAY - 20 - back
    )
    low, high = (np.array([a[n] for a in AREAS])[asset] for n in (0, 1))
    area = low + (stream.random(count) * (high - low)).astype(np.int64)
    milli = stream.integers(*RENT_MILLI, count)
    rent = area * np.array(RENT_YUAN)[asset] * milli // 1_000 * 100
    paid = _payments(starts)
    way = np.where(old, 1, np.where(years == TERMS[0], 2, 0))
    return [
        dates(starts - 12).alias("signed_on"),
        dates(starts).alias("starts_on"),
        dates(anniversaries(starts, years * 12) - 1).alias("ends_on"),
        pl.Series("area_milli", area * 1_000),
        pl.Series("annual_rent_fen", rent),
        pl.Series("due_fen", rent * paid),
        pl.Series("received_fen", rent * paid),
        pick(("公开竞价", "协议发包", "续包"), way).alias("award_kind"),
    ]


def _payments(starts: Days) -> Ints:
    """Return how many yearly rents, each due in advance, are due by the last day."""
    months = LAST_DAY.astype("datetime64[M]") - starts.astype("datetime64[M]")
    turns = months.astype(np.int64) // 12
    count: Ints = turns + (anniversaries(starts, turns * 12) <= LAST_DAY)
    return count


def _files() -> Iterator[File]:
    yield register_file(PATH, FARMING, "村集体经济合同台账.xls", LAYOUT, really="xml")


EXTRACT = Extract(path=PATH, fill=let_assets, files=_files, desk=Desk.TOWNS)
