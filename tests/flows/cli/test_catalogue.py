"""`rules list` and `contracts list`, for people and for machines."""

import json

from typer.testing import CliRunner

from flows.cli.main import app
from rules.library import all_rules
from store.odcs import all_contracts

RUNNER = CliRunner()


def test_rules_as_json_have_the_agreed_fields() -> None:
    told = json.loads(RUNNER.invoke(app, ["rules", "list", "--json"]).stdout)
    assert [rule["id"] for rule in told] == [rule.id for rule in all_rules()]
    assert {"id", "title", "status", "version", "needs"} <= set(told[0])


def test_contracts_as_json_name_every_dataset() -> None:
    told = json.loads(RUNNER.invoke(app, ["contracts", "list", "--json"]).stdout)
    assert [one["dataset"] for one in told] == [c.path for c in all_contracts()]


def test_the_tables_name_every_rule_and_dataset() -> None:
    rules = RUNNER.invoke(app, ["rules", "list"]).stdout
    assert all(rule.id in rules for rule in all_rules())
    contracts = RUNNER.invoke(app, ["contracts", "list"]).stdout
    assert all(contract.path in contracts for contract in all_contracts())
