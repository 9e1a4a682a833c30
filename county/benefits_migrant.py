"""Reservoir migrants: whole villages that were moved, in support since 2006."""

from datetime import date

import numpy as np
import polars as pl

from county.drawing import dates, days_of, pick
from county.places import VILLAGES_PER_TOWN
from county.world import World

SHARE, KEPT_SHARE = 0.06, 0.85
SUPPORT_START = date(2006, 7, 1)
RESERVOIRS = ("青龙水库", "云溪水库", "石门水库")
CHOSEN_PER_TOWN = 2


def register_migrants(world: World) -> None:
    """Fill relief/migrant: people of migrant villages born before the start."""
    stream = world.generator("migrants")
    persons = world.persons
    villages = (
        persons.select("town", "village")
        .unique(maintain_order=True)
        .sort("town", "village")
    )
    size = max(2, villages.height * CHOSEN_PER_TOWN // VILLAGES_PER_TOWN)
    chosen = villages[np.sort(stream.choice(villages.height, size=size, replace=False))]
    rows = persons.join(
        chosen, on=["town", "village"], how="semi", maintain_order="left"
    )
    left = pl.col("died_on").is_null() | (pl.col("died_on") > SUPPORT_START)
    rows = rows.filter(left & (pl.col("birth_on") < SUPPORT_START))
    kept = pl.Series(stream.random(rows.height) < KEPT_SHARE)
    rows = rows.filter(kept).head(round(world.people * SHARE) or 1)
    world.append("relief/migrant", _entries(world, rows, stream))


def enrolled_migrants(world: World) -> pl.DataFrame:
    """Return person and supported_from of those who are in support today."""
    migrants = world.tables["relief/migrant"]
    return migrants.filter(pl.col("status") == "在册").select(
        "person", "supported_from"
    )


def _entries(
    world: World, rows: pl.DataFrame, stream: np.random.Generator
) -> pl.DataFrame:
    heads = (
        world.persons.filter(pl.col("relation_to_head") == "户主")
        .unique("household", keep="last", maintain_order=True)
        .select("household", pl.col("person_name").alias("head_name"))
    )
    rows = rows.join(heads, on="household", how="left", maintain_order="left")
    count = rows.height
    moved = np.datetime64("1968-03-01") + stream.integers(0, 9_000, count)
    born = days_of(world, "birth_on")[rows["person"].to_numpy()]
    original = moved > born
    reservoir = rows["village"].rank("dense").cast(pl.Int64) % len(RESERVOIRS)
    dead = rows["died_on"].is_not_null().cast(pl.Int64)
    entries = rows.select(
        *("person", "person_name", "id_number", "head_name", "relation_to_head"),
        "account_number",
        (pl.col("town") + pl.col("village")).alias("resettled_in"),
        pl.Series(["在册", "核减"]).gather(dead).alias("status"),
        pl.col("died_on").alias("removed_on"),
        pl.Series([None, "死亡"]).gather(dead).alias("removal_reason"),
        pl.lit(SUPPORT_START).alias("supported_from"),
    )
    return entries.with_columns(
        pl.Series(RESERVOIRS).gather(reservoir).alias("reservoir"),
        dates(np.where(original, moved, np.datetime64("NaT", "D"))).alias("moved_on"),
        pick(("现状", "原迁"), original.astype(np.int64)).alias("approval_kind"),
    ).sort("resettled_in", "person")
