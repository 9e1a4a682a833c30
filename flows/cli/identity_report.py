"""`crosscheck identity report`: what linking learnt, compared and decided.

In a home it is the last night's linking; without one, that of two files.
"""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from flows.cli.identity_explain import (
    EpochOption,
    ModelOption,
    kept_epoch,
    refuse_files,
    refuse_home,
)
from flows.cli.identity_night import home_or_files
from flows.cli.options import HomeOption, JsonOption
from flows.cli.screen import write_json, write_line, write_table
from flows.identity_figures import identity_figures
from flows.read_table import read_table
from flows.write_file import write_text
from identity.matcher.epoch import MILLI
from identity.matcher.link import link
from identity.report.figures import Asked, Figures, figures, plain_figures
from identity.report.page import headline, report_page
from identity.report.weights import Truth
from store.errors import MatchError, SettingsError

HELP = """报告一次匹配学到了什么、比较了什么、怎样决定、预计错认多少。

写成一页可离线打开的网页，有图，不含任何人的数据。不写文件时报告工作目录的上一夜，
并与更早的一夜和上一次训练相比。
"""
FILES = "crosscheck identity report 左表 右表 --html 网页"
HEADINGS = ("怎么认", "记录", "上一夜")
OptionalLeft = Annotated[
    Path | None,
    typer.Argument(help="左表（通常是人口登记）；省略时报告工作目录的上一夜。"),
]
LeftArgument = Annotated[Path, typer.Argument(help="左表（通常是人口登记）。")]
RightArgument = Annotated[
    Path | None, typer.Argument(help="右表（要认的记录）。--dedupe 时省略。")
]
DedupeOption = Annotated[bool, typer.Option("--dedupe", help="在一个文件内部查重。")]


def report(  # noqa: PLR0913 - one argument an option
    left: OptionalLeft = None,
    right: RightArgument = None,
    home: HomeOption = None,
    *,
    model: ModelOption = "resident",
    epoch: EpochOption = None,
    page: Annotated[
        Path | None, typer.Option("--html", help="网页写到哪个文件。")
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option("--against", help="与哪一次训练结果（文件夹）比较有什么变化。"),
    ] = None,
    bits: Annotated[
        list[float] | None,
        typer.Option("--threshold", help="另看这些接受线（比特），可重复。"),
    ] = None,
    truth: Annotated[
        str, typer.Option("--truth", help="两个文件里写明真实人员的列，用来核对。")
    ] = "",
    dedupe: DedupeOption = False,
    as_json: JsonOption = False,
) -> None:
    """Link, and write the report."""
    asked = Asked(
        thresholds=tuple(round(one * MILLI) for one in bits or ()),
        against=kept_epoch(against),
    )
    if left is None:
        refuse_files(FILES, epoch, truth, dedupe)
        shown = identity_figures(home_or_files(home, FILES), asked)
        names = ("已知的人", "号码没有认出的资料")
    else:
        refuse_home(home)
        check_sides(right, dedupe=dedupe)
        if page is None and not as_json:
            raise SettingsError("请用 --html 写明网页写到哪个文件，或加 --json")
        ours, _ = read_table(left)
        theirs = None if right is None else read_table(right)[0]
        linked = link(ours, theirs, model, epoch=kept_epoch(epoch))
        known = _truth(ours, theirs, truth) if truth else None
        shown = figures(linked, replace(asked, truth=known))
        names = (left.name, right.name if right else "")
    if page is not None:
        write_text(page, report_page(shown, names))
    _tell(shown, page, as_json=as_json)


def check_sides(right: Path | None, *, dedupe: bool) -> None:
    """Refuse one file without `--dedupe`, and two with it; raises `SettingsError`."""
    if dedupe == (right is not None):
        raise SettingsError("要么给左右两个文件，要么给一个文件并加 --dedupe")


def _truth(left: pl.DataFrame, right: pl.DataFrame | None, column: str) -> Truth:
    other = left if right is None else right
    for side, frame in (("左表", left), ("右表", other)):
        if column not in frame.columns:
            raise MatchError(f"{side}没有列“{column}”，不能核对")
    return Truth(left=left[column].cast(pl.String), right=other[column].cast(pl.String))


def _tell(shown: Figures, page: Path | None, *, as_json: bool) -> None:
    if as_json:
        write_json(plain_figures(shown))
        return
    if shown.night is not None:
        write_line(f"{shown.night.sentence}。")
        rows = [(one.title, one.now, one.before) for one in shown.night.rows]
        write_table(f"{shown.night.as_of} 一夜的认人", HEADINGS, rows)
    write_line(headline(shown))
    for notice in shown.notices:
        write_line(f"提示：{notice}")
    if page is not None:
        write_line(f"网页：{page}")
