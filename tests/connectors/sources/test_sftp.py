"""SFTP against a real sshd on loopback."""

import threading
import time
from collections.abc import Generator
from datetime import date
from pathlib import Path

import pytest

from connectors.sources.pick_up import pick_up
from store.digest import digest_file
from store.errors import CrosscheckError, DeliveryError, SettingsError, SourceError
from store.home import Home
from store.source_settings import SftpSource
from tests.connectors.sources.conftest import VARIABLE
from tests.connectors.sources.test_pick_up import DELIVERY, FOLDER, SUPPLIER, deliver
from tests.support.servers import LOOPBACK, PASSWORD, silent_server
from tests.support.sshd import Sshd, make_key, sshd

DAY = date(2026, 11, 20)
BIG_BYTES = 24_000_000


@pytest.fixture
def server(tmp_path: Path, home: Home) -> Generator[Sshd]:
    """Return a server whose key is pinned, and whose user's key the home holds."""
    folder = tmp_path / "sshd"
    folder.mkdir()
    with sshd(folder) as running:
        (home.keys / "known_hosts").write_text(running.known_hosts, encoding="utf-8")
        (home.keys / "sftp").write_bytes((folder / "user").read_bytes())
        yield running


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Return the folder that is served, with one whole delivery."""
    deliver(tmp_path / "served" / FOLDER)
    return tmp_path / "served"


def _source(server: Sshd, files: Path, **given: object) -> SftpSource:
    settings = {
        "kind": "sftp",
        "supplier": SUPPLIER,
        "host": LOOPBACK,
        "port": server.port,
        "user": server.user,
        "path": str(files),
        "key_file": "keys/sftp",
        "connect_seconds": 5,
        "read_seconds": 5,
    }
    return SftpSource.model_validate({**settings, **given})


def _refused(home: Home, source: SftpSource) -> CrosscheckError:
    with pytest.raises(CrosscheckError) as caught:
        pick_up("minzheng", source, home, DAY, 0)
    assert not (home.inbox / DELIVERY).exists()
    assert PASSWORD not in str(caught.value)
    return caught.value


def test_a_delivery_is_fetched_once(home: Home, server: Sshd, files: Path) -> None:
    source = _source(server, files)
    assert pick_up("minzheng", source, home, DAY, 0).deliveries == (DELIVERY,)
    copied = home.inbox / DELIVERY / "死亡.csv"
    assert digest_file(copied) == digest_file(files / FOLDER / "死亡.csv")
    assert pick_up("minzheng", source, home, DAY, 0).deliveries == ()


def test_a_server_killed_half_way_is_taken_up_again(
    home: Home, server: Sshd, files: Path
) -> None:
    big = deliver(files / FOLDER)
    big.write_bytes(big.read_bytes() * (BIG_BYTES // big.stat().st_size))
    sheet = f"数据名称,文件名,SHA-256\n死亡,死亡.csv,{digest_file(big)}\n"
    (files / FOLDER / "交接单.csv").write_text(sheet, encoding="utf-8")
    draft = home.inbox / SUPPLIER / f".{FOLDER}.fetching"
    part = draft / "死亡.csv.part"

    def kill() -> None:
        while not part.is_file() or part.stat().st_size == 0:
            time.sleep(0.002)
        server.kill()

    killing = threading.Thread(target=kill)
    killing.start()
    error = _refused(home, _source(server, files))
    killing.join()
    assert isinstance(error, SourceError)
    assert 0 < part.stat().st_size < big.stat().st_size
    inode = part.stat().st_ino
    server.start()
    fetched = pick_up("minzheng", _source(server, files), home, DAY, 0)
    assert fetched.deliveries == (DELIVERY,)
    assert (home.inbox / DELIVERY / "死亡.csv").stat().st_ino == inode


def test_another_servers_key_is_refused(
    home: Home, server: Sshd, files: Path, tmp_path: Path
) -> None:
    make_key(tmp_path / "other")
    other = (tmp_path / "other.pub").read_text(encoding="utf-8").split()[:2]
    line = f"[{LOOPBACK}]:{server.port} {' '.join(other)}\n"
    (home.keys / "known_hosts").write_text(line, encoding="utf-8")
    error = _refused(home, _source(server, files))
    assert isinstance(error, SettingsError)
    assert "可能有人冒充" in error.message


def test_an_unknown_server_is_refused(home: Home, server: Sshd, files: Path) -> None:
    (home.keys / "known_hosts").unlink()
    error = _refused(home, _source(server, files))
    assert isinstance(error, SettingsError)
    assert "没有" in error.message
    assert "ssh-keyscan" in error.remedy


@pytest.mark.parametrize(
    "credentials",
    [{"key_file": "keys/wrong"}, {"key_file": "", "password_env": VARIABLE}],
)
def test_a_wrong_key_or_password_is_said(
    home: Home, server: Sshd, files: Path, credentials: dict[str, str]
) -> None:
    make_key(home.keys / "wrong")
    error = _refused(home, _source(server, files, **credentials))
    assert isinstance(error, SettingsError)
    assert "不接受用户" in error.message


def test_a_missing_folder_is_said(home: Home, server: Sshd, files: Path) -> None:
    error = _refused(home, _source(server, files / "nowhere"))
    assert type(error) is DeliveryError
    assert "没有目录" in error.message


def test_a_server_that_says_nothing_ends_in_a_message(
    home: Home, server: Sshd, files: Path
) -> None:
    with silent_server() as port:
        line = server.known_hosts.replace(str(server.port), str(port))
        (home.keys / "known_hosts").write_text(line, encoding="utf-8")
        started = time.monotonic()
        error = _refused(home, _source(server, files, port=port, connect_seconds=1))
    assert isinstance(error, SourceError)
    assert time.monotonic() - started < 10
