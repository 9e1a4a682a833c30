"""What tools raise, in the house's own errors: a full disk becomes one of them."""

import errno
from collections.abc import Generator
from contextlib import contextmanager

from polars.exceptions import PolarsError

from store.errors import CrosscheckError, EngineError, StorageError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
FULL_TEXTS = (
    "No space left",
    "File too large",
    "Disk quota exceeded",
    "Read-only file system",
    "database or disk is full",
)
REMEDY = "清理磁盘后重新运行；已发布的结果没有改动"


@contextmanager
def errors_translated() -> Generator[None]:
    """Raise `StorageError` for a full disk and `EngineError` for polars' errors.

    Other errors of the system pass: they may go away when a step is retried.
    """
    try:
        yield
    except StorageError:
        raise
    except (OSError, PolarsError, CrosscheckError) as error:
        if is_full(error):
            raise StorageError("磁盘已满或不可写", remedy=REMEDY) from error
        if isinstance(error, PolarsError):  # its text may quote a row
            raise EngineError(f"polars: {type(error).__name__}") from error
        raise


def is_full(error: BaseException) -> bool:
    """Say whether an error, or one that it came from, tells of a full disk."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, StorageError) or _tells(seen):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def _tells(error: BaseException) -> bool:
    if isinstance(error, OSError) and error.errno in FULL:
        return True
    return any(text in str(error) for text in FULL_TEXTS)
