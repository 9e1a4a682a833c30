"""`crosscheck quality issues|feedback|generic`: what is wrong with the data."""

import shutil
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import typer

from flows.cli.file_form import require_suffix
from flows.cli.options import HomeOption, JsonOption, QuietOption, home_of
from flows.cli.screen import write_json, write_line, write_table
from store.digest import Json
from store.errors import QualityError
from store.home import Home
from store.odcs import all_contracts
from store.warehouse import Warehouse, read_sql

quality_app = typer.Typer(
    help="数据质量：数据问题、反馈单、占位值和公用值。", no_args_is_help=True
)
CheckOption = Annotated[str, typer.Option("--check", help="只看这项检查，如 DQ-01。")]
SupplierOption = Annotated[str, typer.Option("--supplier", help="只看这个报送单位。")]
HEAD = ("检查", "数据", "报送单位")
COUNTS = {"new": "新出现", "open": "仍存在", "fixed": "已改正", "waiting": "未重报"}
MEANINGS = {"id_number": "证件号码", "phone": "电话", "account_number": "账号"}
KINDS = {
    "placeholder": "占位值",
    "many_people": "多人共用",
    "household_number": "同户多人填同一号码",
}


@quality_app.command("issues", help="列出数据问题（DQ-01 至 DQ-12），最要紧的在前。")
def issues(
    home: HomeOption = None,
    check: CheckOption = "",
    supplier: SupplierOption = "",
    out: Annotated[
        Path | None, typer.Option("--out", help="另存为 xlsx 文件。")
    ] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """List the data issues of the last night, or write them as a workbook."""
    if out is not None:
        require_suffix(out, "xlsx")
    rows = _issue_rows(home_of(home), check, supplier)
    if as_json:
        write_json(rows.drop("severity_text", "place_text").to_dicts())
        return
    lines = [_line(row) for row in rows.to_dicts()]
    if out is not None:
        from checks.sanity.workbook import write_issues  # noqa: PLC0415 - slow; --help must not be

        write_issues(lines, out)
        write_line(f"已导出 {len(lines)} 个数据问题到 {out}")
        return
    for line in lines:
        write_line(f"{line['处理要求']}　" + "　".join(str(line[n]) for n in HEAD))
        write_line(f"    {line['问题']}办法：{line['怎么办']}。")
    write_line(f"共 {len(lines)} 个数据问题；数据问题不是疑点")


@quality_app.command("feedback", help="列出上一夜的反馈单；--out 把文件复制出来。")
def feedback(
    home: HomeOption = None,
    supplier: SupplierOption = "",
    out: Annotated[
        Path | None, typer.Option("--out", help="把反馈单复制到这个目录。")
    ] = None,
    *,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """List the letters of the last night, or copy their files."""
    place = home_of(home)
    rows = _published(place, "feedback")
    if supplier:
        rows = rows.filter(pl.col("supplier") == supplier)
    if out is not None:
        count = _copy(place, rows, out)
        if not quiet:
            write_line(f"已复制 {count} 个文件到 {out}")
        return
    if as_json:
        write_json(_plain(rows))
        return
    for row in rows.to_dicts():
        write_line(f"{row['number']}　{row['supplier']}　{row['delivery']}")
        counts = "，".join(f"{label} {row[name]}" for name, label in COUNTS.items())
        write_line(f"    {counts}；请于 {row['due_on']} 前答复")
    write_line(f"共 {rows.height} 份，文件在 {place.outbox / 'feedback'}")


@quality_app.command("generic", help="列出占位值和多人共用的号码（只显示末四位）。")
def generic(home: HomeOption = None, *, as_json: JsonOption = False) -> None:
    """List the values that point at nobody."""
    rows = _published(home_of(home), "generic_value")
    if as_json:
        write_json(_plain(rows))
        return
    lines = [
        [MEANINGS[row["meaning"]], row["masked"], KINDS[row["kind"]]]
        + [row[name] for name in ("records", "people", "households")]
        for row in rows.to_dicts()
    ]
    headings = ["种类", "号码", "原因", "行数", "人数", "户数"]
    write_table("不作为认人依据的号码", headings, lines)


def _published(home: Home, table: str) -> pl.DataFrame:
    _require_night(home)
    with Warehouse.published(home.warehouse) as warehouse:
        return warehouse.frame(f"FROM quality.{table} ORDER BY ALL")


def _issue_rows(home: Home, check: str, supplier: str) -> pl.DataFrame:
    _require_night(home)
    wanted = {"check_id": check, "supplier": supplier}
    with Warehouse.published(home.warehouse) as warehouse:
        return warehouse.frame(read_sql("flows.cli", "issues"), wanted)


def _require_night(home: Home) -> None:
    if not home.warehouse.is_file():
        raise QualityError("还没有运行过", remedy="先运行 crosscheck night")


def _line(row: dict[str, Any]) -> dict[str, object]:
    titles = {contract.path: contract.title for contract in all_contracts()}
    return {
        "编号": row["issue_id"],
        "检查": f"{row['check_id']} {row['title']}",
        "处理要求": row["severity_text"],
        "数据": titles.get(row["dataset"], row["dataset"]),
        "报送单位": row["supplier"],
        "报送批次": row["delivery"],
        "列": row["heading"],
        "行数": row["records"],
        "问题": row["sentence"],
        "怎么办": row["remedy"],
        "位置举例": row["place_text"],
    }


def _copy(home: Home, rows: pl.DataFrame, out: Path) -> int:
    out.mkdir(parents=True, exist_ok=True)
    letters = rows.select("issued_on", "files").iter_rows()
    files = [
        home.outbox / "feedback" / day.isoformat() / name
        for day, names in letters
        for name in names
    ]
    for file in files:
        if not file.is_file():
            raise QualityError(
                f"outbox 中没有 {file.name}", remedy="重新运行 crosscheck night"
            )
        shutil.copyfile(file, out / file.name)
    return len(files)


def _plain(rows: pl.DataFrame) -> list[Json]:
    """Return rows whose dates are text."""
    dated = rows.with_columns(pl.col(pl.Date).cast(pl.String))
    found: list[Json] = list(dated.to_dicts())
    return found
