"""Homes that must be registered as poor since a loan or class presupposes it."""

import polars as pl

from county.livelihood import is_one_of, living_heads
from county.staff import staff_people
from county.world import World

LOANS, CLASSES = "loan/loan_contract", "relief/training_enrolment"
LOAN_KIND, BORROWER_KIND, FUND = "扶贫小额信贷", "脱贫人口", "扶贫"


def presupposed(world: World) -> pl.DataFrame:
    """Return person (the head) and before: the day by which the home was registered.

    That day is the first loan or class, or the day on which a member founded a
    company, if earlier. Homes whose head or borrower is on the payroll are none.
    """
    homes = world.persons.select("person", "household")
    staff = is_one_of(world, staff_people(world))
    acts = _acts(world)
    acts = acts.filter(~pl.Series(staff).gather(acts["person"]))
    first = acts.join(homes, on="person").group_by("household").agg(pl.col("day").min())
    heads = homes.filter(pl.Series(living_heads(world) & ~staff))
    founded = (
        world.tables["registry/company"]
        .select("founded_on", person="legal_representative_person")
        .join(homes, on="person")
        .group_by("household")
        .agg(pl.col("founded_on").min())
    )
    return (
        heads.unique("household", keep="first", maintain_order=True)
        .join(first, on="household", how="inner", maintain_order="left")
        .join(founded, on="household", how="left", maintain_order="left")
        .select("person", before=pl.min_horizontal("day", "founded_on"))
    )


def _acts(world: World) -> pl.DataFrame:
    loans = world.tables[LOANS].filter(
        (pl.col("loan_kind") == LOAN_KIND) | (pl.col("borrower_kind") == BORROWER_KIND)
    )
    classes = world.tables[CLASSES].filter(pl.col("fund_source") == FUND)
    return pl.concat(
        [
            loans.select("person", day="signed_on"),
            classes.select("person", day="started_on"),
        ]
    )
