"""Exports that are called `.xls` and are web pages or XML."""

from pathlib import Path

import polars as pl
import pytest

from connectors.readers import read_sheets
from connectors.readers.sheet import COMPLAINT, cell_names
from store.errors import DeliveryError, TruncatedError
from tests.connectors import given

PAGE = (
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
    "<style>td{{mso-number-format:'@'}}</style></head><body>{}</body></html>"
)
DOWN, FOURTH = 'ss:MergeDown="1"', 'ss:Index="4"'
NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
BOOK = (
    '<?xml version="1.0" encoding="{encoding}"?>\n'
    '<?mso-application progid="Excel.Sheet"?>\n'
    f'<Workbook xmlns="{NAMESPACE}" xmlns:ss="{NAMESPACE}">{{sheets}}</Workbook>'
)


def page(file: Path, body: str, encoding: str = "gb18030") -> Path:
    """Write a web page with the given body."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(PAGE.format(body).encode(encoding))
    return file


def html_row(cells: given.Row) -> str:
    """Return a table row in HTML."""
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def book(file: Path, sheets: dict[str, str], encoding: str = "utf-8") -> Path:
    """Write an XML workbook whose sheets hold the given rows."""
    file.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(
        f'<Worksheet ss:Name="{name}"><Table>{rows}</Table></Worksheet>'
        for name, rows in sheets.items()
    )
    file.write_bytes(BOOK.format(encoding=encoding, sheets=body).encode(encoding))
    return file


def xml_row(cells: given.Row) -> str:
    """Return a row of text cells in XML."""
    inner = (f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in cells)
    return f"<Row>{''.join(inner)}</Row>"


def grid(file: Path, sheet: int = 0) -> list[tuple[str | None, ...]]:
    """Return the cells of one sheet of a file."""
    for number, each in enumerate(read_sheets(file)):
        rows = pl.concat(each.chunks, how="diagonal")
        if number == sheet:
            return rows.select(cell_names(rows)).rows()
    raise AssertionError("no such sheet")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_a_web_page_is_a_delivery_like_any_other(tmp_path: Path, encoding: str) -> None:
    rows = [given.DEATH_HEADINGS, *given.deaths(3)]
    title = '<tr><td colspan="4">某县死亡人员名单</td></tr>'
    body = "".join(map(html_row, rows))
    folder = tmp_path / "inbox" / "县民政局" / "20260506"
    page(folder / "死亡.xls", f"<table>{title}{body}</table>", encoding)
    papers, kept = given.the_snapshot(
        given.take_one(tmp_path / "inbox", tmp_path / "s")
    )
    assert kept["source_row"].to_list() == [3, 4, 5]
    assert kept["id_number"].to_list() == [given.id_number(i) for i in range(3)]
    assert papers.parts[0].rows_read == 5


def test_cells_of_a_page_show_what_excel_shows(tmp_path: Path) -> None:
    file = page(
        tmp_path / "a.xls",
        "<table><tr><td>a&nbsp;&lt;b&gt;</td><td> x\n y<br>z</td>"
        "<td><script>1</script>&#x5F20;<b>三</b></td></tr></table>",
    )
    assert grid(file) == [("a\u00a0<b>", "x yz", "张三")]


def test_merged_cells_below_the_head_hold_for_all_they_cover(tmp_path: Path) -> None:
    file = page(
        tmp_path / "a.xls",
        "<table><tr><td rowspan=2>户主</td><td colspan=2>成员</td><td rowspan=2>金额"
        "</td></tr><tr><td>姓名</td><td>关系</td></tr>"
        "<tr><td rowspan=2>王某</td><td>王甲</td><td>子</td><td rowspan=2>300</td></tr>"
        "<tr><td>王乙</td><td>女</td></tr>"
        "<tr><td colspan=2>合计</td><td></td><td>300</td></tr></table>",
    )
    assert grid(file) == [
        ("户主", "成员", "", "金额"),
        ("", "姓名", "关系", ""),
        ("王某", "王甲", "子", "300"),
        ("王某", "王乙", "女", ""),
        ("合计", "合计", "", "300"),
    ]


def test_every_table_of_a_page_is_a_sheet(tmp_path: Path) -> None:
    one, two = html_row(("a", "b")), html_row(("c",))
    file = page(
        tmp_path / "a.xls", f"<table>{one}</table><p>x<table>{two}{two}</table>"
    )
    assert [sheet.name for sheet in read_sheets(file)] == ["", "第2个表"]
    assert grid(file, 1) == [("c",), ("c",)]


def test_a_page_that_breaks_off_is_truncated(tmp_path: Path) -> None:
    file = page(tmp_path / "a.xls", f"<table>{html_row(('a', 'b'))}<tr><td>c")
    with pytest.raises(TruncatedError, match="表格没有结束"):
        grid(file)


def test_a_page_without_a_table_says_so(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match="没有表格"):
        list(read_sheets(page(tmp_path / "a.xls", "<p>请登录系统</p>")))


def test_unreadable_bytes_in_a_page_cost_their_row(tmp_path: Path) -> None:
    rows = [html_row((f"王{i}", i)) for i in range(20)]
    file = page(tmp_path / "a.xls", "<table>" + "".join(f"{r}\n" for r in rows))
    content = file.read_bytes().replace("王7".encode("gb18030"), b"\xff\xff7")
    file.write_bytes(content.replace(b"</body>", b"</table></body>"))
    (sheet,) = read_sheets(file)
    (chunk,) = sheet.chunks
    bad = chunk.filter(pl.col(COMPLAINT).is_not_null())
    assert bad["source_row"].to_list() == [8]
    assert chunk.height == 20


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_an_xml_workbook_is_a_delivery_like_any_other(
    tmp_path: Path, encoding: str
) -> None:
    rows = "".join(map(xml_row, [given.DEATH_HEADINGS, *given.deaths(2)]))
    more = "".join(map(xml_row, [given.DEATH_HEADINGS, *given.deaths(1, 2)]))
    folder = tmp_path / "inbox" / "县民政局" / "20260506"
    book(folder / "死亡.xls", {"东风镇": rows, "红旗镇": more}, encoding)
    papers, kept = given.the_snapshot(
        given.take_one(tmp_path / "inbox", tmp_path / "s")
    )
    assert [part.sheet for part in papers.parts] == ["东风镇", "红旗镇"]
    assert kept["id_number"].to_list() == [given.id_number(i) for i in range(3)]


def test_places_types_and_merged_cells_of_an_xml_workbook(tmp_path: Path) -> None:
    def cell(kind: str, text: str, more: str = "") -> str:
        return f'<Cell {more}><Data ss:Type="{kind}">{text}</Data></Cell>'

    rows = (
        f"<Row>{cell('String', '户主')}{cell('String', '日')}</Row>"
        f'<Row ss:Index="4">{cell("String", "王&amp;", DOWN)}'
        f"{cell('DateTime', '2024-03-01T00:00:00.000')}{cell('Number', '1.5')}</Row>"
        f"<Row>{cell('Boolean', '1', FOURTH)}</Row>"
        f"<Row>{cell('Error', '#REF!')}{cell('String', 'x')}</Row>"
    )
    file = book(tmp_path / "a.xls", {"表": rows})
    (sheet,) = read_sheets(file)
    (chunk,) = sheet.chunks
    assert chunk["source_row"].to_list() == [1, 4, 5, 6]
    assert chunk.select(cell_names(chunk)).rows() == [
        ("户主", "日", None, None),
        ("王&", "2024-03-01", "1.5", None),
        ("王&", "", "", "true"),
        ("", "x", None, None),
    ]
    assert chunk[COMPLAINT].to_list() == [None, None, None, "有一格是公式错误 #REF!"]


BROKEN: list[tuple[given.Spoil, type[DeliveryError], str]] = [
    (lambda text: text[: len(text) // 2], TruncatedError, "没有结束"),
    (lambda text: text.replace("</Row>", "</Roww>"), DeliveryError, "XML 表格"),
    (lambda text: text.replace(NAMESPACE, "urn:other"), DeliveryError, "不是 Excel"),
    (
        lambda text: text.replace(
            "<Workbook", '<!DOCTYPE a [<!ENTITY b "c">]><Workbook'
        ),
        DeliveryError,
        "XML 实体",
    ),
]


@pytest.mark.parametrize(("spoil", "error", "words"), BROKEN)
def test_a_broken_or_dangerous_xml_workbook_is_refused_in_words(
    tmp_path: Path, spoil: given.Spoil, error: type[DeliveryError], words: str
) -> None:
    file = book(tmp_path / "a.xls", {"表": xml_row(("a", "b"))})
    file.write_text(spoil(file.read_text("utf-8")), encoding="utf-8")
    with pytest.raises(error, match=words):
        grid(file)


def test_unclosed_cells_lose_no_row(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{i}<td>x" for i in range(300))
    file = page(tmp_path / "a.xls", f"<!-- <tr> --><table>{rows}</table>")
    assert [row[0] for row in grid(file)] == [str(i) for i in range(300)]


def test_rows_that_unclosed_tags_have_mixed_up_are_refused(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td><font>{i}" for i in range(9))
    file = page(tmp_path / "a.xls", f"<table>{rows}</table>")
    with pytest.raises(DeliveryError, match="没有配对"):
        grid(file)
