"""`crosscheck inbox`: fetching and waiving from the command line."""

import json
from pathlib import Path

import pytest

from connectors.waiver import WAIVERS, load_waivers
from store.home import Home
from tests.flows.deliveries import SETTINGS, deliver_deaths, make_home
from tests.support.homes import crosscheck
from tests.support.servers import LOOPBACK, free_port

NAME = "县民政局/20261103_火化"
SECRET = "never-to-be-shown"
DATABASE = """
[sources.shebao]
kind = "database"
supplier = "县社保中心"
url = "postgresql://reader@{host}:{port}/office"
password_env = "SHEBAO_PASSWORD"
connect_seconds = 1
[sources.shebao.views]
"死亡人员" = "dead"
"""
SHARE = """
[sources.minzheng]
kind = "share"
supplier = "县民政局"
path = "{path}"
complete = "marker"
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home with one delivery."""
    home = make_home(tmp_path / "home")
    deliver_deaths(home)
    return home


def _waive(home: Home, *arguments: str) -> tuple[int, str]:
    done = crosscheck("inbox", "waive", *arguments, "--home", str(home.root))
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("written", [NAME, f"inbox/{NAME}/"])
def test_a_waiver_is_noted_with_who_why_and_when(home: Home, written: str) -> None:
    code, said = _waive(home, written, "--name", "周主任", "--reason", "光盘损坏")
    assert (code, said) == (
        0,
        f"已记下：{NAME} 免交接单（周主任：光盘损坏）；下一夜起采用\n",
    )
    (waiver,) = load_waivers(home.intake / WAIVERS)
    assert (waiver.delivery, waiver.dataset) == (NAME, "")
    assert waiver.at.endswith("+08:00")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("县民政局/20261104", "--name", "周", "--reason", "x"), "收件目录里没有"),
        (("../keys", "--name", "周", "--reason", "x"), "收件目录里没有"),
        ((NAME, "--name", " ", "--reason", "x"), "--name 不能空"),
        ((NAME, "--name", "周", "--reason", ""), "--reason 不能空"),
        ((NAME, "--name", "周", "--reason", "x", "--dataset", "y"), "没有名为 y"),
    ],
)
def test_a_waiver_wants_a_delivery_a_name_and_a_reason(
    home: Home, arguments: tuple[str, ...], said: str
) -> None:
    code, output = _waive(home, *arguments)
    assert code == 2
    assert said in output
    assert load_waivers(home.intake / WAIVERS) == ()


def test_fetch_tells_each_source_and_never_the_secret(
    home: Home, tmp_path: Path
) -> None:
    folder = tmp_path / "share" / "20261107_火化"
    folder.mkdir(parents=True)
    (folder / "完成").touch()
    (folder / "死亡.csv").write_text("姓名\n", encoding="utf-8")
    share = SHARE.format(path=folder.parent)
    database = DATABASE.format(host=LOOPBACK, port=free_port())
    home.settings.write_text(f"{SETTINGS}{database}{share}", encoding="utf-8")
    done = crosscheck(
        "inbox", "fetch", "--home", str(home.root), SHEBAO_PASSWORD=SECRET
    )
    assert done.returncode == 10
    assert "minzheng：已放进 inbox/县民政局/20261107_火化" in done.stdout
    assert "来源 shebao，连接数据库：连接中断或无法连接" in done.stderr
    assert "Traceback" not in done.stderr
    assert SECRET not in done.stdout + done.stderr
    again = crosscheck("inbox", "fetch", "minzheng", "--home", str(home.root), "--json")
    (answer,) = json.loads(again.stdout)
    assert (again.returncode, answer["deliveries"], answer["problems"]) == (0, [], [])


def test_a_password_in_the_address_is_refused_and_not_repeated(home: Home) -> None:
    text = DATABASE.format(host=LOOPBACK, port=1).replace(
        "reader@", f"reader:{SECRET}@"
    )
    home.settings.write_text(SETTINGS + text, encoding="utf-8")
    done = crosscheck("inbox", "fetch", "--home", str(home.root))
    assert done.returncode == 2
    assert "url 里不能写口令" in done.stderr
    assert SECRET not in done.stdout + done.stderr
