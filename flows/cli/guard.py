"""Around every command: known errors become one line, and the process ends quietly."""

import atexit
import os
import sys
from collections.abc import Callable
from typing import NoReturn

from flows.cli.screen import write_error
from flows.quiet_libraries import quiet_libraries
from flows.translate_errors import REMEDY, is_full
from store.errors import CrosscheckError, StorageError

UNEXPECTED, INTERRUPTED = 1, 130


def guarded(command: Callable[[], object]) -> int:
    """Run a command and return its exit code; a known error is one red line."""
    try:
        command()
    except CrosscheckError as error:
        return _fail(error)
    except OSError as error:
        return _fail(_storage_error(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    return 0


def run_to_end(command: Callable[[], object]) -> NoReturn:
    """Run a command, then end the process without taking Python apart.

    Prefect's background threads keep DuckDB's module alive while Python is
    dismantled, and its bindings then fill the terminal with leak reports. So
    the last thing that happens after everybody's clean-up is a plain exit.
    """
    code = UNEXPECTED

    def leave() -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)

    atexit.register(leave)  # registered first, so it runs last
    quiet_libraries()
    code = guarded(command)
    sys.exit(code)


def _storage_error(error: OSError) -> StorageError:
    if is_full(error):
        return StorageError("磁盘已满或不可写", remedy=REMEDY)
    place = f"{error.filename}：" if error.filename else ""
    reason = error.strerror or type(error).__name__
    return StorageError(f"{place}{reason}", remedy="检查路径和权限")


def _fail(error: CrosscheckError) -> int:
    write_error(f"错误：{error}")
    return error.exit_code
