"""`crosscheck night` and `crosscheck serve`."""

from pathlib import Path
from typing import TYPE_CHECKING

from flows.cli.options import (
    AsOfOption,
    HomeOption,
    JsonOption,
    QuietOption,
    day_of,
    home_of,
)
from flows.cli.progress import watched
from flows.cli.screen import write_json, write_line
from flows.clock import today
from flows.prefect_server import standing_server
from store.home import Home
from store.lock import hold
from store.settings import Settings, load_home_key, load_settings

if TYPE_CHECKING:  # the line is slow to import, and --help must not be
    from flows.report_night import NightResult


def night(
    home: HomeOption = None,
    as_of: AsOfOption = None,
    *,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Run one night of a home."""
    place = home_of(home)
    _ready(place)
    day = day_of(as_of, today())
    with watched(quiet=quiet), standing_server(place):
        from flows.nightly import run_flow  # noqa: PLC0415 - Prefect reads its environment at import

        result = run_flow(place, day)
    _show(place.root, result, as_json=as_json)


def serve(home: HomeOption = None, *, quiet: QuietOption = False) -> None:
    """Run the night by the clock until stopped."""
    place = home_of(home)
    settings = _ready(place)
    with standing_server(place):
        from flows.schedule import serve_nightly  # noqa: PLC0415 - as above

        if not quiet:
            write_line(f"每夜 {settings.night.cron}（北京时间）运行；按 Ctrl-C 停止")
        serve_nightly(place, settings.night)


def _ready(home: Home) -> Settings:
    """Raise what is wrong with settings, key or lock before anything slow starts."""
    settings = load_settings(home)
    load_home_key(home)
    with hold(home.night_lock):
        return settings


def _show(root: Path, result: "NightResult", *, as_json: bool) -> None:
    if as_json:
        write_json(result.as_json)
        return
    for line in result.lines:
        write_line(line)
