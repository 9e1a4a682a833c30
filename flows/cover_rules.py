"""The runnable-rule map of a night: before the rules run, and beside the last one."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from flows.basis import code_of, contract_digest
from flows.context import Night, content
from flows.figures import counts_of
from flows.resolve_people import RESOLVED, People
from flows.run_rules import nightly_rules
from rules.cover import DatasetStanding, RuleCover, Wish, cover, wishes
from rules.coverage import months_in
from store.contract import Contract
from store.digest import Json
from store.home import Home
from store.stage import Request, Stage
from store.warehouse import Warehouse

PHASE = "可用规则"
ARCHIVED = "cover.json"
STANDING = {
    "dataset": pl.String,
    "withheld": pl.Boolean,
    "stale_days": pl.Int64,
}
FILL = {"dataset": pl.String, "column_name": pl.String, "filled_milli": pl.Int64}


@dataclass(frozen=True, kw_only=True)
class RuleMap:
    """What can run tonight, what is wished for, and what could run before.

    `before` has the status of each rule on the newest earlier day; empty on the
    first night.
    """

    standing: Mapping[str, DatasetStanding]
    covers: tuple[RuleCover, ...]
    wishes: tuple[Wish, ...]
    before: Mapping[str, str]


def cover_rules(night: Night, current: Mapping[str, Stage], people: People) -> RuleMap:
    """Return tonight's map; fill and months of each dataset are counted once."""
    night.watcher.begin(PHASE, len(current))
    standing = {
        path: DatasetStanding(
            withheld=path not in people.resolved,
            stale_days=_days(stage),
            **_counts(night, path, people),
        )
        for path, stage in current.items()
    }
    covers = cover(nightly_rules(night.home, night.as_of), standing)
    return RuleMap(
        standing=standing,
        covers=covers,
        wishes=wishes(covers),
        before=_before(night),
    )


def _days(stage: Stage) -> int | None:
    stale = stage.summary.get("stale_days")
    return stale if isinstance(stale, int) else None


def _counts(night: Night, path: str, people: People) -> dict[str, dict[str, int]]:
    contract, resolved = night.contract(path), people.resolved.get(path)
    if contract is None or resolved is None:
        return {}
    request = Request(
        name="filled",
        inputs={path: content(resolved, RESOLVED)},
        code=code_of("flows.cover_rules", "rules.coverage"),
        parameters={"contract": contract_digest(contract)},
    )
    file = resolved.file(RESOLVED)
    stage = night.stage(
        f"{PHASE}：{contract.title}", request, lambda _: _counted(contract, file)
    )
    return {
        name: counts_of(stage.summary.get(name)) for name in ("filled_milli", "months")
    }


def _counted(contract: Contract, file: Path) -> Mapping[str, Json]:
    """Return the share of filled cells of each column, in per mille, rounded up."""
    columns = [pl.col(column.name).count() for column in contract.columns]
    rows = pl.scan_parquet(file)
    height = int(rows.select(pl.len()).collect().item())
    counts = rows.select(columns).collect().row(0, named=True)
    milli = {name: -(-1000 * n // max(height, 1)) for name, n in counts.items()}
    months = dict[str, Json](months_in(contract, file))
    return {"rows": height, "filled_milli": milli, "months": months}


def _before(night: Night) -> dict[str, str]:
    days = [
        day
        for file in night.home.archive.glob(f"[0-9]*/{ARCHIVED}")
        if (day := date.fromisoformat(file.parent.name)) < night.as_of
    ]
    if not days:
        return {}
    file = night.home.archive / max(days).isoformat() / ARCHIVED
    known: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return known


def map_text(rule_map: RuleMap) -> str:
    """Return what the archive keeps of a map: the status of each rule."""
    known = {one.rule: one.status for one in rule_map.covers}
    return json.dumps(known, ensure_ascii=False, indent=1)


def standing_rows(rule_map: RuleMap) -> pl.DataFrame:
    """Return one row for each dataset that came."""
    rows = [
        {"dataset": path, "withheld": one.withheld, "stale_days": one.stale_days}
        for path, one in sorted(rule_map.standing.items())
    ]
    return pl.DataFrame(rows, schema=STANDING)


def fill_rows(rule_map: RuleMap) -> pl.DataFrame:
    """Return the share of filled cells of each column of each dataset."""
    rows = [
        {"dataset": path, "column_name": name, "filled_milli": milli}
        for path, one in sorted(rule_map.standing.items())
        for name, milli in one.filled_milli.items()
    ]
    return pl.DataFrame(rows, schema=FILL)


def published_cover(home: Home) -> tuple[RuleCover, ...]:
    """Return the map of what is published; before the first night nothing came."""
    if not home.warehouse.is_file():
        return cover(nightly_rules(home, date.max), {})
    with Warehouse.published(home.warehouse) as warehouse:
        datasets = warehouse.frame("FROM quality.dataset")
        fill = warehouse.frame("FROM quality.column_fill")
    standing = {
        path: DatasetStanding(
            withheld=withheld,
            stale_days=stale_days,
            filled_milli=_pairs(fill.filter(pl.col("dataset") == path)),
        )
        for path, withheld, stale_days in datasets.iter_rows()
    }
    return cover(nightly_rules(home, date.max), standing)


def _pairs(fill: pl.DataFrame) -> dict[str, int]:
    pairs: Iterable[tuple[str, int]] = fill.select(
        "column_name", "filled_milli"
    ).iter_rows()
    return dict(pairs)
