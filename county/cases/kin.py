"""Who is whose spouse, child or parent, and whether they share a home."""

import polars as pl

from county.world import World

SPOUSE, CHILD, PARENT = "spouse", "child", "parent"
KIN = {"person": pl.Int32, "relative": pl.Int32, "relation": pl.String}


def kinship(world: World) -> pl.DataFrame:
    """Return person, relative, relation (the relative is the person's …), together.

    `together` says whether both stand in one household.
    """
    pairs = [_links(world, "spouse", SPOUSE)]
    for side in ("mother", "father"):
        up = _links(world, side, PARENT)
        down = up.select(person="relative", relative="person", relation=pl.lit(CHILD))
        pairs += [up, down]
    links = pl.concat(pairs).sort("person", "relative", "relation")
    homes = world.persons["household"]
    together = homes.gather(links["person"]) == homes.gather(links["relative"])
    return links.with_columns(together=together)


def _links(world: World, column: str, relation: str) -> pl.DataFrame:
    known = world.persons.filter(pl.col(column) >= 0)
    return known.select(
        "person", relative=pl.col(column), relation=pl.lit(relation)
    ).cast(KIN)  # type: ignore[arg-type]  # polars' stub wants selectors as keys
