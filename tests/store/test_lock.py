"""One night at a time."""

import subprocess
import sys
from pathlib import Path

import pytest

from store.errors import BusyError
from store.lock import hold

HOLDER = """
import sys, time
from pathlib import Path
from store.lock import hold
with hold(Path(sys.argv[1])):
    sys.stdout.write("held\\n"); sys.stdout.flush()
    time.sleep(60)
"""


def test_a_second_holder_is_refused_while_the_first_one_holds(tmp_path: Path) -> None:
    file = tmp_path / "night.lock"
    with hold(file), pytest.raises(BusyError, match="另一夜"), hold(file):
        pass


def test_the_lock_is_free_again_after_its_holder(tmp_path: Path) -> None:
    file = tmp_path / "night.lock"
    for _ in range(2):
        with hold(file):
            assert file.is_file()


def test_a_killed_holder_leaves_the_lock_free(tmp_path: Path) -> None:
    file = tmp_path / "night.lock"
    command = [sys.executable, "-c", HOLDER, str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        with pytest.raises(BusyError), hold(file):
            pass
        child.kill()
        child.wait()
    with hold(file):
        pass
