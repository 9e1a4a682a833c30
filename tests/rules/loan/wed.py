"""Running a rule where two people are relatives, as identity would hand it over."""

from pathlib import Path
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


def hits_where_wed(
    rule: Rule, folder: Path, given: dict[str, str], **stated: object
) -> list[dict[str, Any]]:
    """Return the hits where P1 is the spouse of the borrower P2, or as `stated`."""
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
    tie = pl.DataFrame([one | stated], schema_overrides=TYPES)
    tie.write_parquet(folder / "tie.parquet")
    run_rule(
        rule,
        write_resolved(folder, dict.fromkeys(rule.needs, "") | given),
        folder,
        policy_home=None,
        memory_mb=MEMORY_MB,
        threads=THREADS,
        ties=folder / "tie.parquet",
    )
    return pl.read_parquet(folder / HITS).to_dicts()
