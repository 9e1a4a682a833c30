"""What came, read from the published warehouse or from the night that is running."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import cast

from flows.check_snapshots import Checked
from flows.owed import Arrivals
from store.digest import Json
from store.stage import Stage
from store.warehouse import Warehouse, read_sql

Came = tuple[str, date]  # contract path, day


def arrivals_tonight(
    checked: Iterable[Checked], current: Mapping[str, Stage]
) -> dict[str, Arrivals]:
    """Return what the running night found, by contract path."""
    came = [
        (one.snapshot.dataset, one.delivered_on)
        for one in checked
        if not one.stage.summary.get("blocked")
    ]
    months = {path: _months(stage.summary) for path, stage in current.items()}
    return _arrivals(came, months)


def published_arrivals(warehouse: Path) -> dict[str, Arrivals]:
    """Return what the last published night found; nothing before the first."""
    if not warehouse.is_file():
        return {}
    with Warehouse.published(warehouse) as opened:
        rows = opened.frame(read_sql("flows", "arrivals")).iter_rows()
        came = [(str(path), cast("date", day)) for path, day in rows]
        texts = opened.frame(read_sql("flows", "arrivals_months"))["summary"]
    summaries = [cast("Mapping[str, Json]", json.loads(text)) for text in texts]
    months = {str(one["dataset"]): _months(one) for one in summaries}
    return _arrivals(came, months)


def _arrivals(
    came: Iterable[Came], months: Mapping[str, frozenset[str]]
) -> dict[str, Arrivals]:
    days: defaultdict[str, set[date]] = defaultdict(set)
    for path, day in came:
        days[path].add(day)
    return {
        path: Arrivals(days=tuple(sorted(own)), months=months.get(path, frozenset()))
        for path, own in days.items()
    }


def _months(summary: Mapping[str, Json]) -> frozenset[str]:
    return frozenset(str(month) for month in cast("list[Json]", summary["months"]))
