"""A delivery to destroy, and what must then hold of a home."""

from datetime import date
from pathlib import Path

from typer.testing import CliRunner

from flows.cli.main import app
from flows.destroyed import PLAN, destructions
from flows.purge import Order, purge
from flows.purge_plan import Plan
from store.home import Home
from store.settings import load_settings
from tests.flows.deliveries import ALIVE, DEAD
from tests.flows.leftovers import files_with

RUNNER = CliRunner()
AS_OF, NEXT = date(2026, 11, 20), date(2026, 11, 21)
DEATHS, PENSION = "县民政局/20261103_火化", "县社保中心/20261105_养老金"
NAMED = ("--name", "周主任", "--reason", "本轮结束")
LISTED = "outbox/名单.csv"


def told_by(*arguments: str) -> str:
    done = RUNNER.invoke(app, arguments)
    if done.exception is not None:
        raise done.exception
    return done.stdout


def destroy(home: Home, *deliveries: str, as_of: date = AS_OF) -> list[Plan]:
    order = Order(as_of=as_of, name="周主任", reason="本轮结束", deliveries=deliveries)
    return purge(home, load_settings(home), order)


def assert_nothing_left(home: Home, *rebuilt: str) -> None:
    """Assert that only the delivery that stays names the dead person."""
    assert files_with(home, ALIVE) == []
    places = {Path(name).parts[0] for name in files_with(home, DEAD)}
    assert places <= {"inbox", "snapshots", "stages", *rebuilt}
    assert not (home.inbox / PENSION).exists()
    assert not (home.intake / PLAN).exists()
    assert not list(home.root.rglob(".draft-*"))
    assert [record["delivery"] for record in destructions(home)] == [PENSION]
    (home.inbox / DEATHS / "死亡人员名单.xlsx").stat()
