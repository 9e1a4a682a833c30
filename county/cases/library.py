"""The cases of every rule, in the order in which they are planted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from county.cases import (
    dibao_and_fiscal_payroll,
    interest_subsidy_overpaid,
    loan_to_fiscal_staff,
    migrant_training_by_non_migrant,
    pension_after_death,
    subsidy_after_death,
)
from county.cases.choose import Draw, cases_for, households_of
from county.cases.dirty_records import named_by_dirt, plant_dirty_records
from county.cases.label import PLANTED
from county.cases.mistaken import SHARE, plant_mistaken
from county.cases.mistaken_judgement import mistaken_labels
from county.extracts import all_extracts
from county.world import World


@dataclass(frozen=True, kw_only=True)
class Cases:
    """One rule's cases; `datasets` are those whose identifiers they rest on."""

    rule: str
    datasets: tuple[str, ...]
    plant: Callable[[World, int], None]
    judge: Callable[[World], pl.DataFrame]


# Deaths first: whoever is chosen later is alive.
_MODULES = (
    pension_after_death,
    subsidy_after_death,
    dibao_and_fiscal_payroll,
    migrant_training_by_non_migrant,
    loan_to_fiscal_staff,
    interest_subsidy_overpaid,
)
CASES: tuple[Cases, ...] = tuple(
    Cases(
        rule=module.RULE,
        datasets=module.DATASETS,
        plant=module.plant,
        judge=module.judge,
    )
    for module in _MODULES
)
DATASETS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {cases.rule: cases.datasets for cases in CASES}
)


def plant_all(world: World) -> None:
    """Plant the cases of every rule, as many as a county of that size gets.

    Then the datasets that rest on what was planted catch up.
    """
    count = cases_for(world.people)
    for cases in CASES:
        cases.plant(world, count)
    _plant_dirt(world, count)
    for extract in all_extracts():
        extract.catch_up(world)


def _plant_dirt(world: World, count: int) -> None:
    """Plant what turns on identity, on homes that no other case has touched."""
    draw = Draw(world, "identity")
    labelled = judge_all(world)
    for column in ("person", "partner"):
        draw.taken |= households_of(world, labelled[column].to_list())
    plant_dirty_records(world, draw, -(-count // SHARE))
    plant_mistaken(world, draw, -(-count // SHARE))


def judge_all(world: World) -> pl.DataFrame:
    """Return the labels of every rule (see `label.LABEL`), by rule and person.

    A violation stays one, whomever the person resembles.
    """
    found = named_by_dirt(world, pl.concat([cases.judge(world) for cases in CASES]))
    planted = pl.col("kind") == PLANTED
    every = [found.filter(planted), mistaken_labels(world), found.filter(~planted)]
    labels = pl.concat(every).unique(["rule", "person"], keep="first")
    return labels.sort("rule", "person")
