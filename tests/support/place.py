"""A simulated county on disk, as rules are given it: tables, kin, local policy."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from county.build import SETTINGS
from county.local_policy import write_local_policy
from county.world import World
from rules.rule import Rule
from rules.runner import inputs_of, run_rule
from store.digest import Json
from store.home import Home
from tests.support.clean_tables import MEMORY_MB, THREADS, write_clean, write_ties


@dataclass(frozen=True, kw_only=True)
class Place:
    """A county's tables by contract path, its kin and its own policy."""

    world: World
    files: Mapping[str, Path]
    ties: Path
    policy: Path

    def given(self, rule: Rule) -> dict[str, Path]:
        """Return the files that a rule is given."""
        paths = inputs_of(rule)
        return {path: self.files[path] for path in paths if path in self.files}

    def run(self, rule: Rule, policy: Path, out: Path) -> dict[str, Json]:
        """Run a rule under a policy, its files into `out`; return its counters."""
        return run_rule(
            rule,
            self.given(rule),
            out,
            policy_home=policy,
            memory_mb=MEMORY_MB,
            threads=THREADS,
            ties=self.ties,
        )


def write_place(world: World, paths: Iterable[str], folder: Path) -> Place:
    """Write the tables of those paths, everybody's kin and the local policy."""
    clean, kin = folder / "clean", folder / "kin"
    clean.mkdir()
    kin.mkdir()
    return Place(
        world=world,
        files=write_clean(world, paths, clean),
        ties=write_ties(world, kin),
        policy=local_policy(folder),
    )


def local_policy(folder: Path) -> Path:
    """Write the county's own figures as its home has them; return their folder."""
    return local_home(folder / "home").policy


def local_home(folder: Path) -> Home:
    """Make a folder a home with the county's own figures and settings."""
    home = Home(folder)
    home.create()
    write_local_policy(home.policy)
    home.settings.write_text(SETTINGS, encoding="utf-8")
    return home
