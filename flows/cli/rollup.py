"""`crosscheck clues rollup|disparity`: where hits gather, and on whom they fall."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from clues.labels import BANNER
from clues.rollup.compare import ABOVE
from clues.rollup.listing import (
    checked,
    disparity_line,
    masked_rows,
    rollup_line,
    shared_line,
)
from clues.rollup.wording import NO_RECURRENCE, NO_SECONDS, PLACES
from clues.unmask import unmask
from flows.cli.file_form import require_suffix
from flows.cli.options import HomeOption, JsonOption, RuleOption, home_of
from flows.cli.screen import write_json, write_line
from store.errors import ClueError
from store.home import Home
from store.settings import load_settings
from store.warehouse import Warehouse

ROLLUP_HELP = "倒查：待核实是否集中在某些经办人、单位、乡镇、批次，以及共性问题。"
DISPARITY_HELP = (
    "群体差异：各规则的命中在乡镇、性别、年龄、项目之间是否均匀（只有合计）。"
)


class By(StrEnum):
    """What hits are rolled up by."""

    HANDLER = "handler"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    PAYER = "payer"
    UNIT = "unit"
    TOWN = "town"
    VILLAGE = "village"
    BATCH = "batch"


ByOption = Annotated[
    By | None, typer.Option("--by", help="只看这一种。", show_default=False)
]


def rollup(  # noqa: PLR0913 - one argument an option
    home: HomeOption = None,
    rule: RuleOption = "",
    by: ByOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="另存为 xlsx 文件。")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="为何要看完整姓名。")] = "",
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="也列出与同类无明显差别的。")
    ] = False,
    unmasked: Annotated[
        bool, typer.Option("--unmasked", help="显示完整姓名；须有分析员角色和理由。")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Show the cells that were compared with their peers, and shared problems."""
    if out is not None:
        require_suffix(out, "xlsx")
    place = home_of(home)
    compared = _chosen(_published(place, "rollup"), rule, by)
    shown = [row for row in compared if everything or row["standing"] == ABOVE]
    if unmasked:
        unmask(load_settings(place), reason, place, len(shown), "clues rollup")
    rows = [dict(row) for row in shown] if unmasked else masked_rows(shown)
    scope = _chosen(_published(place, "rollup_scope"), rule, by)
    shared = [
        row
        for row in _published(place, "shared_problem")
        if not rule or rule in row["rules"]
    ]
    if as_json:
        notes = [NO_SECONDS, NO_RECURRENCE]
        write_json({"rows": rows, "scope": scope, "shared": shared, "notes": notes})
    elif out is not None:
        from clues.rollup.workbook import write_rollup  # noqa: PLC0415 - slow; --help must not be

        write_rollup([*map(rollup_line, rows)], [*map(shared_line, shared)], out)
        write_line(f"已导出 {len(rows)} 处、共性问题 {len(shared)} 项到 {out}")
    else:
        _write(rows, scope, shared)


def disparity(
    home: HomeOption = None, rule: RuleOption = "", *, as_json: JsonOption = False
) -> None:
    """Show hits by groups of people, small groups pooled."""
    rows = _chosen(_published(home_of(home), "disparity"), rule, None)
    if as_json:
        write_json(rows)
        return
    for row in rows:
        line = disparity_line(row)
        write_line(
            f"{line['规则']}　{line['按']}　{line['群体']}：{line['对象']}，"
            f"待核实 {line['待核实对象']}，每千 {line['每千']}，{line['结果']}"
        )
    write_line("人数少的群体并入“其他”；差异可能来自规则或数据，请先核对规则")


def _write(
    rows: Iterable[Mapping[str, Any]],
    scope: Sequence[Mapping[str, Any]],
    shared: Sequence[Mapping[str, Any]],
) -> None:
    for row in rows:
        what = _what(row)
        names = "　".join(filter(None, (row["unit"], row["name"])))
        write_line(f"{what}　{PLACES[row['breakdown']]}　{names}")
        write_line(f"    {row['sentence']}")
    above, compared, small = (
        sum(each[name] for each in scope) for name in ("above", "compared", "small")
    )
    write_line(
        f"高于同类 {above} 处；比较了 {compared} 处，"
        f"另有 {small} 处办理量或待核实太少，不比较也不列出"
    )
    _write_reasons(scope)
    write_line("")
    write_line("共性问题" if shared else "没有出现在两个以上部门的共性问题")
    for row in shared:
        write_line(f"  · {row['sentence']}")
    write_line(BANNER)


def _write_reasons(scope: Iterable[Mapping[str, Any]]) -> None:
    """Say what could not be compared, and why, once for each reason."""
    rules: dict[str, list[str]] = {}
    for each in scope:
        if each["reason"]:
            rules.setdefault(each["reason"], []).append(_what(each))
    for reason, names in sorted(rules.items()):
        write_line(f"  {reason}：{'、'.join(dict.fromkeys(names))}")
    write_line(f"  {NO_SECONDS}")
    write_line(f"  {NO_RECURRENCE}")


def _what(row: Mapping[str, Any]) -> str:
    """Return the rule, or which order of steps was checked in which data."""
    return str(row["rule"]) or checked(row)


def _chosen(
    rows: Sequence[dict[str, Any]], rule: str, by: By | None
) -> list[dict[str, Any]]:
    return [
        row
        for row in rows
        if (not rule or row["rule"] == rule)
        and (by is None or row["breakdown"] == by.value)
    ]


def _published(home: Home, table: str) -> list[dict[str, Any]]:
    """Return a table of the last night as it was written."""
    if not home.warehouse.is_file():
        raise ClueError("还没有运行过", remedy="先运行 crosscheck night")
    with Warehouse.published(home.warehouse) as warehouse:
        return warehouse.frame(f"FROM clue.{table}").to_dicts()
