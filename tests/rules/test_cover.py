"""Which rules can run, what they lack, and what would help most."""

from collections.abc import Mapping

import pytest
from sqlglot import exp, parse_one

from rules.cover import DatasetStanding, cover, wishes
from rules.library import all_rules, rule_for
from rules.reading import columns_of
from rules.rule import Rule
from rules.shared import explaining, names_of, network_sql, state_sql
from store.meaning import Meaning
from store.odcs import contract_for

PAYMENT, DEATH = "social_security/pension_payment", "registry/death"
SUBSIDY, PROJECT = "relief/subsidy_payment", "relief/subsidy_project"
IDENTIFYING = {
    Meaning.ID_NUMBER,
    Meaning.PERSON_NAME,
    Meaning.ORGANISATION_NAME,
    Meaning.CREDIT_CODE,
}
RULES = (rule_for("SS-01"), rule_for("PR-01"))
EVERYTHING = tuple({path for rule in RULES for path in rule.reads})


def standing(*paths: str, **columns: int) -> dict[str, DatasetStanding]:
    """Return datasets that came whole, but for the columns named (per mille)."""
    return {
        path: DatasetStanding(
            filled_milli={
                column.name: columns.get(column.name, 1000)
                for column in contract_for(path).columns
            }
        )
        for path in paths
    }


def statuses(given: Mapping[str, DatasetStanding]) -> dict[str, str]:
    return {one.rule: one.status for one in cover(RULES, given)}


def test_all_rules_run_on_everything() -> None:
    assert statuses(standing(*EVERYTHING)) == {"SS-01": "runs", "PR-01": "runs"}


def test_without_anything_no_rule_runs_and_deaths_unlock_none_alone() -> None:
    covers = cover(RULES, {})
    assert {one.status for one in covers} == {"cannot"}
    assert not any(wish.unlocks for wish in wishes(covers))
    assert wishes(covers)[0].lack.dataset == DEATH


def test_a_dataset_that_alone_is_missing_unlocks_its_rules() -> None:
    given = standing(PAYMENT, SUBSIDY, PROJECT)
    first, *_ = wishes(cover(RULES, given))
    assert (first.lack.dataset, first.lack.kind) == (DEATH, "missing")
    assert first.unlocks == ("SS-01", "PR-01")
    assert first.lack.text == f"{contract_for(DEATH).title}没有报送"


def test_withheld_counts_as_missing_and_stale_only_degrades() -> None:
    given = standing(*EVERYTHING)
    withheld = {**given, DEATH: DatasetStanding(withheld=True)}
    whole = given[DEATH].filled_milli
    stale = {**given, DEATH: DatasetStanding(stale_days=40, filled_milli=whole)}
    assert set(statuses(withheld).values()) == {"cannot"}
    assert set(statuses(stale).values()) == {"degraded"}


def test_an_optional_dataset_only_degrades() -> None:
    given = standing(*(set(EVERYTHING) - {"registry/resident"}))
    assert set(statuses(given).values()) == {"degraded"}


@pytest.mark.parametrize(
    ("filled", "kind"), [(0, "empty_column"), (400, "sparse_column")]
)
def test_a_column_that_is_read_and_empty_is_named(filled: int, kind: str) -> None:
    given = standing(*EVERYTHING, died_on=filled)
    (one,) = cover([rule_for("SS-01")], given)
    assert one.status == "degraded"
    assert [(lack.column, lack.kind) for lack in one.lacks] == [("died_on", kind)]
    assert "死亡日期" in one.lacks[0].text


def test_a_missing_officials_name_is_wished_for_and_does_not_degrade() -> None:
    covers = cover(RULES, standing(*EVERYTHING, approved_by=0))
    assert {one.status for one in covers} == {"runs"}
    assert {wish.lack.column for wish in wishes(covers)} == {"approved_by"}


def test_a_column_that_no_rule_reads_is_not_missed() -> None:
    given = standing(*EVERYTHING, cremated_on=0)
    assert set(statuses(given).values()) == {"runs"}


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_the_plan_reads_no_column_that_the_text_does_not_have(rule: Rule) -> None:
    names = names_of(rule)
    queries = [rule.sql, *explaining(rule)]
    queries += [state_sql(name) for name in names.states]
    queries += [network_sql(name) for name in names.networks]
    named = {
        column.name
        for sql in queries
        for column in parse_one(sql, dialect="duckdb").find_all(exp.Column)
    }
    read = columns_of(rule.id)
    assert set(read) == set(rule.reads)
    assert all(read[path] for path in rule.needs)
    personal = {
        column.name
        for path in rule.reads
        for column in contract_for(path).columns
        if column.meaning in IDENTIFYING
    }
    # A star whose rows are kept whole (QUALIFY, DISTINCT) reads what it covers.
    found = {name for names in read.values() for name in names}
    assert "*" in named or found <= named | personal


def test_columns_that_only_a_filter_reads_count() -> None:
    assert "fund_source" in columns_of("PR-13A")["relief/training_enrolment"]
    assert "status" in columns_of("SS-01")["registry/resident"]
