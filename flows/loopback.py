"""A Prefect server of our own: a child on loopback that leaves with its parent.

Prefect's built-in temporary server writes its tracebacks to the operator's
terminal and outlives a parent that is killed. This child writes to a log file
and watches its standard input: when the parent ends, however it ends, the pipe
closes and the child goes too.

Run as `python -m flows.loopback FD`, where FD is a listening socket.
"""

import os
import signal
import sys
import threading

APPLICATION = "prefect.server.api.server:create_app"
GRACE_SECONDS = 3.0


def leave_with_parent() -> None:
    """End this process once its standard input closes."""
    sys.stdin.buffer.read()
    threading.Timer(GRACE_SECONDS, os._exit, [0]).start()
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Serve Prefect's API on the inherited socket until the parent ends."""
    threading.Thread(target=leave_with_parent, daemon=True).start()
    import uvicorn  # noqa: PLC0415 - the watch above must stand before a slow import

    uvicorn.run(
        APPLICATION,
        factory=True,
        fd=int(sys.argv[1]),
        log_level="error",
        lifespan="on",
        timeout_graceful_shutdown=2,
    )


if __name__ == "__main__":
    main()
