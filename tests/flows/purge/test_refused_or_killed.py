"""Destroying that is refused, only told, or cut off in the middle."""

import json
import subprocess
import sys
from collections.abc import Sequence

import pytest

from flows import purge as purging
from flows.destroyed import PLAN, destructions
from flows.night import run_night
from store.errors import BusyError, SettingsError, StorageError
from store.home import Home
from store.lock import hold
from tests.flows.deliveries import ALIVE
from tests.flows.leftovers import files_with
from tests.flows.purge.destroying import (
    DEATHS,
    NAMED,
    NEXT,
    PENSION,
    assert_nothing_left,
    destroy,
    told_by,
)
from tests.support.homes import ROOT, environment

# A child that is killed with SIGKILL at the n-th thing it removes or renames.
KILLER = """
import os, pathlib, shutil, signal, sys
left = int(sys.argv.pop(1))
def dying(call):
    def wrapped(*given, **named):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*given, **named)
    return wrapped
for name in ("unlink", "replace", "rmdir"):
    setattr(pathlib.Path, name, dying(getattr(pathlib.Path, name)))
shutil.rmtree = dying(shutil.rmtree)
from flows.cli.main import main
main()
"""


def test_a_dry_run_lists_and_touches_nothing(home: Home) -> None:
    before = {path: path.stat().st_mtime_ns for path in home.root.rglob("*")}
    place = ("--home", str(home.root), "--dry-run")
    assert PENSION in told_by("purge", "--delivery", PENSION, *place)
    (one,) = json.loads(told_by("purge", "--delivery", PENSION, "--json", *place))
    assert list(one["files"]) == ["养老金发放.csv"]
    assert {path: path.stat().st_mtime_ns for path in home.root.rglob("*")} == before


def test_refuses_while_a_night_runs(home: Home) -> None:
    with hold(home.night_lock), pytest.raises(BusyError):
        destroy(home, PENSION)
    assert (home.inbox / PENSION).exists()
    assert not (home.intake / PLAN).exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--delivery", PENSION), "姓名和理由"),
        (("--delivery", PENSION, "--name", "甲"), "姓名和理由"),
        (("--delivery", "县社保中心/没有", *NAMED), "没有这一批"),
        (("--delivery", "../keys", *NAMED), "没有这一批"),
        (("--as-of", "2999-01-01", *NAMED), "将来的日期"),
    ],
)
def test_refuses_and_destroys_nothing(
    home: Home, arguments: Sequence[str], said: str
) -> None:
    with pytest.raises(SettingsError, match=said):
        told_by("purge", *arguments, "--home", str(home.root))
    assert (home.inbox / PENSION).exists()
    assert home.warehouse.exists()


def test_says_where_data_are_left_and_certifies_nothing(home: Home) -> None:
    (home.root / "mappings" / "手抄.txt").write_text(ALIVE, encoding="utf-8")
    with pytest.raises(StorageError, match="手抄") as caught:
        destroy(home, PENSION)
    assert ALIVE not in str(caught.value)
    assert (home.inbox / PENSION).exists()
    assert destructions(home) == []
    (home.root / "mappings" / "手抄.txt").unlink()
    destroy(home)
    assert_nothing_left(home)


def test_a_night_between_a_kill_and_the_end_leaves_the_delivery_alone(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(purging, "_remove_originals", killed)
        with pytest.raises(KeyboardInterrupt):
            destroy(home, PENSION)
    assert (home.intake / PLAN).is_file()
    result = run_night(home, NEXT)
    assert {one.delivery for one in result.report.deliveries} == {DEATHS}
    destroy(home, PENSION)
    assert_nothing_left(home, "warehouse.duckdb")  # of that night, without it


def test_killed_at_every_step_it_ends_the_same(home: Home) -> None:
    arguments = ("purge", "--delivery", PENSION, *NAMED, "--as-of", "2026-01-01")
    kills = 0
    for count in (0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20, 30):
        done = subprocess.run(
            [
                *(sys.executable, "-c", KILLER, str(count), *arguments),
                *("--home", str(home.root)),
            ],
            capture_output=True,
            check=False,
            cwd=ROOT,
            env=environment(),
            encoding="utf-8",
            timeout=120,
        )
        if done.returncode == 0:
            break
        assert done.returncode == -9, done.stderr
        kills += 1
    assert kills >= 5
    assert_nothing_left(home)
    assert run_night(home, NEXT).report.failures == ()
    assert files_with(home, ALIVE) == []
