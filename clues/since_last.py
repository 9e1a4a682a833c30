"""What became of each clue since the last night: new, changed, gone, back again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from clues.clue import GONE, Clue


def compare_nights(
    tonight: Sequence[Clue], previous: Iterable[Clue], *, as_of: date
) -> tuple[Clue, ...]:
    """Return tonight's clues marked, and the missing ones kept as `gone`.

    A clue that went missing keeps its row, so that its return is seen and
    nobody takes silence for an answer.
    """
    before = {clue.clue_id: clue for clue in previous}
    now = {clue.clue_id for clue in tonight}
    kept = (replace(clue, since_last=_change(clue, before)) for clue in tonight)
    missing = (
        _gone(clue, as_of) for clue in before.values() if clue.clue_id not in now
    )
    return (*kept, *missing)


def _change(clue: Clue, before: Mapping[str, Clue]) -> str:
    earlier = before.get(clue.clue_id)
    if earlier is None:
        return "new"
    if earlier.is_gone:
        return "reopened"
    same = earlier.fingerprint == clue.fingerprint
    return "unchanged" if same else "changed"


def _gone(clue: Clue, as_of: date) -> Clue:
    return replace(clue, since_last=GONE, gone_on=clue.gone_on or as_of)
