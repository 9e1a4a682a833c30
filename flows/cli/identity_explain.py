"""`crosscheck identity explain A B`: why two records are one person, or are not."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.options import JsonOption
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
from store.errors import SettingsError

HELP = """说明两条记录为什么认作（或不认作）同一个人，最该补查哪一项。

列出支持、反对、缺少各多少。不需要工作目录：用 --left 和 --right 给出两条记录
所在的文件；只给 --left 表示两条在同一个文件里。
"""
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
    left_id: Annotated[str, typer.Argument(help="左表记录的编号。")],
    right_id: Annotated[str, typer.Argument(help="右表记录的编号。")],
    *,
    left: LeftOption = None,
    right: RightOption = None,
    model: ModelOption = "resident",
    epoch: EpochOption = None,
    page: Annotated[
        Path | None, typer.Option("--html", help="另写成一页可离线打开的网页。")
    ] = None,
    unmasked: Annotated[
        bool, typer.Option("--unmasked", help="网页上显示完整的号码。")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Explain on the screen, and where asked on a page."""
    if left is None:
        raise SettingsError(
            "请用 --left 写明左表文件",
            remedy="crosscheck identity explain 左编号 右编号 --left 左表 --right 右表",
        )
    ours, _ = read_table(left)
    theirs = None if right is None else read_table(right)[0]
    whole, linked = explain_records(
        Tables(left=ours, right=theirs),
        left_id,
        right_id,
        load_model(model),
        kept_epoch(epoch),
    )
    if page is not None:
        write_text(page, explanation_page(whole, linked, unmasked=unmasked))
    _tell(whole, page, as_json=as_json)
    if linked.notices and epoch is None and not as_json:
        write_line(f"提示：学习时有 {len(linked.notices)} 条提醒，{WHERE}")


def kept_epoch(folder: Path | None) -> Epoch | None:
    """Return the epoch of a folder, where one is named; raises `MatchError`."""
    return None if folder is None else read_epoch(folder)


def _tell(whole: Explanation, page: Path | None, *, as_json: bool) -> None:
    if as_json:
        write_json(plain_explanation(whole))
        return
    for said in sentences(whole):
        write_line(f"{said}。")
    write_line(f"（{UNIT}。）")
    if page is not None:
        write_line(f"网页：{page}")
