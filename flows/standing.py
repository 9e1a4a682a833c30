"""Since which night each standing matter is told, so that what is new stands out.

`archive/<as_of>/standing.json` has the day of each matter that a night told; the next
night reads it. A first night has nothing to compare with and calls nothing new.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from flows.lacks import Lack
from flows.run_rules import CANNOT, Judged
from store.stage import Stage

ARCHIVED = "standing.json"
HISTORY = "history "


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What stands tonight: the lacks, and the first night of each matter by key."""

    lacks: tuple[Lack, ...] = ()
    since: Mapping[str, date] = field(default_factory=dict[str, date])
    is_first: bool = True

    @property
    def text(self) -> str:
        """Return what the archive keeps of it."""
        days = {key: str(day) for key, day in sorted(self.since.items())}
        return json.dumps(days, ensure_ascii=False, indent=1)


def withheld_key(dataset: str) -> str:
    """Return what names a dataset that was not taken."""
    return f"withheld {dataset}"


def stale_key(dataset: str) -> str:
    """Return what names a dataset past its due date."""
    return f"stale {dataset}"


def idle_key(rule: str) -> str:
    """Return what names a rule that did not run."""
    return f"idle {rule}"


def standing_tonight(
    as_of: date,
    lacks: Sequence[Lack],
    current: Mapping[str, Stage],
    judged: Iterable[Judged],
    previous: Path | None,
) -> Standing:
    """Return what stands tonight, compared with what the night before told."""
    before: dict[str, date] = {}
    if previous is not None:
        known: dict[str, str] = json.loads(previous.read_text(encoding="utf-8"))
        before = {key: date.fromisoformat(day) for key, day in known.items()}
    keys = [*_of_datasets(current), *_of_rules(judged)]
    keys += [key for lack in lacks for key in lack.keys]
    return Standing(
        lacks=tuple(lacks),
        since={key: first_told(key, before, as_of) for key in keys},
        is_first=previous is None,
    )


def first_told(key: str, before: Mapping[str, date], as_of: date) -> date:
    """Return the night that first told a matter.

    A history that ends no later than it did was told with the longer one.
    """
    if key in before or not key.startswith(HISTORY):
        return before.get(key, as_of)
    of_dataset = f"{key.rpartition(' ')[0]} "
    longer = [one for one in before if one.startswith(of_dataset) and one >= key]
    return min((before[one] for one in longer), default=as_of)


def _of_datasets(current: Mapping[str, Stage]) -> Iterator[str]:
    for path, stage in current.items():
        if stage.summary.get("withheld"):
            yield withheld_key(path)
        elif stage.summary.get("stale_days"):
            yield stale_key(path)


def _of_rules(judged: Iterable[Judged]) -> Iterator[str]:
    for one in judged:
        if one.readiness.status == CANNOT and one.withdrawn is None:
            yield idle_key(one.rule.id)
