"""Real servers on loopback for one test session: PostgreSQL and MariaDB."""

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from tests.support.require import require

LOOPBACK = "127.0.0.1"
START_SECONDS = 60
PASSWORD = "Zg7-nobody-may-see-this"


@dataclass(frozen=True, kw_only=True)
class Server:
    """A server that runs: where, and the process to kill."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]
    account: str


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as asking:
        asking.bind((LOOPBACK, 0))
        return int(asking.getsockname()[1])


@contextmanager
def postgresql() -> Generator[Server]:
    """Run a PostgreSQL server with the superuser `postgres` and no password."""
    binaries = _postgresql_binaries()
    account = _account("postgres")
    with _folder(account) as folder:
        data = folder / "data"
        _run(account, [binaries / "initdb", "-D", data, "-U", "postgres", "-A",
             "scram-sha-256", "--pwfile", _password_file(folder, account),
             "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"])  # fmt: skip
        port = free_port()
        with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(f"port={port}\nlisten_addresses='{LOOPBACK}'\nfsync=off\n")
            settings.write(f"unix_socket_directories='{folder}'\n")
        line = [binaries / "postgres", "-D", data]
        asked = [str(binaries / "pg_isready"), "-q", "-h", LOOPBACK, "-p", str(port)]

        def ready() -> bool:
            return subprocess.run(asked, check=False).returncode == 0

        with _running(account, line, folder, ready) as process:
            yield Server(port=port, folder=folder, process=process, account=account)


@contextmanager
def mariadb() -> Generator[Server]:
    """Run a MariaDB server whose user `root` comes through the socket."""
    daemon, install = require("mariadbd"), require("mariadb-install-db")
    account = _account("mysql")
    with _folder(account) as folder:
        data = folder / "data"
        _run(account, [install, "--no-defaults", f"--datadir={data}",
             "--skip-test-db", "--auth-root-authentication-method=normal"])  # fmt: skip
        port = free_port()
        line = [
            daemon, "--no-defaults", f"--datadir={data}", f"--port={port}",
            f"--socket={folder / 's'}", f"--bind-address={LOOPBACK}",
            f"--pid-file={folder / 'pid'}", "--innodb-flush-log-at-trx-commit=0",
            "--character-set-server=utf8mb4", "--skip-log-bin",
        ]  # fmt: skip
        with _running(account, line, folder, lambda: answers(port)) as process:
            yield Server(port=port, folder=folder, process=process, account=account)


def _postgresql_binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else Path(require("initdb")).parent


def _account(wanted: str) -> str:
    """Return who runs the server: servers refuse to run as root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    return pwd.getpwnam(wanted).pw_name


@contextmanager
def _folder(account: str) -> Generator[Path]:
    folder = Path(mkdtemp(prefix="crosscheck-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, account)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _password_file(folder: Path, account: str) -> Path:
    file = folder / "password"
    file.write_text(PASSWORD, encoding="utf-8")
    if os.geteuid() == 0:
        shutil.chown(file, account)
    return file


def as_account(account: str, line: Sequence[object]) -> list[str]:
    """Return a command line as that account runs it."""
    own = [str(part) for part in line]
    is_other = os.geteuid() == 0 and account != "root"
    return ["setpriv", f"--reuid={account}", f"--regid={account}", "--clear-groups",
            *own] if is_other else own  # fmt: skip


def _run(account: str, line: Sequence[object]) -> None:
    done = subprocess.run(
        as_account(account, line), capture_output=True, check=False, cwd="/"
    )
    assert done.returncode == 0, done.stderr.decode()


@contextmanager
def _running(
    account: str, line: Sequence[object], folder: Path, ready: Callable[[], bool]
) -> Generator[subprocess.Popen[bytes]]:
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            as_account(account, line), stdout=log, stderr=log, cwd="/"
        )
    try:
        until(ready, process)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def answers(port: int) -> bool:
    """Say whether somebody listens on a port of loopback."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=1):
            return True
    except OSError:
        return False


def until(ready: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Wait until a server is ready; fail when it ends or takes too long."""
    end = time.monotonic() + START_SECONDS
    while not ready():
        assert process.poll() is None, "the server ended by itself"
        assert time.monotonic() < end, "the server did not start"
        time.sleep(0.05)


@contextmanager
def silent_server() -> Generator[int]:
    """Accept connections and never say a word; yields the port."""
    with socket.socket() as listening:
        listening.bind((LOOPBACK, 0))
        listening.listen(16)
        yield int(listening.getsockname()[1])
