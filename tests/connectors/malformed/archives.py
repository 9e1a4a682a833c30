"""Archives that are damaged, locked, dangerous or one in the other."""

from collections.abc import Callable
from pathlib import Path

from tests.connectors import zips
from tests.connectors.malformed.case import Case, text

ZIP, CSV = "死亡.zip", "死亡.csv"
SOUND = text()


def _zip(**members: bytes) -> Callable[[Path], object]:
    return lambda folder: zips.write_zip(folder / ZIP, members)


def _named(name: str, content: bytes = SOUND) -> Callable[[Path], object]:
    return lambda folder: zips.write_zip(folder / ZIP, {name: content})


def _cut(folder: Path) -> None:
    file = zips.write_zip(folder / ZIP, {CSV: SOUND})
    file.write_bytes(file.read_bytes()[:200])


def _flipped(folder: Path) -> None:
    file = zips.write_zip(folder / ZIP, {CSV: SOUND})
    content = bytearray(file.read_bytes())
    content[100] ^= 0xFF
    file.write_bytes(content)


def _misplaced(folder: Path) -> None:
    """Write an archive that looks for its members before its own start."""
    file = zips.write_zip(folder / ZIP, {CSV: SOUND})
    content = bytearray(file.read_bytes())
    start = int.from_bytes(content[-6:-2], "little")
    content[-6:-2] = (start + 50).to_bytes(4, "little")
    file.write_bytes(content)


def _nameless(folder: Path) -> None:
    file = zips.write_zip(folder / ZIP, {"Xa.csv": SOUND})
    file.write_bytes(file.read_bytes().replace(b"Xa.csv", b"\0a.csv"))


def _nested(depth: int) -> Callable[[Path], object]:
    def write(folder: Path) -> None:
        content = SOUND
        for level in range(depth):
            name = CSV if level == 0 else f"{level}.zip"
            file = zips.write_zip(folder / ZIP, {name: content})
            content = file.read_bytes()

    return write


def _aes(folder: Path) -> None:
    zips.write_aes_zip(folder / ZIP, {CSV: SOUND}, "secret")


def _crypto(folder: Path) -> None:
    zips.write_crypto_zip(folder / ZIP, CSV, SOUND, b"secret")


def _link(folder: Path) -> None:
    zips.write_link_zip(folder / ZIP, CSV, "/etc/passwd")


def _bomb(folder: Path) -> None:
    zips.write_bomb(folder / ZIP, CSV, 512 << 20)


def _inner_bomb(folder: Path) -> None:
    inner = zips.write_bomb(folder / "x", CSV, 128 << 20)
    zips.write_zip(folder / ZIP, {"死亡内.zip": inner.read_bytes()})
    inner.unlink()


MANY = {f"{number}.csv": b"" for number in range(2001)}

ARCHIVES = (
    Case(name="zip 被截断", write=_cut, says="不完整"),
    Case(name="zip 里的文件已损坏", write=_flipped, says="已损坏"),
    Case(name="zip 里的文件位置不对", write=_misplaced, says="已损坏"),
    Case(name="zip 里的文件没有名字", write=_nameless, says="没有名字的文件"),
    Case(name="zip 是空的", write=_zip(), says="没有文件"),
    Case(name="zip 有密码（AES），密码不知道", write=_aes, says="有密码"),
    Case(name="zip 有密码（旧式），密码不知道", write=_crypto, says="有密码"),
    Case(name="zip 里有两千多个文件", write=_zip(**MANY), says="2001 个文件"),
    Case(name="zip 炸弹：512 MB 压成 0.5 MB", write=_bomb, says="压缩炸弹", heavy=True),
    Case(name="zip 里的 zip 是炸弹", write=_inner_bomb, says="压缩炸弹", heavy=True),
    Case(
        name="zip 里的路径爬到外面（../）",
        write=_named("../../x/死亡.csv"),
        says="压缩包之外",
    ),
    Case(
        name="zip 里的路径爬到外面（..\\）",
        write=_named("..\\..\\死亡.csv"),
        says="压缩包之外",
    ),
    Case(
        name="zip 里是绝对路径", write=_named("/etc/cron.d/死亡.csv"), says="绝对路径"
    ),
    Case(
        name="zip 里是盘符路径", write=_named("C:\\Windows\\死亡.csv"), says="绝对路径"
    ),
    Case(name="zip 里是符号链接", write=_link, says="链接"),
    Case(name="zip 套 zip，一层", write=_nested(2), says="合格", kept=20),
    Case(name="zip 套 zip，三层", write=_nested(4), says="超过两层"),
    Case(name="zip 里是程序", write=_named("死亡.exe", b"MZ\x90\0"), says="程序"),
    Case(name="zip 里的 csv 被截断", write=_named(CSV, SOUND[:-4]), says="汉字中间"),
    Case(name="zip 里是 RAR", write=_named("死亡.rar", b"Rar!\x1a\x07"), says="RAR"),
)
