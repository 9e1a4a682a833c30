"""Run a command as a whole process tree: seconds, CPU seconds, peak memory."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

import psutil

SAMPLE_SECONDS = 0.1
MIB = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What one run of a command cost."""

    seconds: float
    cpu_seconds: float
    peak_mib: int
    output: str


def crosscheck(*arguments: str | Path) -> Measured:
    """Run the `crosscheck` command with this interpreter and measure it.

    Raises `CalledProcessError` when it fails.
    """
    return measured([sys.executable, "-m", "flows.cli.main", *map(str, arguments)])


def measured(command: list[str]) -> Measured:
    """Run a command; memory is the tree's summed resident size, sampled."""
    start = time.monotonic()
    # Into a file: nobody reads a pipe meanwhile, and a full one stops the command.
    with TemporaryFile("w+", encoding="utf-8") as told:
        with subprocess.Popen(command, stdout=told) as process:
            peak, cpu = _watch(process)
            code = process.wait()
        told.seek(0)
        output = told.read()
    if code:
        raise subprocess.CalledProcessError(code, command, output)
    return Measured(
        seconds=time.monotonic() - start,
        cpu_seconds=cpu,
        peak_mib=peak // MIB,
        output=output,
    )


def _watch(process: subprocess.Popen[bytes]) -> tuple[int, float]:
    peak = 0
    cpu: dict[int, float] = {}
    while process.poll() is None:
        used = 0
        for member in _tree(process.pid):
            try:
                used += member.memory_info().rss
                times = member.cpu_times()
            except psutil.Error:
                continue
            cpu[member.pid] = times.user + times.system
        peak = max(peak, used)
        time.sleep(SAMPLE_SECONDS)
    return peak, sum(cpu.values())


def _tree(pid: int) -> list[psutil.Process]:
    try:
        root = psutil.Process(pid)
        return [root, *root.children(recursive=True)]
    except psutil.Error:
        return []
