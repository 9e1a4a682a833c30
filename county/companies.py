"""Companies and traders: about 12 for every 100 people, some closed."""

import numpy as np
import polars as pl

from county.drawing import ages_on, choose, dates, draw
from county.households import Ints
from county.numbers import credit_codes
from county.places import COUNTY, REGION
from county.world import World, today

SHARE = 0.12
FRONT = "金鑫宏源华盛恒泰瑞祥顺达永兴和美嘉诚众信博雅惠民康丰茂隆"
TRADES = (
    *("建材", "商贸", "餐饮服务", "农业发展", "建筑工程", "汽车维修", "生态养殖"),
    *("电子商务", "装饰工程", "超市", "文化传媒", "机械加工", "果蔬种植", "劳务服务"),
)
KINDS = (
    ("有限责任公司", "有限公司", "91"),
    ("个体工商户", "经营部", "92"),
    ("农民专业合作社", "农民专业合作社", "93"),
)
KIND_SHARES = (0.32, 0.6, 0.08)
AGES = (22, 68)
CLOSED_SHARE, REVOKED_SHARE = 0.2, 0.03


def register_companies(world: World) -> None:
    """Fill registry/company; the dead lead none that is still open."""
    stream = world.generator("companies")
    ages = ages_on(world, today)
    alive = world.persons["died_on"].is_null().to_numpy()
    pool = np.flatnonzero(alive & (ages >= AGES[0]) & (ages <= AGES[1]))
    owners = choose(stream, pool, world.people * SHARE)
    stream.shuffle(owners)
    kind = stream.choice(3, size=len(owners), p=KIND_SHARES).astype(np.int64)
    persons = world.persons[owners]
    rows = persons.select(
        pl.col("person").alias("legal_representative_person"),
        pl.col("person_name").alias("legal_representative"),
        pl.col("id_number").alias("legal_representative_id_number"),
        "address",
        "phone",
    ).with_columns(
        _codes(kind),
        *_names(persons["town"], kind, stream),
        pl.Series([k[0] for k in KINDS]).gather(kind).alias("company_kind"),
        *_lives(ages[owners], stream),
    )
    world.append("registry/company", _told_apart(rows))


def _told_apart(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with `front` and `rest` joined to a name of their own.

    A registration office gives a name once: whoever comes later takes one more
    character. (Names of firms long closed may be given again; none is here, for
    then nobody could tell which of the two is meant where no code stands.)
    """
    turn = pl.int_range(pl.len()).over("front", "rest")
    letters = {turn: _more(turn) for turn in range(rows.height + 1)}
    more = turn.replace_strict(letters, return_dtype=pl.String)
    named = rows.with_columns(organisation_name=pl.col("front") + more + pl.col("rest"))
    return named.drop("front", "rest")


def _more(turn: int) -> str:
    """Return what the bearer of a name after `turn` others takes on top."""
    return FRONT[turn % len(FRONT)] * (1 + turn // len(FRONT)) if turn else ""


def _codes(kind: Ints) -> pl.Series:
    serial = np.arange(len(kind)) * 31 + 7_001
    codes = pl.select(
        pl.coalesce(
            pl.when(pl.Series(kind == number)).then(credit_codes(head, REGION, serial))
            for number, (_, _, head) in enumerate(KINDS)
        )
    ).to_series()
    return codes.alias("credit_code")


def _names(
    towns: pl.Series, kind: Ints, stream: np.random.Generator
) -> tuple[pl.Series, pl.Series]:
    count = len(kind)
    brand = draw(list(FRONT), count, stream) + draw(list(FRONT), count, stream)
    end = pl.Series([k[1] for k in KINDS]).gather(kind)
    place = COUNTY.removeprefix("湖北省")
    local = pl.Series(kind > 0).replace_strict({True: 1, False: 0}).to_list()
    part = towns.str.head(2).zip_with(pl.Series(local) == 1, pl.Series([""] * count))
    front = (place + part + brand).alias("front")
    return front, (draw(TRADES, count, stream) + end).alias("rest")


def _lives(ages: Ints, stream: np.random.Generator) -> list[pl.Series]:
    count = len(ages)
    day = np.datetime64(today, "D")
    span = np.minimum((ages - 21) * 365, 20 * 365)
    founded = day - (60 + stream.random(count) ** 1.5 * span).astype(np.int64)
    chance = stream.random(count)
    closed = chance < CLOSED_SHARE + REVOKED_SHARE
    life = (stream.random(count) * (day - founded).astype(np.int64)).astype(np.int64)
    ended = np.where(closed, founded + life, np.datetime64("NaT", "D"))
    status = np.where(closed, np.where(chance < REVOKED_SHARE, 2, 1), 0)
    words = pl.Series(["存续", "注销", "吊销"]).gather(status)
    return [
        dates(founded).alias("founded_on"),
        dates(ended).alias("cancelled_on"),
        words.alias("status"),
    ]
