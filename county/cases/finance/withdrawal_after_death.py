"""HF-05: savings drawn in the name of the dead, and by their heirs."""

from datetime import date, timedelta

import polars as pl

from county.cases.bury import earliest_deaths, let_die
from county.cases.choose import Draw, Planter, plant_each
from county.cases.edit import Value
from county.cases.finance.fund_rows import WITHDRAWAL, kept, savers, withdraw
from county.cases.label import few, labels
from county.cases.months import month_at
from county.cases.namesakes import bury_namesakes, namesakes
from county.world import World

RULE, DEATH = "HF-05", "registry/death"
DATASETS = (WITHDRAWAL, DEATH)
TURN = 0  # whoever is chosen later is alive
CERTIFICATE = "social_security/life_certificate"
IN_PERSON = ("人脸识别", "柜台", "入户", "视频", "住院")
MONTH, HEIRS, LOAN = month_at(4), "死亡继承", "偿还贷款"
LAG_DAYS, FEW = 60, 20


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _dead(world: World, draw: Draw, wanted: int) -> dict[int, date]:
    """Let savers die; return who, and when."""
    people = savers(world, draw, wanted)
    let_die(world, draw, dict.fromkeys(people, MONTH))
    died = world.persons.filter(pl.col("person").is_in(people))
    return dict(died.select("person", "died_on").iter_rows())


def _drawn(days: int, reason: str, **more: Value) -> Planter:
    """Return what draws so many days after the deaths, on some ground."""

    def planted(world: World, draw: Draw, wanted: int) -> int:
        deaths = _dead(world, draw, wanted)
        for person, died_on in deaths.items():
            on = died_on + timedelta(days=days)
            withdraw(world, [person], reason=reason, applied_on=on, **more)
        return len(deaths)

    return planted


def _applied_in_life(world: World, draw: Draw, wanted: int) -> int:
    """Let people die between application and payment."""
    deaths = _dead(world, draw, wanted)
    for person, died_on in deaths.items():
        on, paid = died_on - timedelta(days=1), died_on + timedelta(days=2)
        withdraw(world, [person], reason="租房", applied_on=on, paid_on=paid)
    return len(deaths)


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Let a stranger of the same name and birth date die."""
    people = savers(world, draw, wanted)
    bury_namesakes(world, people, date(2026, 3, 12))
    return withdraw(world, people, reason="租房", applied_on=date(2026, 6, 8))


PLANTERS: tuple[Planter, ...] = (
    _drawn(70, "终止劳动关系"),
    _drawn(90, "租房"),
    _drawn(150, LOAN),
)
INNOCENTS: tuple[Planter, ...] = (
    _drawn(50, HEIRS),
    _drawn(20, LOAN),
    _drawn(80, "租房", returned_on=date(2026, 8, 3), returned_fen=4_800_000),
    _applied_in_life,
    _namesake,
)


def judge(world: World) -> pl.DataFrame:
    """Return in whose name was drawn after the death; see `label.LABEL`."""
    every = world.tables[WITHDRAWAL]["reason"].unique().drop_nulls().to_list()
    rows = kept(world, *every).join(earliest_deaths(world), on="person")
    after = rows.filter(pl.col("applied_on") > pl.col("died_on"))
    heirs = after.filter(pl.col("reason") == HEIRS)
    others = after.filter(pl.col("reason") != HEIRS)
    late = (pl.col("paid_on") - pl.col("died_on")).dt.total_days() > LAG_DAYS
    seen = _certified(world)
    wrong = others.filter(
        pl.col("is_kept"),
        (pl.col("reason") != LOAN) | late,
        ~pl.col("person").is_in(seen["person"].to_list()),
    )
    return labels(
        RULE,
        [
            _told(wrong.filter(pl.col("reason") == LOAN), "order_goes_on"),
            _told(wrong, "drawn_after_death"),
        ],
        [
            _told(others.filter(~pl.col("is_kept")), "called_off"),
            _told(others.filter(pl.col("reason") == LOAN), "standing_order"),
            _told(others, "certified_alive"),
            few(_told(heirs, "heirs"), FEW),
            _told(rows.filter(pl.col("paid_on") > pl.col("died_on")), "in_life"),
            _told(_strangers(world), "namesake_died"),
        ],
    )


def _told(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select(pl.col("person").unique(), mechanism=pl.lit(mechanism))


def _certified(world: World) -> pl.DataFrame:
    """Return who was seen alive, face to face, after a recorded death."""
    shown = world.tables[CERTIFICATE].filter(
        pl.col("way").is_in(IN_PERSON), pl.col("result").fill_null("通过") == "通过"
    )
    both = shown.join(earliest_deaths(world), on="person")
    return both.filter(pl.col("certified_on") > pl.col("died_on"))


def _strangers(world: World) -> pl.DataFrame:
    known = world.tables[WITHDRAWAL].filter(pl.col("person") >= 0)
    return namesakes(known, world.tables[DEATH])
