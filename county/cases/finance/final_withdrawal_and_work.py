"""HF-02: savings drawn at the end of work that went on, and lawful look-alikes."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Value
from county.cases.finance.fund_rows import (
    BUSY,
    PAYROLL,
    WITHDRAWAL,
    WORK,
    kept,
    savers,
    withdraw,
)
from county.cases.label import few, labels
from county.cases.months import window
from county.cases.payroll_rows import Job, employ
from county.cases.social_security.benefit_rows import contribute, firms_for
from county.world import World

RULE, PENSION = "HF-02", "social_security/pension_payment"
DATASETS = (WITHDRAWAL, WORK, PAYROLL)
LEFT, RETIRED, DRAWN = "终止劳动关系", "离退休", date(2026, 6, 8)
NO_WORK = ("离退休", "遗属补助", "村干部", "公益性岗位")
FOLLOWING, SEALED, DRAWN_MONTH, FEW = 3, 6, 7, 30
MEN, WOMEN = "60y", "50y"  # from these ages on nobody retires too early


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _draw(world: World, people: list[int], reason: str = LEFT, **more: Value) -> int:
    return withdraw(world, people, reason=reason, applied_on=DRAWN, **more)


def _insure(
    world: World, people: list[int], start: int, stop: int, payer: str = "单位"
) -> None:
    units = firms_for(world, people) if payer == "单位" else {}
    months = dict.fromkeys(people, window(start, stop))
    contribute(world, months, units=units, payer=payer)


def _insured_on(world: World, draw: Draw, wanted: int) -> int:
    """Let an employer insure people before and after they drew."""
    people = savers(world, draw, wanted)
    _insure(world, people, 0, 12)
    return _draw(world, people)


def _paid_on(world: World, draw: Draw, wanted: int) -> int:
    """Let the county pay people before and after they drew."""
    people = savers(world, draw, wanted)
    job = Job(staff_type="临聘", months=tuple(window(0, 12)))
    employ(world, dict.fromkeys(people, job))
    return _draw(world, people)


def _retired_young(world: World, draw: Draw, wanted: int) -> int:
    """Let insured people far from the retirement age draw as pensioners."""
    people = savers(world, draw, 2 * wanted)
    men = world.persons.filter(pl.col("person").is_in(people), pl.col("sex") == "男")
    chosen = men["person"].to_list()[:wanted]
    _insure(world, chosen, 0, 12)
    return _draw(world, chosen, RETIRED)


def _late_notice(world: World, draw: Draw, wanted: int) -> int:
    """Let the former employer insure people for two months more."""
    people = savers(world, draw, wanted)
    _insure(world, people, 0, DRAWN_MONTH + 2)
    return _draw(world, people)


def _found_work(world: World, draw: Draw, wanted: int) -> int:
    """Let people find work after half a year without."""
    people = savers(world, draw, wanted)
    _insure(world, people, DRAWN_MONTH, 12)
    return _draw(world, people)


def _self_insured(world: World, draw: Draw, wanted: int) -> int:
    """Let people pay their own contributions."""
    people = savers(world, draw, wanted)
    _insure(world, people, 0, 12, "个体")
    return _draw(world, people)


def _old_enough(world: World, draw: Draw, wanted: int) -> int:
    """Let people past the retirement age work on."""
    old = outside(world, living(world, youngest=64, oldest=68), *BUSY)
    people = draw.take(old["person"], wanted)
    _insure(world, people, 0, 12)
    return _draw(world, people, RETIRED)


def _called_off(world: World, draw: Draw, wanted: int) -> int:
    """Let people pay back what they drew."""
    people = savers(world, draw, wanted)
    _insure(world, people, 0, 12)
    back = date(2026, 7, 6)
    return _draw(world, people, returned_on=back, returned_fen=4_800_000)


PLANTERS: tuple[Planter, ...] = (_retired_young, _paid_on, _insured_on)
INNOCENTS: tuple[Planter, ...] = (
    _late_notice,
    _found_work,
    _self_insured,
    _old_enough,
    _called_off,
)


def judge(world: World) -> pl.DataFrame:
    """Return who drew at the end of work and worked on; see `label.LABEL`."""
    drawn = _drawn(world)
    months = _worked(world)
    both = drawn.join(months, on="person").with_columns(
        late=_months_between(pl.col("drawn"), pl.col("month"))
    )
    counts = both.group_by("act").agg(
        after=pl.col("month")
        .filter(pl.col("late").is_between(0, FOLLOWING - 1))
        .n_unique(),
        before=pl.col("month")
        .filter(pl.col("late").is_between(-SEALED, -1))
        .n_unique(),
    )
    known = world.tables[WORK]["paid_for"].min()
    acts = drawn.join(counts, on="act", how="left").with_columns(
        on=pl.col("after").fill_null(0) == FOLLOWING,
        gap=(pl.col("before").fill_null(0) == 0)
        & (_months_between(pl.lit(known), pl.col("drawn")) >= SEALED),
    )
    left = (pl.col("reason") == LEFT) & ~pl.col("gap")
    retired = (pl.col("reason") == RETIRED) & pl.col("young") & ~pl.col("pensioned")
    wrong = pl.col("is_kept") & pl.col("on") & (left | retired)
    return labels(
        RULE,
        [
            _told(
                acts.filter(wrong, pl.col("reason") == LEFT), "worked_on_after_leaving"
            ),
            _told(acts.filter(wrong), "worked_on_as_a_pensioner"),
        ],
        [
            _told(acts.filter(~pl.col("is_kept")), "called_off"),
            _told(acts.filter("on", pl.col("reason") == LEFT), "found_work"),
            _told(acts.filter("on"), "of_age"),
            _told(acts.filter(pl.col("after") > 0), "late_notice"),
            few(_told(acts, "no_work"), FEW),
        ],
    )


def _told(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select(pl.col("person").unique(), mechanism=pl.lit(mechanism))


def _months_between(first: pl.Expr, later: pl.Expr) -> pl.Expr:
    years = later.dt.year().cast(pl.Int32) - first.dt.year().cast(pl.Int32)
    return (
        12 * years + later.dt.month().cast(pl.Int32) - first.dt.month().cast(pl.Int32)
    )


def _drawn(world: World) -> pl.DataFrame:
    """Return act, person, reason, month drawn, is_kept, young and pensioned."""
    rows = kept(world, LEFT, RETIRED).filter(pl.col("person") >= 0)
    pensions = world.tables[PENSION].filter(pl.col("scheme") != "居民养老")
    lives = world.persons.select("person", "sex", "birth_on")
    men = pl.col("sex") == "男"
    born = pl.col("birth_on")
    due = pl.when(men).then(born.dt.offset_by(MEN)).otherwise(born.dt.offset_by(WOMEN))
    return (
        rows.with_row_index("act")
        .join(lives, on="person")
        .with_columns(
            drawn=pl.col("paid_on").dt.month_start(),
            young=due > pl.col("paid_on"),
            pensioned=pl.col("person").is_in(pensions["person"].unique().to_list()),
        )
    )


def _worked(world: World) -> pl.DataFrame:
    insured = world.tables[WORK].filter(
        (pl.col("payer_kind") == "单位")
        & (pl.col("contribution_kind") == "正常应缴")
        & (pl.col("unit_share_fen") > 0)
    )
    paid = world.tables[PAYROLL].filter(~pl.col("staff_type").is_in(NO_WORK))
    both = [rows.select("person", month="paid_for") for rows in (insured, paid)]
    return pl.concat(both).filter(pl.col("person") >= 0).unique()
