"""`crosscheck rules pack`: what a higher office sends on a disc, signed."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.options import AsOfOption, HomeOption, JsonOption, day_of, home_of
from flows.cli.screen import write_json, write_line
from flows.clock import today
from rules.words import STATUSES

if TYPE_CHECKING:  # slow to import, and --help must not be
    from rules.pack.differences import Differences
    from rules.pack.ledger import Decision, Entry
    from rules.pack.read_pack import Pack
    from store.digest import Json

EXPORT_HELP = "签发一个规则包：文件夹里的 policy/、status.toml、mappings/。"
VERIFY_HELP = "核对一个规则包：签发单位、签名、内容是否完好可用；什么也不改。"
PREVIEW_HELP = "应用之前先看：哪些规定会新增、取消、变动，哪些规则换状态。"
APPLY_HELP = "应用一个规则包：从下一夜起生效，原有状态留存，可退回。"
ROLLBACK_HELP = "退回应用中的规则包，恢复到它之前的状态。"
LIST_HELP = "规则包台账：何时应用、何时退回、谁经办谁复核，现在用哪一个。"
KINDS = {"added": "新增", "removed": "取消", "changed": "变动"}
DONE = {"apply": "应用", "rollback": "退回"}

pack_app = typer.Typer(help="上级签发的规则包。", no_args_is_help=True)
FileArgument = Annotated[Path, typer.Argument(metavar="文件", help="规则包（.zip）。")]
NameOption = Annotated[str, typer.Option("--name", help="经办人姓名。")]
SecondOption = Annotated[str, typer.Option("--second", help="复核人姓名，另一个人。")]
ReasonOption = Annotated[str, typer.Option("--reason", help="为什么。")]


@pack_app.command("export", help=EXPORT_HELP)
def export_pack(  # noqa: PLR0913, PLR0917 - one argument an option
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="要签发的内容。")],
    out: Annotated[Path, typer.Option("--out", help="写到哪个 .zip 文件。")],
    name: NameOption,
    second: SecondOption,
    reason: Annotated[
        str, typer.Option("--note", help="这一期说明，收件单位会看到。")
    ] = "",
    home: HomeOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Sign a folder as a pack."""
    from flows.packs import export  # noqa: PLC0415 - slow; --help must not be

    decision = _decision(name, second, reason, as_of)
    pack = export(home_of(home), folder, out, decision)
    manifest = pack.manifest
    write_line(
        f"已签发 {out}：第 {manifest.sequence} 期 {manifest.pack_id}，"
        f"{len(pack.contents)} 个文件"
    )


@pack_app.command("verify", help=VERIFY_HELP)
def verify_pack(
    file: FileArgument, home: HomeOption = None, *, as_json: JsonOption = False
) -> None:
    """Check a pack and say what it is."""
    from flows.packs import open_pack  # noqa: PLC0415 - as above

    pack = open_pack(home_of(home), file)
    if as_json:
        write_json({**pack.manifest.model_dump(mode="json"), "digest": pack.digest})
        return
    write_line("签名和内容完好，可以应用")
    _write_manifest(pack)


@pack_app.command("preview", help=PREVIEW_HELP)
def preview_pack(
    file: FileArgument, home: HomeOption = None, *, as_json: JsonOption = False
) -> None:
    """Show what a pack would change here."""
    from flows.packs import preview  # noqa: PLC0415 - as above

    pack, found = preview(home_of(home), file)
    if as_json:
        write_json(_differences_json(found))
        return
    _write_manifest(pack)
    _write_differences(found)


