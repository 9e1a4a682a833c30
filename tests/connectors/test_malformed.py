"""Every malformed delivery ends in words, within limits, with no row unaccounted."""

from functools import cache

import pytest

from tests.connectors.malformed import CASES, Case
from tests.connectors.malformed.run import Outcome, outcomes

LEAST_CASES = 60
MOST_MIB = 2048


@cache
def light() -> dict[str, Outcome]:
    """Return what came of the light cases, run in one child."""
    return outcomes([case for case in CASES if not case.heavy])


def test_there_are_enough_cases_and_each_has_a_name_of_its_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= LEAST_CASES


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_malformed_delivery_ends_in_words(case: Case) -> None:
    came = (outcomes([case]) if case.heavy else light())[case.name]
    said = "\n".join(came.says)
    print(f"{case.name} → {said}")  # noqa: T201 - the table of messages, with -s
    assert case.says in said
    assert came.kept == case.kept
    assert came.read == came.kept + came.dropped
    assert said
    assert "王甲" not in said
    assert "4202811950" not in said
    assert came.peak_mib < MOST_MIB
