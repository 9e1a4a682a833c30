"""The rule library: questions put to the resolved tables, with lawful answers.

A rule is `rules/<topic>/<name>.py` with the `.sql` of the same stem and a test;
there is nothing to register. Lawful explanations are in `rules/explanations/`,
dated policy in `rules/policy/`. `rules.runner` puts one rule to the tables.
"""
