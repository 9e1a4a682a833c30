"""U03: subsidies to the disabled that fell short, and what only looks so."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, plant_each
from county.cases.edit import mark, own
from county.cases.label import labels
from county.cases.months import last_day, month_at
from county.file import HALF
from county.world import World

RULE, PATH = "U03", "relief/disability_subsidy"
CERTIFICATE, DIBAO = "registry/disability_certificate", "relief/dibao_member"
DATASETS = (PATH, CERTIFICATE)
TURN = 0
LIFE, CARE = "生活补贴", "护理补贴"
GAP = 2  # months that are left out before the second half of the year
KEY = ["person", "subsidy_kind"]
ARRIVED = pl.col("payment_result") == "成功"
FIRST_HALF, SECOND_HALF = pl.col("paid_for") < HALF, pl.col("paid_for") >= HALF
MONTHS = (
    (pl.col("paid_for_to").dt.year() - pl.col("paid_for").dt.year()) * 12
    + pl.col("paid_for_to").dt.month().cast(pl.Int32)
    - pl.col("paid_for").dt.month().cast(pl.Int32)
    + 1
)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _whole(world: World, draw: Draw, wanted: int) -> list[int]:
    """Draw the living who got one subsidy in two half-years that meet."""
    lines = world.tables[PATH].filter(ARRIVED)
    known = lines.group_by("person").agg(
        pl.len(),
        kinds=pl.col("subsidy_kind").n_unique(),
        starts=pl.col("paid_for").min(),
        turns=(pl.col("paid_for") == HALF).sum(),
        ends=(pl.col("paid_for_to") == last_day(month_at(5))).sum(),
    )
    sound = (pl.col("len") == 2) & (pl.col("kinds") == 1) & (pl.col("turns") == 1)  # noqa: PLR2004 - two half-years
    sound &= (pl.col("ends") == 1) & (pl.col("starts") <= month_at(1))
    alive = living(world)["person"].implode()
    listed = known.filter(sound & pl.col("person").is_in(alive))
    return draw.take(listed["person"], wanted)


def _leave_out(world: World, people: list[int]) -> None:
    """End the first half-year's line two months early."""
    mark(
        world,
        PATH,
        own(people) & FIRST_HALF,
        paid_for_to=last_day(month_at(5 - GAP)),
        amount_fen=pl.col("amount_fen") - GAP * pl.col("standard_fen"),
    )


def _months_left_out(world: World, draw: Draw, wanted: int) -> int:
    """Leave out two months in between."""
    people = _whole(world, draw, wanted)
    _leave_out(world, people)
    return len(people)


def _below_the_standard(world: World, draw: Draw, wanted: int) -> int:
    """Pay half a year by a standard that is ten yuan too low."""
    people = _whole(world, draw, wanted)
    _pay_low(world, people)
    return len(people)


def _pay_low(world: World, people: list[int]) -> None:
    mark(
        world,
        PATH,
        own(people) & FIRST_HALF,
        standard_fen=pl.col("standard_fen") - 1_000,
        amount_fen=(pl.col("standard_fen") - 1_000) * MONTHS,
    )


def _made_good(world: World, draw: Draw, wanted: int) -> int:
    """Pay the months that were left out with the second half-year."""
    people = _whole(world, draw, wanted)
    _leave_out(world, people)
    second = own(people) & SECOND_HALF
    more = pl.col("amount_fen") + GAP * pl.col("standard_fen")
    mark(world, PATH, second, amount_fen=more)
    return len(people)


def _difference_paid(world: World, draw: Draw, wanted: int) -> int:
    """Pay the difference to the standard with the second half-year."""
    people = _whole(world, draw, wanted)
    _pay_low(world, people)
    more = pl.col("amount_fen") + 6 * 1_000
    mark(world, PATH, own(people) & SECOND_HALF, amount_fen=more)
    return len(people)


def _between_certificates(world: World, draw: Draw, wanted: int) -> int:
    """Leave out the months for which no certificate was valid."""
    people = _whole(world, draw, wanted)
    _leave_out(world, people)
    mark(world, CERTIFICATE, own(people), issued_on=month_at(6))
    return len(people)


PLANTERS: tuple[Planter, ...] = (_months_left_out, _below_the_standard)
INNOCENTS: tuple[Planter, ...] = (_made_good, _difference_paid, _between_certificates)


def judge(world: World) -> pl.DataFrame:
    """Return whose subsidy fell short of the months or of the county's standard."""
    lines = world.tables[PATH].with_columns(count=MONTHS)
    normal = pl.col("standard_fen").mode().min().over("subsidy_kind")
    lines = lines.with_columns(normal=normal)
    lines = lines.with_columns(over=pl.col("amount_fen") - pl.col("normal") * MONTHS)
    extra = lines.filter(ARRIVED, pl.col("over") > 0).select(
        *KEY, "over", later_on="paid_on"
    )
    low = lines.filter(ARRIVED, pl.col("over") < 0).with_columns(due=-pl.col("over"))
    gaps = _gaps(world, lines)
    parts = [
        (low, "below_the_standard", "difference_paid"),
        (gaps.filter("held"), "months_left_out", "made_good"),
    ]
    wrong: list[pl.DataFrame] = []
    alike: list[pl.DataFrame] = []
    for rows, mechanism, innocent in parts:
        met = rows.join(extra, on=KEY).filter(pl.col("later_on") >= pl.col("paid_on"))
        settled = met.filter(pl.col("over_right") >= pl.col("due"))
        open_ones = rows.join(settled, on=[*KEY, "paid_for"], how="anti")
        wrong.append(_named(open_ones, mechanism))
        alike.append(_named(settled, innocent))
    alike.append(_named(gaps.filter(~pl.col("held")), "between_certificates"))
    return labels(RULE, wrong, alike)


def _gaps(world: World, lines: pl.DataFrame) -> pl.DataFrame:
    """Return the lines before which months are missing: due, held."""
    ordered = lines.sort(*KEY, "paid_for").with_columns(
        from_on=pl.col("paid_for_to").shift(1).over(KEY).dt.offset_by("1d")
    )
    gaps = ordered.filter(pl.col("from_on") < pl.col("paid_for"))
    held = _spells(world.tables[CERTIFICATE], "issued_on", "valid_until")
    poor = _spells(world.tables[DIBAO], "first_for", "stopped_on")
    ok = [_covers(held, row) for row in gaps.iter_rows(named=True)]
    aided = [
        row["subsidy_kind"] == CARE or _covers(poor, row)
        for row in gaps.iter_rows(named=True)
    ]
    missing = pl.col("paid_for").dt.year() * 12 + pl.col("paid_for").dt.month()
    since = pl.col("from_on").dt.year() * 12 + pl.col("from_on").dt.month()
    return gaps.with_columns(
        due=(missing - since) * pl.col("normal"),
        held=pl.Series(ok, dtype=pl.Boolean) & pl.Series(aided, dtype=pl.Boolean),
    )


Spells = dict[int, list[tuple[date, date]]]


def _spells(rows: pl.DataFrame, start: str, end: str) -> Spells:
    spells: Spells = {}
    for person, first, last in rows.select("person", start, end).iter_rows():
        spells.setdefault(person, []).append((first, last or date.max))
    return spells


def _covers(spells: Spells, row: dict[str, date]) -> bool:
    own_spells = spells.get(int(str(row["person"])), [])
    return any(
        first <= row["from_on"] and last >= row["paid_for"]
        for first, last in own_spells
    )


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select(pl.col("person").unique(), mechanism=pl.lit(mechanism))
