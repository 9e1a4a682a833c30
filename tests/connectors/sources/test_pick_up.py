"""Pick-up from a folder: only whole deliveries, each once, nothing changed there."""

import os
import time
from datetime import date
from pathlib import Path

import pytest

from connectors.sources.fetched import Fetched
from connectors.sources.pick_up import pick_up
from store.digest import digest_file
from store.errors import SettingsError, SourceError
from store.home import Home
from store.source_settings import ShareSource
from tests.connectors import given

DAY = date(2026, 11, 20)
SUPPLIER, FOLDER = "县民政局", "20261105_死亡"
DELIVERY = f"{SUPPLIER}/{FOLDER}"


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """Return a share that holds one whole delivery."""
    deliver(tmp_path / "share" / FOLDER)
    return tmp_path / "share"


def deliver(folder: Path, digest: str | None = None) -> Path:
    """Write a death register and its hand-over sheet; return the register."""
    rows = [given.DEATH_HEADINGS, *given.deaths(3)]
    file = given.write_text(folder / "死亡.csv", rows)
    stated = digest or digest_file(file)
    lines = f"数据名称,文件名,条数,SHA-256\n死亡登记,死亡.csv,3,{stated}\n"
    (folder / "交接单.csv").write_text(lines, encoding="utf-8")
    return file


def _fetch(home: Home, share: Path, **more: object) -> Fetched:
    settings = {"kind": "share", "supplier": SUPPLIER, "path": str(share), **more}
    source = ShareSource.model_validate(settings)
    return pick_up("minzheng", source, home, DAY, 0)


def _inbox(home: Home) -> list[str]:
    files = (f for f in home.inbox.rglob("*") if f.is_file())
    return sorted(f.relative_to(home.inbox).as_posix() for f in files)


def _messages(fetched: Fetched) -> list[str]:
    return [problem.message for problem in fetched.problems]


def test_a_whole_delivery_is_copied_once_and_left_where_it_was(
    home: Home, share: Path
) -> None:
    assert _fetch(home, share).deliveries == (DELIVERY,)
    assert _inbox(home) == [f"{DELIVERY}/交接单.csv", f"{DELIVERY}/死亡.csv"]
    copied = home.inbox / DELIVERY / "死亡.csv"
    assert copied.read_bytes() == (share / FOLDER / "死亡.csv").read_bytes()
    again = _fetch(home, share)
    assert (again.deliveries, again.waiting, again.problems) == ((), (), ())


def test_a_delivery_that_the_office_took_away_does_not_come_back(
    home: Home, share: Path
) -> None:
    _fetch(home, share)
    (home.inbox / DELIVERY).rename(home.root / "withdrawn")
    assert _fetch(home, share).deliveries == ()


def test_without_a_sheet_a_folder_waits(home: Home, share: Path) -> None:
    (share / FOLDER / "交接单.csv").unlink()
    fetched = _fetch(home, share)
    assert (fetched.waiting, fetched.problems, _inbox(home)) == ((FOLDER,), (), [])


def test_a_folder_that_waits_for_days_is_told(home: Home, share: Path) -> None:
    (share / FOLDER / "交接单.csv").unlink()
    os.utime(share / FOLDER / "死亡.csv", (1_780_000_000, 1_780_000_000))
    (message,) = _messages(_fetch(home, share))
    assert "一天多没有动静" in message


@pytest.mark.parametrize(
    ("markers", "written"),
    [
        (("完成",), f"{FOLDER}/完成"),
        ((".done",), f"{FOLDER}/.done"),
        ((".done",), f"{FOLDER}/死亡.done"),
        ((".done",), f"{FOLDER}.done"),
    ],
)
def test_a_marker_may_say_that_a_folder_is_whole(
    home: Home, share: Path, markers: tuple[str, ...], written: str
) -> None:
    (share / FOLDER / "交接单.csv").unlink()
    assert _fetch(home, share, complete="marker", markers=markers).deliveries == ()
    (share / written).touch()
    fetched = _fetch(home, share, complete="marker", markers=markers)
    assert fetched.deliveries == (DELIVERY,)
    assert _inbox(home) == [f"{DELIVERY}/死亡.csv"]


