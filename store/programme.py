"""Why an office holds people's data and until when; when departments owe them."""

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Day = Annotated[int, Field(ge=1, le=31)]


class Programme(BaseModel):
    """The round of inspection that the data are held for.

    `legal_basis` is the number of the document that allows it. Raw data go
    `raw_days_after_end` days after `ends_on` (half a year: domain note §5.5), or
    at the end of their contract's retention, whichever comes first.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    purpose: str = ""
    legal_basis: str = ""
    owner: str = ""
    ends_on: date | Literal[""] = ""
    raw_days_after_end: Annotated[int, Field(ge=0)] = 183

    @property
    def raw_until(self) -> date | None:
        """Return the last day that raw data may be held, where the end is known."""
        if self.ends_on == "":
            return None
        return self.ends_on + timedelta(days=self.raw_days_after_end)


class Calendar(BaseModel):
    """An office's own days of the month, by contract path.

    `due_day` (of the month after the period) replaces the contract's latency;
    `payment_day` is the day on which a payment list is closed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    due_day: dict[str, Day] = {}
    payment_day: dict[str, Day] = {}
