"""`crosscheck init`: a new home with commented settings."""

from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.options import QuietOption
from flows.cli.screen import write_line
from store.errors import SettingsError
from store.home import Home
from store.settings import TEMPLATE, write_home_key

FolderArgument = Annotated[
    Path, typer.Argument(metavar="目录", help="新的工作目录。", show_default=False)
]


def init(folder: FolderArgument, *, quiet: QuietOption = False) -> None:
    """Make a new home: folders, commented settings, the office's key."""
    home = Home(folder.resolve())
    if home.settings.exists():
        raise SettingsError(
            f"{folder} 已经是工作目录", remedy="换一个目录，或直接修改其中的设置"
        )
    if folder.exists() and not folder.is_dir():
        raise SettingsError(f"{folder} 不是目录", remedy="换一个目录")
    home.create()
    write_home_key(home)
    template = files("store").joinpath(TEMPLATE).read_text(encoding="utf-8")
    home.settings.write_text(template, encoding="utf-8")
    if not quiet:
        write_line(f"已建立工作目录 {folder}")
        write_line(f"把各部门的数据放进 {folder / 'inbox'} 后运行：")
        write_line(f"  crosscheck night --home {folder}")
