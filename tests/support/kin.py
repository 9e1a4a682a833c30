"""A rule on given tables where two persons, P1 and P2, are married."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from rules.rule import Rule
from rules.runner import HITS, run_rule
from tests.support.tables import MEMORY_MB, THREADS, write_resolved


def hits_of_couple(
    rule: Rule,
    given: Mapping[str, str],
    *,
    tier: str = "T1",
    until: date | None = None,
    policy_home: Path | None = None,
) -> list[dict[str, object]]:
    """Return the hits of the rule; `until` is the day of a divorce."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        _marriage(tier, until).write_parquet(folder / "tie.parquet")
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


def _marriage(tier: str, until: date | None) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "person_id": ["P1"],
            "other_person_id": ["P2"],
            "kind": ["spouse"],
            "relation": ["配偶"],
            "other_relation": ["配偶"],
            "dataset": ["registry/marriage"],
            "record_id": ["M1"],
            "other_record_id": pl.Series([None], dtype=pl.String),
            "valid_from": [date(2010, 1, 1)],
            "valid_to": pl.Series([until], dtype=pl.Date),
            "tier": [tier],
            "records": pl.Series([1], dtype=pl.Int32),
        }
    )
