"""Splink's own demos of FEBRL 4 (detailed, all columns) and FEBRL 3.

Usage: `LEFT RIGHT OUT` for FEBRL 4, `LEFT LEFT OUT` for FEBRL 3. Configurations follow
`docs/demos/examples/duckdb/febrl4.nb.py` and `febrl3.nb.py` of Splink 5.
"""

import sys
from pathlib import Path
from typing import Any

import polars as pl

from bench.identity.peers.splink_runs import (
    ID,
    comparisons,
    linker_of,
    splink,
    write_pairs,
)

MAX_PAIRS, SEED = 1e7, 2
SOCIAL = "soc_sec_id"


def main() -> None:
    """Train as the demo does and write the scored pairs."""
    left, right, out = map(Path, sys.argv[1:4])
    within = left == right
    tables = [pl.read_parquet(path) for path in ([left] if within else [left, right])]
    has_social = SOCIAL in tables[0].columns
    linker = linker_of(tables, _settings(has_social, within))
    on, train = splink.block_on, linker.training
    sure = [on("given_name", "surname", "date_of_birth")]
    sure += [on(SOCIAL)] if has_social else []
    train.estimate_probability_two_random_records_match(
        sure, recall=0.9 if within else 0.8
    )
    train.estimate_u_using_random_sampling(max_pairs=MAX_PAIRS, seed=SEED)
    for block in ("date_of_birth", "postcode"):
        train.estimate_parameters_using_expectation_maximisation(on(block))
    write_pairs(linker, out)


def _settings(has_social: bool, within: bool) -> object:  # noqa: FBT001 - the demo's two
    on, of = splink.block_on, comparisons
    blocks: list[Any] = [
        on("given_name", "surname"),
        "l.given_name = r.surname and l.surname = r.given_name",
        on("date_of_birth"),
        on("state", "address_1"),
        on("street_number", "address_1"),
        on("postcode"),
    ]
    if within:
        blocks = [on(c) for c in ("given_name", "surname", "date_of_birth", "postcode")]
    born = of.DateOfBirthComparison(
        "date_of_birth", input_is_string=True, datetime_format="%Y%m%d"
    )
    facts: list[Any] = [
        of.NameComparison("given_name").configure(term_frequency_adjustments=True),
        of.NameComparison("surname").configure(term_frequency_adjustments=True),
        born,
        of.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        of.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(
            term_frequency_adjustments=True
        ),
    ]
    if has_social:
        blocks.append(on(SOCIAL))
        facts.append(of.DamerauLevenshteinAtThresholds(SOCIAL, [1, 2]))
    return splink.SettingsCreator(
        link_type="dedupe_only" if within else "link_only",
        unique_id_column_name=ID,
        blocking_rules_to_generate_predictions=blocks,
        comparisons=facts,
    )


if __name__ == "__main__":
    main()
