"""`python -m flows.check_rules`: lint every rule that ships; part of `./dev check`."""

import sys

from clues.words import accusing_words
from rules.library import all_rules
from rules.lint import lint_rule


def main() -> int:
    """Write what is wrong with the rules, one line each; return the exit code."""
    rules = all_rules()
    found = [line for rule in rules for line in lint_rule(rule, accusing_words)]
    sys.stderr.write("".join(f"{line}\n" for line in found))
    sys.stdout.write(f"{len(rules)} 条规则，{len(found)} 处问题\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
