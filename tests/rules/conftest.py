"""A city that signs packs, and a county that trusts it."""

from pathlib import Path

import pytest

from tests.rules.packing import City


@pytest.fixture(name="city")
def a_city(tmp_path: Path) -> City:
    """Return a city that signs packs."""
    return City(tmp_path / "city")


@pytest.fixture(name="policy")
def a_county(tmp_path: Path) -> Path:
    """Return the policy folder of a county of the city."""
    home = tmp_path / "county"
    (home / "policy").mkdir(parents=True)
    settings_file = home / "crosscheck.toml"
    settings_file.write_text('[office]\nregion = "420281"\n', encoding="utf-8")
    return home / "policy"
