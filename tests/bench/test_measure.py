"""The measured command is not stopped by what it says."""

import sys

from bench.measure import measured

MUCH = 300_000  # more than a pipe holds


def test_a_command_that_says_much_ends_and_is_heard_out() -> None:
    done = measured([sys.executable, "-c", f"print('字' * {MUCH})"])
    assert done.output.strip() == "字" * MUCH
