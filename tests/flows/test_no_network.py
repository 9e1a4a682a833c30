"""A night makes no connection and no look-up beyond this machine."""

import re
import subprocess
from pathlib import Path

from store.home import Home
from tests.support.homes import AS_OF, ROOT, command, environment
from tests.support.require import require

CALL = re.compile(r"\b(?:connect|sendto|sendmsg|sendmmsg)\(")
ADDRESS = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')
PORT = re.compile(r"sin6?_port=htons\((\d+)\)")
DNS_PORTS = {"53", "853", "5353"}


def outgoing(line: str) -> bool:
    """Say whether a traced call reaches beyond loopback, or asks for a name."""
    if not CALL.search(line) or "sa_family=AF_INET" not in line:
        return False
    addresses = [four or six for four, six in ADDRESS.findall(line)]
    outside = [a for a in addresses if not a.startswith("127.") and a != "::1"]
    return bool(outside) or bool(DNS_PORTS.intersection(PORT.findall(line)))


def test_the_trace_reader_tells_inside_from_outside() -> None:
    head = "connect(5, {sa_family="
    four = head + 'AF_INET, sin_port=htons(%s), sin_addr=inet_addr("%s")}, 16) = 0'
    six = head + 'AF_INET6, sin6_port=htons(443), inet_pton(AF_INET6, "%s", &a)}, 28)'
    assert not outgoing(four % ("8123", "127.0.0.1"))
    assert not outgoing(six % "::1")
    assert not outgoing('connect(5, {sa_family=AF_UNIX, sun_path="/run/x"}, 110) = 0')
    assert outgoing(four % ("443", "192.0.2.1"))
    assert outgoing(four % ("53", "127.0.0.53"))
    assert outgoing(six % "2001:db8::1")


def test_a_night_with_its_own_server_reaches_nothing_outside(
    fresh_home: Home, tmp_path: Path
) -> None:
    trace = tmp_path / "trace"
    done = subprocess.run(
        [
            require("strace"), "-f", "--seccomp-bpf", "-e", "trace=network",
            "-o", str(trace),
            *command("night", "--home", str(fresh_home.root), "--as-of", AS_OF, "-q"),
        ],
        capture_output=True,
        check=False,
        cwd=ROOT,
        encoding="utf-8",
        env=environment(),
        timeout=400,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    assert any("connect(" in line for line in lines)  # the trace saw something
    assert [line for line in lines if outgoing(line)] == []
