"""`crosscheck serve` runs the night by the clock, in the office's time zone."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from prefect.schedules import Cron

from flows.clock import today
from flows.schedule import TIME_ZONE
from tests.flows.deliveries import deliver_deaths, deliver_pension, make_home
from tests.support.homes import ROOT, command, environment

GIVE_UP_SECONDS = 240.0
EVERY_MINUTE = "* * * * *"


def test_the_clock_is_that_of_the_office() -> None:
    assert Cron("30 2 * * *", timezone=TIME_ZONE).timezone == "Asia/Shanghai"


def test_a_served_night_runs_by_itself(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    deliver_pension(home)
    deliver_deaths(home)
    day = today()
    child = subprocess.Popen(
        command("serve", "--home", str(home.root)),
        cwd=ROOT,
        env=environment(CROSSCHECK_NIGHT__CRON=EVERY_MINUTE),
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        deadline = time.monotonic() + GIVE_UP_SECONDS
        while not list(home.reports.glob("*/morning.html")):
            assert child.poll() is None, "serve ended by itself"
            assert time.monotonic() < deadline, "no night ran"
            time.sleep(0.5)
    finally:
        with suppress(ProcessLookupError):  # it may have ended by itself
            os.killpg(child.pid, signal.SIGKILL)
        _, said = child.communicate()
    assert said == b""
    assert list(home.archive.glob(f"{day:%Y-%m}-*"))
