"""Stages are computed once, appear whole or not at all, and clean up after crashes."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from store.digest import Json
from store.stage import (
    MANIFEST,
    Request,
    publish_file,
    publish_folder,
    run_stage,
    sweep_drafts,
)

REQUEST = Request(name="checked", inputs={"a": "1"}, code="c", parameters={"p": 1})


def _write(folder: Path) -> Mapping[str, Json]:
    (folder / "rows.txt").write_text("x", encoding="utf-8")
    return {"rows": 1}


def _refuse(folder: Path) -> Mapping[str, Json]:
    del folder
    raise AssertionError("must not be computed again")


def _fail(folder: Path) -> Mapping[str, Json]:
    (folder / "rows.txt").write_text("half", encoding="utf-8")
    raise OSError(28, "No space left on device")


def test_computes_a_stage_once_and_reuses_it(tmp_path: Path) -> None:
    first = run_stage(tmp_path, REQUEST, _write)
    second = run_stage(tmp_path, REQUEST, _refuse)
    assert (first.reused, second.reused) == (False, True)
    assert second.summary == {"rows": 1}
    assert second.file("rows.txt").read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize(
    "other",
    [
        Request(name="current", inputs={"a": "1"}, code="c", parameters={"p": 1}),
        Request(name="checked", inputs={"a": "2"}, code="c", parameters={"p": 1}),
        Request(name="checked", inputs={"a": "1"}, code="d", parameters={"p": 1}),
        Request(name="checked", inputs={"a": "1"}, code="c", parameters={"p": 2}),
    ],
)
def test_every_part_of_a_request_changes_its_key(other: Request) -> None:
    assert other.key != REQUEST.key


def test_the_order_of_inputs_does_not_change_the_key() -> None:
    one = Request(name="x", inputs={"a": "1", "b": "2"}, code="c")
    other = Request(name="x", inputs={"b": "2", "a": "1"}, code="c")
    assert one.key == other.key


def test_a_failed_stage_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        run_stage(tmp_path, REQUEST, _fail)
    assert list((tmp_path / "checked").iterdir()) == []
    assert not run_stage(tmp_path, REQUEST, _write).reused


def test_a_folder_without_its_manifest_is_computed_again(tmp_path: Path) -> None:
    half = tmp_path / "checked" / REQUEST.key
    half.mkdir(parents=True)
    (half / "rows.txt").write_text("half", encoding="utf-8")
    stage = run_stage(tmp_path, REQUEST, _write)
    assert stage.file("rows.txt").read_text(encoding="utf-8") == "x"
    assert (half / MANIFEST).is_file()


def test_sweeps_the_drafts_of_a_killed_night_and_nothing_else(tmp_path: Path) -> None:
    stage = run_stage(tmp_path, REQUEST, _write)
    draft = tmp_path / "checked" / ".draft-abc"
    draft.mkdir()
    assert sweep_drafts(tmp_path) == 1
    assert not draft.exists()
    assert stage.folder.is_dir()


def test_sweeping_a_home_without_stages_does_nothing(tmp_path: Path) -> None:
    assert sweep_drafts(tmp_path / "missing") == 0


def test_publishing_a_folder_replaces_the_old_one(tmp_path: Path) -> None:
    old, new = tmp_path / "final", tmp_path / "draft"
    old.mkdir()
    (old / "a").write_text("old", encoding="utf-8")
    new.mkdir()
    (new / "b").write_text("new", encoding="utf-8")
    publish_folder(new, old)
    assert [path.name for path in old.iterdir()] == ["b"]


def test_a_reader_of_a_replaced_file_keeps_what_it_opened(tmp_path: Path) -> None:
    file, draft = tmp_path / "w", tmp_path / "w.new"
    file.write_text("old", encoding="utf-8")
    draft.write_text("new", encoding="utf-8")
    with file.open(encoding="utf-8") as reader:
        publish_file(draft, file)
        assert reader.read() == "old"
    assert file.read_text(encoding="utf-8") == "new"
