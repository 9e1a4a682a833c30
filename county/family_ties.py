"""Who is whose relative, to the degrees that officials must declare."""

import polars as pl

from county.world import World

PAIR = ("person", "kin_person", "kin_relation")


def near_kin(world: World, people: pl.Series) -> pl.DataFrame:
    """Return person, kin_person and kin_relation for these people, nearest first.

    Degrees: spouse, parents, children and their spouses, siblings, grandparents,
    grandchildren, uncles and aunts, and the same of the spouse (spouse's parents
    and siblings by name, the rest as 其他). One row a pair; relations are words
    of the vocabulary `kin_relation`.
    """
    parents, spouses = _parents(world), _spouses(world)
    children = _turned(parents)
    siblings = _through(parents, children)
    uncles = _through(parents, siblings)
    own = pl.DataFrame({"person": people.unique().sort().cast(pl.Int32)})
    couple = own.join(spouses, on="person")
    married = {"kin": "middle"}
    degrees = [
        ("配偶", spouses),
        ("父母", parents),
        ("子女", children),
        ("兄弟姐妹", siblings),
        ("子女配偶", _through(children, spouses)),
        ("祖父母", _through(parents, parents)),
        ("孙辈", _through(children, children)),
        ("伯叔姑舅姨", uncles),
    ]
    found = [own.join(pairs, on="person").with_columns(word=pl.lit(word))
             for word, pairs in degrees]  # fmt: skip
    for word, pairs in (
        ("配偶父母", parents),
        ("配偶兄弟姐妹", siblings),
        ("其他", uncles),
    ):
        step = couple.rename(married).join(
            pairs.rename({"person": "middle"}), on="middle"
        )
        found.append(step.select("person", "kin", word=pl.lit(word)))
    whole = pl.concat(found).filter(pl.col("person") != pl.col("kin"))
    first = whole.unique(["person", "kin"], keep="first", maintain_order=True)
    return _worded(world, first).sort("person", "kin_person")


def _parents(world: World) -> pl.DataFrame:
    sides = [
        world.persons.select("person", kin=side).filter(pl.col("kin") >= 0)
        for side in ("father", "mother")
    ]
    return pl.concat(sides)


def _spouses(world: World) -> pl.DataFrame:
    return world.persons.select("person", kin="spouse").filter(pl.col("kin") >= 0)


def _turned(pairs: pl.DataFrame) -> pl.DataFrame:
    return pairs.select(person="kin", kin="person")


def _through(first: pl.DataFrame, second: pl.DataFrame) -> pl.DataFrame:
    """Return the relatives' relatives, each pair once and nobody their own."""
    joined = first.rename({"kin": "middle"}).join(
        second.rename({"person": "middle"}), on="middle"
    )
    pairs = joined.select("person", "kin").filter(pl.col("person") != pl.col("kin"))
    return pairs.unique(maintain_order=True)


def _worded(world: World, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs with relations told apart by the relative's sex."""
    sex = world.persons["sex"].gather(pairs["kin"].cast(pl.Int64))
    words = {
        "父母男": "父", "父母女": "母", "子女男": "子", "子女女": "女",
        "配偶父母男": "配偶父", "配偶父母女": "配偶母",
    }  # fmt: skip
    both = pairs["word"] + sex
    plain = pairs["word"].zip_with(~both.is_in(list(words)), both.replace(words))
    return pairs.select(
        "person", pl.col("kin").alias("kin_person"), plain.alias("kin_relation")
    )
