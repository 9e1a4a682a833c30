"""Worlds that single tests may change."""

import pytest

from county.simulate import simulate
from county.world import World


@pytest.fixture
def changeable() -> World:
    """Return a county of its own that a test may change."""
    return simulate(3000, 13)
