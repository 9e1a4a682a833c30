"""Sources by night: each on its own, its troubles named in the morning."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from flows.clock import today
from flows.fetch_sources import LOCK, fetch_of, names_of
from flows.night import run_night
from store.errors import BusyError, SettingsError
from store.home import Home
from store.lock import hold
from store.settings import load_settings
from store.warehouse import Warehouse
from tests.flows.deliveries import SETTINGS, deliver_deaths, deliver_pension, make_home

SHARE = """
[sources.{name}]
kind = "share"
supplier = "县民政局"
path = "{path}"
complete = "marker"
every_days = 7
"""
FOLDER = "20261103_火化"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home with a delivery on a share and a share that is not mounted."""
    home = make_home(tmp_path / "home")
    elsewhere = make_home(tmp_path / "elsewhere")
    deliver_deaths(elsewhere, folder=FOLDER)
    (elsewhere.inbox / FOLDER / "完成").touch()
    good = SHARE.format(name="minzheng", path=elsewhere.inbox)
    bad = SHARE.format(name="gongan", path=tmp_path / "not-mounted")
    home.settings.write_text(SETTINGS + bad + good, encoding="utf-8")
    return home


def test_a_source_that_fails_is_named_and_the_rest_goes_on(home: Home) -> None:
    deliver_pension(home)
    result = run_night(home, today())
    (failure,) = result.report.failures
    assert failure.what == "取数 gongan"
    assert "可能共享没有挂载" in failure.message
    assert "取数 gongan失败" in result.morning_page.read_text(encoding="utf-8")
    taken = {one.delivery for one in result.report.deliveries}
    assert taken == {"县社保中心/20261105_养老金", f"县民政局/{FOLDER}"}


def test_a_night_of_another_day_asks_nobody(home: Home) -> None:
    result = run_night(home, today() - timedelta(days=1))
    assert result.report.failures == ()
    assert not (home.inbox / "县民政局").exists()


def test_a_source_is_asked_as_often_as_the_office_wants(home: Home) -> None:
    run_night(home, today())
    shutil.rmtree(home.root.parent / "elsewhere")
    subjects = [failure.what for failure in run_night(home, today()).report.failures]
    assert subjects == ["取数 gongan"]  # the other is due in a week


def test_only_one_at_a_time_asks(home: Home) -> None:
    fetch = fetch_of(home, load_settings(home), "minzheng", today())
    with hold(home.intake / LOCK), pytest.raises(BusyError, match="另一个取数"):
        fetch()


def test_a_source_that_is_not_configured_is_an_error(home: Home) -> None:
    settings = load_settings(home)
    assert names_of(settings, []) == ["gongan", "minzheng"]
    with pytest.raises(SettingsError) as caught:
        names_of(settings, ["minzhen"])
    assert "gongan、minzheng" in caught.value.remedy


def test_a_waived_sheet_is_told_wherever_the_delivery_is_shown(home: Home) -> None:
    deliver_pension(home)
    result = run_night(home, date(2026, 11, 20))
    with Warehouse.published(home.warehouse) as warehouse:
        rows: pl.DataFrame = warehouse.frame("FROM meta.delivery")
    assert rows["waived"].to_list() == ["周主任：试运行"]
    for page in ("morning.html", "quality.html"):
        assert "周主任：试运行" in (result.folder / page).read_text(encoding="utf-8")


def test_without_waiver_the_delivery_is_refused_with_words(home: Home) -> None:
    home.settings.write_text("[night]\nthreads = 1\n", encoding="utf-8")
    deliver_pension(home)
    (refusal,) = run_night(home, date(2026, 11, 20)).report.refusals
    assert refusal.message == "没有交接单，无法核对数据是否完整"
