"""The files of archives, for those who look at single files before a night.

A member is called `包.zip › 名单.xlsx`, as in the snapshots, and may be named so on
the command line; it is unpacked into a temporary folder and gone afterwards.
"""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from connectors.delivery import Delivery
from connectors.readers.archive import WITHIN, is_archive
from connectors.unpack import Unpacked, unpacked
from flows.clock import today
from store.digest import digest_file
from store.errors import CrosscheckError, DeliveryError
from store.home import Home
from store.settings import load_archive_passwords, load_settings


@dataclass(frozen=True, kw_only=True)
class Lying:
    """A file that can be opened, and where it lies: itself, or its archive.

    `shown` is its path as it is named to people. `error` says why an archive could
    not be opened.
    """

    file: Path
    place: Path
    shown: Path
    error: CrosscheckError | None = None


def passwords_of(home: Home | None) -> tuple[str, ...]:
    """Return the passwords of archives that a home knows; none without a home."""
    if home is None or not home.settings.is_file():
        return ()
    return load_archive_passwords(home, load_settings(home))


@contextmanager
def opened(file: Path, passwords: Sequence[str]) -> Generator[list[Lying]]:
    """Yield the file itself, or what an archive holds; the last names a fault."""
    if not is_archive(file):
        yield [Lying(file=file, place=file, shown=file)]
        return
    with TemporaryDirectory(prefix="crosscheck-") as folder:
        found = _unpacked(file, Path(folder), passwords)
        yield [
            *(_lying(member, file) for member in found.files),
            *(
                Lying(file=broken, place=file, shown=_shown(broken, file), error=error)
                for broken, error in found.failed
            ),
        ]


@contextmanager
def opened_member(file: Path, passwords: Sequence[str]) -> Generator[Lying]:
    """Yield a file that is named on the command line, in an archive or not.

    Raises `DeliveryError` where there is none, or where an archive is named itself.
    """
    archive = file.with_name(file.name.split(WITHIN, maxsplit=1)[0])
    if not archive.is_file():
        raise DeliveryError(f"没有文件 {file}", remedy="检查路径")
    with opened(archive, passwords) as lying:
        for one in lying:
            if one.shown.name == file.name and one.error is None:
                yield one
                return
        names = "、".join(one.shown.name for one in lying)
        raise DeliveryError(
            f"{archive.name} 里没有这个文件", remedy=f"里面有：{names}；请写全名"
        )


def _unpacked(file: Path, folder: Path, passwords: Sequence[str]) -> Unpacked:
    delivery = Delivery(
        name="", supplier="", delivered_on=today(), files=(file,), handover=None
    )
    digests = {file.name: digest_file(file)}
    return unpacked(delivery, digests, folder, passwords)[1]


def _lying(member: Path, archive: Path) -> Lying:
    return Lying(file=member, place=archive, shown=_shown(member, archive))


def _shown(member: Path, archive: Path) -> Path:
    return archive.with_name(member.name)
