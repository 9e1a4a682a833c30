"""The night on a clock: Prefect starts it by cron in the office's time zone."""

from contextlib import redirect_stderr, redirect_stdout

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
    with (
        (home.logs / LOG).open("a", encoding="utf-8") as log,
        redirect_stdout(log),
        redirect_stderr(log),
    ):
        _serve(home, settings)


def _serve(home: Home, settings: Night) -> None:
    nightly.serve(
        name=FLOW_NAME,
        schedule=Cron(settings.cron, timezone=TIME_ZONE),
        parameters={"home": str(home.root)},
        limit=1,
        print_starting_message=False,
    )
