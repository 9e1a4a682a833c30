"""S3-compatible object storage, through fsspec: an extra that few offices need."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from connectors.sources.remote import Remote, RemoteFile
from connectors.sources.secret import password_of
from store.errors import SettingsError, SourceError
from store.home import Home
from store.source_settings import S3Source

CHUNK_BYTES = 1 << 20
DENIED = ("AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "403")
ATTEMPTS = 2


class _Bucket:
    def __init__(self, system: Any, root: str) -> None:
        self.system, self.root = system, root

    def files(self) -> Sequence[RemoteFile]:
        found: list[RemoteFile] = []
        for key, entry in sorted(self.system.find(self.root, detail=True).items()):
            folder, _, name = str(key).removeprefix(f"{self.root}/").rpartition("/")
            if not name or ".." in folder.split("/"):
                continue
            found.append(
                RemoteFile(
                    folder=folder,
                    name=name,
                    size=int(entry["size"]),
                    modified=int(entry["LastModified"].timestamp()),
                )
            )
        return found

    def copy(self, file: RemoteFile, target: Path) -> None:
        with target.open("ab") as out:
            if out.tell() >= file.size:
                return
            with self.system.open(f"{self.root}/{file.path}", "rb") as source:
                source.seek(out.tell())
                while chunk := source.read(CHUNK_BYTES):
                    out.write(chunk)


@contextmanager
def open_s3(name: str, source: S3Source, home: Home) -> Generator[Remote]:
    """Open a prefix of a bucket.

    Raises `SettingsError` where the extra is not installed or the key is refused,
    `SourceError` where the storage does not answer.
    """
    try:
        s3fs, trouble = import_module("s3fs"), import_module("botocore.exceptions")
    except ImportError:
        raise SettingsError(
            f"来源 {name}：没有安装 S3 存储的组件 s3fs",
            remedy="运行 pip install 'crosscheck[s3]'；离线安装见 docs/sources.md",
        ) from None
    root = "/".join(part for part in (source.bucket, source.prefix.strip("/")) if part)
    try:
        yield _Bucket(_system(s3fs, source, password_of(name, source, home)), root)
    except PermissionError:
        raise _denied(name) from None
    except trouble.ClientError as error:
        if str(error.response.get("Error", {}).get("Code")) in DENIED:
            raise _denied(name) from None
        raise _silent(name) from None
    except (trouble.BotoCoreError, OSError):
        raise _silent(name) from None


def _system(s3fs: Any, source: S3Source, secret: str) -> Any:
    system = s3fs.S3FileSystem(
        key=source.access_key,
        secret=secret,
        endpoint_url=source.endpoint_url or None,
        config_kwargs={
            "connect_timeout": source.connect_seconds,
            "read_timeout": source.read_seconds,
            "retries": {"max_attempts": 0},  # s3fs itself tries again
        },
        skip_instance_cache=True,
        use_listings_cache=False,
    )
    system.retries = ATTEMPTS
    return system


def _denied(name: str) -> SettingsError:
    return SettingsError(
        f"来源 {name}：存储不接受这个 access key，或它无权读取",
        remedy="核对 access_key 和口令文件，请数据单位授予只读权限",
    )


def _silent(name: str) -> SourceError:
    return SourceError(
        f"来源 {name}：对象存储没有回应、中断，或没有这个桶",
        remedy="检查 endpoint_url、bucket 和网络；下一夜会自动再取",
    )
