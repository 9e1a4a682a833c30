"""DBF and Parquet files that are damaged."""

from collections.abc import Callable
from pathlib import Path

import polars as pl

from tests.connectors import given
from tests.connectors.malformed.case import SOUND, Case, put

DBF, PARQUET = "死亡.dbf", "死亡.parquet"
FIELDS = "XM C(20);SFZH C(18);SWRQ C(10);SJLY C(20)"


def _dbf(change: Callable[[bytearray], object]) -> Callable[[Path], object]:
    def write(folder: Path) -> None:
        file = given.write_dbf(folder / DBF, FIELDS, SOUND[1:])
        content = bytearray(file.read_bytes())
        changed = change(content)
        file.write_bytes(changed if isinstance(changed, bytes) else content)

    return write


def _set(at: int, value: bytes) -> Callable[[bytearray], object]:
    def change(content: bytearray) -> None:
        content[at : at + len(value)] = value

    return change


def _bad_text(content: bytearray) -> None:
    at = content.index("王甲5".encode("gb18030"))
    content[at : at + 4] = b"\xff\xff\xff\xff"


def _deleted(content: bytearray) -> None:
    content[int.from_bytes(content[8:10], "little")] = ord("*")


def _parquet(folder: Path) -> Path:
    return given.write_parquet(folder / PARQUET, given.DEATH_HEADINGS, SOUND[1:])


def _cut_parquet(folder: Path) -> None:
    file = _parquet(folder)
    file.write_bytes(file.read_bytes()[:-9])


def _flipped_parquet(folder: Path) -> None:
    file = _parquet(folder)
    content = bytearray(file.read_bytes())
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2 - 4) + b"PAR1"
    file.write_bytes(content)


def _mangled_parquet(old: str) -> Callable[[Path], object]:
    """Return what writes a Parquet file with bytes that are no UTF-8."""

    def write(folder: Path) -> None:
        rows = pl.DataFrame(SOUND[1:], schema=given.DEATH_HEADINGS, orient="row")
        rows.write_parquet(folder / PARQUET, compression="uncompressed")
        content = (folder / PARQUET).read_bytes()
        assert old.encode() in content
        (folder / PARQUET).write_bytes(
            content.replace(old.encode(), b"\xe5" * len(old.encode()))
        )

    return write


def _nested_parquet(folder: Path) -> None:
    columns = {name: [["x"]] for name in given.DEATH_HEADINGS}
    pl.DataFrame(columns).write_parquet(folder / PARQUET)


TABLES = (
    Case(
        name="DBF 比文件头写的短", write=_dbf(lambda c: bytes(c[:-30])), says="长度不符"
    ),
    Case(
        name="DBF 比文件头写的长",
        write=_dbf(lambda c: bytes(c) + b"x" * 40),
        says="长度不符",
    ),
    Case(
        name="DBF 记录数写成四十亿",
        write=_dbf(_set(4, b"\xff\xff\xff\xee")),
        says="长度不符",
    ),
    Case(name="DBF 记录长度为 0", write=_dbf(_set(10, b"\0\0")), says="DBF"),
    Case(
        name="DBF 文件头损坏",
        write=put(DBF, b"not a table at all" * 10),
        says="不是 DBF",
    ),
    Case(name="DBF 只有文件头的一半", write=_dbf(lambda c: bytes(c[:70])), says="DBF"),
    Case(
        name="DBF 有字段不是汉字编码",
        write=_dbf(_bad_text),
        says="编码无法识别",
        kept=20,
    ),
    Case(name="DBF 有删除标记", write=_dbf(_deleted), says="deleted=1", kept=19),
    Case(name="Parquet 没有写完", write=_cut_parquet, says="没有写完"),
    Case(name="Parquet 文件尾损坏", write=_flipped_parquet, says="无法读取"),
    Case(
        name="Parquet 列名不是 UTF-8",
        write=_mangled_parquet("死亡日期"),
        says="无法读取",
    ),
    Case(
        name="Parquet 内容不是 UTF-8", write=_mangled_parquet("民政"), says="无法读取"
    ),
    Case(name="Parquet 有嵌套列", write=_nested_parquet, says="嵌套列"),
)
