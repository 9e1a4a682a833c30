"""Where Prefect keeps its records, and that it keeps them on this machine.

The environment must be set before Prefect is imported anywhere.
"""

import importlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from store.errors import EngineError
from store.home import Home

API_URL = "PREFECT_API_URL"
START_SECONDS = 180.0
POLL_SECONDS = 0.1
STOP_SECONDS = 5.0

# Two switches, because each covers only one of Prefect's two senders.
NO_TELEMETRY = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
QUIET = {
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
    "PREFECT_INTERNAL_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_CLI_PROMPT": "false",
}
# What only a server for many machines needs.
UNUSED = {
    f"PREFECT_SERVER_SERVICES_{service}_ENABLED": "false"
    for service in ("FOREMAN", "LATE_RUNS", "TRIGGERS", "CANCELLATION_CLEANUP")
}


def prepare_environment(home: Home) -> None:
    """Set what Prefect reads at import; what the operator set stays."""
    private = {"PREFECT_HOME": str(home.prefect), "PREFECT_SERVER_UI_ENABLED": "false"}
    for name, value in {**QUIET, **UNUSED, **private}.items():
        os.environ.setdefault(name, value)
    os.environ.update(NO_TELEMETRY)


@contextmanager
def standing_server(home: Home) -> Generator[str]:
    """Yield the address of a Prefect server: the operator's, or one of our own.

    Raises `EngineError` where our own does not come up.
    """
    prepare_environment(home)
    given = os.environ.get(API_URL)
    if given:
        yield given
        return
    with _own_server(home) as address:
        yield address


@contextmanager
def _own_server(home: Home) -> Generator[str]:
    home.logs.mkdir(parents=True, exist_ok=True)
    log = home.logs / "prefect.log"
    with socket.create_server(("127.0.0.1", 0)) as listener, log.open("ab") as output:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
        child = subprocess.Popen(
            [sys.executable, "-m", "flows.loopback", str(listener.fileno())],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            pass_fds=[listener.fileno()],
            env={**os.environ, **_import_path()},
            start_new_session=True,  # Ctrl-C ends the night first, then this
        )
        os.environ[API_URL] = address
        try:
            importlib.import_module("prefect")  # while the server starts, too
            _await_health(address, child, log)
            yield address
        finally:
            del os.environ[API_URL]
            _stop(child)


def _import_path() -> dict[str, str]:
    """Return the environment in which a child finds this very source tree."""
    root = str(Path(__file__).resolve().parent.parent)
    below = os.environ.get("PYTHONPATH")
    return {"PYTHONPATH": f"{root}{os.pathsep}{below}" if below else root}


def _await_health(address: str, child: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and child.poll() is None:
        if _healthy(address):
            return
        time.sleep(POLL_SECONDS)
    raise EngineError("Prefect 服务没有启动", remedy=f"查看 logs/{log.name}")


def _healthy(address: str) -> bool:
    """Say whether the server answers; no proxy is asked for a loopback address."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{address}/health", timeout=2) as answer:
            return bool(answer.status == 200)  # noqa: PLR2004 - HTTP OK
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def _stop(child: subprocess.Popen[bytes]) -> None:
    if child.stdin is not None:
        child.stdin.close()
    try:
        child.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
