"""Large files for `bench/readers.py`: pensions of nobody, in every format."""

from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

from county.layouts import Layout
from county.page import Page
from county.print_cells import NUMBER, TEXT
from county.write_xlsx import write_xlsx

PLACES = ("社保机构名称", "乡镇", "村(社区)")
PERSON = ("姓名", "公民身份号码", "性别", "险种", "费款所属期", "实付年月", "支付标志")
MONEY = ("总额", "基础养老金中央", "基础养老金省级", "基础养老金市级", "基础养老金县级")
REST = ("基础养老金加发", "个人账户养老金", "银行账号", "银行账户名称", "批次")
HEADINGS = (*PLACES, *PERSON, *MONEY, *REST)
NARROW = HEADINGS[3:5] + HEADINGS[6:12] + HEADINGS[17:19]
SHEET_ROWS = 1_000_000


def pensions(rows: int) -> pl.DataFrame:
    """Return so many payments to invented people, all as text."""
    number = pl.int_range(rows)
    day = (number % 28 + 1).cast(pl.String).str.zfill(2)
    serial = (number // 28 % 10_000).cast(pl.String).str.zfill(4)
    name = pl.format("王甲{}", number % 9999)
    amount = pl.format("{}.50", number % 100 + 120)
    values = {
        "社保机构名称": pl.lit("某县社会保险局"),
        "乡镇": pl.format("第{}镇", number % 17),
        "村(社区)": pl.format("第{}村民委员会", number % 97),
        "姓名": name,
        "公民身份号码": pl.format("420281195001{}{}", day, serial),
        "性别": pl.lit("男"),
        "险种": pl.lit("城乡居民基本养老保险"),
        "费款所属期": pl.lit("202603"),
        "实付年月": pl.lit("202604"),
        "支付标志": pl.lit("已支付"),
        "银行账号": pl.format("6228480{}", number + 10**11),
        "银行账户名称": name,
        "批次": (number % 12 + 1).cast(pl.String),
    }
    return pl.select(values.get(h, amount).alias(h) for h in HEADINGS)


def write_csv(file: Path, rows: int) -> None:
    """Write the payments as GB18030 text, 20 columns."""
    step = 100_000
    with file.open("w", encoding="gb18030", newline="") as stream:
        for start in range(0, rows, step):
            part = pensions(rows).slice(start, step)
            stream.write(part.write_csv(include_header=start == 0))


def write_workbook(file: Path, rows: int) -> None:
    """Write the payments as a workbook, 10 columns."""
    cells = pensions(min(rows, SHEET_ROWS)).select(NARROW)
    kinds = tuple(NUMBER if h.startswith(("总额", "基础")) else TEXT for h in NARROW)
    layout = Layout(title="养老金", columns=tuple(f":{h}" for h in NARROW))
    write_xlsx(file, [Page(name="发放", layout=layout, cells=cells, kinds=kinds)])


def write_page(file: Path, rows: int) -> None:
    """Write the payments as a web page that is called xls, 10 columns."""
    cells = pensions(rows).select(NARROW)
    head = "".join(f"<td>{h}</td>" for h in NARROW)
    parts = [pl.format("<td>{}</td>", pl.col(h)) for h in NARROW]
    lines = cells.select(pl.concat_str([pl.lit("<tr>"), *parts, pl.lit("</tr>\n")]))
    with file.open("w", encoding="gb18030") as stream:
        stream.write(f"<html><table><tr>{head}</tr>\n")
        stream.writelines(lines.to_series())
        stream.write("</table></html>")


def write_parquet(file: Path, rows: int) -> None:
    """Write the payments as Parquet, 20 columns."""
    pensions(rows).write_parquet(file)


def write_dbf(file: Path, rows: int) -> None:
    """Write the payments as a DBF table, 10 columns of 24 bytes, by hand."""
    cells = pensions(rows).select(NARROW)
    width, fields = 24, len(NARROW)
    header = (
        b"\x03\x1a\x05\x06"
        + rows.to_bytes(4, "little")
        + (32 + 32 * fields + 1).to_bytes(2, "little")
        + (1 + width * fields).to_bytes(2, "little")
        + bytes(20)
    )
    with file.open("wb") as stream:
        stream.write(header)
        for heading in NARROW:
            name = heading.encode("gb18030")[:10].ljust(11, b"\0")
            stream.write(name + b"C" + bytes(4) + bytes([width]) + bytes(15))
        stream.write(b"\r")
        for row in cells.iter_rows():
            texts = (str(t).encode("gb18030")[:width].ljust(width) for t in row)
            stream.write(b" " + b"".join(texts))
        stream.write(b"\x1a")


WRITERS: Mapping[str, Callable[[Path, int], None]] = {
    "csv": write_csv,
    "xlsx": write_workbook,
    "xls": write_page,
    "parquet": write_parquet,
    "dbf": write_dbf,
}
