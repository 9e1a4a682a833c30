"""`inbox check` and `inbox map` look into archives, under the names shown."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from connectors.mapping import load_mappings
from flows.cli.main import app
from store.errors import DeliveryError
from store.home import Home
from tests.connectors import zips
from tests.flows.deliveries import DEAD, make_home

RUNNER = CliRunner()
OWN = "逝者名,证照编码,死亡日期,登记日期,数据来源\r\n"
ROW = f"田一山,{DEAD},2026-03-15,2026-03-20,民政火化\r\n"
MEMBER = "火化名单.csv"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return an empty home."""
    return make_home(tmp_path / "home")


def _packed(home: Home) -> Path:
    folder = home.inbox / "县殡仪馆" / "20261103_火化"
    folder.mkdir(parents=True)
    text = (OWN + ROW).encode("gb18030")
    return zips.write_zip(folder / "资料.zip", {MEMBER: text})


def _run(home: Home, *arguments: str) -> Result:
    return RUNNER.invoke(app, ["inbox", *arguments, "--home", str(home.root)])


def test_a_member_is_checked_mapped_and_checked_again(home: Home) -> None:
    packed = _packed(home)
    shown = f"{packed} › {MEMBER}"
    before = _run(home, "check", str(packed)).stdout
    assert f"{packed.name} › {MEMBER}" in before.replace("\n", "")
    assert "crosscheck inbox map" in before
    told = _run(
        home, "map", shown, "--dataset", "registry/death",
        "--set", "逝者名=person_name", "--set", "证照编码=id_number",
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    (mapping,) = load_mappings(home.mappings)
    assert mapping.supplier == "县殡仪馆"
    assert "可读入" in _run(home, "check", str(packed)).stdout


def test_a_member_that_is_not_there_is_named_with_those_that_are(home: Home) -> None:
    packed = _packed(home)
    result = _run(home, "map", f"{packed} › 无.csv", "--yes")
    assert isinstance(result.exception, DeliveryError)
    assert MEMBER in str(result.exception)


def test_an_archive_with_an_unknown_password_says_what_to_do(home: Home) -> None:
    folder = home.inbox / "县殡仪馆"
    folder.mkdir(parents=True)
    packed = zips.write_aes_zip(folder / "资料.zip", {MEMBER: b"x"}, "secret")
    told = _run(home, "check", str(packed)).stdout
    assert "密码" in told
    assert "secret" not in told
