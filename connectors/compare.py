"""A delivery is complete when its hand-over sheet agrees with what was read.

What differs withholds the dataset. A waiver by name and reason lets it in all
the same; an approval number that a contract asks for cannot be waived.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from connectors.delivery import Delivery
from connectors.file_digest import HEX_DIGITS, stated_digest
from connectors.handover import Line
from connectors.matching import Headings
from connectors.recognise import hinted_dataset
from connectors.refusal import Refusal, refusal_of
from connectors.take_file import TakenPart
from connectors.totals import read_totals, stated_total
from store.errors import DeliveryError, Place

REMEDY = "请与报送单位核对后重新报送数据或交接单"
WAIVE = (
    "请报送单位补交交接单；确需免交的，由负责人运行 "
    "crosscheck inbox waive 报送名 --name 姓名 --reason 理由"
)


@dataclass(frozen=True, kw_only=True)
class _Claim:
    """Lines of the hand-over sheet and the parts they speak of.

    `file` is the one file that they are about, None for a line about a dataset.
    """

    place: Place
    file: Path | None
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


def handover_refusals(
    delivery: Delivery, parts: Sequence[TakenPart], known: Sequence[Headings]
) -> list[Refusal]:
    """Return a refusal for each dataset that the hand-over sheet does not bear out."""
    if delivery.handover is None:
        found = _without_sheet(delivery, parts)
    else:
        claims = tuple(_claims(delivery, parts, known))
        found = [
            *_missing_files(delivery, known),
            *_differences(delivery, claims),
            *_uncovered(delivery, parts, claims),
        ]
    unwaived = [one for one in found if not _is_waived(delivery, one.dataset)]
    return [*unwaived, *_unapproved(delivery, parts)]


def approval_of(delivery: Delivery, parts: Sequence[TakenPart]) -> str:
    """Return the approval number that the sheet states for a dataset's files, or ""."""
    if delivery.handover is None:
        return ""
    own = [line.approval for line in stated_lines(delivery, parts) if line.approval]
    return "、".join(dict.fromkeys(own)) or delivery.handover.approval


def stated_rows(delivery: Delivery, parts: Sequence[TakenPart]) -> int | None:
    """Return how many rows the hand-over sheet states for a dataset's files."""
    lines = stated_lines(delivery, parts)
    numbers = [line.rows for line in lines if line.rows is not None]
    return sum(numbers) if numbers else None


def stated_lines(delivery: Delivery, parts: Sequence[TakenPart]) -> tuple[Line, ...]:
    """Return the lines of the hand-over sheet about a dataset's files."""
    if delivery.handover is None:
        return ()
    files = sorted({part.part.file for part in parts})
    return tuple(line for file in files for line in delivery.handover.lines_for(file))


def _is_waived(delivery: Delivery, dataset: str) -> bool:
    """Say whether a difference is waived; the office's own waives only no sheet."""
    return any(
        waiver.covers(dataset)
        for waiver in delivery.waivers
        if waiver.delivery or delivery.handover is None
    )


def _refusals(
    delivery: Delivery, error: DeliveryError, datasets: Iterable[str]
) -> list[Refusal]:
    return [
        refusal_of(error, delivery=delivery.name, dataset=dataset)
        for dataset in sorted(datasets)
    ]


def _without_sheet(delivery: Delivery, parts: Sequence[TakenPart]) -> list[Refusal]:
    error = DeliveryError("没有交接单，无法核对数据是否完整", remedy=WAIVE)
    return _refusals(delivery, error, {part.contract.path for part in parts})


def _missing_files(delivery: Delivery, known: Sequence[Headings]) -> list[Refusal]:
    """Return a refusal for each file that is listed but did not come."""
    if delivery.handover is None:
        return []
    sheet = delivery.handover
    listed = {line for file in delivery.files for line in sheet.lines_for(file.name)}
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
        for line in sheet.lines
        if line.file and line not in listed
    ]


