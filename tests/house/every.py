"""Every rule and explanation, for the tests that hold for all of them."""

import pytest

from rules.explanation import all_explanations
from rules.library import all_rules

RULES = all_rules()
EXPLANATIONS = tuple(all_explanations().values())

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
every_explanation = pytest.mark.parametrize(
    "explanation", EXPLANATIONS, ids=lambda explanation: explanation.name
)
