"""Text files that are damaged, mislabelled or not what they seem."""

from pathlib import Path

from tests.connectors import given
from tests.connectors.malformed.case import SOUND, Case, put, text

CSV = "死亡.csv"
LONG_LINE = 70 << 20
HUGE = 2 << 30


def _replaced(old: str, new: bytes, encoding: str = "utf-8") -> bytes:
    content = text(encoding=encoding)
    assert old.encode(encoding) in content
    return content.replace(old.encode(encoding), new)


def _lines(*changed: given.Row) -> bytes:
    return text([*SOUND, *changed])


def _zeros(folder: Path) -> None:
    """Write a file of 2 GB that takes no space: a copy that only made room."""
    with (folder / CSV).open("wb") as stream:
        stream.write(text()[:300])
        stream.truncate(HUGE)


def _one_line(folder: Path) -> None:
    with (folder / CSV).open("wb") as stream:
        stream.write(text()[:300])
        for _ in range(LONG_LINE >> 20):
            stream.write(b"0" * (1 << 20))


def _growing(folder: Path) -> None:
    put(CSV, text())(folder)
    put("死亡2.csv.part", text()[:100])(folder)


FOUR_DATES = [
    (f"赵丁{i}", given.id_number(100 + i), day, "民政")
    for i, day in enumerate(("2026-03-01", "2026/3/1", "20260301", "2026年3月1日"))
]
MANY_COLUMNS = ",".join(["1"] * 1_000_000).encode()

TEXTS = (
    Case(name="空文件", write=put(CSV, b""), says="空的"),
    Case(name="只有空行", write=put(CSV, b"\r\n \r\n\r\n"), says="空的"),
    Case(name="只有表头", write=put(CSV, text(SOUND[:1])), says="没有数据行"),
    Case(name="没有表头", write=put(CSV, text(SOUND[1:])), says="没有找到表头"),
    Case(
        name="UTF-8 文件在汉字中间断开",
        write=put(CSV, text()[: text().rindex("民政".encode()) + 1]),
        says="汉字中间结束",
    ),
    Case(
        name="GB18030 文件在汉字中间断开",
        write=put(CSV, text(encoding="gb18030")[:-3]),
        says="汉字中间结束",
    ),
    Case(
        name="UTF-16 文件少一个字节",
        write=put(CSV, text(encoding="utf-16")[:-1]),
        says="汉字中间结束",
    ),
    Case(
        name="文件后半截是空字节（拷贝中断）",
        write=put(CSV, text()[:300] + b"\0" * 4096),
        says="成片的空字节",
    ),
    Case(name="2 GB 空洞文件", write=_zeros, says="超过 64 MB", heavy=True),
    Case(
        name="一行里夹一个空字节",
        write=put(CSV, _replaced("王甲7", "王\0甲7".encode())),
        says="空字节（NUL）",
        kept=20,
    ),
    Case(
        name="一个文件里两种编码，少数几行不同",
        write=put(CSV, _replaced("王甲7", "王甲7".encode("gb18030"))),
        says="不是文件的编码",
        kept=20,
    ),
    Case(
        name="一个文件里两种编码，各占一半",
        write=put(CSV, text() + text(encoding="gb18030")),
        says="编码无法识别",
    ),
    Case(
        name="写明 UTF-8（BOM），其实是 GBK",
        write=put(CSV, b"\xef\xbb\xbf" + text(encoding="gb18030")),
        says="编码无法识别",
    ),
    Case(
        name="GBK 文件里夹乱码字节",
        write=put(CSV, _replaced("王甲3", b"\xff\xff3", "gb18030")),
        says="不是文件的编码",
        kept=20,
    ),
    Case(
        name="随机字节，叫 csv",
        write=put(CSV, bytes(range(1, 256)) * 40),
        says="无法识别",
    ),
    Case(
        name="引号没有闭合，吞掉后面几行",
        write=put(CSV, _replaced("王甲7", '"王甲7'.encode())),
        says="引号可能没有闭合",
        kept=8,
    ),
    Case(
        name="引号没有闭合，吞掉整个文件",
        write=put(CSV, text([SOUND[0], ('"王', "1", "2"), *given.deaths(200)])),
        says="引号没有闭合",
    ),
    Case(
        name="有一行少字段",
        write=put(CSV, _lines(("钱丙", given.id_number(99)))),
        says="这一行有 2 个字段",
        kept=21,
    ),
    Case(
        name="有一行多字段",
        write=put(
            CSV, _lines(("钱丙", given.id_number(99), "2026-03-01", "民政", "x"))
        ),
        says="这一行有 5 个字段",
        kept=21,
    ),
    Case(
        name="一行有一百万列",
        write=put(CSV, text() + MANY_COLUMNS + b"\r\n"),
        says="这一行有 1000000 个字段",
        kept=21,
    ),
    Case(
        name="第一行有一百万列",
        write=put(CSV, MANY_COLUMNS + b"\r\n" + text()),
        says="title=1",
        kept=20,
    ),
    Case(name="一行超过 64 MB", write=_one_line, says="超过 64 MB", heavy=True),
    Case(
        name="一格超过 128 KB",
        write=put(CSV, text() + b"x" * 200_000 + b",1,2,3\r\n"),
        says="无法拆分成字段",
    ),
    Case(
        name="表头出现两次",
        write=put(CSV, text() + text()),
        says="repeated_header=1",
        kept=40,
    ),
    Case(
        name="两个表头对应同一列",
        write=put(CSV, text([(*SOUND[0], "姓名"), *SOUND[1:]])),
        says="都对应",
    ),
    Case(
        name="少一个必需的列",
        write=put(CSV, text([(row[0], *row[2:]) for row in SOUND])),
        says="缺少必需的列",
    ),
    Case(
        name="一列里四种日期写法",
        write=put(CSV, text([SOUND[0], *FOUR_DATES])),
        says="合格 4 行",
        kept=4,
    ),
    Case(
        name="Excel 毁掉的号码（4.2E+17）",
        write=put(CSV, _replaced(given.id_number(5), b"4.20281E+17")),
        says="检查“身份证号”",
        kept=20,
    ),
    Case(
        name="Excel 毁掉的号码（末三位变 000）",
        write=put(CSV, _replaced(given.id_number(5), b"420281195001010000")),
        says="检查“身份证号”",
        kept=20,
    ),
    Case(name="PDF 改名为 csv", write=put(CSV, b"%PDF-1.7\n"), says="PDF"),
    Case(name="图片改名为 csv", write=put(CSV, b"\x89PNG\r\n\x1a\n"), says="图片"),
    Case(name="程序改名为 csv", write=put(CSV, b"MZ\x90\0\3\0\0\0"), says="程序"),
    Case(name="RAR 压缩包", write=put("死亡.rar", b"Rar!\x1a\x07\1\0"), says="RAR"),
    Case(name="7z 压缩包", write=put("死亡.7z", b"7z\xbc\xaf\x27\x1c"), says="7z"),
    Case(name="gzip 压缩包", write=put("死亡.gz", b"\x1f\x8b\x08\0"), says="gzip"),
    Case(name="还在拷贝的文件", write=_growing, says="还在写入"),
    Case(name="扫描件", write=put("死亡.jpg", b"\xff\xd8\xff\xe0"), says="未读取"),
)
