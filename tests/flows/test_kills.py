"""A night that is killed twenty times ends as if nothing had happened.

Real processes, really killed: the whole process group gets SIGKILL at moments
drawn from a seed, spread over all stages and the publishing at the end. Each
next run resumes what stands.
"""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from store.home import Home
from store.stage import MANIFEST
from tests.support.homes import (
    AS_OF,
    ROOT,
    command,
    crosscheck,
    environment,
    exported,
    fingerprints,
)

SEED, KILLS, AT_PUBLISHING = 20261120, 20, 3
POLL_SECONDS, LONGEST_DELAY, GIVE_UP_SECONDS = 0.003, 0.08, 120.0


def stages(home: Home) -> int:
    """Return how many stages and snapshots stand finished."""
    whole = home.stages.glob(f"*/*/{MANIFEST}")
    return sum(1 for _ in whole) + sum(
        1 for _ in home.snapshots.glob("*/manifest.json")
    )


def arguments(home: Home) -> tuple[str, ...]:
    return ("night", "--home", str(home.root), "--as-of", AS_OF, "--quiet")


def kill_when(home: Home, server: str, moment: Callable[[], bool]) -> bool:
    """Start a night, kill it once `moment` is there; say whether it was killed."""
    child = subprocess.Popen(
        command(*arguments(home)),
        cwd=ROOT,
        env=environment(PREFECT_API_URL=server),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + GIVE_UP_SECONDS
    while child.poll() is None and not moment():
        assert time.monotonic() < deadline, "the moment never came"
        time.sleep(POLL_SECONDS)
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
    return child.wait() == -signal.SIGKILL


def reached(home: Home, count: int, delay: float) -> Callable[[], bool]:
    """Return a moment: so many stages stand, and a little later."""

    def moment() -> bool:
        if stages(home) < count:
            return False
        time.sleep(delay)
        return True

    return moment


def publishing(home: Home, delay: float) -> Callable[[], bool]:
    """Return a moment: the next warehouse is being written."""
    draft = home.root / "warehouse.duckdb.new"

    def moment() -> bool:
        if not draft.exists():
            return False
        time.sleep(delay)
        return True

    return moment


def test_twenty_kills_leave_no_trace(
    fresh_home: Home, finished_home: Home, server: str
) -> None:
    chance = random.Random(SEED)
    total = stages(finished_home)
    counts = sorted(chance.sample(range(total), KILLS - AT_PUBLISHING))
    killed = 0
    for count in counts:
        delay = chance.uniform(0, LONGEST_DELAY)
        killed += kill_when(fresh_home, server, reached(fresh_home, count, delay))
    for _ in range(AT_PUBLISHING):
        delay = chance.uniform(0, LONGEST_DELAY)
        killed += kill_when(fresh_home, server, publishing(fresh_home, delay))
    assert killed == KILLS
    done = crosscheck(*arguments(fresh_home), PREFECT_API_URL=server)
    assert done.returncode == 0, done.stderr
    assert_same(fresh_home, finished_home)


def assert_same(home: Home, undisturbed: Home) -> None:
    assert fingerprints(home) == fingerprints(undisturbed)
    assert exported(home) == exported(undisturbed)
    left = [*home.root.glob("*/.draft-*"), *home.stages.glob("*/.draft-*")]
    assert left == []
    assert _names(home.stages) == _names(undisturbed.stages)
    assert _names(home.snapshots) == _names(undisturbed.snapshots)


def _names(root: Path) -> list[str]:
    manifests = [*root.rglob(MANIFEST), *root.rglob("manifest.json")]
    return sorted(str(path.relative_to(root)) for path in manifests)
