"""Where an office fetches data from: `[sources.<name>]` in `crosscheck.toml`.

No password stands here: each source names a file (relative to the home) or a
variable of the environment that holds it.
"""

from typing import Annotated, Literal, Self, TypeAlias
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, model_validator

Seconds: TypeAlias = Annotated[int, Field(ge=1, le=86_400)]
Text: TypeAlias = Annotated[str, Field(min_length=1)]


class _Source(BaseModel):
    """What every source has; `every_days` is how often a night asks it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    supplier: Annotated[str, Field(pattern=r"^[^./\\][^/\\]*$")]
    every_days: Annotated[int, Field(ge=1, le=3660)] = 1
    connect_seconds: Seconds = 15
    password_file: str = ""
    password_env: str = ""

    @model_validator(mode="after")
    def _one_place_of_the_password(self) -> Self:
        if self.password_file and self.password_env:
            raise ValueError("password_file 和 password_env 只能写一个")
        return self


class DatabaseSource(_Source):
    """Views or queries of a database, by the name that the data has.

    A view is `schema.view` or `view`; a query is one SELECT. The terms under
    which the data is taken are written on the hand-over sheet.
    """

    kind: Literal["database"]
    url: Text
    views: dict[Text, Text] = {}
    queries: dict[Text, Text] = {}
    statement_seconds: Seconds = 600
    batch_rows: Annotated[int, Field(ge=1, le=1_000_000)] = 20_000
    period: str = ""
    approval: str = ""
    basis: str = ""
    purpose: str = ""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if urlsplit(self.url).password is not None:
            raise ValueError("url 里不能写口令，请改用 password_file 或 password_env")
        names = [*self.views, *self.queries]
        if not names:
            raise ValueError("views 和 queries 至少写一项")
        if len(set(names)) < len(names):
            raise ValueError("views 和 queries 里的数据名称不能相同")
        if any(set(name) & set('/\\:*?"<>|') or name[0] in ".~" for name in names):
            raise ValueError('数据名称要用作文件名，不能含 / \\ : * ? " < > | 等符号')
        return self


class _PickUp(_Source):
    """Folders of deliveries; which mark says that one is complete.

    `complete` is `handover` (the sheet is there and agrees) or `marker` (a file
    of that name lies in the folder, or `<folder>.<marker>` beside it).
    """

    complete: Literal["handover", "marker"] = "handover"
    markers: tuple[Text, ...] = (".done", "完成", "完成.txt")
    read_seconds: Seconds = 120


class ShareSource(_PickUp):
    """A folder of this machine or a mounted share."""

    kind: Literal["share"]
    path: Text


class SftpSource(_PickUp):
    """A folder on an SFTP server whose key stands in `keys/known_hosts`."""

    kind: Literal["sftp"]
    host: Text
    port: Annotated[int, Field(ge=1, le=65_535)] = 22
    user: Text
    path: Text
    key_file: str = ""

    @model_validator(mode="after")
    def _some_key(self) -> Self:
        if not (self.key_file or self.password_file or self.password_env):
            raise ValueError("请写 key_file、password_file 或 password_env 之一")
        return self


class S3Source(_PickUp):
    """A prefix of a bucket in S3-compatible storage; the password is the secret key."""

    kind: Literal["s3"]
    endpoint_url: str = ""
    bucket: Text
    prefix: str = ""
    access_key: Text

    @model_validator(mode="after")
    def _some_secret(self) -> Self:
        if not (self.password_file or self.password_env):
            raise ValueError("请写 password_file 或 password_env（secret key）")
        return self


PickUpSource: TypeAlias = ShareSource | SftpSource | S3Source
Source: TypeAlias = Annotated[
    DatabaseSource | ShareSource | SftpSource | S3Source, Field(discriminator="kind")
]