def _uncovered(
    delivery: Delivery, parts: Sequence[TakenPart], claims: Sequence[_Claim]
) -> list[Refusal]:
    """Return a refusal for each file about which the sheet states nothing to check."""
    covered = {
        part.part.file
        for claim in claims
        if claim.stated is not None or any(line.digest for line in claim.lines)
        for part in claim.parts
    }
    found: list[Refusal] = []
    for file in sorted({part.part.file for part in parts} - covered):
        error = DeliveryError(
            "交接单没有写明这个文件的条数或校验值，无法核对是否完整",
            place=Place(file=file),
            remedy=REMEDY,
        )
        datasets = {part.contract.path for part in parts if part.part.file == file}
        found += _refusals(delivery, error, datasets)
    return found


def _unapproved(delivery: Delivery, parts: Sequence[TakenPart]) -> list[Refusal]:
    """Return a refusal for each dataset that wants an approval number and has none."""
    found: list[Refusal] = []
    for contract in {part.contract.path: part.contract for part in parts}.values():
        own = [part for part in parts if part.contract is contract]
        if contract.needs_approval and not approval_of(delivery, own):
            error = DeliveryError(
                f"“{contract.title}”须经批准才能调取，交接单没有写明批准文号",
                remedy="请在交接单上写明“批准文号：……”后重新报送；此项不能免",
            )
            found += _refusals(delivery, error, [contract.path])
    return found


def _claims(
    delivery: Delivery, parts: Sequence[TakenPart], known: Sequence[Headings]
) -> Iterable[_Claim]:
    if delivery.handover is None:
        return
    for file in delivery.files:
        lines = delivery.handover.lines_for(file.name)
        own = tuple(part for part in parts if part.part.file == file.name)
        if lines and own:
            place = Place(file=file.name)
            yield _Claim(place=place, file=file, lines=lines, parts=own)
    for line in delivery.handover.lines:
        if not line.file:
            dataset = hinted_dataset(line.dataset, known)
            own = tuple(part for part in parts if part.contract.path == dataset)
            place = Place(file=delivery.handover.file)
            yield _Claim(place=place, file=None, lines=(line,), parts=own)


def _differences(delivery: Delivery, claims: Sequence[_Claim]) -> list[Refusal]:
    """Return a refusal for each dataset whose digest, rows or total differ."""
    return [
        refusal
        for claim in claims
        if (
            error := _digest_differs(claim)
            or _rows_differ(claim)
            or _total_differs(claim)
        )
        for refusal in _refusals(delivery, error, claim.datasets)
    ]


def _digest_differs(claim: _Claim) -> DeliveryError | None:
    line = next((line for line in claim.lines if line.digest), None)
    if line is None or claim.file is None:
        return None
    if len(line.digest) != HEX_DIGITS:
        message = f"交接单上的 {line.algorithm} 不是 {HEX_DIGITS} 位，可能抄漏"
    elif stated_digest(claim.file, line.algorithm) == line.digest:
        return None
    else:
        message = f"文件的 {line.algorithm} 与交接单不符"
    return DeliveryError(message, place=claim.place, remedy=REMEDY)


def _rows_differ(claim: _Claim) -> DeliveryError | None:
    if claim.stated is None or claim.stated == claim.read:
        return None
    return DeliveryError(
        f"交接单写明 {claim.stated} 条，实际读到 {claim.read} 条",
        place=claim.place,
        remedy=REMEDY,
    )


def _total_differs(claim: _Claim) -> DeliveryError | None:
    """Return the difference of the totals, unless unread cells may make it up."""
    stated = stated_total(claim.lines)
    if stated is None or len(claim.datasets) != 1:
        return None
    totals = read_totals(claim.parts)
    near = [abs(stated.fen - total.fen) <= stated.slack_fen for total in totals]
    if not totals or any(near) or any(total.unread for total in totals):
        return None
    read = "、".join(f"{_yuan(each.fen)} 元（{each.title}）" for each in totals)
    return DeliveryError(
        f"交接单写明金额合计 {_yuan(stated.fen)} 元，实际读到 {read}",
        place=claim.place,
        remedy=REMEDY,
    )


def _yuan(fen: int) -> str:
    return f"{Decimal(fen) / 100:.2f}"