@pack_app.command("apply", help=APPLY_HELP)
def apply_pack(  # noqa: PLR0913, PLR0917 - one argument an option
    file: FileArgument,
    name: NameOption,
    second: SecondOption,
    reason: ReasonOption = "",
    home: HomeOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Put a pack into force."""
    from flows.packs import apply  # noqa: PLC0415 - as above

    decision = _decision(name, second, reason, as_of)
    pack, changed = apply(home_of(home), file, decision)
    _write_manifest(pack)
    write_line("已应用，下一夜起生效" if changed else "已在应用中，没有变动")


@pack_app.command("rollback", help=ROLLBACK_HELP)
def roll_back_pack(
    name: NameOption,
    second: SecondOption,
    reason: ReasonOption,
    home: HomeOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Take the pack in force back."""
    from flows.packs import take_back  # noqa: PLC0415 - as above
    from rules.pack.ledger import in_force  # noqa: PLC0415 - as above

    place = home_of(home)
    entry = take_back(place, _decision(name, second, reason, as_of))
    now = in_force(place.policy)
    state = f"现在用 {now.pack_id}" if now else "现在用随程序的规定"
    write_line(f"已退回 {entry.pack_id}，{state}，下一夜起生效")


@pack_app.command("list", help=LIST_HELP)
def list_packs(home: HomeOption = None, *, as_json: JsonOption = False) -> None:
    """List what was applied and taken back."""
    from rules.pack.ledger import entries, in_force  # noqa: PLC0415 - as above

    place = home_of(home)
    now, lines = in_force(place.policy), entries(place.policy)
    if as_json:
        write_json(
            {
                "in_force": now.pack_id if now else None,
                "entries": [line.record for line in lines],
            }
        )
        return
    write_line(
        f"应用中：{now.issuer} 第 {now.sequence} 期 {now.pack_id}"
        if now
        else "没有应用中的规则包，用随程序的规定"
    )
    for line in lines:
        write_line(_ledger_line(line))


def _decision(
    name: str, second: str, reason: str, as_of: datetime | None
) -> "Decision":
    from rules.pack.ledger import Decision  # noqa: PLC0415 - as above

    on = day_of(as_of, today())
    return Decision(name=name, second=second, reason=reason, on=on)


def _ledger_line(line: "Entry") -> str:
    decision = line.decision
    why = f"：{decision.reason}" if decision.reason else ""
    return (
        f"{decision.on}　{DONE[line.kind]}　{line.issuer} 第 {line.sequence} 期 "
        f"{line.pack_id}　经办 {decision.name}、复核 {decision.second}{why}"
    )


def _write_manifest(pack: "Pack") -> None:
    manifest = pack.manifest
    write_line(
        f"{manifest.issuer} 第 {manifest.sequence} 期 {manifest.pack_id}，"
        f"{manifest.created_on} 签发，{len(manifest.contents)} 个文件"
    )
    write_line(f"签发方经办 {manifest.entered_by}、复核 {manifest.confirmed_by}")
    if manifest.note:
        write_line(f"说明：{manifest.note}")


def _write_differences(found: "Differences") -> None:
    if not (found.rows or found.statuses or found.mappings):
        write_line("与现行规定没有不同")
    for row in found.rows:
        where = f"地区 {row.region} " if row.region else ""
        what = f"{row.title} {row.key}".strip()
        write_line(f"{KINDS[row.kind]}　{what}　{where}{row.valid_from} 起")
        for sign, text in (("-", row.before), ("+", row.after)):
            if text:
                write_line(f"    {sign} {text}")
    for one in found.statuses:
        instead = f"，由 {one.replacement} 接替" if one.replacement else ""
        write_line(
            f"规则 {one.rule} {one.title}："
            f"{STATUSES[one.before]} → {STATUSES[one.after]}（{one.reason}{instead}）"
        )
    for kind, name in found.mappings:
        write_line(f"{KINDS[kind]}　表头映射 {name}")
    _write_unused(found)


def _write_unused(found: "Differences") -> None:
    if found.elsewhere == found.given > 0:
        write_line(
            f"本包的 {found.given} 项政策规定都不属本地区，应用后不会用于本单位；"
            "本单位代码见 crosscheck.toml 的 [office] region"
        )
    elif found.elsewhere:
        write_line(f"包内 {found.elsewhere} 项属其他地区，不会用于本单位")
    if found.overruled:
        write_line(f"包内 {found.overruled} 项本单位另有规定，以本单位的为准")


def _differences_json(found: "Differences") -> "dict[str, Json]":
    return {
        "rows": [
            {
                "kind": row.kind,
                "table": row.table,
                "region": row.region,
                "key": row.key,
                "valid_from": row.valid_from.isoformat(),
                "before": row.before,
                "after": row.after,
            }
            for row in found.rows
        ],
        "statuses": [
            {
                "rule": one.rule,
                "before": one.before,
                "after": one.after,
                "reason": one.reason,
                "replacement": one.replacement,
            }
            for one in found.statuses
        ],
        "mappings": [{"kind": kind, "name": name} for kind, name in found.mappings],
        "overruled": found.overruled,
        "elsewhere": found.elsewhere,
    }
