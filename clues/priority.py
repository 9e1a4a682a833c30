"""The priority of a clue: five parts whose points add up to the score exactly."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from clues.hit import Hit
from clues.money import month_number, months_covered

PERMILLE = 1000


@dataclass(frozen=True, kw_only=True)
class Priority:
    """A score from 0 to 1000 and the points it is the sum of."""

    money: int
    evidence: int
    severity: int
    repetition: int
    recency: int

    @property
    def parts(self) -> dict[str, int]:
        """Return the points by part, in the order of their weights."""
        return {name: getattr(self, name) for name in weights()}

    @property
    def score(self) -> int:
        """Return the sum of the points."""
        return sum(self.parts.values())


def weights() -> dict[str, int]:
    """Return the most points that each part can give; together 1000."""
    return dict(_table()["weights"])


def priority_of(hits: Sequence[Hit], *, amount_fen: int, as_of: date) -> Priority:
    """Return the priority of a clue's hits, as seen on the night's date."""
    ends = [hit.period_to for hit in hits if hit.period_to]
    return Priority(
        money=_points("money", _step("money", amount_fen)),
        evidence=_points("evidence", max(_evidence(hit) for hit in hits)),
        severity=_points("severity", max(_severity(hit) for hit in hits)),
        repetition=_points("repetition", _repetition(hits)),
        recency=_points("recency", _recency(max(ends, default=None), as_of)),
    )


def _evidence(hit: Hit) -> int:
    table = _table()["evidence"]
    sources = {row["dataset"] for row in hit.listed("evidence_for")}
    against = table["against"] * len(hit.listed("evidence_against"))
    missing = table["missing"] * len(hit.listed("evidence_missing"))
    taken_off: int = (
        (table["single_source"] if len(sources) <= 1 else 0)
        + min(against, table["against_most"])
        + min(missing, table["missing_most"])
    )
    return max(0, int(table["tiers"].get(hit.tier, 0)) - taken_off)


def _severity(hit: Hit) -> int:
    return int(_table()["severity"]["levels"].get(hit.severity, 0))


def _repetition(hits: Sequence[Hit]) -> int:
    further = len({hit.rule for hit in hits}) - 1
    bonus: int = further * _table()["repetition"]["further_rule"]
    return min(PERMILLE, _step("repetition", months_covered(hits)) + bonus)


def _recency(last: date | None, as_of: date) -> int:
    if last is None:
        return 0
    return _step("recency", max(0, month_number(as_of) - month_number(last)))


def _step(part: str, value: int) -> int:
    steps = _table()[part]["steps"]
    return max(
        ((start, given) for start, given in steps if start <= value), default=(0, 0)
    )[1]


def _points(part: str, permille: int) -> int:
    return weights()[part] * permille // PERMILLE


@cache
def _table() -> dict[str, Any]:
    text = (files("clues") / "priority.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
