"""Near relatives in the words of the rules on declaring them."""

import polars as pl

from county.world import World


def near_relatives(world: World, people: pl.Series) -> pl.DataFrame:
    """Return person, relative, relation for near relatives of these people.

    The relation says what the relative is to the person; where two ways lead to one
    relative, the nearer counts.
    """
    up, spouse = _parents(world), _edges(world, "spouse")
    down = up.select(person="relative", relative="person")
    siblings = _others(_chained(up, down))
    own = pl.DataFrame({"person": people}).cast({"person": pl.Int32})
    steps = {
        "配偶": spouse,
        "父母": up,
        "子女": down,
        "兄弟姐妹": siblings,
        "配偶的父母": _chained(spouse, up),
        "子女的配偶": _chained(down, spouse),
        "祖父母": _chained(up, up),
        "孙子女": _chained(down, down),
        "配偶的兄弟姐妹": _chained(spouse, siblings),
        "叔伯姑舅姨": _chained(up, siblings),
    }
    found = [
        own.join(edges, on="person").with_columns(relation=pl.lit(word))
        for word, edges in steps.items()
    ]
    return (
        _others(pl.concat(found))
        .unique(["person", "relative"], keep="first", maintain_order=True)
        .sort("person", "relative")
    )


def _edges(world: World, column: str) -> pl.DataFrame:
    known = world.persons.filter(pl.col(column) >= 0)
    return known.select("person", relative=column).select(
        pl.col("person", "relative").cast(pl.Int32)
    )


def _parents(world: World) -> pl.DataFrame:
    return pl.concat([_edges(world, "mother"), _edges(world, "father")])


def _chained(first: pl.DataFrame, second: pl.DataFrame) -> pl.DataFrame:
    """Return who stands two steps away."""
    onward = second.rename({"person": "relative", "relative": "end"})
    joined = first.join(onward, on="relative", how="inner")
    return joined.select("person", relative="end")


def _others(edges: pl.DataFrame) -> pl.DataFrame:
    return edges.filter(pl.col("person") != pl.col("relative"))
