"""Settings: defaults, file, environment, and one message for each mistake."""

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from store.errors import SettingsError
from store.home import Home
from store.settings import (
    TEMPLATE,
    Settings,
    load_archive_passwords,
    load_home_key,
    load_settings,
    write_home_key,
)


def _home(root: Path, text: str) -> Home:
    home = Home(root)
    home.create()
    home.settings.write_text(text, encoding="utf-8")
    return home


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    settings = load_settings(_home(tmp_path, ""))
    assert settings.night.cron == "30 2 * * *"
    assert settings.operator.role == "viewer"


def test_the_file_sets_values_section_by_section(tmp_path: Path) -> None:
    text = '[night]\nthreads = 4\n[operator]\nrole = "analyst"\n'
    settings = load_settings(_home(tmp_path, text))
    assert (settings.night.threads, settings.night.memory_mb) == (4, 3072)
    assert settings.operator.role == "analyst"


def test_the_environment_wins_key_by_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSCHECK_NIGHT__THREADS", "8")
    text = "[night]\nthreads = 4\nretries = 5\n"
    settings = load_settings(_home(tmp_path, text))
    assert (settings.night.threads, settings.night.retries) == (8, 5)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[night]\nthreads = 0\n", "night.threads"),
        ("[night]\nthread = 2\n", "night.thread"),
        ("[nihgt]\n", "nihgt"),
        ('[office]\nregion = "42"\n', "office.region"),
        ('[operator]\nrole = "boss"\n', "operator.role"),
        ("[night\n", "TOML"),
        ('night = "x"\n', "night"),
    ],
)
def test_a_mistake_is_named_by_its_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        load_settings(_home(tmp_path, text))


def test_bytes_that_are_not_text_are_a_settings_error(tmp_path: Path) -> None:
    home = _home(tmp_path, "")
    home.settings.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="TOML"):
        load_settings(home)


def test_settings_do_not_change_once_made(tmp_path: Path) -> None:
    settings = load_settings(_home(tmp_path, ""))
    with pytest.raises(ValueError, match="frozen"):
        settings.office = settings.office


def test_the_template_states_every_setting_with_its_default() -> None:
    text = files("store").joinpath(TEMPLATE).read_text(encoding="utf-8")
    lines = [line.removeprefix("# ") for line in text.splitlines()]
    plain = [line for line in lines if " = " in line or line.startswith("[")]
    assert tomllib.loads("\n".join(plain)) == Settings().model_dump()


def test_the_home_key_is_written_once_for_the_operator_only(tmp_path: Path) -> None:
    home = _home(tmp_path, "")
    write_home_key(home, b"k" * 32)
    write_home_key(home)
    assert load_home_key(home) == b"k" * 32
    assert (home.keys / "home.key").stat().st_mode & 0o777 == 0o600


def test_a_home_without_a_key_says_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"home\.key"):
        load_home_key(_home(tmp_path, ""))


SOURCES = [
    ('kind = "ftp"', "sources.x"),
    ('kind = "share"\npath = "/a"', "supplier"),
    ('kind = "share"\nsupplier = "../a"\npath = "/a"', "supplier"),
    ('kind = "share"\nsupplier = "民政"\npath = "/a"\npasword = "b"', "pasword"),
    ('kind = "database"\nsupplier = "社保"\nurl = "mysql://a@b/c"', "至少写一项"),
    (
        'kind = "database"\nsupplier = "社保"\nurl = "mysql://a@b/c"\n'
        'views = {"../x" = "y"}',
        "数据名称要用作文件名",
    ),
    (
        'kind = "sftp"\nsupplier = "社保"\nhost = "h"\nuser = "u"\npath = "/"',
        "key_file",
    ),
    (
        'kind = "share"\nsupplier = "民政"\npath = "/a"\n'
        'password_file = "a"\npassword_env = "b"',
        "只能写一个",
    ),
]


@pytest.mark.parametrize(("text", "said"), SOURCES)
def test_a_source_that_cannot_be_one_is_named(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(_home(tmp_path, f"[sources.x]\n{text}\n"))
    assert said in str(caught.value)


@pytest.mark.parametrize("key", ["handover_waived_by", "handover_waived_reason"])
def test_the_offices_waiver_wants_both_name_and_reason(
    tmp_path: Path, key: str
) -> None:
    with pytest.raises(SettingsError, match="姓名和理由"):
        load_settings(_home(tmp_path, f'[inbox]\n{key} = "周主任"\n'))


def test_passwords_of_archives_come_from_a_file_of_the_home(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.create()
    (home.keys / "p.txt").write_text("甲乙\n\nb c\n", encoding="utf-8")
    home.settings.write_text(
        '[inbox]\narchive_passwords_file = "keys/p.txt"\n', encoding="utf-8"
    )
    assert load_archive_passwords(home, load_settings(home)) == ("甲乙", "b c")
    (home.keys / "p.txt").unlink()
    with pytest.raises(SettingsError, match=r"p\.txt"):
        load_archive_passwords(home, load_settings(home))
    assert load_archive_passwords(home, Settings()) == ()
