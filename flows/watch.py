"""What a night tells whoever is looking on: phases, steps, nothing personal."""

from contextvars import ContextVar
from typing import Protocol


class Watcher(Protocol):
    """Someone who is told how far the night is."""

    def begin(self, phase: str, steps: int) -> None:
        """Hear that a phase of so many steps begins."""

    def advance(self, step: str) -> None:
        """Hear that a step begins."""


class Unwatched:
    """Nobody looks on."""

    def begin(self, phase: str, steps: int) -> None:
        """Say nothing."""

    def advance(self, step: str) -> None:
        """Say nothing."""


# A context variable, because Prefect hands a flow only what JSON can carry.
WATCHER: ContextVar[Watcher] = ContextVar("WATCHER", default=Unwatched())  # noqa: B039 - Unwatched has no state
