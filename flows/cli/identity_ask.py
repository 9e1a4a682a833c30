"""`crosscheck identity ask`: the pairs worth judging, as a file to fill in."""

from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from flows.cli.identity_explain import EpochOption, ModelOption, kept_epoch
from flows.cli.identity_report import (
    DedupeOption,
    LeftArgument,
    RightArgument,
    check_sides,
)
from flows.cli.options import JsonOption
from flows.cli.screen import write_json, write_line
from flows.read_table import read_table
from flows.write_file import draft_of
from identity.ask import question_sheet
from identity.labels import read_labels
from identity.matcher.link import link
from store.errors import SettingsError

HELP = """挑出最值得由人判定的记录对，写成一个待填的表。

靠近接受线的优先，各种情形都挑到；号码打码。在 verdict 列填 同一人、不是同一人
或 说不准，再用 crosscheck link --labels 交回。不需要工作目录。
"""
LabelsOption = Annotated[
    Path | None, typer.Option("--labels", help="已判定的文件；其中的不再问。")
]


def ask(  # noqa: PLR0913 - one argument an option
    left: LeftArgument,
    right: RightArgument = None,
    *,
    model: ModelOption = "resident",
    count: Annotated[int, typer.Option("--count", min=1, help="挑多少对。")] = 50,
    out: Annotated[
        Path | None, typer.Option("--out", help="待填的表，以 .csv 结尾。")
    ] = None,
    epoch: EpochOption = None,
    labels: LabelsOption = None,
    dedupe: DedupeOption = False,
    as_json: JsonOption = False,
) -> None:
    """Link, and write the pairs worth asking about."""
    check_sides(right, dedupe=dedupe)
    if out is None or out.suffix.lower() != ".csv":
        raise SettingsError("请用 --out 写明待填的表，以 .csv 结尾")
    ours, _ = read_table(left)
    theirs = None if right is None else read_table(right)[0]
    linked = link(ours, theirs, model, epoch=kept_epoch(epoch))
    tables = (ours, ours if theirs is None else theirs)
    sheet = question_sheet(linked, tables, count, read_label_file(labels))
    part = draft_of(out)
    sheet.write_csv(part, include_bom=True)
    part.replace(out)
    if as_json:
        write_json({"asked": sheet.height, "out": str(out)})
        return
    write_line(f"待判定 {sheet.height} 对：{out}")
    write_line(
        "填好 verdict 列后：crosscheck link 左表 右表 --labels 该文件 --out 结果"
    )


def read_label_file(file: Path | None) -> pl.DataFrame:
    """Return the verdicts of a file, none without one; raises `MatchError`."""
    if file is None:
        return pl.DataFrame(
            schema=dict.fromkeys(("left_id", "right_id", "verdict"), pl.String)
        )
    return read_labels(read_table(file)[0], file.name)
