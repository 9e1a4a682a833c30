"""A folder of this machine, or a share that the system has mounted."""

import os
import shutil
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from connectors.sources.remote import Remote, RemoteFile
from store.errors import SettingsError, SourceError
from store.home import Home
from store.source_settings import ShareSource


class _Share:
    def __init__(self, root: Path) -> None:
        self.root = root

    def files(self) -> Sequence[RemoteFile]:
        found: list[RemoteFile] = []
        for folder, _, names in os.walk(self.root, onerror=_raised):
            for name in names:
                file = Path(folder, name)
                if file.is_symlink() or not file.is_file():
                    continue
                state, below = file.stat(), file.parent.relative_to(self.root)
                found.append(
                    RemoteFile(
                        folder="" if below == Path() else below.as_posix(),
                        name=name,
                        size=state.st_size,
                        modified=int(state.st_mtime),
                    )
                )
        return found

    def copy(self, file: RemoteFile, target: Path) -> None:
        with (self.root / file.path).open("rb") as source, target.open("ab") as out:
            source.seek(out.tell())
            shutil.copyfileobj(source, out, 1 << 20)


def _raised(error: OSError) -> None:
    raise error


@contextmanager
def open_share(name: str, source: ShareSource, home: Home) -> Generator[Remote]:
    """Open a folder; raises `SourceError` where it is not there or breaks off."""
    root = Path(source.path)
    if not root.is_absolute() or root.resolve().is_relative_to(home.root):
        raise SettingsError(
            f"来源 {name} 的 path 须是工作目录以外的绝对路径", remedy="改正 path"
        )
    try:
        if not root.is_dir():
            raise SourceError(
                f"来源 {name}：目录 {root} 不存在，可能共享没有挂载",
                remedy="检查挂载（mount）和网络；下一夜会自动再取",
            )
        yield _Share(root)
    except OSError as error:
        raise SourceError(
            f"来源 {name}：读取共享目录时出错（{error.strerror or '无法读取'}）",
            remedy="检查挂载、权限和磁盘空间；下一夜会自动再取",
        ) from error
