"""A hole in a policy table: never a silent nought, never more hits.

Every rule runs on one county with everybody's cases while one of its tables ends long
before the first act. Nothing may be found then, and nothing may pass as in order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from county.world import World
from rules.library import all_rules
from rules.policy import policy_tables
from rules.policy.shape import all_shapes
from rules.readiness import readiness, without_rows
from rules.rule import Rule
from rules.runner import REASONS, run_rule
from rules.shared import names_in
from tests.support.clean_county import local_policy
from tests.support.clean_tables import MEMORY_MB, THREADS, write_clean, write_ties
from tests.support.policy import end_rows
from tests.support.whole_county import whole_county

PEOPLE, SEED, LONG_AGO = 1_000, 5, date(1980, 1, 2)
ASKING = [
    pytest.param(rule, name, id=f"{rule.id}-{name}")
    for rule in all_rules()
    for name in rule.policies
]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A county on disk: its tables by contract path, its kin, its own policy."""

    files: Mapping[str, Path]
    ties: Path
    policy: Path

    def run(self, rule: Rule, policy: Path, out: Path) -> Mapping[str, int]:
        """Run a rule; return its hits, the undecided ones and acts said to be fine."""
        reads = {path: self.files[path] for path in rule.reads if path in self.files}
        counters = run_rule(
            rule,
            reads,
            out,
            policy_home=policy,
            memory_mb=MEMORY_MB,
            threads=THREADS,
            ties=self.ties,
        )
        fine = pl.read_parquet(out / REASONS).filter(reason="nothing_found")
        told = {name: int(str(counters[name])) for name in ("hit", "cannot_decide")}
        return {**told, "silent": int(fine["acts"].sum())}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("county")
    world: World = whole_county(PEOPLE, SEED)
    paths = sorted({path for rule in all_rules() for path in rule.reads})
    (folder / "clean").mkdir()
    files = write_clean(world, paths, folder / "clean")
    empty = without_rows(files)
    usable = {path: file for path, file in files.items() if path not in empty}
    return Place(
        files=usable, ties=write_ties(world, folder), policy=local_policy(folder)
    )


def ended(folder: Path, name: str) -> Path:
    """Return the office's policy in which a table ended long ago."""
    policy = local_policy(folder)
    end_rows(policy, name, LONG_AGO)
    return policy


def has_holes(place: Place, name: str) -> bool:
    """Say whether the end of a table's rows is a hole: it is no calendar, nor empty."""
    rows = policy_tables(place.policy, {name})[name]
    return all_shapes()[name].ends != "normal" and not rows.is_empty()


@pytest.mark.parametrize(("rule", "name"), ASKING)
def test_a_table_that_ended_leaves_nothing_in_order(
    place: Place, tmp_path: Path, rule: Rule, name: str
) -> None:
    if readiness(rule, place.files).status == "cannot":
        return
    after = place.run(rule, ended(tmp_path, name), tmp_path)
    if has_holes(place, name):
        silent = after["silent"] if name in names_in(rule.sql).policies else 0
        assert (after["hit"], silent) == (0, 0), after
        return
    before = place.run(rule, place.policy, tmp_path)
    assert after["hit"] <= before["hit"] <= after["hit"] + after["cannot_decide"]
