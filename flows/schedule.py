"""The night on a clock: Prefect starts it by cron in the office's time zone."""

from prefect.schedules import Cron

from flows.nightly import FLOW_NAME, nightly
from store.home import Home
from store.settings import Night

TIME_ZONE = "Asia/Shanghai"


def serve_nightly(home: Home, settings: Night) -> None:
    """Run the night of a home by its cron until stopped; one at a time."""
    nightly.serve(
        name=FLOW_NAME,
        schedule=Cron(settings.cron, timezone=TIME_ZONE),
        parameters={"home": str(home.root)},
        limit=1,
        print_starting_message=False,
    )
