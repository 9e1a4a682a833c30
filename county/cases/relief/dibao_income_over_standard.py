"""PR-06: an allowance beside an income over the line, and homes that only look so."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.dibao_rows import (
    MEMBER,
    PAYMENT,
    PER_HEAD_FEN,
    Aid,
    certificate,
    grant,
)
from county.cases.edit import Row, Value, add, facts, mark, own
from county.cases.months import MONTHS_A_YEAR, last_day, month_at, window
from county.cases.payroll_rows import PAYROLL, Job, employ
from county.cases.relief.income_judgement import DATASETS, FUND, HOME, RULE, judge
from county.cases.social_security.benefit_rows import (
    BENEFIT,
    CONTRIBUTION,
    Claim,
    contribute,
    firms_for,
    pay_benefit,
)
from county.cases.social_security.pension_rows import (
    ENTERPRISE,
    PENSION,
    RESIDENT,
    draw_pension,
)
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
YEAR = tuple(window(0, MONTHS_A_YEAR))
KEPT = "relief/tekun_person"
LISTED = (MEMBER, PAYMENT, PENSION, CONTRIBUTION, PAYROLL, FUND, BENEFIT, KEPT)
Earn = Callable[[World, Sequence[int], Sequence[date]], None]
WHOLE = slice(None)


@dataclass(frozen=True, kw_only=True)
class Home:
    """How many live in a home, what the list says of it, how its payments went."""

    people: int = 2
    status: str = "在保"
    result: str = "成功"


PLAIN = Home()


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _heads(world: World, draw: Draw, wanted: int, ages: tuple[int, int]) -> list[int]:
    heads = living(world, youngest=ages[0], oldest=ages[1])
    heads = heads.filter(pl.col("relation_to_head") == "户主")
    return draw.take(outside(world, heads, *LISTED)["person"], wanted)


def _list_home(world: World, head: int, home: Home) -> None:
    """Enter a home, of whose people one is insured."""
    row = facts(world, head)
    names = ("person_name", "id_number", "town", "village", "account_number")
    known: dict[str, Value] = {name: row[name] for name in names}
    entry: dict[str, Value] = {
        "certificate_number": certificate(head),
        "area_kind": "农村",
        "member_count": home.people,
        "insured_count": 1,
        "yearly_income_fen": home.people * 150_000,
        "amount_fen": PER_HEAD_FEN,
        "class_amount_fen": 0,
        "total_fen": PER_HEAD_FEN,
        "first_for": Aid(months=()).first_for,
        "reason": "收入低且不稳定",
        "method": "补差",
        "tier": "B类",
        "homes_count": 1,
        "status": home.status,
        "account_name": row["person_name"],
        "person": head,
    }
    add(world, HOME, [known | entry])


def _with(
    earn: Earn,
    ages: tuple[int, int] = (26, 57),
    *,
    months: slice = WHOLE,
    home: Home = PLAIN,
) -> Planter:
    """Return a planter of heads of such homes who earn in `months`."""

    def planted(world: World, draw: Draw, wanted: int) -> int:
        heads = _heads(world, draw, wanted, ages)
        grant(world, dict.fromkeys(heads, Aid(months=YEAR, status=home.status)))
        for head in heads:
            _list_home(world, head, home)
        earn(world, heads, YEAR[months])
        mark(world, PAYMENT, own(heads), payment_result=home.result)
        return len(heads)

    return planted


def _pension(scheme: str, fen: int) -> Earn:
    def earn(world: World, people: Sequence[int], months: Sequence[date]) -> None:
        paid = dict.fromkeys(people, months)
        draw_pension(world, paid, scheme, amounts=dict.fromkeys(people, fen))

    return earn


def _job(staff_type: str) -> Earn:
    def earn(world: World, people: Sequence[int], months: Sequence[date]) -> None:
        job = Job(staff_type=staff_type, months=tuple(months), joined_on=months[0])
        employ(world, dict.fromkeys(people, job))

    return earn


def _insured(payer: str = "单位", kind: str = "正常应缴") -> Earn:
    """Let a company insure them, on a base of 4,200 yuan a month."""

    def earn(world: World, people: Sequence[int], months: Sequence[date]) -> None:
        units: Mapping[int, str] = firms_for(world, people) if payer == "单位" else {}
        paid = dict.fromkeys(people, months)
        contribute(world, paid, units=units, kind=kind, payer=payer)

    return earn


def _unemployed(result: str = "成功") -> Earn:
    """Pay them unemployment benefit, or have it come back."""

    def earn(world: World, people: Sequence[int], months: Sequence[date]) -> None:
        claim = Claim(months=months, result=result)
        pay_benefit(world, dict.fromkeys(people, claim))

    return earn


def _fund(status: str = "正常", until: date = YEAR[-1]) -> Earn:
    """Give them an account of the housing fund, paid until some month."""

    def earn(world: World, people: Sequence[int], months: Sequence[date]) -> None:
        firms = firms_for(world, people)
        rows: list[Row] = []
        for person in people:
            row = facts(world, person)
            closed = last_day(until) if status != "正常" else None
            rows.append(
                {
                    "fund_account_number": f"4202829{person:09d}",
                    "person_name": row["person_name"],
                    "id_number": row["id_number"],
                    "unit_name": firms[person],
                    "base_fen": 380_000,
                    "monthly_fen": 60_800,
                    "rate_ppm": 80_000,
                    "balance_fen": 1_200_000,
                    "opened_on": date(2020, 3, 5),
                    "paid_until": until,
                    "paid_until_to": last_day(until),
                    "status": status,
                    "closed_on": closed,
                    "has_loan": "否",
                    "person": person,
                }
            )
        add(world, FUND, rows)

    return earn


OLD = (61, 82)
PLANTERS: tuple[Planter, ...] = (
    _with(_pension(ENTERPRISE, 265_000), OLD),
    _with(_insured(), home=Home(people=3)),
    _with(_job("公益性岗位")),
    _with(_fund()),
    _with(_insured(), months=slice(2, 12)),
    _with(_unemployed(), home=Home(people=1)),
)
INNOCENTS: tuple[Planter, ...] = (
    _with(_pension(ENTERPRISE, 140_000), OLD, home=Home(people=5)),
    _with(_pension(RESIDENT, 21_000), OLD),
    _with(_insured(), months=slice(7, 9)),
    _with(_insured(), months=slice(7, 12)),
    _with(_job("公益性岗位"), home=Home(status="渐退")),
    _with(_insured(payer="个体")),
    _with(_unemployed(), home=Home(people=5)),
    _with(_unemployed("退回"), home=Home(people=1)),
    _with(_insured(kind="补缴")),
    _with(_fund(status="封存", until=month_at(-20))),
    _with(_pension(ENTERPRISE, 265_000), OLD, home=Home(result="退回")),
)
