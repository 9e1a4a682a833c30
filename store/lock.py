"""One night at a time: a lock that the system lets go of when its holder dies."""

import fcntl
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from store.errors import BusyError


@contextmanager
def hold(file: Path, *, busy: str = "正在运行另一夜") -> Generator[None]:
    """Hold the lock on `file`; raises `BusyError` where another process has it.

    `busy` says what the other one is doing.

    The file stays behind empty; only the hold on it counts, so a killed night
    leaves nothing to clear away.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("ab") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(
                f"{file.parent.name} {busy}", remedy="等它结束后再运行"
            ) from error
        yield
