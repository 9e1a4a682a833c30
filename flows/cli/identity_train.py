"""`crosscheck identity train`: learn the matching weights anew and say what moves."""

from flows.cli.options import AsOfOption, HomeOption, JsonOption, QuietOption, home_of
from flows.cli.progress import watched
from flows.cli.screen import write_json, write_line
from flows.train_identity import Moved, train_identity

TRAIN_HELP = "用现有数据重新学习匹配权重，并报告哪些关联会变（只报数目）。"


def train(
    home: HomeOption = None,
    as_of: AsOfOption = None,
    *,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Make a new epoch, which nights use from now on, and report what moved."""
    with watched(quiet=quiet or as_json):
        moved = train_identity(home_of(home), as_of.date() if as_of else None)
    if as_json:
        write_json(moved.record)
        return
    for line in _lines(moved):
        write_line(line)


def _lines(moved: Moved) -> list[str]:
    if moved.epoch == moved.before:
        return [f"学到的与现用的训练结果 {moved.epoch} 相同，没有变化"]
    before = f"原来的是 {moved.before}" if moved.before else "此前没有"
    return [
        f"新的训练结果 {moved.epoch}（{before}），下一夜起使用",
        f"记录 {moved.records:,} 条，认出 {moved.tied:,} 条："
        f"新认出 {moved.won:,} 条，不再认 {moved.lost:,} 条，"
        f"改认他人 {moved.changed:,} 条",
        *(f"注意：{notice}" for notice in moved.notices),
    ]
