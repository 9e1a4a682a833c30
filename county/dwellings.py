"""Whose homes stand in the land register, and by which right: one line an owner."""

import numpy as np
import polars as pl

from county.drawing import ages_on, choose
from county.households import Bools, Ints
from county.livelihood import housing_borrowers, living, living_heads, people_of
from county.poor_homes import in_need, insured, registered, renting
from county.world import World, today

GRANTS = "relief/housing_grant"
OWNER_AGE = 24
OWNING, POOR_OWNING, JOINT = 0.5, 0.25, 0.3
SECOND, PARKING, STORE, SOLD, EARLIER = 0.09, 0.07, 0.02, 0.05, 0.08
LAWFUL, LAWFUL_LEAST = 0.012, 1
FLAT, FARMHOUSE, BUILT = "商品房", "自建房", "安置房"


def ownerships(world: World, stream: np.random.Generator) -> pl.DataFrame:
    """Return person, unit (a number), use, nature, step, status, share, way.

    `step` is the kind of registration, `way` how it was acquired, `share` in
    thousandths of a half, a third or the whole (null where held jointly).
    """
    heads, poor = _owners(world, stream)
    rural = world.persons["village"].str.ends_with("村").to_numpy()
    homes = _first_homes(heads, rural[heads])
    rich = heads[~poor]
    more = [
        _line(choose(stream, rich, len(rich) * SECOND), use="住宅", nature=FLAT),
        _line(choose(stream, rich, len(rich) * PARKING), use="车位", nature=FLAT),
        _line(choose(stream, rich, len(rich) * STORE), use="储藏间", nature=FLAT),
        _line(
            choose(stream, rich, len(rich) * SOLD),
            use="住宅",
            nature=FLAT,
            status="历史",
        ),
    ]
    lines = _numbered(pl.concat([homes, *more]), 0)
    joint = _shared(world, lines, stream)
    lawful = _numbered(_lawful(world, heads, stream), lines.height)
    earlier = lines.filter(
        (pl.col("nature") == FLAT) & pl.Series(stream.random(lines.height) < EARLIER)
    ).with_columns(step=pl.lit("预告"), status=pl.lit("历史"))
    return pl.concat([joint, earlier, lawful])


def _owners(world: World, stream: np.random.Generator) -> tuple[Ints, Bools]:
    """Return the heads who own the home they live in, and which of them are poor."""
    grown = living_heads(world) & (ages_on(world, today) >= OWNER_AGE)
    needy = in_need(world)
    helped = np.isin(
        world.persons["household"].to_numpy(),
        world.persons["household"].to_numpy()[people_of(world, GRANTS)],
    )
    rural = world.persons["village"].str.ends_with("村").to_numpy()
    able = grown & ~renting(world) & ~helped & (~needy | rural)
    chance = stream.random(world.persons.height)
    owning = able & (chance < np.where(needy, POOR_OWNING, OWNING))
    borrowers = housing_borrowers(world)
    owning[borrowers] |= ~needy[borrowers] & living(world)[borrowers]
    heads = np.flatnonzero(owning)
    return heads, needy[heads]


def _first_homes(heads: Ints, rural: Bools) -> pl.DataFrame:
    return pl.concat(
        [
            _line(heads[rural], use="住宅", nature=FARMHOUSE, way="自建"),
            _line(heads[~rural], use="住宅", nature=FLAT),
        ]
    ).sort("person")


def _line(  # noqa: PLR0913 - one column each
    people: Ints,
    *,
    use: str,
    nature: str,
    step: str = "首次",
    status: str = "现势",
    way: str = "购买",
    share: int = 1000,
) -> pl.DataFrame:
    words = {"use": use, "nature": nature, "step": step, "status": status, "way": way}
    return pl.DataFrame({"person": people.astype(np.int32)}).with_columns(
        *(pl.lit(word).alias(name) for name, word in words.items()),
        pl.lit(share, dtype=pl.Int64).alias("share"),
    )


def _numbered(lines: pl.DataFrame, first: int) -> pl.DataFrame:
    return lines.with_columns(
        unit=pl.int_range(first, first + pl.len(), dtype=pl.Int64)
    )


def _shared(
    world: World, lines: pl.DataFrame, stream: np.random.Generator
) -> pl.DataFrame:
    """Return the lines, some twice: once more for the spouse who owns jointly."""
    spouse = world.persons["spouse"].to_numpy()[lines["person"].to_numpy()]
    there = (spouse >= 0) & living(world)[spouse]
    joint = pl.Series(there & (stream.random(lines.height) < JOINT))
    nobody = pl.lit(None, dtype=pl.Int64)
    held = lines.with_columns(
        pl.when(joint).then(nobody).otherwise("share").alias("share")
    )
    theirs = held.with_columns(pl.Series("person", spouse).cast(pl.Int32))
    return pl.concat([held, theirs.filter(joint)])


def _lawful(world: World, owners: Ints, stream: np.random.Generator) -> pl.DataFrame:
    """Return two homes of a few with an allowance, each for a lawful reason.

    Some got two flats for a house that was torn down; some own their home and
    inherited a third of another.
    """
    people = insured(world)
    grown = living_heads(world)[people] & (ages_on(world, today)[people] >= OWNER_AGE)
    fit = people[grown & ~(renting(world) | registered(world))[people]]
    size = max(LAWFUL_LEAST, len(fit) * LAWFUL / 2)
    rehoused = choose(stream, np.setdiff1d(fit, owners), size)
    heirs = choose(stream, np.intersect1d(fit, owners), size)
    flat = _line(rehoused, use="住宅", nature=BUILT, way="拆迁安置")
    inherited = _line(heirs, use="住宅", nature=FARMHOUSE, way="继承", share=333)
    return pl.concat([flat, flat, inherited])
