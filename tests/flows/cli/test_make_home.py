"""`crosscheck init` makes a home once, and it is ready to run."""

from pathlib import Path

import pytest

from flows.cli.make_home import init
from store.errors import SettingsError
from store.home import Home
from store.settings import Settings, load_home_key, load_settings


def test_a_new_home_has_settings_key_and_folders(tmp_path: Path) -> None:
    init(tmp_path / "home", quiet=True)
    home = Home(tmp_path / "home")
    assert load_settings(home) == Settings()
    assert len(load_home_key(home)) == 32
    assert home.inbox.is_dir()


def test_two_homes_have_different_keys(tmp_path: Path) -> None:
    for name in ("one", "other"):
        init(tmp_path / name, quiet=True)
    one, other = (load_home_key(Home(tmp_path / name)) for name in ("one", "other"))
    assert one != other


def test_says_what_to_do_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    init(tmp_path / "home", quiet=False)
    assert "crosscheck night --home" in capsys.readouterr().out


def test_never_overwrites_a_home(tmp_path: Path) -> None:
    init(tmp_path, quiet=True)
    Home(tmp_path).settings.write_text("[night]\nthreads = 4\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="已经是工作目录"):
        init(tmp_path, quiet=True)
    assert load_settings(Home(tmp_path)).night.threads == 4


def test_keeps_what_already_lies_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.csv").write_text("x", encoding="utf-8")
    init(tmp_path, quiet=True)
    assert (tmp_path / "inbox" / "a.csv").is_file()


def test_a_file_is_no_place_for_a_home(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match="不是目录"):
        init(tmp_path / "file", quiet=True)
