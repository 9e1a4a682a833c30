"""Workbooks, and what passes for one, that are damaged or dangerous."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.connectors import given
from tests.connectors.malformed.case import SOUND, Case, put

XLSX, XLS = "死亡.xlsx", "死亡.xls"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"
HUGE = 2 << 30
Change = Callable[[str, bytes], bytes]
SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
LAUGHS = "".join(f'<!ENTITY a{i + 1} "{f"&a{i};" * 10}">' for i in range(9))


def _sound(folder: Path) -> Path:
    return given.write_xlsx(folder / XLSX, {"名单": SOUND})


def _cut(folder: Path) -> None:
    file = _sound(folder)
    file.write_bytes(file.read_bytes()[:3000])


def _flipped(folder: Path) -> None:
    file = _sound(folder)
    with zipfile.ZipFile(file) as book:
        info = book.getinfo(SHEET)
    content = bytearray(file.read_bytes())
    at = info.header_offset + 30 + len(SHEET) + info.compress_size // 2
    content[at : at + 8] = b"\xff" * 8
    file.write_bytes(content)


def _changed(file: Path, change: Change, name: str = XLSX) -> None:
    """Write a sound workbook with some parts changed."""
    with (
        zipfile.ZipFile(_sound(file)) as old,
        zipfile.ZipFile(file / "x", "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, change(part, old.read(part)))
    (file / XLSX).unlink()
    (file / "x").rename(file / name)


def _broken_xml(folder: Path) -> None:
    _changed(folder, lambda n, c: c[: len(c) // 2] if n == SHEET else c)


def _no_sheets(folder: Path) -> None:
    with xlsxwriter.Workbook(str(folder / XLSX)) as book:
        book.add_worksheet("空")


def _macro(folder: Path) -> None:
    old, new = b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
    _changed(folder, lambda _, c: c.replace(old, new), "死亡.xlsm")
    with zipfile.ZipFile(folder / "死亡.xlsm", "a") as book:
        book.writestr("xl/vbaProject.bin", OLE + b"Sub Auto_Open()")


def _with(folder: Path, fill: Callable[[Any, Any], None]) -> None:
    """Write a sound sheet and let `fill` add to it."""
    with xlsxwriter.Workbook(str(folder / XLSX)) as book:
        sheet = book.add_worksheet("名单")
        for number, row in enumerate(SOUND):
            sheet.write_row(number, 0, row)
        fill(book, sheet)


def _far_corner(folder: Path) -> None:
    _with(folder, lambda _, sheet: sheet.write(1_048_575, 16_383, "x"))


def _error(folder: Path) -> None:
    _with(folder, lambda _, s: s.write_formula(3, 2, "=A99", None, "#REF!"))


def _float_number(folder: Path) -> None:
    _with(folder, lambda _, s: s.write_number(3, 1, float(given.id_number(2))))


def _merged(folder: Path) -> None:
    _with(folder, lambda _, s: s.merge_range(18, 3, 20, 3, "民政"))


def _chart(folder: Path) -> None:
    with xlsxwriter.Workbook(str(folder / XLSX)) as book:
        book.add_worksheet("空")
        chart: Any = book.add_chart({"type": "column"})
        chart.add_series({"values": "=空!$A$1:$A$2"})
        book.add_chartsheet("图").set_chart(chart)


def _hidden(folder: Path) -> None:
    given.write_xlsx(
        folder / XLSX, {"说明": [("见另表",)], "名单": SOUND}, hidden=["名单"]
    )


def _huge_cell(folder: Path) -> None:
    """Write a workbook with one cell of 2 GB, which takes 2 MB."""
    given.write_xlsx(folder / "a", {"名单": SOUND})
    with (
        zipfile.ZipFile(folder / "a") as old,
        zipfile.ZipFile(folder / XLSX, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != SHEET:
                new.writestr(part, old.read(part))
        head, tail = old.read(SHEET).split(b"</sheetData>")
        with new.open(SHEET, "w", force_zip64=True) as stream:
            stream.write(head + b'<row r="22"><c r="A22" t="inlineStr"><is><t>')
            for _ in range(HUGE >> 20):
                stream.write(b"0" * (1 << 20))
            stream.write(b"</t></is></c></row></sheetData>" + tail)
    (folder / "a").unlink()


def _page(body: str) -> bytes:
    return f"<html><body>{body}</body></html>".encode("gb18030")


def _html(rows: str, end: str = "</table>") -> bytes:
    lines = ("".join(f"<td>{c}</td>" for c in row) for row in SOUND)
    return _page(f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}{rows}{end}")


def _xml(body: str, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{head}<Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}">'
        f'<Worksheet ss:Name="名单"><Table>{body}'
    ).encode()


def _xml_rows() -> str:
    return "".join(
        "<Row>"
        + "".join(f'<Cell><Data ss:Type="String">{c}</Data></Cell>' for c in row)
        + "</Row>"
        for row in SOUND
    )


END = "</Table></Worksheet></Workbook>"
ENCRYPTED = OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
ERROR_ROW = (
    '<Row><Cell><Data ss:Type="String">钱丙</Data></Cell>'
    '<Cell><Data ss:Type="Error">#N/A</Data></Cell></Row>'
)

WORKBOOKS = (
    Case(name="xlsx 被截断", write=_cut, says="不完整"),
    Case(name="xlsx 中间有坏字节", write=_flipped, says="不完整"),
    Case(name="xlsx 里的 XML 断在半中间", write=_broken_xml, says="无法读取"),
    Case(name="xlsx 只有文件头", write=put(XLSX, b"PK\3\4"), says="不完整"),
    Case(name="xlsx 有打开密码", write=put(XLSX, ENCRYPTED), says="密码"),
    Case(name="xls 只有文件头", write=put(XLS, OLE + b"\0" * 600), says="无法读取"),
    Case(name="xlsx 没有数据", write=_no_sheets, says="没有数据"),
    Case(name="xlsx 只有图表", write=_chart, says="没有数据"),
    Case(name="带宏的工作簿", write=_macro, says="合格", kept=20),
    Case(name="数据在隐藏的工作表里", write=_hidden, says="隐藏的工作表未读取"),
    Case(name="公式错误 #REF!", write=_error, says="公式错误 #REF!", kept=20),
    Case(
        name="身份证号存成数字（第 16 位起已丢）",
        write=_float_number,
        says="检查“身份证号”",
        kept=20,
    ),
    Case(name="数据行里有合并单元格", write=_merged, says="合格", kept=20),
    Case(name="右下角多写了一格", write=_far_corner, says="范围太大"),
    Case(name="xlsx 里一格 2 GB", write=_huge_cell, says="超过 1 MB", heavy=True),
    Case(
        name="xls 其实是网页，表格没有结束",
        write=put(XLS, _html("", "")[:-20]),
        says="表格没有结束",
    ),
    Case(
        name="xls 其实是网页，没有表格",
        write=put(XLS, _page("请登录")),
        says="没有表格",
    ),
    Case(
        name="xls 其实是网页，夹乱码字节",
        write=put(XLS, _html("").replace("王甲5".encode("gb18030"), b"\xff\xff\r\n")),
        says="不是文件的编码",
        kept=20,
    ),
    Case(
        name="网页里一行有一百万格",
        write=put(XLS, _html(f"<tr>{'<td>1' * 1_000_000}</tr>")),
        says="超过 1000 列",
        kept=21,
        heavy=True,
    ),
    Case(
        name="网页里一格跨一百万行一百万列",
        write=put(XLS, _html("<tr><td colspan=1000000 rowspan=1000000>1</td></tr>")),
        says="合格",
        kept=21,
    ),
    Case(
        name="网页里的表格套得太深",
        write=put(XLS, _html("<tr><td>" + "<div>" * 5000 + "<table><tr><td>1")),
        says="没有结束",
    ),
    Case(
        name="网页里的标记一层套一层，不结束",
        write=put(XLS, _html("<tr><td><b>1" * 5000)),
        says="没有配对",
    ),
    Case(
        name="网页里一格 20 MB",
        write=put(XLS, _html(f"<tr><td>{'x' * (20 << 20)}</td></tr>")),
        says="超过 8 MB",
        heavy=True,
    ),
    Case(name="XML 表格断在半中间", write=put(XLS, _xml(_xml_rows())), says="没有结束"),
    Case(
        name="XML 表格标记不成对",
        write=put(XLS, _xml("<Row></Cell>" + END)),
        says="语法错误",
    ),
    Case(
        name="XML 实体炸弹",
        write=put(
            XLS,
            _xml("<Row>&a9;</Row>" + END, f"<!DOCTYPE x [<!ENTITY a0 'x'>{LAUGHS}]>"),
        ),
        says="XML 实体",
    ),
    Case(
        name="XML 表格里的公式错误",
        write=put(XLS, _xml(_xml_rows() + ERROR_ROW + END)),
        says="公式错误 #N/A",
        kept=21,
    ),
    Case(
        name="别的 XML",
        write=put(XLS, b"<?xml version='1.0'?><a><b>1</b></a>"),
        says="不是 Excel 的 XML",
    ),
    Case(
        name="单个文件网页（mht）", write=put(XLS, b"MIME-Version: 1.0\r\n"), says="mht"
    ),
)
