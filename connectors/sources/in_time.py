"""Do something that may hang, but not for longer than we are willing to wait."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from store.errors import SourceError

T = TypeVar("T")
GRACE_SECONDS = 5.0
REMEDY = "检查网络、防火墙和对方服务器；下一夜会自动再取"


class _Attempt(threading.Thread, Generic[T]):
    """One call in a thread of its own, with what it gave or raised."""

    def __init__(self, call: Callable[[], T]) -> None:
        super().__init__(daemon=True)
        self.call = call
        self.given: list[T] = []
        self.raised: BaseException | None = None

    def run(self) -> None:
        """Carry out the call and keep what comes of it."""
        try:
            self.given.append(self.call())
        except BaseException as error:  # noqa: BLE001 - raised again by the caller
            self.raised = error


def in_time(
    call: Callable[[], T], seconds: float, what: str, give_up: Callable[[], None]
) -> T:
    """Return what `call` gives; raise what it raises.

    Raises `SourceError` when it takes longer than `seconds`, after `give_up` has
    cut it off: a driver may wait for a dead server without any limit of its own.
    """
    attempt = _Attempt(call)
    attempt.start()
    attempt.join(seconds)
    if attempt.is_alive():
        give_up()
        attempt.join(GRACE_SECONDS)
        raise SourceError(f"{what}：{seconds:g} 秒没有回应", remedy=REMEDY)
    if attempt.raised is not None:
        raise attempt.raised
    return attempt.given[0]
