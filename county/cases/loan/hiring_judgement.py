"""Which small firms had too few new employees when they borrowed."""

from datetime import date, timedelta

import polars as pl

from county.cases.label import labels
from county.cases.loan.staff_kin_judgement import known_kin
from county.cases.loan_rows import CONTRACT
from county.cases.months import months_later
from county.cases.payroll_rows import PAYROLL
from county.loan_policy import GUARANTEED
from county.world import World

RULE = "LN-15"
ENROLMENT, COMPANY = "social_security/employee_enrolment", "registry/company"
SHARES = ((date(2020, 1, 1), 15, 8), (date(2023, 10, 1), 10, 5))  # %, above 100: %
ENOUGH, HARDLY = 4, 2
LARGE, SHORT, MONTH, LAST = (
    101,
    timedelta(days=90),
    timedelta(days=30),
    date(2099, 1, 1),
)


def judge(world: World) -> pl.DataFrame:
    """Return which firms hired too few; see `label.LABEL`."""
    planted: dict[str, str] = {}
    alike: dict[str, str] = {}
    firms = world.tables[COMPANY].select(
        business_credit_code="credit_code",
        unit_name="organisation_name",
        head="legal_representative_person",
    )
    loans = world.tables[CONTRACT].filter(
        pl.col("loan_kind") == GUARANTEED,
        pl.col("borrower_kind").str.contains("小微企业|劳动密集"),
    )
    kin = {(one, other) for one, other in known_kin(world).iter_rows()}
    for row in loans.join(firms, on="business_credit_code").iter_rows(named=True):
        found = _judged(world, row, kin)
        side = planted if found[0] else alike
        side[row["business_credit_code"]] = found[1]
    return labels(RULE, [_frame(planted)], [_frame(alike)])


def _frame(found: dict[str, str]) -> pl.DataFrame:
    rows = {"object": list(found), "mechanism": list(found.values())}
    return pl.DataFrame(rows, schema={"object": pl.String, "mechanism": pl.String})


def _judged(
    world: World, row: dict[str, object], kin: set[tuple[int, int]]
) -> tuple[bool, str]:
    """Return whether the firm hired too few, and what it is called."""
    signed, unit, head = row["signed_on"], str(row["unit_name"]), row["head"]
    assert isinstance(signed, date)
    assert isinstance(head, int)
    own = world.tables[ENROLMENT].filter(pl.col("unit_name") == unit)
    jobs = [
        (person, began, ended or LAST)
        for person, began, ended in own.select(
            "person", "enrolled_on", "stopped_on"
        ).iter_rows()
    ]
    there = [job for job in jobs if job[1] <= signed <= job[2]]
    new = [job for job in there if job[1] > months_later(signed, -12)]
    late = [job for job in jobs if signed < job[1] <= signed + MONTH]
    paid = _paid(world, unit)
    stay = [
        job for job in new if job[2] >= job[1] + SHORT and not _hardly_paid(job, paid)
    ]
    others = [
        job
        for job in stay
        if (job[0], head) not in kin and not _elsewhere(world, job, unit, signed)
    ]
    wanted = (len(there) - len(new)) * _share(signed, len(there))
    if len(new) * 100 < wanted:
        if (len(new) + len(late)) * 100 >= wanted:
            return False, "within_month"
        return True, "none_hired"
    if len(stay) * 100 < wanted:
        return True, "short"
    if len(others) * 100 < wanted:
        return True, "relative" if (new[0][0], head) in kin else "second_job"
    return False, "enough" if len(stay) == len(new) else "one_left"


def _paid(world: World, unit: str) -> dict[int, set[date]]:
    """Return the months that a firm paid insurance for, by person."""
    rows = world.tables["social_security/contribution"].filter(
        pl.col("unit_name") == unit,
        pl.col("payer_kind") == "单位",
        pl.col("unit_share_fen") > 0,
    )
    found: dict[int, set[date]] = {}
    for person, month in rows.select("person", "paid_for").iter_rows():
        found.setdefault(person, set()).add(month.replace(day=1))
    return found


def _hardly_paid(job: tuple[int, date, date], paid: dict[int, set[date]]) -> bool:
    person, began, ended = job
    months = {month for own in paid.values() for month in own}
    start = began.replace(day=1)
    if not months or min(months) > start:
        return False
    there = {month for month in months if start < month <= ended}
    return len(there) >= ENOUGH and len(there & paid.get(person, set())) <= HARDLY


def _share(signed: date, staff: int) -> int:
    """Return the share of the day, in per cent."""
    small, large = next(rest for since, *rest in reversed(SHARES) if since <= signed)
    return large if staff >= LARGE else small


def _elsewhere(
    world: World, job: tuple[int, date, date], unit: str, signed: date
) -> bool:
    person, began, _ = job
    other = world.tables[ENROLMENT].filter(
        pl.col("person") == person,
        pl.col("unit_name") != unit,
        pl.col("enrolled_on") <= signed,
        pl.col("stopped_on").fill_null(LAST) > began + SHORT,
        pl.col("payer_kind") == "单位",
    )
    paid = world.tables[PAYROLL].filter(
        pl.col("person") == person,
        pl.col("paid_for").dt.month_start() == signed.replace(day=1),
        ~pl.col("staff_type").is_in(["离退休", "遗属补助"]),
    )
    return other.height + paid.height > 0
