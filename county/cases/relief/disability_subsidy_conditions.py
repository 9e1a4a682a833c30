"""PR-09: subsidies to the disabled against their conditions, and what only looks so."""

from datetime import date

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.dibao_rows import MEMBER, PAYMENT, Aid, grant
from county.cases.edit import Row, Value, add, facts
from county.cases.months import last_day, month_at, window
from county.cases.relief.disability_judgement import (
    CARE,
    CERTIFICATE,
    INJURY,
    KEPT,
    LIFE,
    PATH,
    RULE,
    judge,
)
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
DATASETS = (PATH, CERTIFICATE, MEMBER, KEPT)
STANDARD_FEN, LONG_AGO, HALVES = 10_000, date(2018, 3, 1), (0, 6)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _people(world: World, draw: Draw, wanted: int) -> list[int]:
    grown = living(world, youngest=30, oldest=75)
    free = outside(world, grown, PATH, CERTIFICATE, MEMBER, PAYMENT, KEPT, INJURY)
    return draw.take(free["person"], wanted)


def _certify(world: World, people: list[int], mark: str = "", **changes: Value) -> None:
    rows: list[Row] = []
    for person in people:
        row = facts(world, person)
        rows.append(
            {
                "person_name": row["person_name"],
                "id_number": row["id_number"],
                "certificate_number": f"{row['id_number']}42{mark}",
                "disability_class": "肢体",
                "disability_grade": "二级",
                "issued_on": LONG_AGO,
                "valid_until": date(2028, 2, 28),
                "status": "有效",
                "cancelled_on": None,
                "town": row["town"],
                "village": row["village"],
                "person": person,
                **changes,
            }
        )
    add(world, CERTIFICATE, rows)


def _pay(
    world: World, people: list[int], kind: str = CARE, result: str = "成功"
) -> None:
    """Pay both half-years."""
    add(
        world,
        PATH,
        [_line(world, p, first, kind, result) for p in people for first in HALVES],
    )


def _line(world: World, person: int, first: int, kind: str, result: str) -> Row:
    row, end = facts(world, person), month_at(first + 5)
    return {
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        "certificate_number": f"{row['id_number']}42",
        "subsidy_kind": kind,
        "paid_for": month_at(first),
        "paid_for_to": last_day(end),
        "standard_fen": STANDARD_FEN,
        "amount_fen": STANDARD_FEN * 6,
        "account_name": row["person_name"],
        "account_number": row["account_number"],
        "paid_on": end.replace(day=20),
        "payment_result": result,
        "town": row["town"],
        "village": row["village"],
        "person": person,
    }


def _keep(world: World, people: list[int], first_for: date) -> None:
    rows: list[Row] = []
    for person in people:
        row = facts(world, person)
        rows.append(
            {
                "certificate_number": f"TK8{person:09d}",
                "person_name": row["person_name"],
                "id_number": row["id_number"],
                "area_kind": "农村",
                "care_kind": "分散",
                "self_care": "半自理",
                "standard_fen": 93_000,
                "care_fen": 20_000,
                "first_for": first_for,
                "status": "在保",
                "account_name": row["person_name"],
                "account_number": row["account_number"],
                "town": row["town"],
                "village": row["village"],
                "person": person,
            }
        )
    add(world, KEPT, rows)


def _expired(world: World, draw: Draw, wanted: int) -> int:
    """Pay people whose only certificate ends in the third month."""
    people = _people(world, draw, wanted)
    _certify(world, people, valid_until=month_at(2).replace(day=9), status="过期")
    _pay(world, people)
    return len(people)


def _milder(world: World, draw: Draw, wanted: int) -> int:
    """Pay for the care of people of the third grade."""
    people = _people(world, draw, wanted)
    _certify(world, people, disability_grade="三级")
    _pay(world, people)
    return len(people)


def _kept_as_well(world: World, draw: Draw, wanted: int) -> int:
    """Pay for the care of people whom the state keeps."""
    people = _people(world, draw, wanted)
    _certify(world, people)
    _pay(world, people)
    _keep(world, people, LONG_AGO)
    return len(people)


def _insure(world: World, people: list[int], months: int) -> None:
    run = window(0, months)
    stopped = last_day(run[-1])
    aid = Aid(months=run, status="停保", stopped_on=stopped, disability="二级")
    grant(world, dict.fromkeys(people, aid))


def _allowance_stopped(world: World, draw: Draw, wanted: int) -> int:
    """Pay on for half a year after the allowance has stopped."""
    people = _people(world, draw, wanted)
    _certify(world, people)
    _insure(world, people, 5)
    _pay(world, people, LIFE)
    return len(people)


def _renewed(world: World, draw: Draw, wanted: int) -> int:
    """Renew a certificate in the month in which it ends."""
    people = _people(world, draw, wanted)
    ends = month_at(2).replace(day=9)
    _certify(world, people, valid_until=ends, status="过期")
    later = {"issued_on": ends, "valid_until": date(2036, 1, 9)}
    _certify(world, people, "B1", **later)
    _pay(world, people)
    return len(people)


def _ends_last_month(world: World, draw: Draw, wanted: int) -> int:
    """End a certificate in the last month that is paid."""
    people = _people(world, draw, wanted)
    _certify(world, people, valid_until=month_at(11).replace(day=2))
    _pay(world, people)
    return len(people)


def _of_the_mind(world: World, draw: Draw, wanted: int) -> int:
    """Pay for the care of people of the third grade of the mind."""
    people = _people(world, draw, wanted)
    _certify(world, people, disability_class="智力", disability_grade="三级")
    _pay(world, people)
    return len(people)


def _stopped_of_late(world: World, draw: Draw, wanted: int) -> int:
    """Stop the allowance in the month before the last."""
    people = _people(world, draw, wanted)
    _certify(world, people)
    _insure(world, people, 11)
    _pay(world, people, LIFE)
    return len(people)


def _kept_from_last_month(world: World, draw: Draw, wanted: int) -> int:
    """Let the state keep people from the last month on."""
    people = _people(world, draw, wanted)
    _certify(world, people)
    _pay(world, people)
    _keep(world, people, month_at(11))
    return len(people)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Have the payments to people of the third grade come back."""
    people = _people(world, draw, wanted)
    _certify(world, people, disability_grade="三级")
    _pay(world, people, result="退回")
    return len(people)


PLANTERS: tuple[Planter, ...] = (_expired, _milder, _kept_as_well, _allowance_stopped)
INNOCENTS: tuple[Planter, ...] = (
    _renewed,
    _ends_last_month,
    _of_the_mind,
    _stopped_of_late,
    _kept_from_last_month,
    _returned,
)
