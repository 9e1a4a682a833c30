"""`crosscheck contracts list|show|request`: what departments are to deliver."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.contract_table import contract_json, write_contract
from flows.cli.file_form import form_of
from flows.cli.options import HomeOption, JsonOption, QuietOption, home_of
from flows.cli.screen import write_json, write_line, write_table
from flows.data_request import asked_of, contracts_of, departments
from flows.due_dates import due_text
from flows.request_book import write_request_book
from flows.request_page import request_page
from flows.request_words import TITLE, Letter
from store.contract import Contract
from store.errors import SettingsError, StorageError
from store.home import Home
from store.odcs import all_contracts, contract_for
from store.settings import Settings, load_settings

contracts_app = typer.Typer(help="数据契约：各部门应报什么。", no_args_is_help=True)
MODES = {"full": "全量", "period": "按期", "append": "增量"}
SupplierOption = Annotated[str, typer.Option("--supplier", help="只看这个部门。")]
DatasetOption = Annotated[
    list[str] | None,
    typer.Option("--dataset", help="只要这些数据集，可重复，如 relief/dibao_payment。"),
]


class Form(StrEnum):
    """What a request is written as."""

    XLSX = "xlsx"
    MARKDOWN = "md"


@contracts_app.command("list", help="列出数据契约：报送部门、方式、时间、列数。")
def list_contracts(
    supplier: SupplierOption = "",
    system: Annotated[str, typer.Option("--system", help="只看这个系统。")] = "",
    home: HomeOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """List the data contracts, by system."""
    settings = _settings(home)
    chosen = _chosen(supplier, None)
    contracts = [one for one in chosen if system in {"", one.system}]
    if as_json:
        write_json([_listed_json(contract) for contract in contracts])
        return
    rows = [
        [
            *(c.path, c.title, c.owner, MODES[c.mode.value]),
            due_text(c, settings.calendar),
            len(c.columns),
        ]
        for c in contracts
    ]
    headings = ["数据集", "名称", "报送单位", "方式", "报送时间", "列"]
    write_table("数据契约", headings, rows)


@contracts_app.command("show", help="显示一个数据集要报什么：列、格式、代码、用途。")
def show_contract(
    dataset: Annotated[
        str, typer.Argument(metavar="数据集", help="如 relief/dibao_payment。")
    ],
    home: HomeOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Show one contract as a department's clerk needs it."""
    asked = asked_of(contract_for(dataset), _settings(home))
    if as_json:
        write_json(contract_json(asked))
    else:
        write_contract(asked)


@contracts_app.command("request", help="生成给部门的数据需求清单（不发送）。")
def request(  # noqa: PLR0913 - one argument an option
    out: Annotated[
        Path,
        typer.Option(
            "--out", help="写到哪个文件；不指明部门和数据集时是目录，一个部门一份。"
        ),
    ],
    supplier: SupplierOption = "",
    dataset: DatasetOption = None,
    home: HomeOption = None,
    form: Annotated[
        Form | None,
        typer.Option(
            "--format",
            help="xlsx 打印盖章，md 供粘贴；省略时按文件名的后缀，成批时为 xlsx。",
            show_default=False,
        ),
    ] = None,
    *,
    quiet: QuietOption = False,
) -> None:
    """Write the data request of one department, or of each of them."""
    settings = _settings(home)
    if supplier or dataset:
        written_as = form_of(Form, form, out)
        contracts = _chosen(supplier, dataset)
        to = supplier or "、".join(departments(contracts))
        files = [_write(out, _letter(to, settings, contracts), written_as)]
    else:
        written_as = form or Form.XLSX
        files = [
            _write(
                _folder(out) / f"{TITLE}_{name}.{written_as.value}",
                _letter(name, settings, contracts_of(all_contracts(), name)),
                written_as,
            )
            for name in departments(all_contracts())
        ]
    if not quiet:
        for file in files:
            write_line(f"已写出 {file}")


def _chosen(supplier: str, dataset: Sequence[str] | None) -> tuple[Contract, ...]:
    known = all_contracts()
    if dataset:
        known = tuple(contract_for(path) for path in dataset)
    return contracts_of(known, supplier) if supplier else known


def _letter(to: str, settings: Settings, contracts: Sequence[Contract]) -> Letter:
    asked = tuple(asked_of(contract, settings) for contract in contracts)
    return Letter(department=to, settings=settings, asked=asked)


def _write(file: Path, letter: Letter, form: Form) -> Path:
    if form is Form.XLSX:
        write_request_book(file, letter)
        return file
    try:
        file.write_text(request_page(letter), encoding="utf-8", newline="\n")
    except OSError as error:
        raise StorageError(
            f"无法写入 {file.name}", remedy="检查目录和磁盘空间"
        ) from error
    return file


def _folder(out: Path) -> Path:
    if out.exists() and not out.is_dir():
        raise SettingsError(
            f"{out} 是文件，不是目录", remedy="换一个目录，或用 --supplier 指明部门"
        )
    out.mkdir(parents=True, exist_ok=True)
    return out


def _settings(home: Path | None) -> Settings:
    """Return the settings of a home; outside one what ships holds."""
    try:
        place: Home = home_of(home)
    except SettingsError:
        if home is not None:
            raise
        return Settings()
    return load_settings(place)


def _listed_json(contract: Contract) -> dict[str, str | int | list[str]]:
    return {
        "dataset": contract.path,
        "title": contract.title,
        "owner": contract.owner,
        "mode": contract.mode.value,
        "version": contract.version,
        "frequency_months": contract.frequency_months,
        "latency_days": contract.latency_days,
        "retention_days": contract.retention_days,
        "columns": [column.name for column in contract.columns],
    }
