"""Archives: their members are files like others; what is dangerous stays packed."""

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from connectors.delivery import find_deliveries
from connectors.readers.archive import Archive, member_name
from connectors.take import Intake, take_delivery
from store.digest import digest_file
from store.errors import DeliveryError
from store.odcs import all_contracts
from tests.connectors import given, zips


def folder_of(root: Path) -> Path:
    """Return a new delivery folder."""
    folder = root / "inbox" / "县民政局" / "20260506_死亡"
    folder.mkdir(parents=True)
    return folder


def register(root: Path, count: int, start: int = 0) -> bytes:
    """Return a death register as bytes of a text file."""
    rows = [given.DEATH_HEADINGS, *given.deaths(count, start)]
    return given.write_text(root / f"made{start}.csv", rows).read_bytes()


def take(root: Path, passwords: Sequence[str] = ()) -> Intake:
    """Return what came of the only delivery."""
    found = find_deliveries(
        root / "inbox",
        as_of=given.AS_OF,
        settle_seconds=0,
        waivers=[given.WAIVED],
    )
    (delivery,) = found.deliveries
    return take_delivery(delivery, root / "s", all_contracts(), passwords=passwords)


def test_members_are_taken_as_if_they_lay_in_the_delivery(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    members = {
        "东风镇/死亡名单.csv": register(tmp_path, 2),
        "红旗镇/死亡名单.csv": register(tmp_path, 3, start=2),
        "__MACOSX/._死亡名单.csv": b"\0\1",
    }
    packed = zips.write_zip(folder / "数据.zip", members)
    papers, rows = given.the_snapshot(take(tmp_path))
    assert [part.file for part in papers.parts] == [
        "数据.zip › 东风镇 › 死亡名单.csv",
        "数据.zip › 红旗镇 › 死亡名单.csv",
    ]
    assert {part.sha256 for part in papers.parts} == {digest_file(packed)}
    assert rows["id_number"].to_list() == [given.id_number(i) for i in range(5)]
    assert [each.name for each in folder.iterdir()] == ["数据.zip"]
    assert not list((tmp_path / "s").glob(".draft-*"))


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_a_flag_are_decoded(encoding: str) -> None:
    info = zipfile.ZipInfo("x")
    info.orig_filename = "东风镇\\死亡.csv".encode(encoding).decode("cp437")
    assert member_name(info) == "东风镇/死亡.csv"


def test_a_handover_sheet_in_an_archive_counts(tmp_path: Path) -> None:
    sheet = given.write_handover(tmp_path, [("死亡登记", "死亡名单", "2026年", 3)])
    members = {
        "死亡名单.csv": register(tmp_path, 2),
        "交接单.xlsx": sheet.read_bytes(),
    }
    zips.write_zip(folder_of(tmp_path) / "数据.zip", members)
    intake = take(tmp_path)
    (refusal,) = intake.refusals
    assert refusal.place == "数据.zip › 死亡名单.csv"
    assert refusal.message == "交接单写明 3 条，实际读到 2 条"


def test_a_handover_sheet_may_list_the_archive_itself(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    members = {
        "a死亡.csv": register(tmp_path, 2),
        "b死亡.csv": register(tmp_path, 3, 2),
    }
    zips.write_zip(folder / "死亡.zip", members)
    given.write_handover(folder, [("死亡登记", "死亡.zip", "2026年", 5)])
    papers, _ = given.the_snapshot(take(tmp_path))
    assert (papers.stated_rows, papers.rows) == (5, 5)


def test_an_archive_in_an_archive_is_opened_and_no_deeper(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    inner = zips.write_zip(tmp_path / "内.zip", {"死亡.csv": register(tmp_path, 1)})
    zips.write_zip(folder / "外.zip", {"内.zip": inner.read_bytes()})
    papers, _ = given.the_snapshot(take(tmp_path))
    assert papers.parts[0].file == "外.zip › 内.zip › 死亡.csv"
    outer = (folder / "外.zip").read_bytes()
    zips.write_zip(folder / "死亡.zip", {"外.zip": outer})
    (folder / "外.zip").unlink()
    (refusal,) = take(tmp_path).refusals
    assert "超过两层" in refusal.message


PASSWORD = "密码123"


def write_aes(file: Path, content: bytes) -> Path:
    """Write an archive with a password in the new way."""
    return zips.write_aes_zip(file, {"死亡.csv": content}, PASSWORD)


def write_crypto(file: Path, content: bytes) -> Path:
    """Write an archive with a password in the old way, typed in GBK."""
    return zips.write_crypto_zip(file, "死亡.csv", content, PASSWORD.encode("gb18030"))


@pytest.mark.parametrize("write", [write_aes, write_crypto])
def test_passwords_are_tried_and_a_missing_one_is_asked_for(
    tmp_path: Path, write: Callable[[Path, bytes], Path]
) -> None:
    write(folder_of(tmp_path) / "死亡.zip", register(tmp_path, 2))
    (refusal,) = take(tmp_path).refusals
    assert (refusal.error, refusal.dataset) == ("PasswordError", "registry/death")
    assert "archive_passwords_file" in refusal.remedy
    (refusal,) = take(tmp_path, ["no"]).refusals
    assert "已知的密码都不对" in refusal.message
    papers, rows = given.the_snapshot(take(tmp_path, ["no", PASSWORD]))
    assert rows.height == 2
    assert papers.parts[0].file == "死亡.zip › 死亡.csv"


DANGERS: list[tuple[Callable[[Path], Path], str]] = [
    (lambda f: zips.write_zip(f, {"../../死亡.csv": b"a"}), "压缩包之外"),
    (lambda f: zips.write_zip(f, {"..\\死亡.csv": b"a"}), "压缩包之外"),
    (lambda f: zips.write_zip(f, {"/etc/死亡.csv": b"a"}), "绝对路径"),
    (lambda f: zips.write_zip(f, {"C:/死亡.csv": b"a"}), "绝对路径"),
    (lambda f: zips.write_link_zip(f, "死亡.csv", "/etc/passwd"), "链接"),
    (lambda f: zips.write_bomb(f, "死亡.csv", 128 << 20), "压缩炸弹"),
    (lambda f: zips.write_zip(f, {f"{i}.csv": b"" for i in range(2001)}), "2001 个"),
    (lambda f: zips.write_zip(f, {}), "没有文件"),
]


@pytest.mark.parametrize(("write", "words"), DANGERS)
def test_dangerous_archives_stay_packed(
    tmp_path: Path, write: Callable[[Path], Path], words: str
) -> None:
    write(folder_of(tmp_path) / "死亡.zip")
    before = sorted(tmp_path.rglob("*"))
    intake = take(tmp_path)
    (refusal,) = intake.refusals
    assert words in refusal.message
    assert refusal.dataset == "registry/death"
    assert intake.snapshots == ()
    after = {path for path in tmp_path.rglob("*") if tmp_path / "s" not in path.parents}
    assert after - {tmp_path / "s"} == set(before)


def test_a_damaged_member_refuses_its_archive(tmp_path: Path) -> None:
    file = folder_of(tmp_path) / "死亡.zip"
    content = bytearray(
        zips.write_zip(file, {"死亡.csv": register(tmp_path, 50)}).read_bytes()
    )
    content[200] ^= 0xFF
    file.write_bytes(content)
    (refusal,) = take(tmp_path).refusals
    assert (refusal.error, refusal.message) == (
        "TruncatedError",
        "压缩包里的文件已损坏",
    )
    file.write_bytes(content[:300])
    (refusal,) = take(tmp_path).refusals
    assert refusal.message == "压缩包不完整或已损坏"


def test_members_of_one_name_are_two_files(tmp_path: Path) -> None:
    file = folder_of(tmp_path) / "死亡.zip"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("a.csv", register(tmp_path, 2))
        with pytest.warns(UserWarning, match="Duplicate name"):
            packed.writestr("a.csv", register(tmp_path, 2, start=2))
    papers, rows = given.the_snapshot(take(tmp_path))
    assert rows.height == 4
    assert papers.parts[1].file == "死亡.zip › a（2）.csv"


def test_what_is_taken_out_is_bounded_whatever_the_archive_says(
    tmp_path: Path,
) -> None:
    file = zips.write_zip(tmp_path / "死亡.zip", {"a.csv": b"a,b\n" * 100})
    with pytest.raises(DeliveryError, match="像是压缩炸弹"):
        Archive(file, (), left=399)
    honest = Archive(file, (), left=400)
    honest.left = 399
    with pytest.raises(DeliveryError, match="解压后超过"):
        honest.extract(honest.members[0], tmp_path / "out")
    honest.close()
