"""`crosscheck link`: files of any format in, a table of pairs out, no home needed."""

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from flows.cli.guard import guarded
from flows.cli.main import app
from identity.matcher.model_file import MODELS
from identity.matcher.result import COLUMNS
from tests.identity.matcher.people import People, people
from tests.support.homes import crosscheck

BOM = b"\xef\xbb\xbf"
ID_NUMBER = re.compile(r"[0-9]{15,}")


@pytest.fixture(scope="module")
def made() -> People:
    return people(400, 150, seed=9)


@pytest.fixture
def files(made: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with both tables as files, and stand in it."""
    made.register.write_csv(tmp_path / "left.csv")
    made.claims.write_csv(tmp_path / "right.csv")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def wrong_files(files: Path, made: People) -> Path:
    """Return the folder with files beside them that cannot be linked."""
    (files / "dir.csv").mkdir()
    (files / "empty.csv").touch()
    (files / "bad.parquet").write_bytes(b"PAR1 and no more")
    (files / "same.csv").write_text("record_id,name,name\n1,张伟,张伟\n", "utf-8")
    made.register.drop("record_id").write_csv(files / "plain.csv")
    return files


def linked(*arguments: str) -> str:
    """Run the command and return what it says."""
    done = CliRunner().invoke(app, ["link", *arguments], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def table(out: str = "out.csv") -> pl.DataFrame:
    """Return the pairs that were written."""
    file = Path(out)
    return pl.read_parquet(file) if file.suffix == ".parquet" else pl.read_csv(file)


def test_both_formats_hold_the_same_pairs(files: Path, made: People) -> None:
    said = linked("left.csv", "right.csv", "--out", "out.csv")
    linked("left.csv", "right.csv", "--out", "out.parquet")
    assert (files / "out.csv").read_bytes().startswith(BOM)
    pairs = table()
    assert tuple(pairs.columns) == COLUMNS
    assert pairs.equals(table("out.parquet").cast(pairs.schema))
    accepted = pairs.filter(pl.col("decision") == "accept")
    assert f"接受 {accepted.height} 对" in said
    assert all(
        made.truth[claim] == left
        for claim, left in accepted.select("right_id", "left_id").iter_rows()
    )
    assert not list(files.glob(".*.part"))


def in_gb18030(rows: pl.DataFrame, file: Path) -> None:
    file.write_bytes(rows.write_csv().encode("gb18030"))


def in_utf8_with_bom(rows: pl.DataFrame, file: Path) -> None:
    file.write_bytes(BOM + rows.write_csv().encode())


def in_utf16(rows: pl.DataFrame, file: Path) -> None:
    file.write_bytes(rows.write_csv().encode("utf-16"))


def as_workbook(rows: pl.DataFrame, file: Path) -> None:
    rows.write_excel(file)


def as_parquet(rows: pl.DataFrame, file: Path) -> None:
    rows.write_parquet(file)


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (in_gb18030, "other.csv"),
        (in_utf8_with_bom, "other.csv"),
        (in_utf16, "other.txt"),
        (as_workbook, "other.xlsx"),
        (as_parquet, "other.parquet"),
    ],
)
def test_every_format_says_the_same(
    files: Path,
    made: People,
    write: Callable[[pl.DataFrame, Path], None],
    name: str,
) -> None:
    linked("left.csv", "right.csv", "--out", "out.csv")
    write(made.register, files / name)
    linked(name, "right.csv", "--out", "other-out.csv")
    assert table("other-out.csv").equals(table())


def test_one_file_with_itself(files: Path, made: People) -> None:
    linked("right.csv", "--dedupe", "--out", "out.csv")
    accepted = table().filter(pl.col("decision") == "accept")
    assert accepted.height > 10
    wrong = [
        (one, other)
        for one, other in accepted.select("left_id", "right_id").iter_rows()
        if made.truth[one] != made.truth[other]
    ]
    assert not wrong


def test_options_widen_the_result(files: Path, made: People) -> None:
    linked("left.csv", "right.csv", "--out", "out.csv")
    linked("left.csv", "right.csv", "--out", "all.csv", "--all")
    assert "reject" in set(table("all.csv")["decision"])
    kept = table("all.csv").filter(pl.col("decision") != "reject")
    assert kept.equals(table())
    twice = made.register.with_columns(
        pl.concat_str(pl.lit("Z"), "record_id").alias("record_id")
    )
    pl.concat([made.register, twice]).write_csv(files / "twice.csv")
    found: dict[str, int] = {}
    for option in ((), ("--many",)):
        linked("twice.csv", "right.csv", "--out", "twice-out.csv", *option)
        accepted = table("twice-out.csv").filter(pl.col("decision") == "accept")
        found[" ".join(option)] = max(Counter(accepted["right_id"]).values())
    assert found == {"": 1, "--many": 2}


def test_json_is_all_that_is_printed(files: Path) -> None:
    shown = json.loads(linked("left.csv", "right.csv", "--out", "out.csv", "--json"))
    assert (shown["left_records"], shown["right_records"]) == (400, 150)
    assert shown["accepted"] == sum(shown["tiers"].values())
    assert shown["out"] == "out.csv"


def test_notices_name_levels_in_chinese(files: Path) -> None:
    said = linked("left.csv", "right.csv", "--out", "out.csv")
    assert "没有从数据学到" in said
    assert not re.search(r"“[a-z_]+”", said)


def test_the_next_time_and_kept_weights_change_nothing(files: Path) -> None:
    pair = ("left.csv", "right.csv", "--out")
    linked(*pair, "out.csv", "--save-epoch", "epoch", "--state", "state")
    linked(*pair, "again.csv", "--state", "state")
    linked(*pair, "kept.csv", "--epoch", "epoch")
    assert table("again.csv").equals(table())
    assert table("kept.csv").equals(table())


def test_an_own_model(files: Path) -> None:
    text = (MODELS / "resident.toml").read_text(encoding="utf-8")
    strict = text.replace("accept_milli = 0 #", "accept_milli = 900_000 #")
    (files / "own.toml").write_text(strict, encoding="utf-8")
    shown = json.loads(
        linked(
            "left.csv", "right.csv", "--out", "o.csv", "--json", "--model", "own.toml"
        )
    )
    assert shown["model"] == "own"
    assert set(shown["tiers"]) <= {"T1", "T2", "T3"}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("left.csv", "--out", "o.csv"), 2, "--dedupe"),
        (("left.csv", "right.csv", "--dedupe", "--out", "o.csv"), 2, "--dedupe"),
        (("left.csv", "right.csv"), 2, "--out"),
        (("left.csv", "right.csv", "--out", "o.xlsx"), 2, ".parquet 或 .csv"),
        (("left.csv", "right.csv", "--out", "no/o.csv"), 2, "没有文件夹 no"),
        (("left.csv", "right.csv", "--out", "dir.csv"), 2, "是文件夹"),
        (("left.csv", "right.csv", "--out", "left.csv"), 2, "不能是要匹配的文件"),
        (("left.csv", "right.csv", "--out", "./right.csv"), 2, "不能是要匹配的文件"),
        (("none.csv", "right.csv", "--out", "o.csv"), 20, "没有文件 none.csv"),
        (("dir.csv", "right.csv", "--out", "o.csv"), 20, "没有文件 dir.csv"),
        (("empty.csv", "right.csv", "--out", "o.csv"), 10, "empty.csv"),
        (("bad.parquet", "right.csv", "--out", "o.csv"), 10, "已损坏"),
        (("same.csv", "right.csv", "--out", "o.csv"), 10, "两列同名"),
        (("plain.csv", "right.csv", "--out", "o.csv"), 20, "record_id"),
        (("left.csv", "right.csv", "--out", "o.csv", "--model", "x"), 20, "匹配模型"),
        (("left.csv", "right.csv", "--out", "o.csv", "--epoch", "x"), 20, "训练结果"),
        (
            ("left.csv", "right.csv", "--out", "o.csv", "--state", "same.csv"),
            18,
            "same",
        ),
    ],
)
def test_a_mistake_is_one_line_and_its_exit_code(
    wrong_files: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    before = {
        file: file.read_bytes() for file in wrong_files.glob("*.*") if file.is_file()
    }
    assert guarded(lambda: app(["link", *arguments])) == code
    shown = capsys.readouterr()
    assert said in shown.err
    assert len(shown.err.strip().splitlines()) == 1
    after = {
        file: file.read_bytes() for file in wrong_files.glob("*.*") if file.is_file()
    }
    assert after == before


def test_nobody_is_named_in_anything_that_is_said(files: Path, made: People) -> None:
    said = linked("left.csv", "right.csv", "--out", "out.csv", "--all")
    whole = said + "".join(table()["explanation"])
    assert not ID_NUMBER.search(whole)
    names = set(made.register["name"]) | set(made.register["phone"])
    assert not [name for name in names if name in whole]


def test_a_real_process_links_and_fails_as_it_should(files: Path) -> None:
    left, right, out = (str(files / f"{n}.csv") for n in ("left", "right", "out"))
    done = crosscheck("link", left, right, "--out", out)
    assert done.returncode == 0
    assert "预计错认" in done.stdout
    assert table().height
    wrong = crosscheck("link", left, "--out", out)
    assert wrong.returncode == 2
    assert "Traceback" not in wrong.stderr
