"""`crosscheck identity explain A B`: why two records are one person, or are not.

In a home both are records or people of the last night; without one, of two files.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.identity_night import (
    Looking,
    explain_at_home,
    home_or_files,
    plain_night,
)
from flows.cli.options import HomeOption, JsonOption
from flows.cli.screen import write_json, write_line
from flows.read_table import read_table
from flows.write_file import write_text
from identity.explain.explanation import Explanation
from identity.explain.page import explanation_page
from identity.explain.plain import plain_explanation
from identity.explain.records import Tables, explain_records
from identity.explain.tell import UNIT, sentences
from identity.matcher.epoch import Epoch
from identity.matcher.epoch_file import read_epoch
from identity.matcher.model_file import load_model
from store.digest import Json
from store.errors import SettingsError

HELP = """说明两条记录为什么认作（或不认作）同一个人，最该补查哪一项。

列出支持、反对、缺少各多少。在工作目录里说明上一夜的认人：编号写成
数据集|角色|记录号、数据集/记录号，或人员编号（P 开头）。不用工作目录时，用
--left 和 --right 给出两条记录所在的文件；只给 --left 表示两条在同一个文件里。
"""
FILES = "crosscheck identity explain 左编号 右编号 --left 左表 --right 右表"
WHERE = "见 crosscheck identity report"
LeftOption = Annotated[
    Path | None, typer.Option("--left", help="左表文件（通常是人口登记）。")
]
RightOption = Annotated[
    Path | None, typer.Option("--right", help="右表文件；省略时两条都在左表里。")
]
ModelOption = Annotated[
    str, typer.Option("--model", help="匹配模型：resident、western 或 .toml 文件。")
]
EpochOption = Annotated[
    Path | None,
    typer.Option("--epoch", help="训练结果的文件夹；省略时从这两个文件里学。"),
]


def explain(  # noqa: PLR0913 - one argument an option
    first: Annotated[str, typer.Argument(metavar="A", help="一条记录或一个人。")],
    second: Annotated[str, typer.Argument(metavar="B", help="另一条。")],
    home: HomeOption = None,
    reason: Annotated[
        str, typer.Option("--reason", help="在工作目录里为何要看完整信息。")
    ] = "",
    *,
    left: LeftOption = None,
    right: RightOption = None,
    model: ModelOption = "resident",
    epoch: EpochOption = None,
    page: Annotated[
        Path | None, typer.Option("--html", help="另写成一页可离线打开的网页。")
    ] = None,
    unmasked: Annotated[
        bool,
        typer.Option("--unmasked", help="网页上显示完整的号码；工作目录里须有理由。"),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Explain on the screen, and where asked on a page."""
    if left is None:
        refuse_files(FILES, right, epoch)
        looking = Looking(unmasked=unmasked, reason=reason)
        found = explain_at_home(home_or_files(home, FILES), first, second, looking)
        whole, linked, said = found.whole, found.linked, found.lines
        _write(page, explanation_page(whole, linked, unmasked=unmasked, said=said))
        _tell(whole, page, plain_night(found) if as_json else None, said)
        return
    refuse_home(home)
    ours, _ = read_table(left)
    theirs = None if right is None else read_table(right)[0]
    whole, linked = explain_records(
        Tables(left=ours, right=theirs),
        first,
        second,
        load_model(model),
        kept_epoch(epoch),
    )
    _write(page, explanation_page(whole, linked, unmasked=unmasked))
    _tell(whole, page, plain_explanation(whole) if as_json else None)
    if linked.notices and epoch is None and not as_json:
        write_line(f"提示：学习时有 {len(linked.notices)} 条提醒，{WHERE}")


def kept_epoch(folder: Path | None) -> Epoch | None:
    """Return the epoch of a folder, where one is named; raises `MatchError`."""
    return None if folder is None else read_epoch(folder)


def refuse_files(remedy: str, *given: object) -> None:
    """Refuse options that go with files only; raises `SettingsError`."""
    if any(given):
        raise SettingsError(
            "没有写明左表文件，而有的选项（如 --right、--epoch）只用于文件",
            remedy=remedy,
        )


def refuse_home(home: Path | None) -> None:
    """Refuse a home beside files; raises `SettingsError`."""
    if home is not None:
        raise SettingsError("--home 和左表文件只能给一样")


def _write(page: Path | None, text: str) -> None:
    if page is not None:
        write_text(page, text)


def _tell(
    whole: Explanation,
    page: Path | None,
    plain: dict[str, Json] | None,
    said: Sequence[str] = (),
) -> None:
    """Write `plain` as JSON where it is asked for, else sentences, `said` first."""
    if plain is not None:
        write_json(plain)
        return
    for one in (*said, *sentences(whole)):
        write_line(f"{one}。")
    write_line(f"（{UNIT}。）")
    if page is not None:
        write_line(f"网页：{page}")
