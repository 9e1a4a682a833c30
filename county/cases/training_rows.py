"""Rows of training classes and of the register of reservoir migrants."""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np

from county.cases.edit import Row, Value, facts
from county.workdays import off_holidays
from county.world import World

ENROLMENT, MIGRANT = "relief/training_enrolment", "relief/migrant"
MIGRANT_MONEY, NEIGHBOUR = "移民", "库区周边"
SUBSIDY_FEN, DAYS, HOURS = 150_000, 12, 96
SUPPORTED_FROM = date(2006, 7, 1)


def class_day(first_on: date) -> date:
    """Return the first day from then on when a class begins that meets no holiday."""
    day = np.array([first_on], dtype="datetime64[D]")
    began: list[date] = off_holidays(day, np.array([DAYS])).tolist()
    return began[0]


def enrolment(world: World, person: int, started_on: date, **values: Value) -> Row:
    """Return one place in a class paid from the migrants' money, as changed."""
    row = facts(world, person)
    ended_on = started_on + timedelta(days=DAYS)
    places: Mapping[str, Value] = {
        "class_number": f"PXY{started_on:%Y%m%d}",
        "training_organisation": "云溪县惠民职业培训学校",
        "trade": "中式烹调师",
        "level": "初级",
        "started_on": started_on,
        "ended_on": ended_on,
        "hours": HOURS,
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        "phone": row["phone"],
        "enrollee_kind": "移民",
        "certificate_number": f"S1000{started_on:%m%d}{person:07d}",
        "certificate_on": ended_on + timedelta(days=6),
        "standard_fen": SUBSIDY_FEN,
        "subsidy_fen": SUBSIDY_FEN,
        "account_number": row["account_number"],
        "fund_source": MIGRANT_MONEY,
        "paid_on": ended_on + timedelta(days=20),
        "payment_result": "成功",
        "town": row["town"],
        "village": row["village"],
        "person": person,
    }
    return {**places, **values}


def migrant_entry(world: World, person: int, **values: Value) -> Row:
    """Return one entry of the register of migrants, in support, as changed."""
    row = facts(world, person)
    entry: Mapping[str, Value] = {
        "reservoir": "云溪水库",
        "head_name": row["person_name"],
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        "relation_to_head": row["relation_to_head"],
        "approval_kind": "现状",
        "supported_from": SUPPORTED_FROM,
        "resettled_in": f"{row['town']}{row['village']}",
        "status": "在册",
        "removed_on": None,
        "removal_reason": None,
        "account_number": row["account_number"],
        "person": person,
    }
    return {**entry, **values}
