"""Compare what was read with what the hand-over sheet states."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from connectors.delivery import Delivery
from connectors.handover import Line
from connectors.matching import Headings
from connectors.readers.archive import WITHIN
from connectors.recognise import hinted_dataset
from connectors.refusal import Refusal, refusal_of
from connectors.take_file import TakenPart
from store.errors import DeliveryError, Place

SHA256_DIGITS = 64
NO_MEMBERS: Mapping[str, str] = MappingProxyType({})
REMEDY = "请与报送单位核对后重新报送数据或交接单"


@dataclass(frozen=True, kw_only=True)
class _Claim:
    """Lines of the hand-over sheet and the parts they speak of."""

    place: Place
    lines: tuple[Line, ...]
    parts: tuple[TakenPart, ...]

    @property
    def stated(self) -> int | None:
        numbers = [line.rows for line in self.lines if line.rows is not None]
        return sum(numbers) if numbers and len(numbers) == len(self.lines) else None

    @property
    def read(self) -> int:
        return sum(part.part.rows_kept for part in self.parts)

    @property
    def datasets(self) -> list[str]:
        return sorted({part.contract.path for part in self.parts})


def missing_files(
    delivery: Delivery, known: Sequence[Headings], *, archives: Iterable[str] = ()
) -> list[Refusal]:
    """Return a refusal for each file that is listed but did not come.

    `archives` are the names of files that came and were unpacked.
    """
    handover = delivery.handover
    if handover is None:
        return []
    came = [*archives, *(file.name for file in delivery.files)]
    listed = {line for name in came for line in handover.lines_for(name)}
    return [
        refusal_of(
            DeliveryError(
                "交接单列出了这个文件，但没有收到",
                place=Place(file=line.file),
                remedy="请补报该文件，或更正交接单后重新报送",
            ),
            delivery=delivery.name,
            dataset=hinted_dataset(f"{line.dataset}\n{line.file}", known),
        )
        for line in handover.lines
        if line.file and line not in listed
    ]


def empty_datasets(delivery: Delivery, parts: Sequence[TakenPart]) -> list[Refusal]:
    """Return a refusal for each dataset that came with headings and no rows."""
    rows: Counter[str] = Counter()
    for part in parts:
        rows[part.contract.path] += part.part.rows_kept
    return [
        refusal_of(
            DeliveryError(
                "只有表头，没有数据行",
                place=Place(
                    file="、".join(
                        p.part.file for p in parts if p.contract.path == dataset
                    )
                ),
                remedy="请重新报送；确实没有数据时不必报送",
            ),
            delivery=delivery.name,
            dataset=dataset,
        )
        for dataset, count in sorted(rows.items())
        if count == 0
    ]


def count_differences(
    delivery: Delivery,
    parts: Sequence[TakenPart],
    known: Sequence[Headings],
    members: Mapping[str, str] = NO_MEMBERS,
) -> list[Refusal]:
    """Return a refusal for each dataset whose rows or digest are not as stated.

    `members` are the digests of files in archives, by the name they are shown
    under.
    """
    found: list[Refusal] = []
    for claim in _claims(delivery, parts, known):
        error = _difference(claim, members)
        if error is not None:
            found += [
                refusal_of(error, delivery=delivery.name, dataset=dataset)
                for dataset in claim.datasets
            ]
    return found


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


def _claims(
    delivery: Delivery, parts: Sequence[TakenPart], known: Sequence[Headings]
) -> Iterable[_Claim]:
    if delivery.handover is None:
        return
    for name in sorted(_names(file.name for file in delivery.files)):
        lines = delivery.handover.lines_for(name)
        own = tuple(part for part in parts if _is_within(part.part.file, name))
        if lines and own:
            yield _Claim(place=Place(file=name), lines=lines, parts=own)
    for line in delivery.handover.lines:
        if not line.file:
            dataset = hinted_dataset(line.dataset, known)
            own = tuple(part for part in parts if part.contract.path == dataset)
            place = Place(file=delivery.handover.file)
            yield _Claim(place=place, lines=(line,), parts=own)


def _difference(claim: _Claim, members: Mapping[str, str]) -> DeliveryError | None:
    digest = next((line.sha256 for line in claim.lines if line.sha256), "")
    actual = {part.part.sha256 for part in claim.parts}
    actual.add(members.get(claim.place.file, ""))
    if len(digest) == SHA256_DIGITS and claim.lines[0].file and digest not in actual:
        return DeliveryError(
            "文件的 SHA-256 与交接单不符", place=claim.place, remedy=REMEDY
        )
    if claim.stated is None or claim.stated == claim.read:
        return None
    return DeliveryError(
        f"交接单写明 {claim.stated} 条，实际读到 {claim.read} 条",
        place=claim.place,
        remedy=REMEDY,
    )
