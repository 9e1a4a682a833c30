"""LN-09: guarantees that secure little, and those that only look so."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import add, facts, mark, own
from county.cases.loan.guarantor_judgement import (
    GUARANTEE,
    OFFICIAL,
    PERSONAL,
    RULE,
    judge,
)
from county.cases.loan_rows import CONTRACT, LINE, NOTE, Loan, lend, lines
from county.cases.months import MONTHS_A_YEAR, months_later, window
from county.cases.payroll_rows import PAYROLL, Job, employ
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
DATASETS = (GUARANTEE, CONTRACT, NOTE, "registry/resident")
SIGNED, LATER = date(2025, 12, 2), date(2026, 2, 4)
JOINT, CHAIN, RING = "联保", 11, 3


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _people(world: World, draw: Draw, wanted: int) -> list[int]:
    people = living(world, youngest=27, oldest=56)
    return draw.take(
        outside(world, people, CONTRACT, PAYROLL, LINE, GUARANTEE)["person"], wanted
    )


def _groups(world: World, draw: Draw, wanted: int, size: int) -> list[list[int]]:
    """Draw people in groups of one size, as many whole ones as there are."""
    people = _people(world, draw, wanted * size)
    starts = range(0, len(people) - size + 1, size)
    return [people[start : start + size] for start in starts]


def _vouch(world: World, guarantor: int, loan: Loan, kind: str = PERSONAL) -> None:
    """Lend, and let the guarantor stand for the loan from its first day."""
    row = facts(world, guarantor)
    lend(world, [loan])
    add(world, LINE, lines(world, loan))
    mark(world, CONTRACT, own([loan.person]), guarantee_kind="保证")
    add(
        world,
        GUARANTEE,
        [
            {
                "guarantee_number": f"DB-{loan.contract}",
                "contract_number": loan.contract,
                "person_name": row["person_name"],
                "id_number": row["id_number"],
                "guarantee_kind": kind,
                "amount_fen": loan.amount_fen,
                "started_on": loan.started_on,
                "ended_on": months_later(loan.started_on, loan.months),
                "status": "解除" if loan.settled_on else "有效",
                "person": guarantor,
            }
        ],
    )


def _loan(person: int, signed: date = SIGNED, settled: date | None = None) -> Loan:
    return Loan(
        person=person, signed_on=signed, amount_fen=12_000_000, settled_on=settled
    )


def _two_at_once(world: World, draw: Draw, wanted: int) -> int:
    """Let one person stand for two loans."""
    groups = _groups(world, draw, wanted, 3)
    for guarantor, one, other in groups:
        _vouch(world, guarantor, _loan(one))
        _vouch(world, guarantor, _loan(other, LATER))
    return len(groups)


def _couples(world: World, draw: Draw, wanted: int, **dates: date) -> int:
    """Let husband and wife stand for one loan each; `dates` are of the first."""
    people = living(world, youngest=27, oldest=56)
    free = outside(world, people, CONTRACT, PAYROLL, LINE, GUARANTEE)
    heads = free.filter(
        pl.col("relation_to_head") == "户主",
        pl.col("spouse").is_in(free["person"].implode()),
    )
    mates = dict(heads.select("person", "spouse").iter_rows())
    couples = draw.take(mates, wanted)
    for head, (one, other) in zip(
        couples, _groups(world, draw, len(couples), 2), strict=False
    ):
        _vouch(world, head, _loan(one, **dates))
        _vouch(world, mates[head], _loan(other, LATER))
    return len(couples)


def _couple_at_once(world: World, draw: Draw, wanted: int) -> int:
    """Let husband and wife stand for a loan each at one time."""
    return _couples(world, draw, wanted)


def _couple_in_turn(world: World, draw: Draw, wanted: int) -> int:
    """Let a wife stand for a loan after her husband's is repaid."""
    repaid = {"signed": date(2023, 12, 5), "settled": date(2025, 1, 8)}
    return _couples(world, draw, wanted, **repaid)


