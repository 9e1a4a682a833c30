"""Who serves in which village, or is a relative of somebody who does."""

import polars as pl

from county.cases.kin import SPOUSE, kinship
from county.redeliver import as_it_was
from county.world import World

CADRE, DECLARED = "registry/cadre", "registry/declared_kin"
VILLAGE_CADRE = "村(社区)干部"


def village_posts(world: World) -> pl.DataFrame:
    """Return person, town, village, appointed_on, removed_on, official, `is_kin`.

    Relatives are spouses, those of one household and whom somebody declared; whoever
    serves in a village is no relative there.
    """
    serving = as_it_was(world, CADRE).filter(
        pl.col("identity") == VILLAGE_CADRE, pl.col("village").is_not_null()
    )
    posts = serving.select(
        "person", "town", "village", "appointed_on", "removed_on", official="person"
    )
    near = posts.drop("person").join(
        related(world), left_on="official", right_on="person"
    )
    near = near.rename({"relative": "person"})
    place = ["person", "town", "village"]
    near = near.join(posts, on=place, how="anti").select(posts.columns)
    both = [posts.with_columns(is_kin=False), near.with_columns(is_kin=True)]
    return pl.concat(both).sort("person", "official", "appointed_on", "village")


def related(world: World) -> pl.DataFrame:
    """Return whom registers know as relatives: person and relative, both ways round.

    A grown child of another home is one only where somebody declared so.
    """
    wed = kinship(world).filter(pl.col("relation") == SPOUSE)
    home = world.persons.select("person", "household")
    homes = home.join(home.rename({"person": "relative"}), on="household")
    told = world.tables[DECLARED].select("person", relative="kin_person")
    pairs = pl.col("person", "relative").cast(pl.Int32)
    parts = [part.select(pairs) for part in (wed, homes, told.drop_nulls())]
    one_way = pl.concat(parts)
    back = one_way.select(person="relative", relative="person")
    whole = pl.concat([one_way, back]).unique().sort("person", "relative")
    real = (pl.col("person") >= 0) & (pl.col("relative") >= 0)
    return whole.filter(real & (pl.col("person") != pl.col("relative")))
