"""Great Expectations: loaded when something is checked, and what we use of it."""

import warnings
from collections.abc import Mapping, Sequence
from functools import cache
from types import ModuleType
from typing import Any, Protocol


class Configuration(Protocol):
    """What was asked: the kind of check, and our own label in `meta`."""

    type: str
    meta: Mapping[str, Any] | None


class Result(Protocol):
    """What one check came to; `exception_info` must be read before `success`."""

    success: bool | None
    result: Mapping[str, Any]
    exception_info: Mapping[str, Any] | None
    expectation_config: Configuration


class Answer(Protocol):
    """The results of a whole suite, in no particular order."""

    results: Sequence[Result]


class Batch(Protocol):
    """A table that is open for checks."""

    def validate(self, suite: object, *, result_format: Mapping[str, Any]) -> Answer:
        """Put a suite to the table."""
        ...


@cache
def load_tool() -> ModuleType:
    """Return the package `great_expectations`; the first call costs 3 s.

    Its import reaches modules that Python itself deprecates; those warnings are
    not ours to heed.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import great_expectations as tool  # noqa: PLC0415 - costs 3 s, only checking needs it
    return tool
