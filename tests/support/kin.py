"""A rule on given tables where two persons are relatives, as identity says it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from rules.rule import Rule
from rules.runner import HITS, run_rule
from tests.support.tables import MEMORY_MB, THREADS, write_resolved

TYPES = {
    "other_record_id": pl.String,
    "records": pl.Int32,
    "valid_from": pl.Date,
    "valid_to": pl.Date,
}
LONG_AGO = date(2010, 1, 1)


def hits_of_couple(
    rule: Rule,
    given: Mapping[str, str],
    *,
    tier: str = "T1",
    until: date | None = None,
    policy_home: Path | None = None,
) -> list[dict[str, Any]]:
    """Return the hits where P1 and P2 wed long ago; `until` is the day of a divorce."""
    with TemporaryDirectory() as name:
        stated = {"tier": tier, "valid_from": LONG_AGO, "valid_to": until}
        tie = _marriage(stated)
        return _hits(rule, Path(name), given, tie, policy_home)


def hits_where_wed(
    rule: Rule, folder: Path, given: Mapping[str, str], **stated: object
) -> list[dict[str, Any]]:
    """Return the hits where P1 is the spouse of the borrower P2, or as `stated`."""
    return _hits(rule, folder, given, _marriage(stated), None)


def _hits(
    rule: Rule,
    folder: Path,
    given: Mapping[str, str],
    tie: pl.DataFrame,
    policy_home: Path | None,
) -> list[dict[str, Any]]:
    tie.write_parquet(folder / "tie.parquet")
    run_rule(
        rule,
        write_resolved(folder, dict.fromkeys(rule.needs, "") | dict(given)),
        folder,
        policy_home=policy_home,
        memory_mb=MEMORY_MB,
        threads=THREADS,
        ties=folder / "tie.parquet",
    )
    return pl.read_parquet(folder / HITS).to_dicts()


def _marriage(stated: Mapping[str, object]) -> pl.DataFrame:
    one: dict[str, object] = {
        "person_id": "P1",
        "other_person_id": "P2",
        "kind": "婚姻",
        "relation": "配偶",
        "other_relation": "配偶",
        "dataset": "registry/marriage",
        "record_id": "W1",
        "other_record_id": None,
        "valid_from": None,
        "valid_to": None,
        "tier": "T1",
        "records": 1,
    }
    return pl.DataFrame([one | dict(stated)], schema_overrides=TYPES)
