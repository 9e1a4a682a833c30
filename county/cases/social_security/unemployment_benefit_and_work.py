"""SS-04: unemployment benefit beside work, and work that only looks so."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import mark, outsider_number
from county.cases.finance.firm_rows import found, hand_over
from county.cases.label import labels
from county.cases.months import month_at, window
from county.cases.namesakes import namesakes
from county.cases.payroll_rows import PAYROLL, SURVIVOR, Job, employ
from county.cases.social_security.benefit_rows import (
    BENEFIT,
    COMPANY,
    CONTRIBUTION,
    Claim,
    benefits,
    contribute,
    firms_for,
    jobless,
    pay_benefit,
)
from county.redeliver import as_it_was
from county.world import World

RULE = "SS-04"
DATASETS = (BENEFIT, CONTRIBUTION, PAYROLL, COMPANY)
HIRED = ("临聘", "事业在编", "辅警", "三支一扶")
NO_WORK = ("离退休", SURVIVOR, "村干部", "公益性岗位")
LATE_MONTHS = 2
FOUNDED, HANDED_ON = month_at(2).replace(day=6), date(2026, 9, 10)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _drawing(world: World, draw: Draw, wanted: int) -> list[int]:
    """Return people who have drawn the benefit all year."""
    people = jobless(world, draw, wanted)
    pay_benefit(world, dict.fromkeys(people, Claim(months=window(0, 12))))
    return people


def _employed(world: World, draw: Draw, wanted: int) -> int:
    """Let an employer contribute for three to nine months meanwhile."""
    people = _drawing(world, draw, wanted)
    months = {p: window(draw.number(1, 3), draw.number(6, 10)) for p in people}
    contribute(world, months, units=firms_for(world, people))
    return len(people)


def _on_the_payroll(world: World, draw: Draw, wanted: int) -> int:
    """Let people be paid by the county meanwhile."""
    people = _drawing(world, draw, wanted)
    for person in people:
        start = draw.number(1, 7)
        months = tuple(window(start, start + 4))
        kind = HIRED[draw.number(0, 3)]
        employ(world, {person: Job(staff_type=kind, months=months)})
    return len(people)


def _founder(world: World, draw: Draw, wanted: int) -> int:
    """Let people found a firm meanwhile that contributes for its staff."""
    people = _owners(world, draw, wanted)
    staff = jobless(world, draw, len(people))
    units = {
        worker: _firm_of(world, owner)
        for owner, worker in zip(people, staff, strict=False)
    }
    contribute(world, dict.fromkeys(units, window(4, 12)), units=units)
    return len(units)


def _led_until_lately(world: World, draw: Draw, wanted: int) -> int:
    """Let people found a firm meanwhile that by November somebody else leads."""
    people, others = _drawing(world, draw, wanted), jobless(world, draw, wanted)
    return _handed_over(world, draw, list(zip(people, others, strict=False)))


def _took_over(world: World, draw: Draw, wanted: int) -> int:
    """Pay people until March who lead, since autumn, a firm that another founded."""
    people, others = jobless(world, draw, wanted), jobless(world, draw, wanted)
    pay_benefit(world, dict.fromkeys(people, Claim(months=window(0, 5))))
    return _handed_over(world, draw, list(zip(others, people, strict=False)))


def _handed_over(world: World, draw: Draw, pairs: list[tuple[int, int]]) -> int:
    """Enter firms with staff, each with its first leader and its present one."""
    staff = jobless(world, draw, len(pairs))
    units: dict[int, str] = {}
    for (first, now), worker in zip(pairs, staff, strict=False):
        code = found(world, now, founded_on=FOUNDED)
        hand_over(world, code, first, HANDED_ON)
        units[worker] = _firm_of(world, now)
    contribute(world, dict.fromkeys(units, window(3, 12)), units=units)
    return len(units)


def _owners(world: World, draw: Draw, wanted: int) -> list[int]:
    """Let owners of one firm each draw the benefit; it was founded meanwhile."""
    open_ones = world.tables[COMPANY].filter(
        pl.col("status") == "存续", pl.col("company_kind") == "有限责任公司"
    )
    owners = open_ones["legal_representative_person"].to_list()
    people = living(world, youngest=26, oldest=56).filter(
        pl.col("person").is_in(owners)
    )
    busy = (BENEFIT, CONTRIBUTION, PAYROLL, "social_security/pension_payment")
    chosen = draw.take(outside(world, people, *busy, kin=False)["person"], wanted)
    pay_benefit(world, dict.fromkeys(chosen, Claim(months=window(0, 12))))
    owned = pl.col("legal_representative_person").is_in(chosen)
    mark(world, COMPANY, owned, founded_on=month_at(3).replace(day=6))
    return chosen


def _firm_of(world: World, owner: int) -> str:
    own = world.tables[COMPANY].filter(pl.col("legal_representative_person") == owner)
    return str(own["organisation_name"].sort()[0])


def _reported_late(world: World, draw: Draw, wanted: int) -> int:
    """Let the former employer go on contributing for two months."""
    people = jobless(world, draw, wanted)
    units = firms_for(world, people)
    for person in people:
        start = draw.number(2, 6)
        claim = Claim(months=window(start, 12), former_unit=units[person])
        pay_benefit(world, {person: claim})
        contribute(world, {person: window(0, start + 1)}, units=units)
    return len(people)


def _back_to_work(world: World, draw: Draw, wanted: int) -> int:
    """Let the benefit end with the first month of work."""
    people = jobless(world, draw, wanted)
    pay_benefit(world, dict.fromkeys(people, Claim(months=window(0, 6))))
    months = dict.fromkeys(people, window(5, 12))
    contribute(world, months, units=firms_for(world, people))
    return len(people)


def _self_insured(world: World, draw: Draw, wanted: int) -> int:
    """Let people pay their own contributions."""
    people = _drawing(world, draw, wanted)
    contribute(world, dict.fromkeys(people, window(0, 12)), units={}, payer="个体")
    return len(people)


def _arrears(world: World, draw: Draw, wanted: int) -> int:
    """Let an employer pay up what it owed for these months."""
    people = _drawing(world, draw, wanted)
    months = dict.fromkeys(people, window(2, 6))
    contribute(world, months, units=firms_for(world, people), kind="补缴")
    return len(people)


def _public_post(world: World, draw: Draw, wanted: int) -> int:
    """Give people a public-welfare post, whose unit insures them."""
    people = _drawing(world, draw, wanted)
    job = Job(staff_type="公益性岗位", months=tuple(window(3, 12)))
    employ(world, dict.fromkeys(people, job))
    months = dict.fromkeys(people, window(3, 12))
    contribute(world, months, units=firms_for(world, people))
    return len(people)


def _survivor(world: World, draw: Draw, wanted: int) -> int:
    """Let people draw survivors' aid, which the payroll contains."""
    people = _drawing(world, draw, wanted)
    job = Job(staff_type=SURVIVOR, months=tuple(window(0, 12)))
    employ(world, dict.fromkeys(people, job))
    return len(people)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Let the benefit come back while people work."""
    people = jobless(world, draw, wanted)
    claim = Claim(months=window(0, 12), result="退回")
    pay_benefit(world, dict.fromkeys(people, claim))
    months = dict.fromkeys(people, window(2, 9))
    contribute(world, months, units=firms_for(world, people))
    return len(people)


def _idle_firm(world: World, draw: Draw, wanted: int) -> int:
    """Let people found a firm that employs nobody."""
    return len(_owners(world, draw, wanted))


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Let a stranger of the same name and birth date work."""
    people = _drawing(world, draw, wanted)
    numbers = {person: outsider_number(world, person) for person in people}
    months = dict.fromkeys(people, window(2, 9))
    contribute(world, months, units=firms_for(world, people), number=numbers)
    return len(people)


