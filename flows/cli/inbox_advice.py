"""What to do about a sheet: nothing, one exact command, or words for the clerk."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from connectors.propose import Decided, suggested
from connectors.recognise import Recognition
from connectors.view import Fit, SheetView
from store.heading import plain_heading


class State(StrEnum):
    """How far a sheet is from being taken."""

    READY = "ready"  # the night takes it as it is
    MAP = "map"  # the command makes it ready
    ASK = "ask"  # the supplier must say or deliver something
    SKIP = "skip"  # nothing to take


@dataclass(frozen=True, kw_only=True)
class Advice:
    """What to do about one sheet; `command` is "" where none helps."""

    state: State
    text: str
    command: str = ""


@dataclass(frozen=True, kw_only=True)
class Called:
    """How `inbox check` was called, so that its advice can be copied as it is."""

    home: Path | None
    supplier: str | None


def advice_for(view: SheetView, file: Path, called: Called) -> Advice:
    """Return what to do about a sheet."""
    if view.hidden:
        text = "隐藏的工作表不读取；如应报送，请取消隐藏后重新保存"
        return Advice(state=State.SKIP, text=text)
    if isinstance(view.what, Recognition):
        return _ready(view, file, called)
    fit = view.fit
    if fit is None:
        return _nothing_like(view, file, called)
    decided = suggested(fit)
    titles = {fit.contract.column(name).title for name in decided.columns.values()}
    lost = [title for title in fit.missing if title not in titles]
    if lost:
        return _incomplete(lost, fit, map_command(view, file, called, decided))
    if fit.doubled:
        return _doubled(view, fit, file, called)
    text = "核对下面的对应关系后运行（建议不对时改其中的列名）："
    return Advice(
        state=State.MAP, text=text, command=map_command(view, file, called, decided)
    )


def map_command(view: SheetView, file: Path, called: Called, decided: Decided) -> str:
    """Return the command that saves a mapping for a sheet."""
    dataset = view.fit.contract.path if view.fit else "数据集"
    words = ["crosscheck", "inbox", "map", str(file)]
    if view.around.sheet:
        words += ["--sheet", view.around.sheet]
    words += ["--dataset", dataset]
    if view.fit and not isinstance(view.what, Recognition) and view.fit.row:
        words += ["--header-row", str(view.fit.row)]
    for heading, column in decided.columns.items():
        words += ["--set", f"{_short(heading)}={column}"]
    for heading in decided.ignored:
        words += ["--ignore", _short(heading)]
    if called.supplier:
        words += ["--supplier", called.supplier]
    if called.home:
        words += ["--home", str(called.home)]
    return shlex.join(words)


def _short(heading: str) -> str:
    """Return a heading that may have line breaks as one word."""
    return "".join(heading.split())


def _ready(view: SheetView, file: Path, called: Called) -> Advice:
    if view.fit is None or not view.fit.match.unknown:
        return Advice(state=State.READY, text="可以直接报送")
    decided = suggested(view.fit)
    return Advice(
        state=State.READY,
        text="可以直接报送；不认识的表头不读入。要读入或以后不再提示，运行：",
        command=map_command(view, file, called, decided),
    )


def _nothing_like(view: SheetView, file: Path, called: Called) -> Advice:
    if isinstance(view.what, Recognition) or not view.what.is_table:
        return Advice(state=State.SKIP, text="说明、小结或空表，不读取")
    return Advice(
        state=State.ASK,
        text="不像任何一类数据。如应报送，先问清是哪一类（crosscheck contracts "
        "list），把“数据集”换成它的名称后运行：",
        command=map_command(view, file, called, Decided()),
    )


def _incomplete(lost: list[str], fit: Fit, command: str) -> Advice:
    columns = "、".join(f"“{title}”" for title in lost)
    example = fit.contract.columns[0].name
    names: Mapping[str, str] = {c.title: c.name for c in fit.contract.columns}
    constant = names.get(lost[0], example)
    return Advice(
        state=State.ASK,
        text=f"按“{fit.contract.title}”缺少必需的列 {columns}：请报送单位补上后重报。"
        f"若其中某列叫法不同，在下面的命令里加 --set 表头={constant}；"
        f"若全表只有一个值，加 --constant {constant}=值：",
        command=command,
    )


def _doubled(view: SheetView, fit: Fit, file: Path, called: Called) -> Advice:
    group = fit.doubled[0]
    claims = "、".join(f"“{_short(heading)}”" for heading in group)
    if len({plain_heading(heading) for heading in group}) < len(group):
        text = f"表头 {claims} 重名：请在文件里给其中一列改名后重新检查"
        return Advice(state=State.ASK, text=text)
    more = [h for one in fit.doubled for h in one[1:]]
    decided = suggested(fit)
    decided = Decided(columns=decided.columns, ignored=[*decided.ignored, *more])
    return Advice(
        state=State.ASK,
        text=f"表头 {claims} 都对应同一列：请向报送单位问明以哪一列为准。"
        f"若以“{_short(group[0])}”为准：",
        command=map_command(view, file, called, decided),
    )
