"""E17: slips of official cards that need looking at, and what only looks so."""

from collections.abc import Mapping
from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw
from county.cases.edit import Row
from county.cases.finance.card_judgement import CARD, judged
from county.cases.finance.handled_rows import enter
from county.cases.finance.staff_rows import named, steady_staff
from county.cases.label import few, labels
from county.cases.payroll_rows import PAYROLL
from county.world import World

RULE = "E17"
DATASETS = (CARD,)
MONDAY, HOLIDAY, MADE_UP = date(2026, 3, 9), date(2026, 5, 2), date(2026, 5, 9)
FEW = 12
FUEL: Row = {
    "spend_kind": "公车加油",
    "merchant_name": "云溪城关加油站",
    "plate_number": "鄂B90001",
    "dispatch_number": "PC90001",
    "litres_milli": 42_000,
    "amount_fen": 33_000,
}
DINNER: Row = {
    "spend_kind": "公务接待",
    "merchant_name": "云溪县迎宾楼",
    "guest_unit": "黄石市财政局",
    "guest_count": 5,
    "companion_count": 2,
}
OTHER_CAR: Row = {"plate_number": "鄂B90002", "dispatch_number": "PC90002"}
LATER = MONDAY + timedelta(days=9)
DEAR: Row = {"amount_fen": 90_000}
VIOLATIONS: tuple[tuple[Row, ...], ...] = (
    ({"spent_on": HOLIDAY},),
    (DEAR, DEAR, DEAR),
    ({**FUEL, "litres_milli": 118_000, "amount_fen": 92_000},),
    (DINNER,),
    ({"merchant_name": "云溪青山旅行社有限公司", "amount_fen": 168_000},),
)
INNOCENTS: tuple[tuple[Row, ...], ...] = (
    ({**FUEL, "spent_on": HOLIDAY},),
    ({"spent_on": MADE_UP},),
    (DEAR, DEAR, {**DEAR, "spent_on": LATER}),
    (FUEL, {**FUEL, **OTHER_CAR}),
    ({"spend_kind": "差旅", "merchant_name": "西湖旅游酒店", "spent_on": HOLIDAY},),
    ({"spent_on": HOLIDAY}, {"spent_on": HOLIDAY, "amount_fen": -46_000}),
    ({**DINNER, "official_letter_number": "函〔2026〕90001"},),
)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each, on people at work."""
    draw = Draw(world, RULE)
    people = draw.take(steady_staff(world), 2 * count)
    wrong = people[: (len(people) + 1) // 2]
    slips = 0
    for kind, holders in ((VIOLATIONS, wrong), (INNOCENTS, people[len(wrong) :])):
        for turn, person in enumerate(holders):
            for changes in kind[turn % len(kind)]:
                slips += 1
                _spend(world, person, slips, changes)


def _spend(
    world: World, person: int, number: int, changes: Mapping[str, object]
) -> None:
    post = world.tables[PAYROLL].filter(pl.col("person") == person).row(0, named=True)
    row: Row = {
        **named(world, person),
        "transaction_number": f"GKE17{number:06d}",
        "unit_code": post["unit_code"],
        "unit_name": post["unit_name"],
        "card_number": f"628288{person:010d}",
        "spend_kind": "办公用品",
        "spent_on": MONDAY,
        "merchant_name": "云溪县新华文具店",
        "place": "云溪县",
        "amount_fen": 46_000,
        "purpose": "公务",
        "is_reimbursed": "是",
        **changes,  # type: ignore[dict-item]  # rows of this module
    }
    enter(world, CARD, [row], {"accepted_by": "handled_by"})


def judge(world: World) -> pl.DataFrame:
    """Return whose slips need looking at and whose only seem to."""
    every = judged(world)
    common = pl.col("mechanism").is_in(["one_tank", "by_letter"])
    wrong, fine = every.filter("wrong"), every.filter(~pl.col("wrong"))
    rare, usual = fine.filter(~common), few(fine.filter(common), FEW)
    shown = ["person", "mechanism"]
    return labels(
        RULE, [wrong.select(shown)], [rare.select(shown), usual.select(shown)]
    )
