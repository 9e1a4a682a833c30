"""What the hand-over sheet states, beside the parts that it speaks of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from connectors.delivery import Delivery
from connectors.handover import Line
from connectors.matching import Headings
from connectors.readers.archive import WITHIN
from connectors.recognise import hinted_dataset
from connectors.take_file import TakenPart
from store.errors import Place


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Lines of the hand-over sheet and the parts they speak of.

    `files` are those whose digest the lines may state: the file that they are
    about and, for a member of an archive, the archive; none for a dataset's line.
    """

    place: Place
    files: tuple[Path, ...]
    lines: tuple[Line, ...]
    parts: tuple[TakenPart, ...]

    @property
    def stated(self) -> int | None:
        """Return how many rows the lines state, None where one states none."""
        numbers = [line.rows for line in self.lines if line.rows is not None]
        return sum(numbers) if numbers and len(numbers) == len(self.lines) else None

    @property
    def read(self) -> int:
        """Return how many records were read."""
        return sum(part.part.rows_kept for part in self.parts)

    @property
    def data_rows(self) -> int:
        """Return how many rows of the files hold data."""
        return sum(part.part.data_rows for part in self.parts)

    @property
    def datasets(self) -> list[str]:
        """Return the contract paths of the parts."""
        return sorted({part.contract.path for part in self.parts})


def claims_of(
    delivery: Delivery,
    parts: Sequence[TakenPart],
    known: Sequence[Headings],
    archives: Mapping[str, Path],
) -> Iterable[Claim]:
    """Yield the claims of a delivery's sheet about its files and datasets."""
    if delivery.handover is None:
        return
    lying = {**archives, **{file.name: file for file in delivery.files}}
    for name in sorted(lying):
        lines = delivery.handover.lines_for(name)
        own = tuple(part for part in parts if _is_within(part.part.file, name))
        if lines and own:
            files = tuple(
                lying[each] for each in sorted(_names([name])) if each in lying
            )
            yield Claim(place=Place(file=name), files=files, lines=lines, parts=own)
    for line in delivery.handover.lines:
        if not line.file:
            dataset = hinted_dataset(line.dataset, known)
            own = tuple(part for part in parts if part.contract.path == dataset)
            place = Place(file=delivery.handover.file)
            yield Claim(place=place, files=(), lines=(line,), parts=own)


def stated_rows(delivery: Delivery, parts: Sequence[TakenPart]) -> int | None:
    """Return how many rows the hand-over sheet states for a dataset's files."""
    lines = stated_lines(delivery, parts)
    numbers = [line.rows for line in lines if line.rows is not None]
    return sum(numbers) if numbers else None


def stated_lines(delivery: Delivery, parts: Sequence[TakenPart]) -> tuple[Line, ...]:
    """Return the lines of the hand-over sheet about a dataset's files."""
    if delivery.handover is None:
        return ()
    files = sorted(_names(part.part.file for part in parts))
    lines = (line for file in files for line in delivery.handover.lines_for(file))
    return tuple(dict.fromkeys(lines))


def _names(files: Iterable[str]) -> set[str]:
    """Return the names of files and of the archives that they came in."""
    return {
        WITHIN.join(steps[:count])
        for steps in (file.split(WITHIN) for file in files)
        for count in range(1, len(steps) + 1)
    }


def _is_within(file: str, name: str) -> bool:
    return file == name or file.startswith(f"{name}{WITHIN}")
