"""Records that only grow, and what a kill may leave of them."""

from pathlib import Path

import pytest

from store.errors import SettingsError, StorageError
from store.record_lines import append_records, load_records


def test_gives_back_what_was_appended_in_order(tmp_path: Path) -> None:
    file = tmp_path / "intake" / "records.jsonl"
    assert load_records(file) == []
    append_records(file, [{"a": 1}])
    append_records(file, [{"a": "二\n\r\u2028"}, {"a": None}])
    assert [record["a"] for record in load_records(file)] == [1, "二\n\r\u2028", None]


def test_appending_nothing_makes_no_file(tmp_path: Path) -> None:
    append_records(tmp_path / "records.jsonl", [])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("torn", ["{", '{"a": 2', '{"a": 2}'])
def test_a_torn_line_never_counted_and_is_cut_off(tmp_path: Path, torn: str) -> None:
    file = tmp_path / "records.jsonl"
    append_records(file, [{"a": 1}])
    with file.open("a", encoding="utf-8") as stream:
        stream.write(torn)
    assert load_records(file) == [{"a": 1}]
    append_records(file, [{"a": 3}])
    assert load_records(file) == [{"a": 1}, {"a": 3}]


@pytest.mark.parametrize("changed", ['{"a": 1', "[1]", ""])
def test_a_line_changed_by_hand_is_an_error(tmp_path: Path, changed: str) -> None:
    file = tmp_path / "records.jsonl"
    file.write_text(f'{{"a": 1}}\n{changed}\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"records\.jsonl 第 2 行已损坏"):
        load_records(file)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "intake").write_text("in the way", encoding="utf-8")
    with pytest.raises(StorageError, match=r"records\.jsonl"):
        append_records(tmp_path / "intake" / "records.jsonl", [{"a": 1}])
