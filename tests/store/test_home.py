"""The home directory: where it is found and what it is made of."""

from pathlib import Path

import pytest

from store.errors import SettingsError
from store.home import FOLDERS, SETTINGS_FILE, Home, find_home


def _home(root: Path) -> Path:
    root.mkdir(parents=True, exist_ok=True)
    (root / SETTINGS_FILE).write_text("", encoding="utf-8")
    return root


def test_creates_every_folder_and_keeps_keys_to_the_operator(tmp_path: Path) -> None:
    home = Home(tmp_path / "h")
    home.create()
    assert {path.name for path in home.root.iterdir()} == set(FOLDERS)
    assert home.keys.stat().st_mode & 0o777 == 0o700


def test_creating_twice_keeps_what_is_there(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.create()
    (home.inbox / "a.csv").write_text("x", encoding="utf-8")
    home.create()
    assert (home.inbox / "a.csv").is_file()


def test_the_option_wins_over_environment_and_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named, other = _home(tmp_path / "named"), _home(tmp_path / "other")
    monkeypatch.setenv("CROSSCHECK_HOME", str(other))
    assert find_home(named).root == named
    assert find_home(None).root == other


def test_falls_back_on_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CROSSCHECK_HOME", raising=False)
    monkeypatch.chdir(_home(tmp_path / "here"))
    assert find_home(None).root == tmp_path / "here"


def test_a_folder_without_settings_is_no_home(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="crosscheck init"):
        find_home(tmp_path)


def test_every_place_lies_within_the_root(tmp_path: Path) -> None:
    home = Home(tmp_path)
    places = (home.inbox, home.snapshots, home.stages, home.warehouse, home.archive)
    more = (home.policy, home.reports, home.keys, home.logs, home.prefect, home.truth)
    assert all(place.parent == tmp_path for place in (*places, *more))
