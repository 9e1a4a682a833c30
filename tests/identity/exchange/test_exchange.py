"""Only what both offices sealed is shown, and only to whoever sealed it."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identity.exchange.find_common import common_people
from identity.exchange.seal import own_file, seal_people
from identity.exchange.sealed_file import read_sealed
from store.errors import DeliveryError, SettingsError
from tests.identity.exchange.people import (
    KEY,
    SECRET,
    Person,
    number,
    numbered,
    people,
)


def _common(
    folder: Path, ours: pl.DataFrame, theirs: pl.DataFrame, suffix: str = "csv"
) -> pl.DataFrame:
    here, there = folder / f"ours.{suffix}", folder / f"theirs.{suffix}"
    seal_people(ours, SECRET, here, segments=True)
    seal_people(theirs, SECRET, there, segments=True)
    own_file(there).unlink()  # it never leaves the other office
    return common_people(here, there, KEY)


@pytest.mark.parametrize(
    ("ours", "theirs", "kind"),
    [
        (("a", number(1), "张伟", None), ("b", number(1), "李四", None), "身份证号"),
        (
            ("a", f" {number(1)[:-1]}{number(1)[-1].lower()}", None, None),
            ("b", number(1)[:6] + number(1)[8:17], None, None),
            "身份证号",
        ),
        (
            ("a", number(1), "张伟", None),
            ("b", number(1)[:15] + "000", "张玮", None),
            "身份证号前15位和姓名读音",
        ),
        (
            ("a", number(1), "张伟", None),
            ("b", number(1)[:6] + "********" + number(1)[-4:], "张伟", None),
            "身份证号前6后4位和姓名读音",
        ),
        (
            ("a", number(1), "肖伟", None),
            ("b", None, "萧伟", "1980年1月1日"),
            "姓名读音和出生日期",
        ),
        (("a", number(1), "张伟", None), ("b", number(2), "李四", None), None),
        (("a", None, "张伟", None), ("b", None, "张伟", None), None),
        (("a", None, "张?", "1980-01-01"), ("b", None, "张?", "1980-01-01"), None),
        (("a", "111111111111111111", "甲", None), ("b", "1" * 18, "乙", None), None),
    ],
)
def test_common_by(
    tmp_path: Path, ours: Person, theirs: Person, kind: str | None
) -> None:
    found = _common(tmp_path, people(ours), people(theirs))
    assert found.select("record_id", "kind").rows() == ([("a", kind)] if kind else [])


def test_the_surest_kind_speaks_and_the_others_are_named(tmp_path: Path) -> None:
    same = people(("a", number(1), "张伟", None))
    row = _common(tmp_path, same, same, "parquet").row(0, named=True)
    assert row["kind"] == "身份证号"
    assert row["certainty"].startswith("几乎可以肯定")
    assert row["also"].count("、") == 2
    assert row["also"].endswith("姓名读音和出生日期")


serials = st.sets(st.integers(0, 60), max_size=12)


@settings(max_examples=30, deadline=None)
@given(ours=serials, theirs=serials, suffix=st.sampled_from(["csv", "parquet"]))
def test_exactly_what_both_have_is_found(
    ours: set[int], theirs: set[int], suffix: str
) -> None:
    with TemporaryDirectory() as folder:
        here, there = numbered([*ours], "a"), numbered([*theirs], "b")
        found = _common(Path(folder), here, there, suffix)
    assert set(found["record_id"]) == {f"a{n}" for n in ours & theirs}


def test_a_sealed_file_says_neither_who_nor_how_often_nor_in_which_order(
    tmp_path: Path,
) -> None:
    rows: list[Person] = [(f"r{n}", number(n % 7), "张伟", None) for n in range(30)]
    for name, given_rows in (("one", rows), ("two", rows[::-1][:20])):
        tally = seal_people(people(*given_rows), SECRET, tmp_path / f"{name}.csv")
        assert tally.digests["id18"] == 7
        assert tally.digests["name_birth"] == 0
    text = (tmp_path / "one.csv").read_text(encoding="utf-8")
    assert (tmp_path / "two.csv").read_text(encoding="utf-8") == text
    assert not any(shown in text for shown in ("r1", "张伟", "420281", number(1)))
    rows_of = read_sealed(tmp_path / "one.csv", KEY).rows
    assert rows_of["digest"].is_sorted()
    assert own_file(tmp_path / "one.csv").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_changed_file_is_refused(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"sealed.{suffix}"
    seal_people(numbered(range(9), "a"), SECRET, file)
    if suffix == "csv":
        file.write_text(file.read_text("utf-8").rstrip("\n")[:-65], "utf-8")
    else:
        metadata = pl.read_parquet_metadata(file)
        shorter = pl.read_parquet(file).head(8)
        shorter.write_parquet(file, metadata={"crosscheck": metadata["crosscheck"]})
    with pytest.raises(DeliveryError, match="改动过"):
        read_sealed(file, KEY)


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_no_single_bit_can_be_changed(place: int, bit: int) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "sealed.csv"
        seal_people(numbered(range(3), "a"), SECRET, file)
        content = bytearray(file.read_bytes())
        content[place % len(content)] ^= 1 << bit
        file.write_bytes(content)
        try:
            sealed = read_sealed(file, KEY)
        except (DeliveryError, SettingsError):
            return
        # White space and marks around the header may differ; what is read may not.
        assert sealed.header.purpose == SECRET.purpose
        assert sealed.rows.height == sealed.header.digests == 3
        original = Path(folder) / "again.csv"
        seal_people(numbered(range(3), "a"), SECRET, original)
        assert sealed.rows.equals(read_sealed(original, KEY).rows)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"key": KEY[::-1]}, "不是用这把密钥"),
        ({"purpose": "别的用途"}, "用途不同"),
        ({"salt": "二批"}, "批次号不同"),
    ],
)
def test_what_was_not_agreed_is_refused(
    tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    ours, theirs = tmp_path / "ours.csv", tmp_path / "theirs.csv"
    seal_people(numbered([1], "a"), SECRET, ours)
    seal_people(numbered([1], "b"), replace(SECRET, **changed), theirs)  # type: ignore[arg-type] # one field each
    with pytest.raises(SettingsError, match=said):
        common_people(ours, theirs, KEY)


def test_our_own_file_must_be_there_and_of_the_same_sealing(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.csv", tmp_path / "theirs.csv"
    for file in (ours, theirs):
        seal_people(numbered([1], "a"), SECRET, file)
    own = own_file(ours)
    own.write_text(own.read_text("utf-8").replace("id18,", "id18,0"), "utf-8")
    with pytest.raises(DeliveryError, match="不是同一次"):
        common_people(ours, theirs, KEY)
    own.unlink()
    with pytest.raises(SettingsError, match="对照文件"):
        common_people(ours, theirs, KEY)


@pytest.mark.parametrize("text", ["", "kind,digest\nid18,1\n", "# {}\nkind,digest\n"])
def test_another_file_is_no_sealed_file(tmp_path: Path, text: str) -> None:
    file = tmp_path / "sealed.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(DeliveryError, match="不是 crosscheck 的封存文件"):
        read_sealed(file, KEY)
