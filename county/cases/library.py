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
from county.cases.choose import cases_for
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
    for extract in all_extracts():
        extract.catch_up(world)


def judge_all(world: World) -> pl.DataFrame:
    """Return the labels of every rule (see `label.LABEL`), by rule and person."""
    return pl.concat([cases.judge(world) for cases in CASES]).sort("rule", "person")
