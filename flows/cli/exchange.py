"""`crosscheck identity exchange-key`, `seal`, `common`: what two offices share."""

import unicodedata
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from flows.cli.file_form import require_suffix
from flows.cli.options import JsonOption, QuietOption
from flows.cli.screen import write_json, write_line
from identity.exchange.find_common import common_people
from identity.exchange.key_file import load_key, make_key
from identity.exchange.kinds import KINDS
from identity.exchange.seal import own_file, seal_people
from identity.exchange.secret import Algorithm, Secret
from store.errors import SettingsError

MAKE_KEY = (
    "生成一把交换密钥，只有本人可读。当面或经机要渠道交给对方，不与封存文件同行。"
)
SEAL = """封存本单位的一份名单：只写出加密钥的摘要，交给对方。

旁边的 .own.csv 是本单位的对照文件，不要交出去。
"""
COMMON = "找共同人员：只列出本单位名单里对方也有的记录，别人一概看不到。"
HEADINGS = {
    "record_id": "记录",
    "kind": "依据",
    "also": "同时相同",
    "certainty": "把握",
}
FEW = 100  # digests: below, a sealed list is nearly a question about single people


class Name(StrEnum):
    """The algorithms as they are typed."""

    SM3 = "sm3"
    SHA256 = "sha256"


ALGORITHMS = {Name.SM3: Algorithm.SM3, Name.SHA256: Algorithm.SHA256}
KeyOption = Annotated[
    Path, typer.Option("--key", help="双方共有的密钥文件。", show_default=False)
]


def exchange_key(
    out: Annotated[Path, typer.Option("--out", help="写到哪个新文件。")],
    *,
    quiet: QuietOption = False,
) -> None:
    """Make the key of an exchange."""
    make_key(out)
    if not quiet:
        write_line(f"已生成 {out}（只有本人可读）")


def seal(  # noqa: PLR0913, PLR0917 - one argument an option
    file: Annotated[
        Path,
        typer.Argument(metavar="名单", help="表格文件，要有身份证号一列。"),
    ],
    key: KeyOption,
    purpose: Annotated[
        str, typer.Option("--purpose", help="这次交换的用途，双方一字不差。")
    ],
    out: Annotated[Path, typer.Option("--out", help="封存文件，.csv 或 .parquet。")],
    salt: Annotated[
        str, typer.Option("--salt", help="批次号，双方相同；换一个，摘要就全变。")
    ] = "",
    algorithm: Annotated[
        Name, typer.Option("--algorithm", help="国密 SM3 或 SHA-256，双方相同。")
    ] = Name.SM3,
    *,
    segments: Annotated[
        bool,
        typer.Option(
            "--segments",
            help="号码残缺的也能比：另封存部分号码、姓名读音、出生日期。泄露更多。",
        ),
    ] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Seal a list of people for another office."""
    from flows.read_people import read_people  # noqa: PLC0415 - slow; --help must not be

    secret = Secret(
        key=load_key(key),
        algorithm=ALGORITHMS[algorithm],
        purpose=_agreed(purpose),
        salt=unicodedata.normalize("NFKC", salt).strip(),
    )
    _refuse_same(file, out)
    tally = seal_people(read_people(file), secret, out, segments=segments)
    if as_json:
        write_json(
            {
                "records": tally.records,
                "digests": tally.digests,
                "left_out": tally.left_out,
            }
        )
        return
    if quiet:
        return
    write_line(f"{tally.records:,} 条记录已封存到 {out}，可以交给对方")
    for kind in KINDS:
        if count := tally.digests[kind.name]:
            write_line(f"  {kind.title}：{count:,} 个摘要")
    if tally.left_out:
        write_line(f"  {tally.left_out:,} 条没有可用的内容，没有封存")
    if sum(tally.digests.values()) < FEW:
        write_line("  人数很少：对方持有密钥时，几乎等于逐个询问，请先想清楚")
    write_line(f"对照文件 {own_file(out)} 只留在本单位，不要交出去")


def common(
    ours: Annotated[Path, typer.Argument(metavar="我方", help="我方封存文件。")],
    theirs: Annotated[Path, typer.Argument(metavar="对方", help="对方封存文件。")],
    key: KeyOption,
    out: Annotated[Path, typer.Option("--out", help="写到哪个 .csv 文件。")],
    *,
    as_json: JsonOption = False,
) -> None:
    """List our records whose person the other office has too."""
    require_suffix(out, "csv")
    for given in (ours, theirs):
        if not given.is_file():
            raise SettingsError(f"没有文件 {given}", remedy="检查路径")
        _refuse_same(given, out)
    found = common_people(ours, theirs, load_key(key))
    out.write_text(
        found.rename(HEADINGS).write_csv(), encoding="utf-8-sig", newline="\n"
    )
    counts = dict(found.group_by("kind").agg(pl.len()).sort("kind").iter_rows())
    if as_json:
        write_json({"common": found.height, "kinds": counts})
        return
    write_line(f"我方有 {found.height:,} 条记录，对方名单里也有，写在 {out}")
    for kind in KINDS:
        if kind.title in counts:
            write_line(f"  {kind.title}：{counts[kind.title]:,} 条")
    write_line("摘要相同不是结论，用前请与对方核对证件")


def _agreed(purpose: str) -> str:
    """Return the purpose in one spelling; raises `SettingsError` for none."""
    text = unicodedata.normalize("NFKC", purpose).strip()
    if not text:
        raise SettingsError("没有写用途", remedy="用 --purpose 写明这次交换做什么")
    return text


def _refuse_same(given: Path, out: Path) -> None:
    if given.resolve() == out.resolve():
        raise SettingsError(f"{out} 就是输入文件", remedy="换一个输出文件名")
