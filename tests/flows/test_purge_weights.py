"""A purge forgets what was weighed, and weights that hold a number that is to go."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from flows.epoch import keep_epoch, kept_epoch, use_epoch, weighed_before
from flows.night import run_night
from flows.purge import Order, purge
from flows.purge_plan import Plan
from identity.matcher.epoch import Epoch
from identity.matcher.identifier import IDENTIFIER
from store.errors import StorageError
from store.home import Home
from store.settings import load_settings
from tests.flows.deliveries import ALIVE, deliver_deaths, deliver_pension, make_home
from tests.flows.leftovers import files_with
from tests.identity.office import MODEL, epoch

AS_OF = date(2026, 11, 20)
PENSION = "县社保中心/20261105_养老金"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home after a night that is too small to learn weights of its own."""
    home = make_home(tmp_path / "home")
    deliver_pension(home)
    deliver_deaths(home)
    run_night(home, AS_OF)
    return home


def naming(number: str) -> Epoch:
    """Return an epoch in which so many have a number that it proposes nobody."""
    capped = {**epoch().capped, IDENTIFIER: pl.DataFrame({"value": [number]})}
    return replace(epoch(), capped=capped)


def destroy(home: Home) -> Plan:
    order = Order(as_of=AS_OF, name="周主任", reason="到期", deliveries=[PENSION])
    (plan,) = purge(home, load_settings(home), order)
    return plan


def test_weights_that_name_somebody_go_and_the_next_night_does_without(
    home: Home,
) -> None:
    use_epoch(home, keep_epoch(home, naming(ALIVE)))
    assert len(files_with(home, ALIVE)) > 1
    plan = destroy(home)
    assert plan.removed["weights"] == 1
    assert files_with(home, ALIVE) == []
    assert kept_epoch(home, MODEL) is None
    assert run_night(home, date(2026, 11, 21)).report.failures == ()


def test_weights_that_name_nobody_stay_in_use(home: Home) -> None:
    kept = keep_epoch(home, epoch())
    use_epoch(home, kept)
    keep_epoch(home, naming(ALIVE))
    plan = destroy(home)
    assert plan.removed["weights"] == 1
    assert kept_epoch(home, MODEL) == kept


def test_what_was_weighed_goes_whoever_it_names(home: Home) -> None:
    folder = weighed_before(home, keep_epoch(home, epoch()), "code")
    folder.mkdir(parents=True)
    (folder / "left-0000.arrow").write_bytes(b"somebody")
    assert destroy(home).removed["weighed"] == 1
    assert not folder.exists()


def test_killed_while_weights_go_it_is_finished(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_epoch(home, keep_epoch(home, naming(ALIVE)))
    with monkeypatch.context() as patched:
        patched.setattr("flows.purge_weights.shutil.rmtree", dying("epoch.json"))
        with pytest.raises(StorageError, match="会接着做完"):
            destroy(home)
    assert destroy(home).removed["weights"] == 1
    assert files_with(home, ALIVE) == []


def dying(first: str) -> Callable[[Path], None]:
    """Return what removes one file of a folder and then cannot go on."""

    def remove(folder: Path) -> None:
        (folder / first).unlink()
        raise OSError(5, "Input/output error", str(folder))

    return remove
