"""`crosscheck clues list|show|export`: the ranked clues, masked unless unmasked."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from clues.clue import Clue
from clues.export import export_clues, jsonl_text
from clues.labels import QUEUES
from clues.listing import of_identity, published_clues, ranked, to_recheck
from clues.render import clue_json
from clues.unmask import unmask
from flows.cli.clue_table import write_clue, write_clues
from flows.cli.file_form import form_of
from flows.cli.options import HomeOption, JsonOption, QuietOption, RuleOption, home_of
from flows.cli.screen import write_json, write_line
from store.errors import ClueError
from store.home import Home
from store.settings import load_settings

clues_app = typer.Typer(
    help="疑点：列出、查看、导出（默认脱敏）。", no_args_is_help=True
)


class Form(StrEnum):
    """What an export is written as."""

    JSONL = "jsonl"
    XLSX = "xlsx"


class Identity(StrEnum):
    """Whether it is settled who a clue is about."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"


class QueueName(StrEnum):
    """Which queue is asked for; the two are never listed together."""

    CLUE = "clue"
    ENTITLEMENT = "entitlement"


QueueOption = Annotated[
    QueueName,
    typer.Option(
        "--queue",
        help="clue 疑点；entitlement 应享未享事项（应发未发的待遇），另列、另计。",
    ),
]
TopOption = Annotated[
    int | None,
    typer.Option("--top", min=1, help="只取最前的多少条。", show_default=False),
]
IdentityOption = Annotated[
    Identity | None,
    typer.Option(
        "--identity",
        help="confirmed 只看身份已确认的，unconfirmed 只看待核身份的。",
        show_default=False,
    ),
]
RecheckOption = Annotated[
    bool,
    typer.Option(
        "--recheck",
        help="只看待复核的疑点（所依据的报送有变，或所用规则被撤回），含已消失的。",
    ),
]
UnmaskedOption = Annotated[
    bool, typer.Option("--unmasked", help="显示完整姓名和号码；须有分析员角色和理由。")
]
ReasonOption = Annotated[str, typer.Option("--reason", help="为何要看完整信息。")]


@clues_app.command("list", help="列出疑点，最该先看的在前。")
def list_clues(  # noqa: PLR0913, PLR0917 - one argument an option
    home: HomeOption = None,
    top: TopOption = None,
    rule: RuleOption = "",
    identity: IdentityOption = None,
    reason: ReasonOption = "",
    queue: QueueOption = QueueName.CLUE,
    *,
    recheck: RecheckOption = False,
    unmasked: UnmaskedOption = False,
    as_json: JsonOption = False,
) -> None:
    """List the ranked clues."""
    place = home_of(home)
    chosen = _chosen(place, queue, identity, recheck=recheck)
    clues = ranked(chosen, rule=rule, top=top, with_gone=recheck)
    if unmasked:
        _unmask(place, reason, clues, "clues list")
    if as_json:
        write_json([clue_json(clue, unmasked=unmasked) for clue in clues])
    else:
        write_clues(clues, unmasked=unmasked, queue=queue.value)


@clues_app.command("show", help="显示一条疑点：证据、相反证据、缺少的材料、经办环节。")
def show_clue(
    clue_id: Annotated[
        str, typer.Argument(metavar="疑点编号", help="clues list 中的编号。")
    ],
    home: HomeOption = None,
    reason: ReasonOption = "",
    *,
    unmasked: UnmaskedOption = False,
    as_json: JsonOption = False,
) -> None:
    """Show one clue with all that speaks for and against it."""
    place = home_of(home)
    clue = _named(clue_id, published_clues(place.warehouse, queue=None))
    if unmasked:
        _unmask(place, reason, [clue], f"clues show {clue_id}")
    if as_json:
        write_json(clue_json(clue, unmasked=unmasked))
    else:
        write_clue(clue, place.warehouse, unmasked=unmasked)


@clues_app.command("export", help="把疑点导出为文件；同样的疑点导出的字节相同。")
def export(  # noqa: PLR0913, PLR0917 - one argument an option
    home: HomeOption = None,
    form: Annotated[
        Form | None,
        typer.Option(
            "--format",
            help="jsonl 给机器，xlsx 给人；省略时按文件名的后缀。",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="写到哪个 .xlsx 或 .jsonl 文件；省略时以 jsonl 写到标准输出。",
        ),
    ] = None,
    top: TopOption = None,
    rule: RuleOption = "",
    identity: IdentityOption = None,
    reason: ReasonOption = "",
    queue: QueueOption = QueueName.CLUE,
    *,
    recheck: RecheckOption = False,
    unmasked: UnmaskedOption = False,
    quiet: QuietOption = False,
) -> None:
    """Write the clues to a file or, as JSON lines, to stdout."""
    place = home_of(home)
    written_as = form_of(Form, form, out) if out else (form or Form.JSONL)
    if out is None and written_as is Form.XLSX:
        raise ClueError("xlsx 不能写到标准输出", remedy="加上 --out 文件名.xlsx")
    chosen = _chosen(place, queue, identity, recheck=recheck)
    clues = ranked(chosen, rule=rule, top=top, with_gone=recheck)
    if unmasked:
        _unmask(place, reason, clues, f"clues export {written_as.value}")
    if out is None:
        sys.stdout.write(jsonl_text(clues, unmasked=unmasked))
        return
    _export_whole(clues, out, written_as, unmasked=unmasked)
    if not quiet:
        write_line(f"已导出 {len(clues)} 条{QUEUES[queue.value]}到 {out}")


def _chosen(
    home: Home, queue: QueueName, identity: Identity | None, *, recheck: bool
) -> tuple[Clue, ...]:
    published = published_clues(home.warehouse, queue.value)
    chosen = to_recheck(published) if recheck else published
    return of_identity(chosen, identity) if identity else chosen


def _export_whole(
    clues: Sequence[Clue], out: Path, form: Form, *, unmasked: bool
) -> None:
    """Write beside the target and swap, so that no half file ever stands there."""
    draft = out.with_name(f".{out.name}.draft")
    try:
        export_clues(clues, draft, form.value, unmasked=unmasked)
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)


def _named(clue_id: str, clues: Sequence[Clue]) -> Clue:
    for clue in clues:
        if clue.clue_id == clue_id:
            return clue
    raise ClueError(f"没有编号为 {clue_id} 的疑点", remedy="编号见 clues list")


def _unmask(home: Home, reason: str, clues: Sequence[Clue], what: str) -> None:
    unmask(load_settings(home), reason, home, len(clues), what)
