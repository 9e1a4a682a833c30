"""What each slip of an official card truly is, looked at by holder and by car."""

from collections import defaultdict
from datetime import date
from itertools import combinations_with_replacement

import polars as pl

from county.workdays import HOLIDAYS
from county.world import World

CARD = "finance/official_card"
TANK, TOGETHER, SPAN, FRIDAY = 80_000, 200_000, 1, 4
MADE_UP = {date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9),
           date(2026, 9, 20), date(2026, 10, 10)}  # fmt: skip
NO_LONGER = date(2026, 10, 8)  # a day that offices are shut, but no public holiday
DAYS_OFF = set(HOLIDAYS.tolist()) - {NO_LONGER}
LEISURE = ("旅行社", "旅游", "景区", "度假", "温泉", "会所", "烟酒", "礼品")
ON_DUTY = ("值班", "应急", "抢险", "防汛", "防火", "救灾")
TRAVEL = ("差旅", "公车保险过路")
Slip = dict[str, object]


def judged(world: World) -> pl.DataFrame:
    """Return person, mechanism and whether it is a violation, each once."""
    slips = world.tables[CARD].filter(pl.col("person") >= 0).to_dicts()
    taken_back = {_sale(one, -1) for one in slips if _fen(one) < 0}
    kept = [one for one in slips if _fen(one) > 0 and _sale(one) not in taken_back]
    found = {(one["person"], "refunded", False) for one in slips if _fen(one) < 0}
    for slip in kept:
        found |= {(slip["person"], *told) for told in _alone(slip)}
    found |= _in_a_row(kept) | _fuelled(kept)
    return pl.DataFrame(
        sorted(found, key=str),
        schema={"person": pl.Int32, "mechanism": pl.String, "wrong": pl.Boolean},
        orient="row",
    )


def _fen(slip: Slip) -> int:
    return int(str(slip["amount_fen"]))


def _sale(slip: Slip, sign: int = 1) -> tuple[object, ...]:
    return slip["person"], slip["merchant_name"], sign * _fen(slip)


def _alone(slip: Slip) -> set[tuple[str, bool]]:
    """Return what one slip shows by itself."""
    told: set[tuple[str, bool]] = set()
    day, kind = slip["spent_on"], slip["spend_kind"]
    assert isinstance(day, date)
    merchant = str(slip["merchant_name"])
    if any(word in merchant for word in LEISURE):
        told.add(("stay_on_duty", False) if kind == "差旅" else ("leisure", True))
    if kind == "公务接待":
        letter = slip["official_letter_number"] is not None
        told.add(("by_letter", False) if letter else ("without_letter", True))
    weekend = day.weekday() > FRIDAY
    if day in MADE_UP:
        told.add(("made_up_working_day", False))
    elif (weekend or day in DAYS_OFF) and kind not in TRAVEL:
        duty = slip["dispatch_number"] is not None
        duty |= any(word in str(slip["purpose"]) for word in ON_DUTY)
        told.add(("on_duty", False) if duty else ("day_off", True))
    return told


def _in_a_row(slips: list[Slip]) -> set[tuple[object, str, bool]]:
    """Return holders whose slips at one merchant reach the sum within two days."""
    groups: dict[tuple[object, ...], list[Slip]] = defaultdict(list)
    for one in slips:
        if one["spend_kind"] not in TRAVEL and _fen(one) < TOGETHER:
            what = (one["merchant_name"], one["spend_kind"], one["plate_number"])
            groups[(one["person"], *what)].append(one)
    told: set[tuple[object, str, bool]] = set()
    for (person, *_), group in groups.items():
        days = sorted({one["spent_on"] for one in group}, key=str)
        for first, last in combinations_with_replacement(days, 2):
            assert isinstance(first, date)
            assert isinstance(last, date)
            if (last - first).days <= SPAN:
                inside = [o for o in group if o["spent_on"] in (first, last)]
                if sum(map(_fen, inside)) >= TOGETHER:
                    told.add((person, "slips_in_a_row", True))
        if len(group) > 1 and (person, "slips_in_a_row", True) not in told:
            told.add((person, "slips_apart", False))
    return told


def _fuelled(slips: list[Slip]) -> set[tuple[object, str, bool]]:
    """Return holders of slips of a car that took more than a tank on one day."""
    litres: dict[tuple[object, ...], int] = defaultdict(int)
    holders: dict[tuple[object, ...], set[object]] = defaultdict(set)
    for one in slips:
        if one["litres_milli"] is not None:
            car = (one["unit_code"], one["plate_number"], one["spent_on"])
            litres[car] += int(str(one["litres_milli"]))
            holders[car].add(one["person"])
    return {
        (person, "beyond_the_tank" if much > TANK else "one_tank", much > TANK)
        for car, much in litres.items()
        for person in holders[car]
    }
