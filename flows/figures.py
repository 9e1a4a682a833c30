"""Counts out of a stage's summary, which is JSON and may lack them."""

from collections.abc import Mapping

from store.digest import Json


def count_in(summary: Mapping[str, Json], name: str) -> int:
    """Return a count of a summary, 0 where it has none."""
    value = summary.get(name)
    return value if isinstance(value, int) else 0


def counts_of(value: Json) -> dict[str, int]:
    """Return counts by name, empty where the value holds none."""
    pairs = value.items() if isinstance(value, Mapping) else ()
    return {name: count for name, count in pairs if isinstance(count, int)}
