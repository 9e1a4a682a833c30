"""Contracted plots and the area of each that the fertility subsidy was paid for."""

from dataclasses import replace

import numpy as np
import polars as pl

from county.drawing import draw, identity
from county.extract import Desk, Extract
from county.file import File, register_file
from county.layouts import Layout, columns_of
from county.offices import FARMING
from county.places import REGION
from county.world import World

PATH = "relief/land_subsidy"
PROJECT = "耕地地力保护补贴"
SPLIT_FROM, SPLIT_SHARE, LEASED_SHARE = 4_000, 0.06, 0.012
KINDS, KIND_SHARES = ("水田", "旱地", "水浇地"), (0.68, 0.29, 0.03)
LAYOUT = Layout(
    title="耕地地力保护补贴面积核定表",
    columns=columns_of(
        ":+序号 town:乡镇 village:行政村 village_group:村民小组 paid_for:年度 "
        "person_name:承包方代表 id_number:承包方证件号码 plot_code:地块代码 "
        "land_kind:地类名称 contract_area_milli:合同面积（亩） "
        "measured_area_milli:实测面积（亩） subsidised_area_milli:核定补贴面积（亩） "
        "leased_area_milli:流入面积（亩） lease_number:流转合同号 "
        "standard_fen:补贴标准（元/亩） amount_fen:补贴金额（元） "
        "account_number:一卡通账号 accepted_by:经办人 reviewed_by:审核人 "
        "approved_by:审批人 :+四至"
    ),
    titles=("云溪县耕地地力保护补贴面积核定表",),
    footers=("合计", "村委会（盖章）："),
    repeat=20_000,
)


def _fill(world: World) -> None:
    stream = world.generator("plots")
    plots = _plots(world, stream)
    people = plots["person"].to_numpy().astype(np.int64)
    facts = identity(world, people, "town", "village", "village_group")
    leased = stream.random(plots.height) < LEASED_SHARE
    area = plots["area"].to_numpy()
    own = np.where(
        leased, area * 7 // 10, area + area * stream.integers(0, 6, len(area)) // 100
    )
    lease = pl.Series(np.where(leased, area - own, 0))
    rows = facts.hstack(plots.drop("person", "area")).with_columns(
        _plot_codes(facts),
        draw(KINDS, plots.height, stream, KIND_SHARES).alias("land_kind"),
        pl.Series("contract_area_milli", own),
        pl.Series(
            "measured_area_milli", own + own * stream.integers(-2, 4, len(own)) // 100
        ),
        pl.Series("subsidised_area_milli", area),
        pl.when(lease > 0).then(lease).alias("leased_area_milli"),
        pl.when(lease > 0)
        .then("云土流转字第" + pl.Series(people).cast(pl.String) + "号")
        .alias("lease_number"),
    )
    world.append(PATH, world.handled(PATH, rows))


def _plots(world: World, stream: np.random.Generator) -> pl.DataFrame:
    """Return one line a plot: person, period, area, standard, amount, account.

    What the card paid a household is shared among its plots, to the last 分.
    """
    lines = world.tables["relief/subsidy_payment"]
    homes = lines.filter(pl.col("project_name") == PROJECT).select(
        *("person", "paid_for", "paid_for_to", "standard_fen", "amount_fen"),
        "account_number",
        area="quantity_milli",
    )
    split = (homes["area"] >= SPLIT_FROM) & pl.Series(
        stream.random(homes.height) < SPLIT_SHARE
    )
    part = (pl.col("area") * 3 // 5 // 100) * 100
    larger = homes.with_columns(
        pl.when(split).then(part).otherwise("area").alias("area")
    )
    paid = pl.col("area") * pl.col("standard_fen") // 1000
    larger = larger.with_columns(
        pl.when(split).then(paid).otherwise("amount_fen").alias("amount_fen")
    )
    rest = homes.with_columns(
        homes["area"] - larger["area"], homes["amount_fen"] - larger["amount_fen"]
    ).filter(split)
    return pl.concat([larger, rest]).sort("person", maintain_order=True)


def _plot_codes(facts: pl.DataFrame) -> pl.Series:
    """Return codes of 19 digits: region, town, village, group, number within it."""
    town = pl.col("town").rank("dense").cast(pl.Int64) + 100
    village = pl.col("village").rank("dense").cast(pl.Int64) % 1000
    group = pl.col("village_group").str.strip_suffix("组").str.zfill(2)
    number = pl.int_range(1, pl.len() + 1).over("town", "village", "village_group")
    return facts.select(
        plot_code=pl.lit(str(REGION))
        + town.cast(pl.String)
        + village.cast(pl.String).str.zfill(3)
        + group
        + number.cast(pl.String).str.zfill(5)
    )["plot_code"]


def _files() -> list[File]:
    file = register_file(PATH, FARMING, "耕地地力保护补贴面积2026年.xlsx", LAYOUT)
    return [replace(file, sheet_by="town")]


EXTRACT = Extract(path=PATH, fill=_fill, files=_files, desk=Desk.TOWNS, ends="paid_for")
