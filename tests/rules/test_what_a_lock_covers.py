"""A version means one text: what a rule takes from elsewhere is locked with it."""

import pytest

from rules.library import rule_for
from rules.shared import modules_of


@pytest.mark.parametrize(
    ("rule", "module"),
    [
        ("PR-03", "rules.benefit"),
        ("LN-13", "rules.start_up_loan"),
        ("PR-03", "rules.states.vehicle_held"),
        ("PR-03", "rules.policy.dibao_vehicle"),
        ("PR-03", "rules.explanations.marked_fading"),
        ("LN-09", "rules.networks.guarantee_circle"),
    ],
)
def test_what_a_rule_shares_is_locked_with_it(rule: str, module: str) -> None:
    assert module in modules_of(rule_for(rule))
