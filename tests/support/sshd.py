"""A real sshd on loopback with throw-away keys, serving files only."""

import os
import pwd
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.support.require import require
from tests.support.servers import LOOPBACK, answers, free_port, until

CONFIG = """
Port {port}
ListenAddress {address}
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
PidFile none
PermitRootLogin yes
StrictModes no
UsePAM no
PasswordAuthentication yes
Subsystem sftp internal-sftp
"""


@dataclass(kw_only=True)
class Sshd:
    """A server that may be killed and started again on the same port."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def user(self) -> str:
        """Return the account that may log in with the key `user`."""
        return pwd.getpwuid(os.geteuid()).pw_name

    @property
    def known_hosts(self) -> str:
        """Return the line of `known_hosts` about this server."""
        key = (self.folder / "host.pub").read_text(encoding="utf-8").split()[:2]
        return f"[{LOOPBACK}]:{self.port} {' '.join(key)}\n"

    def kill(self) -> None:
        """Kill the server and every session of it."""
        if self.process.poll() is None:
            for session in psutil.Process(self.process.pid).children(recursive=True):
                session.kill()
            self.process.kill()
            self.process.wait()

    def start(self) -> None:
        """Start it again."""
        self.process = _started(self.folder, self.port)


@contextmanager
def sshd(folder: Path) -> Generator[Sshd]:
    """Run a server that takes the key `user` made beside its own in `folder`."""
    port = free_port()
    for name in ("host", "user"):
        make_key(folder / name)
    config = CONFIG.format(port=port, address=LOOPBACK, folder=folder)
    (folder / "config").write_text(config, encoding="utf-8")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # sshd of root will not start without
    server = Sshd(port=port, folder=folder, process=_started(folder, port))
    try:
        yield server
    finally:
        server.kill()


def make_key(file: Path) -> None:
    """Make a key without a passphrase."""
    line = [require("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", str(file)]
    subprocess.run(line, check=True)


def _started(folder: Path, port: int) -> subprocess.Popen[bytes]:
    line = [_program(), "-D", "-e", "-f", str(folder / "config")]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(line, stderr=log)
    until(lambda: answers(port), process)
    return process


def _program() -> str:
    usual = Path("/usr/sbin/sshd")  # not in everybody's PATH, and wants a full path
    return str(usual) if usual.is_file() else require("sshd")
