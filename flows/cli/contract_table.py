"""One data contract on the terminal and as JSON."""

from rich import box
from rich.table import Table
from rich.text import Text

from flows.cli.screen import OUT, write_line
from flows.data_request import (
    MODES,
    Asked,
    codes_text,
    example_text,
    format_text,
    other_headings,
)
from flows.request_words import NEEDED
from store.contract import Column
from store.digest import Json

HEADINGS = ("列名", "必填", "含义", "填写格式", "代码与写法", "示例", "也认得的表头")


def write_contract(asked: Asked) -> None:
    """Print what a dataset is for and each of its columns."""
    contract = asked.contract
    write_line(f"{contract.title}（{contract.path}，{contract.version} 版）")
    write_line(f"  报送单位：{contract.owner}")
    write_line(f"  报送范围：{MODES[contract.mode]}")
    write_line(f"  报送时间：{asked.due}")
    write_line(f"  用途：{contract.purpose}")
    for need in asked.needs:
        write_line(f"    · {need.text}")
    write_line(f"  保存与销毁：{asked.retention}")
    if contract.needs_approval:
        write_line("  须在交接单上写明批准文号，否则不接收")
    table = Table(box=box.SIMPLE_HEAD, show_lines=True)
    for heading in HEADINGS:
        table.add_column(heading, overflow="fold")
    for column in contract.columns:
        table.add_row(*(Text(cell) for cell in _cells(column)))
    OUT.print(table)


def _cells(column: Column) -> tuple[str, ...]:
    return (
        f"{column.title}\n{column.name}",
        NEEDED[column.required],
        column.description,
        format_text(column),
        codes_text(column),
        example_text(column),
        other_headings(column),
    )


def contract_json(asked: Asked) -> dict[str, Json]:
    """Return a dataset as it is asked for, as JSON."""
    contract = asked.contract
    return {
        "dataset": contract.path,
        "title": contract.title,
        "owner": contract.owner,
        "purpose": contract.purpose,
        "mode": contract.mode.value,
        "version": contract.version,
        "frequency_months": contract.frequency_months,
        "latency_days": contract.latency_days,
        "due": asked.due,
        "retention_days": contract.retention_days,
        "retention": asked.retention,
        "needs_approval": contract.needs_approval,
        "rules": [
            {"rule": need.rule, "title": need.title, "must": need.must}
            for need in asked.needs
        ],
        "columns": [_column_json(column) for column in contract.columns],
    }


def _column_json(column: Column) -> dict[str, Json]:
    return {
        "name": column.name,
        "heading": column.title,
        "other_headings": list(column.headings[1:]),
        "meaning": column.meaning.value,
        "description": column.description,
        "format": format_text(column),
        "codes": {code: list(others) for code, others in column.codes.items()},
        "example": example_text(column),
        "required": column.required,
        "personal": column.personal.value,
    }
