"""Namesakes: strangers who share name and birth date, but not the number."""

from collections.abc import Iterable
from datetime import date, timedelta

import polars as pl

from county.cases.bury import CREMATORIUM, DEATH, HOSPITAL
from county.cases.edit import Row, add, facts, outsider_number
from county.world import NOBODY, World

BIRTH = pl.col("id_number").str.slice(6, 8)


def bury_namesakes(world: World, people: Iterable[int], died_on: date) -> None:
    """Enter the death of a stranger with the name and birth date of each person."""
    strangers: list[Row] = []
    for person in people:
        row = facts(world, person)
        strangers.append(
            {
                "person_name": row["person_name"],
                "id_number": outsider_number(world, person),
                "died_on": died_on,
                "registered_on": died_on + timedelta(days=9),
                "address": row["address"],
                "person": NOBODY,
            }
        )
    sources = (HOSPITAL, CREMATORIUM)
    entries = [{**one, "source": source} for one in strangers for source in sources]
    add(world, DEATH, entries)


def namesakes(table: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """Return the persons of `table` whose name and birth date another number bears.

    Both frames have person, person_name and id_number.
    """
    columns = ["person", "person_name", "id_number"]
    mine = table.select(columns).unique().with_columns(born=BIRTH)
    theirs = others.select(columns[1:]).unique().with_columns(born=BIRTH)
    both = mine.join(theirs, on=["person_name", "born"], suffix="_other")
    return both.filter(pl.col("id_number") != pl.col("id_number_other")).select(
        pl.col("person").unique()
    )
