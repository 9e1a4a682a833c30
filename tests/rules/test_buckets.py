"""Splitting the tables by their partition keys must not change an answer."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import pytest

from rules.library import all_rules
from rules.rule import Rule
from rules.runner import collect_items, settle_items
from rules.scratch import (
    define_macros,
    show_exemptions,
    show_shared,
    show_ties,
    write_gaps,
    write_policy,
)
from rules.shared import names_of
from store.tables import ITEM
from store.warehouse import Warehouse
from tests.rules import sample
from tests.support.tables import Row, load_table, parse_table

SPLIT = [rule for rule in all_rules() if "person_id" in rule.partition.values()]
BUCKETS = 7


@pytest.mark.parametrize("rule", SPLIT, ids=lambda rule: rule.id)
def test_seven_buckets_find_what_one_finds(rule: Rule) -> None:
    whole = fingerprints(rule, 1)
    assert whole["hit"] == fingerprints(rule, BUCKETS)["hit"]
    assert whole["hit"]


def fingerprints(rule: Rule, buckets: int) -> dict[str, str]:
    """Return the fingerprint of the rule's hits on the sample, split so often."""
    given = {path: parse_table(sample.TABLES[path]) for path in rule.reads}
    with Warehouse.scratch(memory_mb=256, threads=1) as warehouse:
        define_macros(warehouse)
        show_ties(warehouse, None)
        show_exemptions(warehouse, None)
        write_policy(warehouse, None, rule.policies)
        write_gaps(warehouse, rule, {})
        warehouse.empty("raw_item", ITEM)
        for bucket in range(buckets):
            for path in rule.reads:
                rows = bucket_of(given[path], rule.partition.get(path), bucket, buckets)
                load_table(warehouse, path, written(rows))
            show_shared(warehouse, names_of(rule))
            collect_items(warehouse, rule)
        for path in rule.reads:
            load_table(warehouse, path, sample.TABLES[path])
        settle_items(warehouse, rule, set(rule.reads))
        return {"hit": warehouse.fingerprint("hit")}


def bucket_of(rows: list[Row], key: str | None, bucket: int, buckets: int) -> list[Row]:
    """Return the rows of one bucket; without a key, all rows."""
    if key is None:
        return rows
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        digest = hashlib.sha256(str(row[key]).encode()).digest()
        found[digest[0] % buckets].append(row)
    return found[bucket]


def written(rows: list[Row]) -> str:
    """Return rows as a text table."""
    if not rows:
        return ""
    lines = [" | ".join(rows[0])]
    lines += [" | ".join(cell or "" for cell in row.values()) for row in rows]
    return "\n".join(lines)


def test_a_key_of_the_wrong_table_would_be_noticed() -> None:
    (rule,) = [rule for rule in SPLIT if rule.id == "SS-01"]
    wrong: Mapping[str, str | None] = {**rule.partition, "registry/death": "source"}
    planted = replace(rule, partition=wrong)
    assert fingerprints(rule, 1) != fingerprints(planted, BUCKETS)


def test_the_runner_gives_the_same_files_each_time() -> None:
    (rule,) = [rule for rule in SPLIT if rule.id == "PR-01"]
    assert fingerprints(rule, 1) == fingerprints(rule, 1)