def _round(world: World, people: Sequence[int], kind: str = PERSONAL) -> None:
    for guarantor, borrower in pairwise([*people, people[0]]):
        _vouch(world, guarantor, _loan(borrower), kind)


def _ring(world: World, draw: Draw, wanted: int) -> int:
    """Let three people stand for each other in a round."""
    groups = _groups(world, draw, -(-wanted // RING), RING)
    for people in groups:
        _round(world, people)
    return RING * len(groups)


def _chain(world: World, draw: Draw, wanted: int) -> int:
    """Let eleven people stand for one another in a row; two loans fall overdue."""
    groups = _groups(world, draw, max(wanted // 2, 1), CHAIN)
    for people in groups:
        for guarantor, borrower in pairwise(people):
            _vouch(world, guarantor, _loan(borrower))
        mark(world, NOTE, own(people[3:5]), status="逾期", five_class="次级")
    return 2 * len(groups)


def _dead(world: World, draw: Draw, wanted: int) -> int:
    """Name as guarantors people who had died."""
    gone = world.persons.filter(pl.col("died_on") < SIGNED - timedelta(days=60))
    entered = world.tables["registry/death"].select("person")
    gone = gone.join(entered, on="person", how="semi")
    people = draw.take(outside(world, gone, GUARANTEE, kin=False)["person"], wanted)
    borrowers = _people(world, draw, len(people))
    for guarantor, borrower in zip(people, borrowers, strict=False):
        _vouch(world, guarantor, _loan(borrower, LATER))
    return len(borrowers)


def _no_official(world: World, draw: Draw, wanted: int) -> int:
    """Call people public employees who are none."""
    groups = _groups(world, draw, wanted, 2)
    for guarantor, borrower in groups:
        _vouch(world, guarantor, _loan(borrower), OFFICIAL)
    return len(groups)


def _official(world: World, draw: Draw, wanted: int) -> int:
    """Let public employees stand for one loan."""
    groups = _groups(world, draw, wanted, 2)
    job = Job(staff_type="公务员", months=tuple(window(0, MONTHS_A_YEAR)))
    employ(world, {guarantor: job for guarantor, _ in groups})
    for guarantor, borrower in groups:
        _vouch(world, guarantor, _loan(borrower), OFFICIAL)
    return len(groups)


def _in_turn(world: World, draw: Draw, wanted: int) -> int:
    """Let one person stand for a second loan after the first is repaid."""
    groups = _groups(world, draw, wanted, 3)
    for guarantor, one, other in groups:
        _vouch(world, guarantor, _loan(one, date(2023, 12, 5), date(2025, 1, 8)))
        _vouch(world, guarantor, _loan(other))
    return len(groups)


def _joint_group(world: World, draw: Draw, wanted: int) -> int:
    """Let three people form a joint-liability group."""
    groups = _groups(world, draw, -(-wanted // RING), RING)
    for people in groups:
        _round(world, people, JOINT)
    return RING * len(groups)


def _row(world: World, draw: Draw, wanted: int) -> int:
    """Let three people stand for one another in a row that does not return."""
    groups = _groups(world, draw, wanted, RING)
    for people in groups:
        for guarantor, borrower in pairwise(people):
            _vouch(world, guarantor, _loan(borrower))
    return len(groups)


def _back_and_forth(world: World, draw: Draw, wanted: int) -> int:
    """Let two people stand for each other, years apart."""
    groups = _groups(world, draw, wanted, 2)
    for one, other in groups:
        _vouch(world, one, _loan(other, date(2023, 12, 5), date(2025, 1, 8)))
        _vouch(world, other, _loan(one))
    return len(groups)


PLANTERS: tuple[Planter, ...] = (
    _chain,
    _ring,
    _two_at_once,
    _couple_at_once,
    _dead,
    _no_official,
)
INNOCENTS: tuple[Planter, ...] = (
    _official,
    _in_turn,
    _joint_group,
    _row,
    _back_and_forth,
    _couple_in_turn,
)
