"""Which rows that last night's clues rested on no longer stand tonight, and why."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from clues.clue import load_clues
from clues.recheck import (
    DESTROYED,
    REMOVED,
    REPLACED,
    WITHDRAWN,
    Departure,
    evidence_rows,
)
from flows.check_snapshots import ACCEPTED, Checked
from flows.context import content
from flows.held import NIGHT_FILE, Held, held_of, held_tonight
from flows.take_snapshots import Taken
from store.contract import Contract
from store.odcs import contract_for
from store.stage import Stage

PREFIX_DIGITS = 12  # of a snapshot's id, in `record_id`


def departures(
    previous: Path | None,
    taken: Taken,
    checked: Sequence[Checked],
    current: Mapping[str, Stage],
) -> dict[str, Departure]:
    """Return the rows that left since the night whose clues are `previous`."""
    if previous is None:
        return {}
    record = json.loads(previous.with_name(NIGHT_FILE).read_text(encoding="utf-8"))
    earlier = [
        held_of(name, entry) for name, entry in record.get("snapshots", {}).items()
    ]
    rows = _rows_of_clues(previous)
    found: dict[str, Departure] = {}
    for path, ids in sorted(rows.items()):
        stage, contract = current.get(path), contract_for(path)
        digest = content(stage, ACCEPTED) if stage else ""
        if digest == record.get("current", {}).get(path):
            continue
        reasons = _Reasons(contract, taken, checked, earlier)
        found |= reasons.of(ids, stage.file(ACCEPTED) if stage else None)
    return found


class _Reasons:
    """Why rows of one dataset left."""

    def __init__(
        self,
        contract: Contract,
        taken: Taken,
        checked: Sequence[Checked],
        earlier: Sequence[Held],
    ) -> None:
        self.contract, self.taken = contract, taken
        own = [one for one in checked if one.snapshot.dataset == contract.path]
        self.stages = {one.snapshot.id[:PREFIX_DIGITS]: one.stage for one in own}
        self.tonight = [held_tonight(one) for one in own]
        self.earlier = {
            held.id[:PREFIX_DIGITS]: held
            for held in earlier
            if held.dataset == contract.path
        }

    def of(self, ids: set[str], current: Path | None) -> dict[str, Departure]:
        """Return the departures among the given rows."""
        left = ids - _standing(ids, current)
        left -= self._unchanged(left, current)
        by_snapshot: defaultdict[str, set[str]] = defaultdict(set)
        for record in left:
            by_snapshot[record[:PREFIX_DIGITS]].add(record)
        found: dict[str, Departure] = {}
        for prefix, records in sorted(by_snapshot.items()):
            held = self.earlier.get(prefix)
            why = self._why(held) if held is not None else None
            if why is not None:
                found |= dict.fromkeys(records, why)
        return found

    def _unchanged(self, left: set[str], current: Path | None) -> set[str]:
        """Return the rows that stand with the same values in another delivery."""
        if current is None or not left:
            return set()
        names = list(self.contract.value_types)
        standing = pl.scan_parquet(current).select(names)
        same: set[str] = set()
        for prefix in sorted({record[:PREFIX_DIGITS] for record in left}):
            if prefix in self.stages:
                old = pl.scan_parquet(self.stages[prefix].file(ACCEPTED))
                rows = old.filter(pl.col("record_id").is_in(sorted(left)))
                kept = rows.join(standing, on=names, how="semi", nulls_equal=True)
                same |= set(kept.select("record_id").collect().to_series())
        return same

    def _why(self, held: Held) -> Departure | None:
        if held.delivery in self.taken.withdrawn:
            return Departure(reason=WITHDRAWN, delivery=held.delivery)
        if held.delivery in self.taken.destroyed:
            return Departure(reason=DESTROYED, delivery=held.delivery)
        same = [one for one in self.tonight if one.delivery == held.delivery]
        if same and all(one.id != held.id for one in same):
            if any(one.files == held.files for one in same):
                return None  # the same files, read by newer code
            return Departure(
                reason=REPLACED, delivery=held.delivery, successor=held.delivery
            )
        if not same:
            return self._why_not_taken(held)
        return Departure(
            reason=REPLACED, delivery=held.delivery, successor=self._successor(held)
        )

    def _why_not_taken(self, held: Held) -> Departure | None:
        if any(one.name == held.delivery for one in self.taken.deliveries):
            return None  # it lies there and could not be read tonight
        return Departure(reason=REMOVED, delivery=held.delivery)

    def _successor(self, held: Held) -> str:
        later = [
            one
            for one in self.tonight
            if one.supplier == held.supplier and one.order > held.order
        ]
        return max(later, key=lambda one: one.order).delivery if later else ""


def _rows_of_clues(file: Path) -> dict[str, set[str]]:
    rows: defaultdict[str, set[str]] = defaultdict(set)
    for clue in load_clues(file):
        if not clue.is_gone:
            for path, record in evidence_rows(clue):
                rows[path].add(record)
    return rows


def _standing(ids: set[str], current: Path | None) -> set[str]:
    if current is None:
        return set()
    found = pl.scan_parquet(current).select("record_id")
    return set(
        found.filter(pl.col("record_id").is_in(sorted(ids))).collect().to_series()
    )
