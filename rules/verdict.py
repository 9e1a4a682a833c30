"""Put each lawful explanation to the acts in question, in the rule's order."""

from collections.abc import Collection, Mapping

from rules.explanation import Explanation, explanation_for
from rules.rule import Rule
from rules.scratch import policy_table
from rules.shared import names_in
from store.tables import VERDICT
from store.warehouse import Warehouse, read_sql

UNDECIDED = "cannot_decide"
COLUMNS: Mapping[str, str] = {"ordinal": "INTEGER", **VERDICT}


def write_verdicts(
    warehouse: Warehouse, rule: Rule, available: Collection[str]
) -> None:
    """Fill the table `verdict` from the table `item`.

    An explanation without a query, or without one of its datasets, gives every
    act the verdict that its card names for that; so does one of which a dataset
    cannot speak for the days of an act, where it does not say otherwise. Where a
    policy table that it asks has no row in force, the act cannot be decided.
    """
    warehouse.empty("verdict", COLUMNS)
    for ordinal, name in enumerate(rule.explanations, 1):
        explanation = explanation_for(name)
        _test(warehouse, explanation, available)
        query = read_sql("rules.steps", "verdict")
        warehouse.append("verdict", query, {"ordinal": ordinal})


def _test(
    warehouse: Warehouse, explanation: Explanation, available: Collection[str]
) -> None:
    warehouse.empty("verdict_row", VERDICT)
    query = explanation.sql
    if query is None or not set(explanation.needs) <= set(available):
        untested = read_sql("rules.steps", "untested")
        warehouse.append("verdict_row", untested, {"without": explanation.without})
        return
    warehouse.append("verdict_row", query)
    policies = [policy_table(name) for name in sorted(names_in(query).policies)]
    _leave_open(warehouse, explanation.needs, explanation.without)
    _leave_open(warehouse, policies, UNDECIDED)


def _leave_open(warehouse: Warehouse, needs: Collection[str], verdict: str) -> None:
    if needs:
        silent = read_sql("rules.steps", "untested_days")
        given = {"without": verdict, "needs": ",".join(needs)}
        warehouse.append("verdict_row", silent, given)
