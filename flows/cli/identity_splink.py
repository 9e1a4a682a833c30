"""`crosscheck identity splink`: weights as Splink settings, for a third party."""

import json
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.identity_explain import EpochOption, ModelOption, kept_epoch
from flows.cli.identity_report import (
    DedupeOption,
    LeftArgument,
    RightArgument,
    check_sides,
)
from flows.cli.screen import write_line
from flows.read_table import read_table
from flows.write_file import draft_of, write_text
from identity.matcher.link import link
from identity.splink import splink_pairs, splink_settings
from store.errors import SettingsError

HELP = """把分量写成 Splink 5 的设置文件，第三方可以自己重算每一对。

另写一个同名的 .parquet：每对记录各字段的级别和频率，不含姓名和号码。
"""


def splink(  # noqa: PLR0913 - one argument an option
    left: LeftArgument,
    right: RightArgument = None,
    *,
    model: ModelOption = "resident",
    epoch: EpochOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="设置文件，以 .json 结尾。")
    ] = None,
    dedupe: DedupeOption = False,
) -> None:
    """Link, and write settings and pairs."""
    check_sides(right, dedupe=dedupe)
    if out is None or out.suffix.lower() != ".json":
        raise SettingsError("请用 --out 写明设置文件，以 .json 结尾")
    ours, _ = read_table(left)
    theirs = None if right is None else read_table(right)[0]
    linked = link(ours, theirs, model, epoch=kept_epoch(epoch))
    pairs, beside = splink_pairs(linked), out.with_suffix(".parquet")
    part = draft_of(beside)
    pairs.write_parquet(part)
    part.replace(beside)
    write_text(out, json.dumps(splink_settings(linked), ensure_ascii=False, indent=1))
    write_line(f"设置：{out}")
    write_line(f"配对：{beside}（{pairs.height:,} 对）")