def test_a_file_that_is_listed_and_missing_holds_the_folder_back(
    home: Home, share: Path
) -> None:
    sheet = share / FOLDER / "交接单.csv"
    sheet.write_text(
        "数据名称,文件名,条数\n死亡,死亡.csv,3\n死亡,死亡2.csv,1\n", encoding="utf-8"
    )
    fetched = _fetch(home, share)
    assert "还缺交接单列出的文件" in _messages(fetched)[0]
    assert not (home.inbox / DELIVERY).exists()
    given.write_text(share / FOLDER / "死亡2.csv", [given.DEATH_HEADINGS])
    assert _fetch(home, share).deliveries == (DELIVERY,)


def test_a_wrong_digest_holds_the_folder_back(home: Home, share: Path) -> None:
    deliver(share / FOLDER, digest="0" * 64)
    assert "SHA-256 与交接单不符" in _messages(_fetch(home, share))[0]
    assert not (home.inbox / DELIVERY).exists()
    deliver(share / FOLDER)
    assert _fetch(home, share).deliveries == (DELIVERY,)


@pytest.mark.parametrize("name", ["补充.csv.part", "补充.csv.tmp"])
def test_an_unfinished_copy_holds_the_folder_back(
    home: Home, share: Path, name: str
) -> None:
    (share / FOLDER / name).touch()
    assert _fetch(home, share).waiting == (FOLDER,)


def test_a_file_that_grows_between_two_looks_holds_the_folder_back(
    home: Home, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def grow(_: float) -> None:
        with (share / FOLDER / "死亡.csv").open("ab") as stream:
            stream.write(b"more")

    monkeypatch.setattr(time, "sleep", grow)
    fetched = _fetch(home, share)
    assert (fetched.deliveries, fetched.waiting) == ((), (FOLDER,))


def test_a_folder_changed_after_it_was_fetched_is_told(home: Home, share: Path) -> None:
    _fetch(home, share)
    given.write_text(share / FOLDER / "死亡2.csv", [given.DEATH_HEADINGS])
    (message,) = _messages(_fetch(home, share))
    assert "取走以后又有改动" in message
    assert _inbox(home) == [f"{DELIVERY}/交接单.csv", f"{DELIVERY}/死亡.csv"]


def test_one_bad_folder_does_not_hold_up_the_others(home: Home, share: Path) -> None:
    deliver(share / "20261106_死亡", digest="0" * 64)
    deliver(share / "20261107_死亡")
    fetched = _fetch(home, share)
    assert len(fetched.problems) == 1
    assert fetched.deliveries == (DELIVERY, f"{SUPPLIER}/20261107_死亡")


def test_links_lead_nowhere(home: Home, share: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("x", encoding="utf-8")
    (share / FOLDER / "外面.csv").symlink_to(secret)
    _fetch(home, share)
    assert _inbox(home) == [f"{DELIVERY}/交接单.csv", f"{DELIVERY}/死亡.csv"]


def test_an_interrupted_copy_goes_on_where_it_broke_off(
    home: Home, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(source: object, out: object, _: int) -> None:
        out.write(source.read(10))  # type: ignore[attr-defined]  # stands for a stream
        raise OSError("Stale file handle")

    monkeypatch.setattr("connectors.sources.share.shutil.copyfileobj", broken)
    with pytest.raises(SourceError):
        _fetch(home, share)
    monkeypatch.undo()
    parts = list((home.inbox / SUPPLIER).rglob("*.part"))
    before = [(part.stat().st_size, part.stat().st_ino) for part in parts]
    assert [size for size, _ in before] == [10]
    assert _fetch(home, share).deliveries == (DELIVERY,)
    inodes = {f.stat().st_ino for f in (home.inbox / DELIVERY).iterdir()}
    assert before[0][1] in inodes


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/no/such/mount", SourceError), ("relative/path", SettingsError)],
)
def test_a_share_that_is_not_there_is_told(
    home: Home, path: str, kind: type[Exception]
) -> None:
    with pytest.raises(kind):
        _fetch(home, Path(path))


def test_the_inbox_itself_is_no_share(home: Home) -> None:
    with pytest.raises(SettingsError):
        _fetch(home, home.inbox)
