"""The process's peak memory, read from the system without a library."""

import contextlib
import resource
from pathlib import Path

STATUS = Path("/proc/self/status")
CLEAR = Path("/proc/self/clear_refs")
RESET_PEAK = "5"
KIB = 1024


def reset_peak() -> None:
    """Start a new peak where the system lets us; elsewhere peaks only grow."""
    with contextlib.suppress(OSError):
        CLEAR.write_text(RESET_PEAK, encoding="ascii")


def peak_mb() -> int:
    """Return the peak resident memory since the last reset, in MiB."""
    with contextlib.suppress(OSError, ValueError):
        for line in STATUS.read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // KIB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KIB
