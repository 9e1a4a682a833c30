"""Tell a full disk from a bad file: the one stops the night, the other does not."""

import errno
from collections.abc import Generator
from contextlib import contextmanager

import polars as pl

from store.errors import StorageError

FULL = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EROFS})
FULL_TEXTS = ("No space left", "File too large", "quota exceeded", "Read-only file")


@contextmanager
def disk_watched() -> Generator[None]:
    """Turn what a full disk raises into `StorageError`; let the rest through."""
    try:
        yield
    except (OSError, pl.exceptions.PolarsError) as error:
        number = error.errno if isinstance(error, OSError) else None
        if number in FULL or any(text in str(error) for text in FULL_TEXTS):
            raise StorageError(
                "磁盘空间不足或不可写，无法保存快照", remedy="清理磁盘后重新运行"
            ) from error
        raise
