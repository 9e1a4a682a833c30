"""Rows of the minimum living allowance: who is listed, what is paid each month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from county.cases.edit import Row, add, facts
from county.world import World

MEMBER, PAYMENT = "relief/dibao_member", "relief/dibao_payment"
PER_HEAD_FEN = 32_000
PAY_DAY = 9


@dataclass(frozen=True, kw_only=True)
class Aid:
    """One household's allowance: paid in `months` for the listed `members`."""

    months: Sequence[date]
    members: tuple[int, ...] = ()  # besides the head
    first_for: date = date(2023, 4, 1)
    status: str = "在保"
    stopped_on: date | None = None
    disability: str | None = None


def grant(world: World, aids: Mapping[int, Aid]) -> None:
    """List the households of these heads and pay them."""
    members: list[Row] = []
    payments: list[Row] = []
    for head, aid in aids.items():
        members += [_member(world, head, one, aid) for one in (head, *aid.members)]
        payments += [_payment(world, head, month, aid) for month in aid.months]
    add(world, MEMBER, members)
    add(world, PAYMENT, payments)


def _member(world: World, head: int, person: int, aid: Aid) -> Row:
    first, row = facts(world, head), facts(world, person)
    return {
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        "head_name": first["person_name"],
        "head_id_number": first["id_number"],
        "relation_to_head": row["relation_to_head"],
        "certificate_number": certificate(head),
        "area_kind": "农村",
        "first_for": aid.first_for,
        "status": aid.status,
        "stopped_on": aid.stopped_on,
        "employment": "务农",
        "is_disabled": "是" if aid.disability else "否",
        "disability_grade": aid.disability,
        "town": row["town"],
        "village": row["village"],
        "person": person,
        "head_person": head,
    }


def _payment(world: World, head: int, month: date, aid: Aid) -> Row:
    row = facts(world, head)
    count = 1 + len(aid.members)
    return {
        "paid_for": month,
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        "certificate_number": certificate(head),
        "insured_count": count,
        "amount_fen": PER_HEAD_FEN * count,
        "account_number": row["account_number"],
        "payment_result": "成功",
        "paid_on": month + timedelta(days=PAY_DAY),
        "town": row["town"],
        "village": row["village"],
        "person": head,
    }


def certificate(head: int) -> str:
    """Return the certificate number of a head's household."""
    return f"DB9{head:09d}"
