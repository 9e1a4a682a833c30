"""`crosscheck inbox`: what files are taken for, mappings, fetching, waiving."""

from pathlib import Path
from typing import Annotated

import typer

from connectors.matching import Headings
from connectors.view import Known
from flows.cli.fetch import fetch
from flows.cli.inbox_advice import Called
from flows.cli.inbox_map import (
    Flags,
    list_mappings,
    map_file,
    remove_mapping,
    show_mapping,
)
from flows.cli.options import HomeOption, JsonOption, home_of
from flows.cli.screen import write_json, write_line
from flows.cli.waive import waive
from flows.mappings import mappings_of
from store.errors import SettingsError
from store.home import Home
from store.odcs import all_contracts

inbox_app = typer.Typer(
    help="收件目录：核对文件、保存表头映射、取数、免交接单。",
    no_args_is_help=True,
)
CHECK = """在任何一夜之前看看：每个文件、每张表会被当成什么数据，认得哪些表头，
哪些行会被隔离、为什么，最后给出该做什么（可以照抄的命令，或转告报送单位的话）。

不写入工作目录；没有工作目录也能用。
"""
MAP = """为一张表保存映射：本单位的表头对应契约的哪一列。以后同样的表头按它读取；
表头变了则拒绝读取并说明变化。不给选项时逐个询问。
"""
FETCH = "向设置中的来源（数据库、共享目录、SFTP、S3）取数，放进收件目录。"
WAIVE = "免一批报送的交接单：谁、为什么，只增不改地记下来。"
inbox_app.command(help=FETCH)(fetch)
inbox_app.command(help=WAIVE)(waive)
SupplierOption = Annotated[
    str, typer.Option("--supplier", help="报送单位；省略时看交接单和收件目录。")
]


@inbox_app.command("check", help=CHECK)
def check(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="文件…", help="文件或目录。", show_default=False),
    ],
    home: HomeOption = None,
    supplier: SupplierOption = "",
    *,
    as_json: JsonOption = False,
) -> None:
    """Show what files would be taken for."""
    from flows.cli.inbox_page import report_json, write_report  # noqa: PLC0415 - slow; --help must not be
    from flows.inspect_files import files_of, inspect_files  # noqa: PLC0415 - as above

    place = _home_if_any(home)
    known = known_in(place)
    called = Called(home=home, supplier=supplier or None)
    reports = inspect_files(
        files_of(files), known, home=place, supplier=supplier or None
    )
    if as_json:
        write_json([report_json(report, called) for report in reports])
        return
    seen: set[str] = set()
    for report in reports:
        write_report(report, called, seen)


@inbox_app.command("map", help=MAP)
def map_(  # noqa: PLR0913, PLR0917 - one argument an option
    file: Annotated[
        Path | None, typer.Argument(metavar="文件", show_default=False)
    ] = None,
    home: HomeOption = None,
    supplier: SupplierOption = "",
    dataset: Annotated[
        str, typer.Option("--dataset", help="数据集，如 relief/dibao_member。")
    ] = "",
    sheet: Annotated[str, typer.Option("--sheet", help="按哪张工作表映射。")] = "",
    header_row: Annotated[
        int | None,
        typer.Option("--header-row", min=1, help="表头在第几行。", show_default=False),
    ] = None,
    columns: Annotated[
        list[str] | None, typer.Option("--set", help="表头=列，可重复。")
    ] = None,
    ignored: Annotated[
        list[str] | None, typer.Option("--ignore", help="不读入的表头，可重复。")
    ] = None,
    constants: Annotated[
        list[str] | None,
        typer.Option("--constant", help="列=值：全表同一值（@表名 取工作表名）。"),
    ] = None,
    unit: Annotated[str, typer.Option("--unit", help="金额单位，如 万元。")] = "",
    sheets_ignored: Annotated[
        list[str] | None, typer.Option("--ignore-sheet", help="不读的工作表，可重复。")
    ] = None,
    show: Annotated[str, typer.Option("--show", help="显示这个映射。")] = "",
    remove: Annotated[str, typer.Option("--remove", help="删除这个映射。")] = "",
    *,
    listed: Annotated[bool, typer.Option("--list", help="列出已有映射。")] = False,
    accept: Annotated[
        bool, typer.Option("--yes", "-y", help="不询问，全按建议。")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Save, list, show or remove mappings."""
    place = home_of(home)
    if listed:
        list_mappings(place, as_json=as_json)
    elif show:
        show_mapping(place, show)
    elif remove:
        remove_mapping(place, remove)
    elif file is None:
        raise SettingsError("没有给出文件", remedy="crosscheck inbox map 文件 …")
    else:
        flags = Flags(
            supplier=supplier,
            dataset=dataset,
            sheet=sheet,
            header_row=header_row,
            columns=tuple(columns or ()),
            ignored=tuple(ignored or ()),
            constants=tuple(constants or ()),
            unit=unit,
            sheets_ignored=tuple(sheets_ignored or ()),
            accept=accept,
        )
        write_line(map_file(file, place, known_in(place), flags))


def known_in(home: Home | None) -> Known:
    """Return what sheets are recognised by: contracts, and a home's mappings."""
    return Known(
        contracts=tuple(Headings.of(contract) for contract in all_contracts()),
        mappings=mappings_of(home) if home else (),
    )


def _home_if_any(option: Path | None) -> Home | None:
    try:
        return home_of(option)
    except SettingsError:
        if option is not None:
            raise
        return None
