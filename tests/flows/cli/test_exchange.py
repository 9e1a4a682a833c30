"""Two offices run the real commands; nobody's data is printed."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows.cli.guard import guarded
from flows.cli.main import app
from identity.exchange.key_file import load_key
from store.errors import SettingsError
from tests.identity.exchange.people import number
from tests.support.homes import crosscheck

PURPOSE = "养老待遇重复领取比对"
OURS = f"养老名单\n序号,公民身份号码,姓名\n1,{number(1)},张伟\n2,{number(2)},李四\n"
THEIRS = f"姓名,身份证号\n王五,{number(2)}\n赵六,{number(3)}\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["identity", *map(str, arguments)])


def offices(folder: Path) -> tuple[Path, Path, Path]:
    key = folder / "exchange.key"
    assert run("exchange-key", "--out", key).exit_code == 0
    ours, theirs = folder / "我方.csv", folder / "对方.csv"
    ours.write_text(OURS, "gb18030")
    theirs.write_text(THEIRS, "utf-8-sig")
    return key, ours, theirs


def test_two_offices_find_their_common_person(tmp_path: Path) -> None:
    key, ours, theirs = offices(tmp_path)
    shown: list[str] = []
    for file, out in ((ours, "ours.parquet"), (theirs, "theirs.csv")):
        done = crosscheck(
            *("identity", "seal", str(file), "--key", str(key)),
            *("--purpose", PURPOSE, "--out", str(tmp_path / out)),
        )
        assert done.returncode == 0, done.stderr
        shown.append(done.stdout)
    found = crosscheck(
        *("identity", "common", str(tmp_path / "ours.parquet")),
        *(str(tmp_path / "theirs.csv"), "--key", str(key)),
        *("--out", str(tmp_path / "common.csv")),
    )
    assert found.returncode == 0, found.stderr
    with (tmp_path / "common.csv").open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["记录"] for row in rows] == ["第 4 行"]
    assert rows[0]["依据"] == "身份证号"
    for secret in ("张伟", "李四", number(1), number(2), load_key(key).decode()):
        assert not any(secret in text for text in (*shown, found.stdout))


def test_counts_as_json(tmp_path: Path) -> None:
    key, ours, _ = offices(tmp_path)
    sealed = ("--key", key, "--purpose", PURPOSE, "--segments", "--json")
    done = run("seal", ours, *sealed, "--out", tmp_path / "a.csv")
    said = json.loads(done.stdout)
    assert (said["records"], said["left_out"]) == (2, 0)
    assert said["digests"] == {
        "id18": 2,
        "id15_name": 2,
        "id6_4_name": 2,
        "name_birth": 2,
    }
    both = (tmp_path / "a.csv", tmp_path / "a.csv")
    done = run("common", *both, "--key", key, "--out", tmp_path / "c.csv", "--json")
    assert json.loads(done.stdout) == {"common": 2, "kinds": {"身份证号": 2}}


def test_a_new_key_is_nobody_elses_and_never_overwritten(tmp_path: Path) -> None:
    keys = [tmp_path / "one.key", tmp_path / "two.key"]
    for key in keys:
        assert run("exchange-key", "--out", key, "-q").exit_code == 0
        assert key.stat().st_mode & 0o777 == 0o600
    assert load_key(keys[0]) != load_key(keys[1])
    again = run("exchange-key", "--out", keys[0])
    assert isinstance(again.exception, SettingsError)


@pytest.mark.parametrize(
    ("content", "mode", "said"),
    [
        (b"x1" * 15, 0o600, "太短"),
        (b"0" * 64, 0o600, "太有规律"),
        (bytes(range(40, 104)), 0o644, "chmod 600"),
        (bytes(range(40, 104)), 0o640, "chmod 600"),
    ],
)
def test_a_weak_or_readable_key_is_refused(
    tmp_path: Path, content: bytes, mode: int, said: str
) -> None:
    key = tmp_path / "exchange.key"
    key.write_bytes(content)
    key.chmod(mode)
    with pytest.raises(SettingsError, match=said):
        load_key(key)


@pytest.mark.parametrize(
    ("changed", "code", "said"),
    [
        ({"--key": "nowhere"}, 2, "没有密钥文件"),
        ({"--purpose": "  "}, 2, "没有写用途"),
        ({"--out": "sealed.doc"}, 2, ".csv 或 .parquet"),
        ({"FILE": "无表头.csv"}, 10, "没有身份证号一列"),
    ],
)
def test_a_mistake_is_one_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    changed: dict[str, str],
    code: int,
    said: str,
) -> None:
    key, ours, _ = offices(tmp_path)
    (tmp_path / "无表头.csv").write_text(f"张伟,{number(1)}\n", "utf-8")
    given = {"FILE": ours, "--key": key, "--out": tmp_path / "sealed.csv"}
    given |= {n: tmp_path / v for n, v in changed.items() if n != "--purpose"}
    words = {**given, "--purpose": changed.get("--purpose", PURPOSE)}
    line = ["identity", "seal", str(words.pop("FILE"))]
    line += [str(part) for pair in words.items() for part in pair]
    capsys.readouterr()
    assert guarded(lambda: app(line)) == code
    shown = capsys.readouterr()
    assert said in shown.err
    assert number(1) not in shown.err
