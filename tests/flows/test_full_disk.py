"""A disk that fills up: one message, exit code 18, and the home as it was.

The system refuses to let a file grow past a limit, which DuckDB, polars and
Python meet just as they meet a full disk. It needs no privileges and no mount.
"""

import pytest

from store.home import Home
from tests.support.homes import AS_OF, copied, crosscheck, exported, fingerprints

NEXT = "2026-11-21"


def _night(home: Home, server: str, as_of: str, limit: int | None = None) -> str:
    done = crosscheck(
        "night", "--home", str(home.root), "--as-of", as_of, "--quiet",
        largest_file=limit, PREFECT_API_URL=server,
    )  # fmt: skip
    assert done.returncode == (18 if limit else 0), done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize("limit", [4 << 10, 40 << 10])
def test_a_disk_full_from_the_start_publishes_nothing(
    fresh_home: Home, finished_home: Home, server: str, limit: int
) -> None:
    said = _night(fresh_home, server, AS_OF, limit)
    assert "磁盘" in said
    assert not fresh_home.warehouse.exists()
    assert not list(fresh_home.root.glob("*/.draft-*"))
    _night(fresh_home, server, AS_OF)
    assert fingerprints(fresh_home) == fingerprints(finished_home)


def test_a_disk_full_at_publishing_keeps_the_last_good_night(
    finished_home: Home, server: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = copied(finished_home, tmp_path_factory.mktemp("publish") / "home")
    before, clues = fingerprints(home), exported(home)
    _night(home, server, NEXT, home.warehouse.stat().st_size // 2)
    assert fingerprints(home) == before
    assert exported(home) == clues
    assert not list(home.root.glob("warehouse.duckdb.new*"))
    _night(home, server, NEXT)
    assert fingerprints(home) != before
