"""What the pages say of data quality, feedback and the runnable-rule map."""

from collections.abc import Mapping
from typing import TypedDict

import polars as pl

from checks.sanity.card import SEVERITIES
from flows.check_sanity import Sane, issue_files
from flows.cover_rules import RuleMap
from flows.describe_night import Outcome
from flows.night_report import Letter, SanityRun, Wanted
from flows.publish_quality import check_status
from flows.write_feedback import letters_of
from store.digest import Json
from store.odcs import contract_for

CANNOT = "cannot"


class Quality(TypedDict):
    """The part of a night report that speaks of data quality."""

    sanity: tuple[SanityRun, ...]
    letters: tuple[Letter, ...]
    wanted: tuple[Wanted, ...]
    newly_runnable: tuple[str, ...]
    no_longer_runnable: tuple[str, ...]


def quality_of(outcome: Outcome) -> Quality:
    """Return what the morning page says of data quality."""
    rule_map = outcome.rule_map
    return Quality(
        sanity=tuple(_sanity(one) for one in outcome.sane),
        letters=_letters(outcome),
        wanted=tuple(
            Wanted(what=w.lack.text, unlocks=w.unlocks, improves=w.improves)
            for w in rule_map.wishes
        ),
        newly_runnable=_turned(rule_map, runs=True),
        no_longer_runnable=_turned(rule_map, runs=False),
    )


def sanity_json(outcome: Outcome) -> list[dict[str, Json]]:
    """Return the data issues as the quality report lists them, worst first."""
    files = issue_files(outcome.sane)
    if not files:
        return []
    issues = pl.concat(pl.read_parquet(file) for file in files)
    rank = pl.col("severity").replace_strict({n: i for i, n in enumerate(SEVERITIES)})
    ordered = issues.sort(rank, "check_id", "issue_id")
    columns = ("check_id", "dataset", "supplier", "sentence", "remedy", "severity")
    return [
        {
            "check": check,
            "title": contract_for(dataset).title,
            "supplier": supplier,
            "sentence": sentence,
            "remedy": remedy,
            "severity": SEVERITIES[severity],
        }
        for check, dataset, supplier, sentence, remedy, severity in ordered.select(
            columns
        ).iter_rows()
    ]


def _sanity(one: Sane) -> SanityRun:
    summary: Mapping[str, Json] = one.stage.summary if one.stage is not None else {}
    return SanityRun(
        check=one.check.id,
        title=one.check.title,
        status=check_status(one),
        issues=int(str(summary.get("issues", 0))),
        findings=int(str(summary.get("findings", 0))),
        missing=one.missing,
    )


def _letters(outcome: Outcome) -> tuple[Letter, ...]:
    if outcome.feedback is None:
        return ()
    rows = pl.read_parquet(letters_of(outcome.feedback))
    names = ("number", "supplier", "due_on", "new", "open", "fixed")
    return tuple(Letter(**row) for row in rows.select(names).iter_rows(named=True))


def _turned(rule_map: RuleMap, *, runs: bool) -> tuple[str, ...]:
    """Return the rules that can run tonight and could not before, or the reverse."""
    return tuple(
        one.rule
        for one in rule_map.covers
        if one.rule in rule_map.before
        and (one.status != CANNOT) is runs
        and (rule_map.before[one.rule] != CANNOT) is not runs
    )
