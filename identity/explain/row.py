"""A weighed pair as one row of `Linked.pairs`."""

Row = dict[str, object]


def number(row: Row, column: str) -> int:
    """Return a whole number of a weighed pair."""
    value = row[column]
    assert isinstance(value, int)
    return value
