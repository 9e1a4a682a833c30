"""One frozen settings object, made at the edge from file and environment."""

import secrets
import tomllib
from pathlib import Path
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from store.errors import SettingsError
from store.home import Home
from store.programme import Calendar, Programme
from store.source_settings import Source

KEY_FILE = "home.key"
KEY_BYTES = 32
TEMPLATE = "crosscheck.toml.template"
SourceName: TypeAlias = Annotated[str, Field(pattern=r"^[\w\-]+$")]  # is in file names


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Office(_Section):
    """Whose data this is."""

    name: str = "示例县巡察办"
    region: Annotated[str, Field(pattern=r"^\d{6}$")] = "420000"
    contact: str = ""


class Night(_Section):
    """When the night runs and what it may use."""

    cron: str = "30 2 * * *"
    threads: Annotated[int, Field(ge=1, le=256)] = 2
    memory_mb: Annotated[int, Field(ge=512)] = 3072
    retries: Annotated[int, Field(ge=0, le=10)] = 2
    retry_seconds: Annotated[int, Field(ge=0, le=3600)] = 60
    settle_seconds: Annotated[int, Field(ge=0, le=3600)] = 2
    keep_nights: Annotated[int, Field(ge=1)] = 3


class Operator(_Section):
    """Who sits at this machine and what they may do."""

    name: str = ""
    role: Literal["viewer", "analyst"] = "viewer"


class Inbox(_Section):
    """On what terms deliveries are taken."""

    archive_passwords_file: str = ""
    handover_waived_by: str = ""
    handover_waived_reason: str = ""

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if bool(self.handover_waived_by) != bool(self.handover_waived_reason):
            raise ValueError("免交接单须同时写明姓名和理由（两项都写或都不写）")
        return self


class Rollup(_Section):
    """From when on a cell may be compared; less than the floors is never shown."""

    least_subjects: Annotated[int, Field(ge=10)] = 30
    least_found: Annotated[int, Field(ge=3)] = 3
    least_peers: Annotated[int, Field(ge=2)] = 2
    least_group: Annotated[int, Field(ge=20)] = 20
    false_discovery_milli: Annotated[int, Field(ge=1, le=200)] = 50


class Settings(BaseSettings):
    """Everything an office may set; see `crosscheck init` for the comments.

    Environment: `CROSSCHECK_NIGHT__CRON` overrides `[night] cron`, and so on.
    """

    model_config = SettingsConfigDict(
        env_prefix="CROSSCHECK_",
        env_nested_delimiter="__",
        extra="ignore",
        frozen=True,
    )

    office: Office = Office()
    night: Night = Night()
    inbox: Inbox = Inbox()
    sources: dict[SourceName, Source] = {}
    operator: Operator = Operator()
    programme: Programme = Programme()
    calendar: Calendar = Calendar()
    rollup: Rollup = Rollup()


def load_settings(home: Home) -> Settings:
    """Return the settings of a home; raises `SettingsError` naming the key."""
    try:
        given = tomllib.loads(home.settings.read_text(encoding="utf-8"))
        unknown = set(given) - set(Settings.model_fields)
        if unknown:
            raise SettingsError(f"{home.settings.name} 有未知的节 {sorted(unknown)}")
        return Settings.model_validate(_under_environment(given))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{home.settings.name} 不是有效的 TOML：{error}") from error
    except ValidationError as error:
        places = "；".join(
            f"{'.'.join(map(str, e['loc']))}：{e['msg']}" for e in error.errors()
        )
        raise SettingsError(f"{home.settings.name} 有误：{places}") from error


def _under_environment(given: dict[str, object]) -> dict[str, object]:
    """Return the file's values with the environment's laid over, by section."""
    laid = Settings().model_dump(exclude_unset=True)
    merged: dict[str, object] = dict(given)
    for section, values in laid.items():
        below = given.get(section)
        merged[section] = {**(below if isinstance(below, dict) else {}), **values}
    return merged


def write_home_key(home: Home, key: bytes | None = None) -> None:
    """Write the home's secret key unless there is one; 32 random bytes by default."""
    file = home.keys / KEY_FILE
    if not file.exists():
        file.write_bytes(key or secrets.token_bytes(KEY_BYTES))
        file.chmod(0o600)


def load_home_key(home: Home) -> bytes:
    """Return the home's secret key; raises `SettingsError` without one."""
    file: Path = home.keys / KEY_FILE
    if not file.is_file():
        raise SettingsError("缺少 keys/home.key", remedy="运行 crosscheck init")
    return file.read_bytes()


def load_archive_passwords(home: Home, settings: Settings) -> tuple[str, ...]:
    """Return the passwords of archives, one a line; raises `SettingsError`.

    The file's name counts from the home directory; no message quotes its lines.
    """
    name = settings.inbox.archive_passwords_file
    if not name:
        return ()
    try:
        text = (home.root / name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"[inbox] archive_passwords_file 指的文件读不出来：{name}",
            remedy="请检查路径和权限，文件用 UTF-8 编码、每行一个密码",
        ) from error
    return tuple(dict.fromkeys(line for line in text.splitlines() if line.strip()))
