"""The police's and the health office's registers: residents and deaths."""

import numpy as np
import polars as pl

from county.drawing import dates, days_of, draw, identity, serials
from county.households import Days, Ints
from county.world import World, today

LAST_REGISTERED = np.datetime64(today, "D") - 6
SECOND_SOURCES = ("卫健死亡证明", "民政火化", "社保终止")
SECOND_SHARE, LATE_SHARE, LEFT_SHARE = 0.45, 0.04, 0.006


def keep_registers(world: World) -> None:
    """Fill registry/resident (the living and the dead) and registry/death."""
    stream = world.generator("registers")
    registered = _registration(world, stream)
    _register_residents(world, registered, stream)
    dead = np.flatnonzero(~np.isnat(registered))
    _register_deaths(world, dead, registered[dead], "公安注销")
    for source in SECOND_SOURCES:
        share = SECOND_SHARE / len(SECOND_SOURCES)
        second = dead[stream.random(len(dead)) < share]
        _register_deaths(world, second, registered[second], source)


def _registration(world: World, stream: np.random.Generator) -> Days:
    died = days_of(world, "died_on")
    wait = np.minimum(stream.gamma(1.6, 7.0, len(died)), 50).astype(np.int64)
    late = stream.random(len(died)) < LATE_SHARE
    wait = np.where(late, stream.integers(60, 200, len(died)), wait)
    day = died + wait.astype("timedelta64[D]")
    return np.where(np.isnat(died), died, np.minimum(day, LAST_REGISTERED))


def _register_residents(
    world: World, registered: Days, stream: np.random.Generator
) -> None:
    persons = world.persons
    away = (stream.random(persons.height) < LEFT_SHARE) & np.isnat(registered)
    reason = draw(
        ("迁出", "参军注销", "出国定居注销"), persons.height, stream, (0.85, 0.1, 0.05)
    )
    moved = np.datetime64(today, "D") - stream.integers(30, 3000, persons.height)
    changed = np.where(away, moved, registered)
    status = (
        pl.when(pl.Series(~np.isnat(registered)))
        .then(pl.lit("死亡注销"))
        .when(pl.Series(away))
        .then(reason)
        .otherwise(pl.lit("正常"))
    )
    households = serials("42028100", persons["household"].to_numpy() + 1, 7)
    world.append(
        "registry/resident",
        persons.select(
            "person", "person_name", "id_number", "sex", "birth_on", "relation_to_head",
            "address", "town", "village",
        ).with_columns(
            households.alias("household_number"),
            status.alias("status"),
            dates(changed).alias("changed_on"),
        ),
    )  # fmt: skip


def _register_deaths(
    world: World,
    dead: Ints,
    on: Days,
    source: str,
) -> None:
    rows = identity(world, dead, "died_on", "address")
    burnt = pl.col("died_on") + pl.duration(days=pl.lit(3))
    certificate = serials(
        {"民政火化": "HH", "卫健死亡证明": "SW"}.get(source, "ZX"), dead, 8
    )
    world.append(
        "registry/death",
        rows.with_columns(
            dates(on).alias("registered_on"),
            pl.lit(source).alias("source"),
            pl.when(pl.lit(source == "民政火化")).then(burnt).alias("cremated_on"),
            certificate.alias("certificate_number"),
        ),
    )
