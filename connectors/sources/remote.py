"""What a pick-up sees of the other side: files in folders, and a way to copy them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from store.digest import digest_json


@dataclass(frozen=True, kw_only=True, order=True)
class RemoteFile:
    """One file: its folder below the source's path, `/`-separated, "" at the top.

    `modified` is in whole seconds since 1970.
    """

    folder: str
    name: str
    size: int
    modified: int

    @property
    def path(self) -> str:
        """Return the path below the source's path."""
        return f"{self.folder}/{self.name}" if self.folder else self.name


class Remote(Protocol):
    """A source that is open."""

    def files(self) -> Sequence[RemoteFile]:
        """Return every regular file; links are not followed."""
        ...

    def copy(self, file: RemoteFile, target: Path) -> None:
        """Append to `target` what it lacks of a file."""
        ...


def signature(files: Sequence[RemoteFile]) -> str:
    """Return the digest of names, sizes and times: how a folder looks from outside."""
    return digest_json([[f.path, f.size, f.modified] for f in sorted(files)])