PLANTERS: tuple[Planter, ...] = (
    _founder,
    _led_until_lately,
    _on_the_payroll,
    _employed,
)
INNOCENTS: tuple[Planter, ...] = (
    _took_over,
    _idle_firm,
    _reported_late,
    _back_to_work,
    _self_insured,
    _arrears,
    _public_post,
    _survivor,
    _returned,
    _namesake,
)


def judge(world: World) -> pl.DataFrame:
    """Return who worked while drawing and who only seems to; see `label.LABEL`."""
    both = (
        benefits(world)
        .join(_work(world), on=["person", "month"])
        .with_columns(
            begun=pl.col("month").min().over("person", "unit"),
            posted=pl.col("person").is_in(_posted(world)),
        )
    )
    late = (pl.col("unit") == pl.col("former_unit")) & (
        pl.col("month")
        <= pl.col("registered_on").dt.month_start().dt.offset_by(f"{LATE_MONTHS}mo")
    )
    reason = (
        pl.when("posted")
        .then(pl.lit("public_post"))
        .when(late)
        .then(pl.lit("reported_late"))
        .when(pl.col("month") == pl.col("begun"))
        .then(pl.lit("back_to_work"))
    )
    acts = both.with_columns(reason=reason).sort("person", "month", "how")
    wrong = acts.filter(pl.col("reason").is_null())
    founders = _founders(world)
    planted = wrong.select("person", mechanism="how").unique("person", keep="first")
    innocent = acts.drop_nulls("reason").select("person", mechanism="reason")
    return labels(
        RULE, [planted, founders], [innocent, *_innocent(world), _strangers(world)]
    )


