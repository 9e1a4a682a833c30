"""Passwords: from a file that only its owner reads, or the environment."""

import pytest

from connectors.sources.secret import password_of
from store.errors import SettingsError
from store.home import Home
from store.source_settings import ShareSource

SECRET = "never-to-be-shown"


def _source(**given: str) -> ShareSource:
    settings = {"kind": "share", "supplier": "民政", "path": "/a", **given}
    return ShareSource.model_validate(settings)


def test_the_first_line_of_a_private_file(home: Home) -> None:
    file = home.keys / "shebao"
    file.write_text(f"{SECRET}\n", encoding="utf-8")
    file.chmod(0o600)
    assert password_of("x", _source(password_file="keys/shebao"), home) == SECRET


def test_the_environment(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFICE_SECRET", SECRET)
    assert password_of("x", _source(password_env="OFFICE_SECRET"), home) == SECRET


def test_no_password_at_all(home: Home) -> None:
    assert password_of("x", _source(), home) == ""


def test_a_file_that_others_read_is_refused(home: Home) -> None:
    file = home.keys / "shebao"
    file.write_text(SECRET, encoding="utf-8")
    file.chmod(0o644)
    with pytest.raises(SettingsError, match="其他用户也能读") as caught:
        password_of("x", _source(password_file="keys/shebao"), home)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"password_file": "keys/none"}, "不存在"),
        ({"password_env": "NOT_SET_ANYWHERE"}, "口令为空"),
    ],
)
def test_a_missing_secret_is_named(
    home: Home, given: dict[str, str], said: str
) -> None:
    with pytest.raises(SettingsError, match=said):
        password_of("x", _source(**given), home)
