"""PR-07: relief received twice in a month, and people who only look so."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.dibao_rows import MEMBER, PAYMENT, Aid, grant
from county.cases.edit import Value, add, mark, own
from county.cases.label import labels
from county.cases.months import MONTHS_A_YEAR, window
from county.cases.relief.insured import insured_months
from county.cases.relief.kept_rows import KEPT, keep
from county.world import World

RULE, ORPHAN = "PR-07", "relief/orphan"
DATASETS = (MEMBER, PAYMENT, KEPT, ORPHAN)
YEAR = tuple(window(0, MONTHS_A_YEAR))
LONG_AGO, NEVER = date(2024, 1, 1), date(2099, 1, 1)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _free(world: World, *, youngest: int, oldest: int) -> pl.DataFrame:
    people = living(world, youngest=youngest, oldest=oldest)
    return outside(world, people, MEMBER, PAYMENT, KEPT, ORPHAN)


def _heads(world: World, draw: Draw, wanted: int) -> list[int]:
    heads = _free(world, youngest=60, oldest=88)
    return draw.take(
        heads.filter(pl.col("relation_to_head") == "户主")["person"], wanted
    )


def _kept_beside(world: World, draw: Draw, wanted: int) -> int:
    """Insure people whom the state keeps already."""
    people = _heads(world, draw, wanted)
    grant(world, dict.fromkeys(people, Aid(months=YEAR)))
    add(world, KEPT, [keep(world, person) for person in people])
    return len(people)


def _pairs(world: World, draw: Draw, wanted: int) -> dict[int, int]:
    """Return a child of another household for each of some heads."""
    heads = _free(world, youngest=45, oldest=80)
    heads = heads.filter(pl.col("relation_to_head") == "户主")
    both = heads.select(parent="person").join(
        _free(world, youngest=22, oldest=60).filter(
            pl.col("relation_to_head") == "户主"
        ),
        left_on="parent",
        right_on="father",
        how="inner",
    )
    children = dict(both.select("parent", "person").iter_rows())
    return {parent: children[parent] for parent in draw.take(children, wanted)}


def _two_homes(
    world: World, draw: Draw, wanted: int, months: tuple[slice, slice]
) -> int:
    """List each parent alone, and again in the household of a child."""
    pairs = _pairs(world, draw, wanted)
    grant(world, {parent: Aid(months=YEAR[months[0]]) for parent in pairs})
    first = YEAR[months[1]][0]
    grant(
        world,
        {
            child: Aid(months=YEAR[months[1]], members=(parent,), first_for=first)
            for parent, child in pairs.items()
        },
    )
    return len(pairs)


def _with_child_too(world: World, draw: Draw, wanted: int) -> int:
    """Pay a parent alone all the year and with a child's household besides."""
    return _two_homes(world, draw, wanted, (slice(None), slice(None)))


def _moved(world: World, draw: Draw, wanted: int) -> int:
    """Pay a parent alone until the month in which a child's household begins."""
    return _two_homes(world, draw, wanted, (slice(0, 6), slice(5, None)))


def _moved_cleanly(world: World, draw: Draw, wanted: int) -> int:
    """Pay a parent alone until the month before a child's household begins."""
    return _two_homes(world, draw, wanted, (slice(0, 5), slice(5, None)))


def _kept_after(world: World, draw: Draw, wanted: int) -> int:
    """Insure people for half a year; the state keeps them from then on."""
    people = _heads(world, draw, wanted)
    grant(world, dict.fromkeys(people, Aid(months=YEAR[:6])))
    add(world, KEPT, [keep(world, p, first_for=YEAR[6]) for p in people])
    return len(people)


def _kept_before(world: World, draw: Draw, wanted: int) -> int:
    """Insure people whom the state kept until the year before."""
    people = _heads(world, draw, wanted)
    grant(world, dict.fromkeys(people, Aid(months=YEAR)))
    ended: dict[str, Value] = {"status": "停保", "stopped_on": date(2025, 8, 31)}
    add(world, KEPT, [keep(world, p, **ended) for p in people])
    return len(people)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Have the allowance of people whom the state keeps come back."""
    people = _heads(world, draw, wanted)
    grant(world, dict.fromkeys(people, Aid(months=YEAR)))
    add(world, KEPT, [keep(world, person) for person in people])
    mark(world, PAYMENT, own(people), payment_result="退回")
    return len(people)


PLANTERS: tuple[Planter, ...] = (_with_child_too, _kept_beside)
INNOCENTS: tuple[Planter, ...] = (
    _moved,
    _moved_cleanly,
    _kept_after,
    _kept_before,
    _returned,
)


def judge(world: World) -> pl.DataFrame:
    """Return who was helped twice in a month that no move explains."""
    months = insured_months(world)
    spans = months.with_columns(
        first=pl.col("month").min().over("person", "head"),
        last=pl.col("month").max().over("person", "head"),
    )
    two = spans.join(spans, on=["person", "month"], suffix="_other")
    two = two.filter(pl.col("head") != pl.col("head_other"))
    move = (pl.col("first") == pl.col("month")) & (
        pl.col("last_other") == pl.col("month")
    )
    back = (pl.col("first_other") == pl.col("month")) & (
        pl.col("last") == pl.col("month")
    )
    moved = two.filter(move | back).select("person", mechanism=pl.lit("month_of_move"))
    kept = _beside_kept(world, months)
    twice = two.filter(~(move | back))
    wrong = [
        twice.select("person", mechanism=pl.lit("two_certificates")),
        kept.filter("together").select("person", mechanism=pl.lit("kept_as_well")),
    ]
    returned = _beside_kept(world, insured_months(world, success=False))
    return labels(
        RULE,
        [one.unique() for one in wrong],
        [
            moved.unique(),
            _one_after_another(months),
            kept.select("person", mechanism=pl.lit("kept_at_another_time")).unique(),
            returned.select("person", mechanism=pl.lit("payment_returned")).unique(),
        ],
    )


def _beside_kept(world: World, months: pl.DataFrame) -> pl.DataFrame:
    spells = [
        world.tables[path].select("person", "first_for", "stopped_on")
        for path in (KEPT, ORPHAN)
    ]
    both = months.join(pl.concat(spells), on="person")
    ends = pl.col("stopped_on").fill_null(NEVER)
    through = (pl.col("first_for") <= pl.col("month")) & (
        ends > pl.col("month").dt.month_end()
    )
    return both.with_columns(together=through & (pl.col("status") != "渐退"))


def _one_after_another(months: pl.DataFrame) -> pl.DataFrame:
    several = months.filter(pl.col("head").n_unique().over("person") > 1)
    return several.select(
        pl.col("person").unique(), mechanism=pl.lit("one_after_another")
    )
