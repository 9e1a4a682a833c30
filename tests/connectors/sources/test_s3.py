"""S3-compatible storage against moto's server on loopback."""

import subprocess
import sys
import time
from collections.abc import Generator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from connectors.sources.pick_up import pick_up
from store.digest import digest_file
from store.errors import CrosscheckError, SettingsError, SourceError
from store.home import Home
from store.source_settings import S3Source
from tests.connectors.sources.conftest import VARIABLE
from tests.connectors.sources.test_pick_up import DELIVERY, FOLDER, SUPPLIER, deliver
from tests.support.servers import (
    LOOPBACK,
    PASSWORD,
    answers,
    free_port,
    silent_server,
    until,
)

DAY = date(2026, 11, 20)
BUCKET = "office"


@pytest.fixture(scope="session")
def endpoint() -> Generator[str]:
    """Return the address of a storage server that stands for the session."""
    port = free_port()
    line = [sys.executable, "-m", "moto.server", "-H", LOOPBACK, "-p", str(port)]
    process = subprocess.Popen(
        line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    until(lambda: answers(port), process)
    yield f"http://{LOOPBACK}:{port}"
    process.terminate()
    process.wait()


@pytest.fixture
def bucket(endpoint: str, tmp_path: Path) -> Path:
    """Fill a bucket with one whole delivery; return its files on disk."""
    file = deliver(tmp_path / "local")
    system: Any = import_module("s3fs").S3FileSystem(
        key="office", secret=PASSWORD, endpoint_url=endpoint, skip_instance_cache=True
    )
    system.mkdirs(f"{BUCKET}", exist_ok=True)
    for path in file.parent.iterdir():
        system.put(str(path), f"{BUCKET}/up/{FOLDER}/{path.name}")
    return file


def _source(endpoint: str, **given: object) -> S3Source:
    settings = {
        "kind": "s3",
        "supplier": SUPPLIER,
        "endpoint_url": endpoint,
        "bucket": BUCKET,
        "prefix": "up",
        "access_key": "office",
        "password_env": VARIABLE,
        "connect_seconds": 2,
        "read_seconds": 2,
    }
    return S3Source.model_validate({**settings, **given})


def _refused(home: Home, source: S3Source) -> CrosscheckError:
    with pytest.raises(CrosscheckError) as caught:
        pick_up("minzheng", source, home, DAY, 0)
    assert PASSWORD not in str(caught.value)
    return caught.value


def test_a_delivery_is_fetched_once(home: Home, endpoint: str, bucket: Path) -> None:
    source = _source(endpoint)
    assert pick_up("minzheng", source, home, DAY, 0).deliveries == (DELIVERY,)
    assert digest_file(home.inbox / DELIVERY / "死亡.csv") == digest_file(bucket)
    assert pick_up("minzheng", source, home, DAY, 0).deliveries == ()


def test_nobody_listening_ends_in_a_message(home: Home) -> None:
    source = _source(f"http://{LOOPBACK}:{free_port()}")
    assert isinstance(_refused(home, source), SourceError)


def test_a_missing_bucket_ends_in_a_message(home: Home, endpoint: str) -> None:
    assert "没有这个桶" in _refused(home, _source(endpoint, bucket="nowhere")).message


def test_a_server_that_says_nothing_ends_in_a_message(home: Home) -> None:
    started = time.monotonic()
    with silent_server() as port:
        source = _source(f"http://{LOOPBACK}:{port}", read_seconds=1)
        assert isinstance(_refused(home, source), SourceError)
    assert time.monotonic() - started < 60


def test_without_the_extra_the_remedy_is_said(
    home: Home, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    error = _refused(home, _source(endpoint))
    assert isinstance(error, SettingsError)
    assert "crosscheck[s3]" in error.remedy
