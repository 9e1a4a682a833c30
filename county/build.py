"""Builds a synthetic county as a ready home: settings, inbox and truth."""

import hashlib
from pathlib import Path

import polars as pl

from county.cases.library import judge_all, plant_all
from county.deliver import deliver
from county.local_policy import write_local_policy
from county.places import REGION
from county.simulate import simulate
from county.truth import write_truth
from store.digest import Json
from store.errors import SettingsError
from store.home import Home
from store.settings import write_home_key

SETTINGS = f"""\
# 虚构的县：人名、号码和单位都是程序编造的，不对应任何真实的人或单位。
[office]
name = "云溪县巡察办"
region = "{REGION}"

[operator]
name = "演示"
role = "viewer"
"""
FEWEST_PEOPLE = 400


def build_county(root: Path, *, people: int, seed: int) -> dict[str, Json]:
    """Make `root` a home with a county's deliveries; return what was made.

    The same two numbers give the same bytes. Summary: people, seed, persons (the
    dead included), rows by dataset, cases by rule and kind. Raises `SettingsError`
    where the folder holds a home already or the county is too small for its cases.
    """
    home = Home(root)
    _refuse_used(home, people)
    home.create()
    home.settings.write_text(SETTINGS, encoding="utf-8")
    write_local_policy(home.policy)
    write_home_key(home, hashlib.sha256(f"county|{people}|{seed}".encode()).digest())
    world = simulate(people, seed)
    plant_all(world)
    cases = judge_all(world)
    rows, counts = deliver(world, home.inbox)
    write_truth(home.truth, world, rows=rows, cases=cases)
    delivered: dict[str, Json] = dict(counts)
    return {
        "people": people,
        "seed": seed,
        "persons": world.persons.height,
        "rows": delivered,
        "cases": _counts(cases),
    }


def _refuse_used(home: Home, people: int) -> None:
    if people < FEWEST_PEOPLE:
        raise SettingsError(
            f"县里只有 {people} 人，放不下各条规则的案例",
            remedy=f"--people 不少于 {FEWEST_PEOPLE}",
        )
    if home.settings.exists() or (home.inbox.is_dir() and any(home.inbox.iterdir())):
        raise SettingsError(
            f"{home.root} 已经是工作目录，不能在上面再造一个县",
            remedy="请换一个空目录",
        )


def _counts(cases: pl.DataFrame) -> dict[str, Json]:
    counted: dict[str, dict[str, Json]] = {}
    groups = cases.group_by("rule", "kind").len().sort("rule", "kind")
    for rule, kind, count in groups.iter_rows():
        counted.setdefault(rule, {})[kind] = count
    found: dict[str, Json] = dict(counted)
    return found
