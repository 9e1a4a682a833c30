"""The night on a clock: Prefect starts it by cron in the office's time zone."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager

from prefect.schedules import Cron

from flows.nightly import FLOW_NAME, nightly
from store.home import Home
from store.settings import Night

TIME_ZONE = "Asia/Shanghai"
LOG = "serve.log"


def serve_nightly(home: Home, settings: Night) -> None:
    """Run the night of a home by its cron until stopped; one at a time.

    What Prefect and the nights that it starts say goes to `logs/serve.log`.
    """
    home.logs.mkdir(parents=True, exist_ok=True)
    with (home.logs / LOG).open("ab") as log, _output_to(log.fileno()):
        _serve(home, settings)


@contextmanager
def _output_to(log: int) -> Generator[None]:
    """Send stdout and stderr, also those of child processes, to an open file."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [(stream, os.dup(stream)) for stream in (1, 2)]
    try:
        for stream, _ in kept:
            os.dup2(log, stream)
        yield
    finally:
        for stream, copy in kept:
            os.dup2(copy, stream)
            os.close(copy)


def _serve(home: Home, settings: Night) -> None:
    nightly.serve(
        name=FLOW_NAME,
        schedule=Cron(settings.cron, timezone=TIME_ZONE),
        parameters={"home": str(home.root)},
        limit=1,
        print_starting_message=False,
    )
