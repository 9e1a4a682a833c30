"""What could not be taken from a delivery, and why, in words for the operator."""

from dataclasses import asdict, dataclass

from store.errors import CrosscheckError


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """One file, sheet or dataset that was not taken; `dataset` "" = unknown.

    `error` is the name of the error's class in `store.errors`.
    """

    delivery: str
    dataset: str
    error: str
    place: str
    message: str
    remedy: str

    @property
    def record(self) -> dict[str, str]:
        """Return the fields as a plain mapping, for JSON and reports."""
        return asdict(self)


def refusal_of(error: CrosscheckError, *, delivery: str, dataset: str = "") -> Refusal:
    """Return the refusal that an error amounts to."""
    return Refusal(
        delivery=delivery,
        dataset=dataset,
        error=type(error).__name__,
        place=str(error.place or ""),
        message=error.message,
        remedy=error.remedy,
    )