def _work(world: World) -> pl.DataFrame:
    """Return person, month, unit and how, one row for each month of work."""
    normal = (
        (pl.col("payer_kind") == "单位")
        & (pl.col("contribution_kind") == "正常应缴")
        & (pl.col("person") >= 0)
    )
    insured = (
        world.tables[CONTRIBUTION]
        .filter(normal)
        .select("person", month="paid_for", unit="unit_name", how=pl.lit("employed"))
    )
    wages = world.tables[PAYROLL].filter(
        ~pl.col("staff_type").is_in(NO_WORK) & (pl.col("person") >= 0)
    )
    waged = wages.select(
        "person", month="paid_for", unit="unit_name", how=pl.lit("on_the_payroll")
    )
    return pl.concat([insured, waged]).unique(maintain_order=True)


def _posted(world: World) -> list[int]:
    rows = world.tables[PAYROLL].filter(pl.col("staff_type") == "公益性岗位")
    return rows["person"].unique().to_list()


def _founded(world: World) -> pl.DataFrame:
    """Return who leads a firm founded while drawing: person, firm, how long."""
    firms = as_it_was(world, COMPANY).select(
        "founded_on",
        "held_from",
        "held_to",
        "is_gone",
        "is_next",
        person="legal_representative_person",
        firm="organisation_name",
    )
    drawing = benefits(world).select("person", "registered_on", "month")
    both = drawing.join(firms, on="person")
    return both.filter(pl.col("founded_on") > pl.col("registered_on"))


def _founders(world: World) -> pl.DataFrame:
    staffed = _work(world).select(firm="unit", month="month").unique()
    both = (
        _founded(world)
        .join(staffed, on=["firm", "month"])
        .filter(
            pl.col("held_from") <= pl.col("month"),
            pl.col("held_to").is_null() | (pl.col("held_to") >= pl.col("month")),
        )
    )
    months = both.group_by("person").agg(
        pl.col("month").n_unique(), pl.col("is_gone").any()
    )
    return months.filter(pl.col("month") > 1).select(
        "person",
        mechanism=pl.when("is_gone")
        .then(pl.lit("led_until_lately"))
        .otherwise(pl.lit("founder")),
    )


def _innocent(world: World) -> list[pl.DataFrame]:
    """Return who has a firm without staff, or any other row beside the benefit."""
    later = pl.when("is_next").then(pl.lit("took_over_since"))
    reason = later.otherwise(pl.lit("idle_firm"))
    idle = _founded(world).select("person", mechanism=reason).unique()
    rows = world.tables[BENEFIT].select("person").unique()
    beside = [
        rows.join(world.tables[path].select("person").unique(), on="person").select(
            "person", mechanism=pl.lit(name)
        )
        for path, name in ((CONTRIBUTION, "no_work_then"), (PAYROLL, "no_wage"))
    ]
    return [*beside, idle]


def _strangers(world: World) -> pl.DataFrame:
    known = world.tables[BENEFIT].filter(pl.col("person") >= 0)
    found = namesakes(known, world.tables[CONTRIBUTION])
    return found.with_columns(mechanism=pl.lit("namesake_at_work"))
