"""`crosscheck identity judge` and `judgements`: an analyst's word on two records."""

from typing import Annotated, cast

import polars as pl
import typer

from flows.cli.options import HomeOption, JsonOption, home_of
from flows.cli.screen import write_json, write_line
from flows.clock import now
from flows.judge import judge, refused_last_night
from identity.contradictions import contradictions
from identity.judgements import (
    VERDICT_WORDS,
    VERDICTS,
    Judgement,
    Verdict,
    effective,
    judged,
    load_judgements,
)
from store.digest import Json
from store.errors import SettingsError

JUDGE_HELP = """记下人对两条记录的判定：是同一人、不是同一人、说不准。

以后每一夜都照此认人；从不改动数据。再判一次即改判，原来的判定仍留着。判定针对
两条记录所写的内容，以后的报送写得一样时仍然有效。
"""
LIST_HELP = "列出人的判定，以及互相矛盾的判定；只有记录编号，没有个人信息。"
REFERENCE = "写作 '数据集|角色|记录编号'。"
TWO_NUMBERS = (
    "判为同一人，但两条各有一个不同的有效号码；"
    "确有公安机关变更文件的，用 --verdict renumbered"
)
STANDING, REPLACED = "有效", "已改判"


def judge_pair(  # noqa: PLR0913 - one argument an option
    left: Annotated[str, typer.Argument(help=f"一条记录，{REFERENCE}")],
    right: Annotated[str, typer.Argument(help=f"另一条记录，{REFERENCE}")],
    verdict: Annotated[
        str,
        typer.Option(
            "--verdict",
            help="same 同一人、different 不是、unsure 说不准、"
            "renumbered 同一人而号码经公安机关变更（--why 写明文件）。",
        ),
    ],
    why: Annotated[str, typer.Option("--why", help="依据什么；不要写个人信息。")],
    by: Annotated[str, typer.Option("--by", help="谁判的（姓名）。")],
    *,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Record what somebody says of two records."""
    given = Judgement(
        left=left,
        right=right,
        left_says="",  # what the records say is read where the night is
        right_says="",
        verdict=_verdict(verdict),
        by=by,
        at=now().isoformat(timespec="seconds"),
        why=why,
    )
    recorded = judge(home_of(home), given)
    if as_json:
        write_json(recorded.record)
        return
    again = f"，改掉了原来的判定 {recorded.supersedes}" if recorded.supersedes else ""
    write_line(f"已记下 {recorded.event_id}：{VERDICT_WORDS[recorded.verdict]}{again}")


def judgements(home: HomeOption = None, *, as_json: JsonOption = False) -> None:
    """List every judgement, which of them hold, and what contradicts what."""
    at = home_of(home)
    said, refused = load_judgements(at.judgements), refused_last_night(at)
    holds = {one.event_id for one in effective(said).values()}
    against = contradictions(judged(said))
    if as_json:
        every = [{**one.record, "holds": one.event_id in holds} for one in said]
        found: dict[str, Json] = {"contradictions": against.to_dicts()}
        write_json({"judgements": every, **found, "refused": refused})
        return
    if not said:
        write_line("还没有判定")
        return
    for one in said:  # in lines, so that a reference can always be copied whole
        write_line(f"{one.event_id}  {_line(one, is_standing=one.event_id in holds)}")
    _tell_contradictions(against)
    for left, right in refused:
        write_line(f"上一夜没有照办：{left}  {right}（{TWO_NUMBERS}）")


def _verdict(text: str) -> Verdict:
    if text not in VERDICTS:
        raise SettingsError(
            f"没有判定 {text}", remedy=f"--verdict 须是 {'、'.join(VERDICTS)} 之一"
        )
    return cast("Verdict", text)


def _line(one: Judgement, *, is_standing: bool) -> str:
    state = STANDING if is_standing else REPLACED
    return (
        f"{state}  {VERDICT_WORDS[one.verdict]}  {one.left}  {one.right}  "
        f"{one.by}，{one.at}：{one.why}"
    )


def _tell_contradictions(against: pl.DataFrame) -> None:
    if against.is_empty():
        write_line("判定之间没有矛盾")
        return
    write_line(f"有 {against.height} 处矛盾：判为不同的两条，又经别的判定成了同一人")
    for left, right, through in against.iter_rows():
        write_line(f"  {left} ≠ {right}，经 {'、'.join(through)}")
