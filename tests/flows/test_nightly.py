"""Steps as Prefect tasks: what is worth another try, and what is not."""

import pytest
from prefect import task
from prefect.client.schemas.objects import State
from prefect.states import Failed

from flows.nightly import worth_retrying
from store.errors import DeliveryError, EngineError, StorageError


@task
def step() -> None:
    """Do nothing."""


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(5, "Input/output error"), True),
        (TimeoutError(), True),
        (OSError(28, "No space left on device"), False),
        (StorageError("full"), False),
        (DeliveryError("unreadable"), False),
        (EngineError("broken"), False),
        (ValueError("a mistake of ours"), False),
    ],
)
def test_only_what_may_go_away_by_itself_is_retried(
    error: Exception, *, expected: bool
) -> None:
    state: State[object] = Failed(data=error)
    assert worth_retrying(step, None, state) is expected
