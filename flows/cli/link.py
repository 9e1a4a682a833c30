"""`crosscheck link`: link two files, or one with itself, without a home."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from flows.cli.identity_ask import read_label_file
from flows.cli.options import JsonOption
from flows.cli.screen import write_json, write_line
from flows.read_table import read_table
from identity.calibration import ISOTONIC, OWN, PLATT
from identity.labels import Labelled, with_labels
from identity.matcher.epoch_file import read_epoch, write_epoch
from identity.matcher.link import Linked, link
from identity.matcher.result import link_table, summary
from identity.report.levels import notices_in_words
from store.digest import Json
from store.errors import SettingsError

CALIBRATIONS = {
    OWN: "概率不另校准（校准不比模型自己的概率更准）",
    PLATT: "概率按逻辑曲线（Platt）校准",
    ISOTONIC: "概率按保序回归校准",
}
HELP = """把两个文件里的记录认成同一个人（或一个文件内部查重），不需要工作目录。

每行是一对打过分的记录：接受、待核或（加 --all）拒绝，并写明理由。
"""


def link_files(  # noqa: PLR0913 - one argument an option
    left: Annotated[Path, typer.Argument(help="左表（通常是人口登记）。")],
    right: Annotated[
        Path | None, typer.Argument(help="右表（要认的记录）。--dedupe 时省略。")
    ] = None,
    model: Annotated[
        str, typer.Option("--model", help="匹配模型：resident、western 或 .toml 文件。")
    ] = "resident",
    out: Annotated[
        Path | None, typer.Option("--out", help="结果文件：.parquet 或 .csv。")
    ] = None,
    *,
    dedupe: Annotated[
        bool, typer.Option("--dedupe", help="在一个文件内部查重。")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="也写出被拒绝的候选对。")
    ] = False,
    many: Annotated[
        bool, typer.Option("--many", help="右表的一条可以接受左表的多条。")
    ] = False,
    epoch: Annotated[
        Path | None,
        typer.Option("--epoch", help="用以前训练好的数值（文件夹），不重新学习。"),
    ] = None,
    save_epoch: Annotated[
        Path | None,
        typer.Option("--save-epoch", help="把这次学到的数值存到文件夹，供以后用。"),
    ] = None,
    state: Annotated[
        Path | None,
        typer.Option("--state", help="记住这次的结果；下次只比较新增和变动的记录。"),
    ] = None,
    labels: Annotated[
        Path | None,
        typer.Option(
            "--labels",
            help="人判定过的记录对（left_id、right_id、verdict），用来校准概率；"
            "不改变 --save-epoch 和 --state 存下的数值。",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Link, write the pairs, and say in a few lines what was found."""
    if dedupe == (right is not None):
        raise SettingsError(
            "要么给左右两个文件，要么给一个文件并加 --dedupe",
            remedy="crosscheck link 左表 右表 --model resident --out 结果.parquet",
        )
    if out is None or out.suffix.lower() not in (".parquet", ".csv"):
        raise SettingsError("请用 --out 写明结果文件，以 .parquet 或 .csv 结尾")
    _check_place(out, [left] if right is None else [left, right])
    ours, left_notices = read_table(left)
    theirs, right_notices = (None, ()) if right is None else read_table(right)
    given = None if epoch is None else read_epoch(epoch)
    linked = link(ours, theirs, model, epoch=given, many=many, state=state)
    if save_epoch is not None:
        write_epoch(linked.epoch, save_epoch)
    labelled = None
    if labels is not None:
        labelled = with_labels(linked, read_label_file(labels), many=many)
        linked = labelled.linked
    _write(link_table(linked, every=every), out)
    told = Told(linked=linked, labelled=labelled, out=out)
    _tell(told, (*left_notices, *right_notices), as_json=as_json)


def _check_place(out: Path, inputs: list[Path]) -> None:
    """Refuse, before hours of work, a result that cannot be put where it is asked."""
    if not out.parent.is_dir():
        raise SettingsError(f"没有文件夹 {out.parent.name}", remedy="先建好再运行")
    if out.is_dir():
        raise SettingsError(f"{out.name} 是文件夹", remedy="请用 --out 写明结果文件")
    if any(out.resolve() == one.resolve() for one in inputs):
        raise SettingsError(
            f"--out 不能是要匹配的文件 {out.name}", remedy="请给结果另起一个名字"
        )


def _write(rows: pl.DataFrame, out: Path) -> None:
    """Write the pairs; into place only when whole."""
    part = out.with_name(f".{out.name}.part")
    if out.suffix.lower() == ".csv":
        rows.write_csv(part, include_bom=True)
    else:
        rows.write_parquet(part)
    part.replace(out)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What there is to say of a linking."""

    linked: Linked
    labelled: Labelled | None
    out: Path


def _tell(what: Told, notices: tuple[str, ...], *, as_json: bool) -> None:
    told = summary(what.linked)
    every = [*notices, *notices_in_words(what.linked.epoch, what.linked.model)]
    if as_json:
        judged: Mapping[str, Json] = what.labelled.record if what.labelled else {}
        write_json({**told, **judged, "notices": every, "out": str(what.out)})
        return
    for notice in every:
        write_line(f"提示：{notice}")
    write_line(
        f"左表 {told['left_records']} 条，右表 {told['right_records']} 条；"
        f"接受 {told['accepted']} 对，待核 {told['review']} 对；"
        f"预计错认 {told['expected_false']} 对"
    )
    if what.labelled is not None:
        write_line(_judged(what.labelled))
    write_line(f"结果：{what.out}")


def _judged(labelled: Labelled) -> str:
    left_out = labelled.unsure + labelled.unknown
    return (
        f"用了 {labelled.same + labelled.different} 对判定"
        f"（同一人 {labelled.same}，不是 {labelled.different}；"
        f"说不准或不在表里的 {left_out} 对没有用），"
        f"{CALIBRATIONS[labelled.method]}；"
        f"对数损失 {labelled.loss_before:.4f} → {labelled.loss_after:.4f}（越小越准）"
    )
