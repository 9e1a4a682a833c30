"""`crosscheck policy`: the figures in force for this office, each with its source."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.file_form import require_suffix
from flows.cli.options import AsOfOption, HomeOption, JsonOption, day_of, home_of
from flows.cli.screen import write_json, write_line
from flows.clock import today
from flows.write_file import write_text
from store.errors import RuleError

if TYPE_CHECKING:  # slow to import, and --help must not be
    from rules.policy.row import PolicyRow
    from rules.policy.shape import Shape
    from store.digest import Json

LIST_HELP = "列出政策表：某一天各有几项规定，其中几项未经核实、几项是本单位的。"
SHOW_HELP = "一张政策表里某一天有效的规定：数值、出处、是否核实、谁录入谁复核。"
CHECK_HELP = "检查政策表：空档、重叠、地区、表头、单位、用语、署名，当天缺哪些规定。"
READ = {True: "已核实", False: "未核实"}
HISTORY = "--history"
MARK = "\ufeff"  # by which Excel knows UTF-8
OutOption = Annotated[
    Path | None,
    typer.Option("--out", help="写成 .csv 表格文件，改好后就是本单位的规定。"),
]

policy_app = typer.Typer(
    help="政策规定：分地区、分时段、有出处。", no_args_is_help=True
)


@policy_app.command("list", help=LIST_HELP)
def list_tables(
    home: HomeOption = None, as_of: AsOfOption = None, *, as_json: JsonOption = False
) -> None:
    """List the policy tables and how much each holds on a day."""
    held, shapes = _held(home)
    day = day_of(as_of, today())
    counted = [
        (name, shapes[name].title, _on(rows, day)) for name, rows in held.items()
    ]
    if as_json:
        write_json([_counts(name, title, rows) for name, title, rows in counted])
        return
    write_line(f"{day} 有效的政策规定")
    for name, title, rows in counted:
        write_line(f"{name}　{title}：{_counted(rows)}")
    empty = [title for _, title, rows in counted if not rows]
    if empty:
        write_line(f"没有规定、须由本单位录入的：{'、'.join(empty)}")


@policy_app.command("show", help=SHOW_HELP)
def show_table(  # noqa: PLR0913 - one argument an option
    name: Annotated[str, typer.Argument(metavar="表名", help="见 policy list。")],
    home: HomeOption = None,
    as_of: AsOfOption = None,
    out: OutOption = None,
    *,
    history: Annotated[
        bool, typer.Option(HISTORY, help="不限日期，全部时段。")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Show the rows of one table that are in force on a day."""
    held, shapes = _held(home)
    if name not in shapes:
        raise RuleError(f"没有政策表 {name}", remedy="表名见 crosscheck policy list")
    shape, day = shapes[name], day_of(as_of, today())
    rows = held[name] if history else _on(held[name], day)
    if out:
        require_suffix(out, "csv")
        write_text(out, _as_csv(shape, rows))
        write_line(f"已写到 {out}：改好后一人录入、另一人复核，放入 policy/ 即生效")
        return
    if as_json:
        write_json([_as_json(shape, row) for row in rows])
        return
    when = "全部时段" if history else f"{day} 有效"
    write_line(f"{shape.title}（{name}），{when}：{len(rows)} 项")
    for row in rows:
        write_line("")
        for line in _lines(shape, row):
            write_line(line)


@policy_app.command("check", help=CHECK_HELP)
def check_tables(
    home: HomeOption = None, as_of: AsOfOption = None, *, as_json: JsonOption = False
) -> None:
    """Read every table as a night would; a mistake ends the command."""
    from flows.check_policy import check_policy  # noqa: PLC0415 - slow; --help must not be

    day = day_of(as_of, today())
    found = check_policy(home_of(home), day)
    rows = [row for table in found.held.values() for row in table]
    if as_json:
        write_json(
            {
                "tables": len(found.held),
                "rows": len(rows),
                "unread": _unread(rows),
                "strays": list(found.strays),
                "wanting": list(found.wanting),
                "new_words": {name: list(w) for name, w in found.new_words.items()},
            }
        )
        return
    write_line(
        f"{len(found.held)} 张政策表、{len(rows):,} 项规定可用，"
        f"其中 {_unread(rows):,} 项未经核实，本单位录入 {_layer(rows, '本单位'):,} 项"
    )
    for stray in found.strays:
        write_line(f"注意：{stray}")
    for wanting in found.wanting:
        write_line(f"{day} 没有：{wanting}")
    for name, own in found.new_words.items():
        write_line(f"{name} 里只有本单位或规则包写的：{'、'.join(own)}（请核对写法）")


def _held(
    option: HomeOption,
) -> "tuple[dict[str, tuple[PolicyRow, ...]], dict[str, Shape]]":
    from rules.policy.in_force import rows_in_force  # noqa: PLC0415 - slow; --help must not be
    from rules.policy.shape import all_shapes  # noqa: PLC0415 - as above

    return rows_in_force(home_of(option).policy), dict(all_shapes())


def _on(rows: "tuple[PolicyRow, ...]", day: date) -> "list[PolicyRow]":
    return [row for row in rows if row.holds_on(day)]


def _counted(rows: "list[PolicyRow]") -> str:
    parts = (
        ("未经核实", _unread(rows)),
        ("本单位", _layer(rows, "本单位")),
        ("规则包", _layer(rows, "规则包")),
    )
    told = [f"{word} {count} 项" for word, count in parts if count]
    return "，".join((f"{len(rows)} 项", *told))


def _unread(rows: "list[PolicyRow]") -> int:
    return sum(not row.is_verified for row in rows)


def _layer(rows: "list[PolicyRow]", layer: str) -> int:
    return sum(row.layer == layer for row in rows)


def _counts(name: str, title: str, rows: "list[PolicyRow]") -> "dict[str, Json]":
    return {
        "name": name,
        "title": title,
        "rows": len(rows),
        "unverified": _unread(rows),
        "own": _layer(rows, "本单位"),
        "pack": _layer(rows, "规则包"),
    }


def _as_json(shape: "Shape", row: "PolicyRow") -> "dict[str, Json]":
    columns = (*shape.keys, *shape.texts, *shape.figures)
    return {
        "region": row.region,
        **{name: _plain(row.values[name]) for name in columns},
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
        "source": _plain(row.values["source"]),
        "verified": row.is_verified,
        "layer": row.layer.value,
        "entered_by": row.entered_by,
        "confirmed_by": row.confirmed_by,
    }


def _as_csv(shape: "Shape", rows: "Sequence[PolicyRow]") -> str:
    """Return the rows as an office enters them, but for the two names."""
    columns = (*shape.columns, "entered_by", "confirmed_by")
    text = io.StringIO()
    table = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    table.writeheader()
    for row in rows:
        dated = {"valid_from": row.valid_from, "valid_to": row.valid_to}
        table.writerow({**row.values, "region": row.region, **dated})
    return MARK + text.getvalue()


def _plain(value: str | int | date | None) -> str | int | None:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _lines(shape: "Shape", row: "PolicyRow") -> list[str]:
    from rules.policy.words import figure_words, key_words  # noqa: PLC0415 - as above

    what = "　".join(
        filter(None, (key_words(shape, row.values), figure_words(shape, row.values)))
    )
    until = row.valid_to or "现在"
    where = f"地区 {row.region}　" if row.region else ""
    people = (
        f"　录入 {row.entered_by}、复核 {row.confirmed_by}" if row.entered_by else ""
    )
    return [
        what,
        f"    {where}{row.valid_from} 至 {until}　{row.layer}{people}",
        f"    {READ[row.is_verified]}：{row.values['source']}",
    ]
