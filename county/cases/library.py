"""The cases of every rule, found by walking the package, in the order of planting."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import pairwise
from pkgutil import walk_packages
from types import ModuleType

import polars as pl

import county.cases
from county.cases.choose import Draw, cases_for, households_of
from county.cases.dirty_records import named_by_dirt, plant_dirty_records
from county.cases.label import KEY, PLANTED
from county.cases.mistaken import SHARE, plant_mistaken
from county.cases.mistaken_judgement import mistaken_labels
from county.extracts import all_extracts
from county.world import World

NEEDED = ("RULE", "DATASETS", "plant", "judge")


@dataclass(frozen=True, kw_only=True)
class Cases:
    """One rule's cases; `datasets` are those whose identifiers they rest on.

    They are planted by (`turn`, `rule`); `module` is where they are defined.
    """

    rule: str
    datasets: tuple[str, ...]
    plant: Callable[[World, int], None]
    judge: Callable[[World], pl.DataFrame]
    turn: int
    module: str


@cache
def all_cases() -> tuple[Cases, ...]:
    """Return the cases of every rule in the order in which they are planted.

    Raises `ValueError` where two modules claim one rule.
    """
    entries = walk_packages(county.cases.__path__, f"{county.cases.__name__}.")
    modules = (import_module(entry.name) for entry in entries)
    found = [_cases(module) for module in modules if _has_cases(module)]
    for one, other in pairwise(sorted(found, key=lambda cases: cases.rule)):
        if one.rule == other.rule:
            raise ValueError(f"{one.module} and {other.module} both plant {one.rule}")
    return tuple(sorted(found, key=lambda cases: (cases.turn, cases.rule)))


def cases_of(rule: str) -> Cases:
    """Return the cases of one rule; raises `KeyError`."""
    return {cases.rule: cases for cases in all_cases()}[rule]


def _has_cases(module: ModuleType) -> bool:
    """Say whether a module plants cases itself, and does not merely import them."""
    own = vars(module)
    return (
        own.keys() >= set(NEEDED)
        and getattr(own["plant"], "__module__", "") == module.__name__
    )


def _cases(module: ModuleType) -> Cases:
    own = vars(module)
    return Cases(
        rule=own["RULE"],
        datasets=own["DATASETS"],
        plant=own["plant"],
        judge=own["judge"],
        turn=own.get("TURN", 1),
        module=module.__name__,
    )


def plant_all(world: World) -> None:
    """Plant the cases of every rule, as many as a county of that size gets.

    Then the datasets that rest on what was planted catch up.
    """
    count = cases_for(world.people)
    for cases in all_cases():
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
    """Return the labels of every rule (see `label.LABEL`), by rule, person and object.

    A violation stays one, whomever the person resembles.
    """
    found = named_by_dirt(
        world, pl.concat([cases.judge(world) for cases in all_cases()])
    )
    planted = pl.col("kind") == PLANTED
    every = [found.filter(planted), mistaken_labels(world), found.filter(~planted)]
    labels = pl.concat(every).unique(KEY, keep="first")
    return labels.sort(KEY)
