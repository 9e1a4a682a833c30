"""Two offices: a county's, and the city's above it, which signs packs."""

from pathlib import Path

import pytest

from store.home import Home
from tests.flows.cli.test_policy_and_packs import CITY, office, said


@pytest.fixture(name="county")
def a_county(tmp_path: Path) -> Home:
    """Return a county office without deliveries."""
    return office(tmp_path / "county", "云溪县巡察办", "420281")


@pytest.fixture(name="city")
def a_city(tmp_path: Path) -> Home:
    """Return a city office with a key."""
    home = office(tmp_path / "city", CITY, "420200")
    assert "公钥指纹" in said(home, "keys", "make")
    return home
