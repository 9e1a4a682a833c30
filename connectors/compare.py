"""A delivery is complete when its hand-over sheet agrees with what was read.

What differs withholds the dataset. A waiver by name and reason lets it in all
the same; an approval number that a contract asks for cannot be waived.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from connectors.claims import Claim, claims_of, stated_lines
from connectors.delivery import Delivery
from connectors.file_digest import HEX_DIGITS, stated_digest
from connectors.matching import Headings
from connectors.recognise import hinted_dataset
from connectors.refusal import Refusal, refusal_of
from connectors.take_file import TakenPart
from connectors.totals import read_totals, stated_total
from store.errors import DeliveryError, Place

NO_ARCHIVES: Mapping[str, Path] = MappingProxyType({})
REMEDY = "请与报送单位核对后重新报送数据或交接单"
WAIVE = (
    "请报送单位补交交接单；确需免交的，由负责人运行 "
    "crosscheck inbox waive 报送名 --name 姓名 --reason 理由"
)


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
    delivery: Delivery,
    parts: Sequence[TakenPart],
    known: Sequence[Headings],
    archives: Mapping[str, Path] = NO_ARCHIVES,
) -> list[Refusal]:
    """Return a refusal for each dataset that the hand-over sheet does not bear out.

    `archives` are the files that came and were unpacked, by shown name.
    """
    if delivery.handover is None:
        found = _without_sheet(delivery, parts)
    else:
        claims = tuple(claims_of(delivery, parts, known, archives))
        found = [
            *_missing_files(delivery, known, archives),
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


def _missing_files(
    delivery: Delivery, known: Sequence[Headings], archives: Iterable[str]
) -> list[Refusal]:
    """Return a refusal for each file that is listed but did not come."""
    if delivery.handover is None:
        return []
    sheet = delivery.handover
    came = [*archives, *(file.name for file in delivery.files)]
    listed = {line for name in came for line in sheet.lines_for(name)}
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
    delivery: Delivery, parts: Sequence[TakenPart], claims: Sequence[Claim]
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


def _differences(delivery: Delivery, claims: Sequence[Claim]) -> list[Refusal]:
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


def _digest_differs(claim: Claim) -> DeliveryError | None:
    line = next((line for line in claim.lines if line.digest), None)
    if line is None or not claim.files:
        return None
    if len(line.digest) != HEX_DIGITS:
        message = f"交接单上的 {line.algorithm} 不是 {HEX_DIGITS} 位，可能抄漏"
    elif any(stated_digest(f, line.algorithm) == line.digest for f in claim.files):
        return None
    else:
        message = f"文件的 {line.algorithm} 与交接单不符"
    return DeliveryError(message, place=claim.place, remedy=REMEDY)


def _rows_differ(claim: Claim) -> DeliveryError | None:
    if claim.stated in {None, claim.read, claim.data_rows}:
        return None
    return DeliveryError(
        f"交接单写明 {claim.stated} 条，实际读到 {claim.read} 条",
        place=claim.place,
        remedy=REMEDY,
    )


def _total_differs(claim: Claim) -> DeliveryError | None:
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
