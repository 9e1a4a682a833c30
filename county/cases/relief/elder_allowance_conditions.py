"""PR-10: allowance of the very old against its conditions, and what only looks so."""

import polars as pl

from county.cases.bury import earliest_deaths, let_die
from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, Value, add, facts, own, remove
from county.cases.label import labels
from county.cases.months import last_day, month_at
from county.world import World

RULE, PATH, STANDARD_FEN = "PR-10", "relief/elder_allowance", 5_000
DATASETS = (PATH, "registry/resident")
TURN = 0  # whoever is chosen later is alive
FROM_AGE = {"80-89岁": 80, "90-99岁": 90, "100岁以上": 100}
LAG_DAYS = 60


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _row(world: World, person: int, first: int, last: int, **changes: Value) -> Row:
    """Return a line for the window months from `first` to `last`."""
    row, end = facts(world, person), month_at(last)
    return {
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        "phone": row["phone"],
        "address": row["address"],
        "age_band": "80-89岁",
        "paid_for": month_at(first),
        "paid_for_to": last_day(end),
        "standard_fen": STANDARD_FEN,
        "amount_fen": STANDARD_FEN * (last - first + 1),
        "account_name": row["person_name"],
        "account_number": row["account_number"],
        "paid_on": end.replace(day=20),
        "payment_result": "成功",
        "town": row["town"],
        "village": row["village"],
        "person": person,
        **changes,
    }


def _younger(world: World, draw: Draw, wanted: int) -> list[int]:
    old = living(world, youngest=72, oldest=77)
    return draw.take(outside(world, old, PATH, kin=False)["person"], wanted)


def _aged(world: World, draw: Draw, wanted: int, ages: tuple[int, int]) -> list[int]:
    """Draw people of an age; whatever the allowance paid them until now is gone."""
    old = living(world, youngest=ages[0], oldest=ages[1])
    people = draw.take(old["person"], wanted)
    remove(world, PATH, own(people))
    return people


def _too_young(world: World, draw: Draw, wanted: int) -> int:
    """Pay people in their seventies."""
    people = _younger(world, draw, wanted)
    add(world, PATH, [_row(world, p, n, n + 5) for p in people for n in (0, 6)])
    return len(people)


def _after_death(world: World, draw: Draw, wanted: int) -> int:
    """Pay people until October who die in January."""
    people = _aged(world, draw, wanted, (81, 97))
    add(world, PATH, [_row(world, p, n, n + 5) for p in people for n in (0, 6)])
    let_die(world, draw, dict.fromkeys(people, month_at(2)), sparing=PATH)
    return len(people)


def _twice(world: World, draw: Draw, wanted: int) -> int:
    """Pay a half-year and, within it, another one that overlaps."""
    people = _aged(world, draw, wanted, (81, 88))
    rows = [_row(world, p, 6, 11) for p in people]
    rows += [_row(world, p, 8, 11) for p in people]
    add(world, PATH, rows)
    return len(people)


def _band_too_high(world: World, draw: Draw, wanted: int) -> int:
    """Pay people in their eighties as if they were ninety."""
    people = _aged(world, draw, wanted, (82, 87))
    high: dict[str, Value] = {"age_band": "90-99岁", "standard_fen": 2 * STANDARD_FEN}
    add(world, PATH, [_row(world, p, 0, 5, **high) for p in people])
    return len(people)


def _lawful(world: World, draw: Draw, wanted: int) -> int:
    """Pay people of the age, half-year after half-year."""
    people = _aged(world, draw, wanted, (81, 88))
    add(world, PATH, [_row(world, p, n, n + 5) for p in people for n in (0, 6)])
    return len(people)


def _month_of_death(world: World, draw: Draw, wanted: int) -> int:
    """Pay people until the month in which they die."""
    people = _aged(world, draw, wanted, (81, 97))
    add(world, PATH, [_row(world, p, 0, 5) for p in people])
    let_die(world, draw, dict.fromkeys(people, month_at(5)), sparing=PATH)
    return len(people)


def _within_the_lag(world: World, draw: Draw, wanted: int) -> int:
    """Pay a half-year whose last month follows the month of death."""
    people = _aged(world, draw, wanted, (81, 97))
    add(world, PATH, [_row(world, p, 0, 5) for p in people])
    let_die(world, draw, dict.fromkeys(people, month_at(4)), sparing=PATH)
    return len(people)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Have payments to people in their seventies come back."""
    people = _younger(world, draw, wanted)
    back: dict[str, Value] = {"payment_result": "退回"}
    add(world, PATH, [_row(world, p, 0, 5, **back) for p in people])
    return len(people)


PLANTERS: tuple[Planter, ...] = (_too_young, _after_death, _twice, _band_too_high)
INNOCENTS: tuple[Planter, ...] = (_lawful, _month_of_death, _within_the_lag, _returned)


def judge(world: World) -> pl.DataFrame:
    """Return who was paid before the age, after death or twice."""
    rows = world.tables[PATH].with_row_index("line")
    paid = rows.filter(pl.col("payment_result") == "成功")
    paid = paid.join(
        world.persons.select("person", "birth_on"), on="person", how="left"
    ).join(earliest_deaths(world), on="person", how="left")
    wrong = [_young(paid), _dead(paid), _doubled(paid)]
    returned = rows.filter(pl.col("payment_result") != "成功")
    back = returned.join(world.persons.select("person", "birth_on"), on="person")
    alike = [
        _named(paid.filter(pl.col("died_on").is_not_null()), "paid_until_death"),
        _named(back.filter(_early("80-89岁")), "payment_returned"),
        _named(_in_turn(paid), "one_half_year_after_another"),
    ]
    return labels(RULE, wrong, alike)


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select(pl.col("person").unique(), mechanism=pl.lit(mechanism))


def _early(band: str) -> pl.Expr:
    reached = pl.col("birth_on").dt.offset_by(f"{FROM_AGE[band]}y").dt.month_start()
    return reached > pl.col("paid_for")


def _young(paid: pl.DataFrame) -> pl.DataFrame:
    """Return who had not reached the lowest age, or not that of the band."""
    below = paid.filter(_early("80-89岁"))
    parts = [
        paid.filter(pl.col("age_band") == band).filter(_early(band))
        for band in FROM_AGE
    ]
    higher = pl.concat(parts).join(below, on="person", how="anti")
    return pl.concat([_named(below, "too_young"), _named(higher, "band_too_high")])


def _dead(paid: pl.DataFrame) -> pl.DataFrame:
    over = paid.filter(
        (pl.col("paid_for_to") > pl.col("died_on").dt.month_end())
        & (pl.col("paid_on") > pl.col("died_on").dt.month_end())
        & (pl.col("paid_on") > pl.col("died_on") + pl.duration(days=LAG_DAYS))
    )
    return _named(over, "paid_after_death")


def _doubled(paid: pl.DataFrame) -> pl.DataFrame:
    both = paid.join(paid, on="person", suffix="_other")
    both = both.filter(
        pl.col("line") > pl.col("line_other"),
        pl.col("paid_for") <= pl.col("paid_for_to_other"),
        pl.col("paid_for_to") >= pl.col("paid_for_other"),
    )
    return _named(both, "paid_twice")


def _in_turn(paid: pl.DataFrame) -> pl.DataFrame:
    several = paid.filter(pl.len().over("person") > 1, pl.col("died_on").is_null())
    return several.sort("person").head(40)
