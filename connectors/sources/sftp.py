"""An SFTP server whose key the office has checked and pinned in `keys/known_hosts`."""

import logging
import stat
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import paramiko

from connectors.sources.remote import Remote, RemoteFile
from connectors.sources.secret import password_of
from store.errors import DeliveryError, SettingsError, SourceError
from store.home import Home
from store.source_settings import SftpSource

KNOWN_HOSTS = "known_hosts"
STANDARD_PORT = 22
CHUNK_BYTES = 1 << 18
AT_ONCE = 64  # requests that wait for an answer: 2 MB, enough for a slow line
AGAIN = "检查网络、防火墙和对方服务器；下一夜会自动再取"


class _Sftp:
    def __init__(self, client: paramiko.SFTPClient, root: str) -> None:
        self.client, self.root = client, root.rstrip("/") or "/"

    def files(self) -> Sequence[RemoteFile]:
        return list(self._below(""))

    def _below(self, folder: str) -> Iterator[RemoteFile]:
        for entry in self.client.listdir_attr(self._full(folder)):
            path = f"{folder}/{entry.filename}" if folder else entry.filename
            if stat.S_ISDIR(entry.st_mode or 0):
                yield from self._below(path)
            elif stat.S_ISREG(entry.st_mode or 0):
                yield RemoteFile(
                    folder=folder,
                    name=entry.filename,
                    size=entry.st_size or 0,
                    modified=entry.st_mtime or 0,
                )

    def _full(self, path: str) -> str:
        return f"{self.root}/{path}" if path else self.root

    def copy(self, file: RemoteFile, target: Path) -> None:
        source = self.client.open(self._full(file.path), "rb")
        with source, target.open("ab") as out:
            source.seek(out.tell())
            source.prefetch(file.size, AT_ONCE)
            while chunk := source.read(CHUNK_BYTES):
                out.write(chunk)


@contextmanager
def open_sftp(name: str, source: SftpSource, home: Home) -> Generator[Remote]:
    """Open a folder of an SFTP server.

    Raises `SettingsError` for a server whose key is not the pinned one and for a
    refused login, `DeliveryError` for a missing folder, `SourceError` for a
    server that does not answer or breaks off.
    """
    logging.getLogger("paramiko").setLevel(logging.CRITICAL)
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    try:
        _connect(client, name, source, home)
        with client.open_sftp() as opened:
            if (channel := opened.get_channel()) is not None:
                channel.settimeout(source.read_seconds)
            yield _Sftp(opened, source.path)
    except FileNotFoundError:
        raise DeliveryError(
            f"来源 {name}：服务器上没有目录 {source.path}", remedy="核对 path"
        ) from None
    except PermissionError:
        raise DeliveryError(
            f"来源 {name}：这个账号不能读取 {source.path}",
            remedy="请数据单位授予只读权限",
        ) from None
    except (paramiko.SSHException, OSError, EOFError):
        raise SourceError(f"来源 {name}：连接中断或没有回应", remedy=AGAIN) from None
    finally:
        client.close()


def _connect(
    client: paramiko.SSHClient, name: str, source: SftpSource, home: Home
) -> None:
    known = home.keys / KNOWN_HOSTS
    if known.is_file():
        client.load_host_keys(str(known))
    if client.get_host_keys().lookup(_host(source)) is None:
        raise SettingsError(
            f"来源 {name}：keys/{KNOWN_HOSTS} 里没有 {_host(source)} 的主机公钥",
            remedy="用 ssh-keyscan 取得公钥，向对方当面或电话核对指纹后写入该文件",
        )
    seconds = source.connect_seconds
    try:
        client.connect(
            source.host,
            source.port,
            source.user,
            password=password_of(name, source, home) or None,
            key_filename=_key_file(name, source, home),
            timeout=seconds,
            banner_timeout=seconds,
            auth_timeout=seconds,
            channel_timeout=seconds,
            allow_agent=False,
            look_for_keys=False,
        )
    except paramiko.BadHostKeyException:
        raise SettingsError(
            f"来源 {name}：{_host(source)} 的主机公钥与 keys/{KNOWN_HOSTS} 不符，"
            "可能有人冒充",
            remedy="不要继续；与对方核对服务器是否更换过，核实后再改该文件",
        ) from None
    except paramiko.AuthenticationException:
        raise SettingsError(
            f"来源 {name}：服务器不接受用户 {source.user} 的密钥或口令",
            remedy="核对用户名、密钥文件和口令；不要反复重试，以免账号被锁",
        ) from None


def _host(source: SftpSource) -> str:
    """Return the host as `known_hosts` writes it."""
    return (
        source.host
        if source.port == STANDARD_PORT
        else f"[{source.host}]:{source.port}"
    )


def _key_file(name: str, source: SftpSource, home: Home) -> str | None:
    if not source.key_file:
        return None
    file = home.root / source.key_file
    if not file.is_file():
        raise SettingsError(
            f"来源 {name} 的密钥文件 {source.key_file} 不存在",
            remedy="用 ssh-keygen 生成，并把公钥交给对方",
        )
    return str(file)
