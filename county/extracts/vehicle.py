"""The register of motor vehicles; the poor own a motorcycle at most, or once a car."""

import numpy as np
import polars as pl

from county.calendar_days import days_in, moved
from county.drawing import ages_on, choose, dates, draw, identity
from county.extract import Extract
from county.file import POLICE, File, register_file
from county.households import Days, Ints
from county.layouts import Layout, columns_of
from county.livelihood import is_one_of, living
from county.poor_homes import RESTS_ON, allowance_since, in_need, registered
from county.world import World, today

PATH = "registry/vehicle"
CERTIFICATES = "registry/disability_certificate"
SHARE, AGES = 0.26, (19, 76)
MODEST_SHARE, WHEELCHAIR_SHARE, SCRAPPED_SHARE = 0.05, 0.012, 0.006
TODAY, NIGHT = np.datetime64(today, "D"), np.datetime64("NaT", "D")
CAR, CARRIAGE = "小型汽车", "残疾人专用汽车"
# vehicle kind, plate kind, weight, price in 分 of the cheapest
KINDS = (
    ("小型轿车", CAR, 44, 5_800_000),
    ("小型普通客车", CAR, 20, 7_200_000),
    ("小型轿车", "小型新能源汽车", 6, 6_900_000),
    ("普通二轮摩托车", "普通摩托车", 20, 420_000),
    ("轻型普通货车", CAR, 5, 4_600_000),
    ("三轮汽车", "低速车", 4, 1_100_000),
    ("重型货车", "大型汽车", 1, 18_000_000),
)
MODEST = (
    ("普通二轮摩托车", "普通摩托车", 420_000),
    ("三轮汽车", "低速车", 1_100_000),
)
STATES, STATE_SHARES = (
    ("正常", "转出", "报废", "逾期未检验"),
    (0.885, 0.06, 0.035, 0.02),
)
GONE = ("转出", "报废")
BRANDS = ("东岭牌", "长庆牌", "吉川牌", "云驰牌", "江锋牌", "远泰牌")
LAYOUT = Layout(
    title="机动车登记信息",
    columns=columns_of(
        "plate_kind:号牌种类 plate_number:号牌号码 person_name:机动车所有人 "
        "id_number:身份证明号码 vehicle_kind:车辆类型 use_kind:使用性质 "
        "brand:中文品牌 first_registered_on:初次登记日期 acquired_on:转移登记日期 "
        "status:机动车状态 left_on:注销日期 price_fen:发票价格 :+核定载客"
    ),
    days="%Y%m%d",
    codes={
        "plate_kind": {CAR: "02", "普通摩托车": "07", "小型新能源汽车": "52"},
        "vehicle_kind": {"小型轿车": "K33", "小型普通客车": "K31", "三轮汽车": "N11"},
        "use_kind": {"非营运": "A", "货运": "F"},
        "status": {"正常": "A", "转出": "B", "报废": "M", "逾期未检验": "Q"},
    },
)


def _fill(world: World) -> None:
    stream = world.generator("vehicles")
    rows = pl.concat([_owned(world, stream), *_of_the_poor(world, stream)])
    count = rows.height
    people = rows["person"].to_numpy().astype(np.int64)
    freight = rows["vehicle_kind"].is_in(["轻型普通货车", "重型货车"])
    facts = identity(world, people).hstack(rows.drop("person"))
    rows = facts.with_columns(
        _plates(rows["plate_kind"]),
        pl.when(freight)
        .then(pl.lit("货运"))
        .otherwise(pl.lit("非营运"))
        .alias("use_kind"),
        draw(BRANDS, count, stream).alias("brand"),
        pl.min_horizontal(
            "acquired_on",
            dates(moved(days_in(rows["acquired_on"]), -_older(count, stream))),
        ).alias("first_registered_on"),
        (pl.col("price_fen") * pl.Series(stream.integers(10, 24, count)) // 10).alias(
            "price_fen"
        ),
    )
    world.append(PATH, rows.sort("plate_kind", "plate_number"))


def _older(count: int, stream: np.random.Generator) -> Ints:
    """Return how many days a vehicle was another's before."""
    second_hand = stream.random(count) < 0.25  # noqa: PLR2004 - a share
    days = stream.integers(300, 2_500, count) * second_hand
    found: Ints = days
    return found


def _owned(world: World, stream: np.random.Generator) -> pl.DataFrame:
    ages = ages_on(world, today)
    fit = living(world) & ~in_need(world) & (ages >= AGES[0]) & (ages < AGES[1])
    pool = np.flatnonzero(fit)
    people = np.sort(stream.choice(pool, size=round(world.people * SHARE)))
    weights = np.array([kind[2] for kind in KINDS], dtype=np.float64)
    number = stream.choice(len(KINDS), size=len(people), p=weights / weights.sum())
    span = np.minimum((ages[people] - 18) * 365, 5_000)
    bought = TODAY - (15 + stream.random(len(people)) * span).astype(np.int64)
    state = draw(STATES, len(people), stream, STATE_SHARES)
    life = (stream.random(len(people)) * (TODAY - bought).astype(np.int64)).astype(
        np.int64
    )
    left = np.where(state.is_in(GONE).to_numpy(), bought + life, NIGHT)
    return _lines(
        people,
        bought,
        left,
        plate_kind=pl.Series([kind[1] for kind in KINDS]).gather(number),
        vehicle_kind=pl.Series([kind[0] for kind in KINDS]).gather(number),
        price_fen=pl.Series([kind[3] for kind in KINDS]).gather(number),
        status=state,
    )


def _lines(
    people: Ints, bought: Days, left: Days, **columns: pl.Series
) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "person": pl.Series(people).cast(pl.Int32),
            "acquired_on": dates(bought),
            "left_on": dates(left),
            **columns,
        }
    )


def _of_the_poor(world: World, stream: np.random.Generator) -> list[pl.DataFrame]:
    """Return what the poor own or owned lawfully."""
    ages = ages_on(world, today)
    fit = living(world) & in_need(world) & (ages >= AGES[0]) & (ages < AGES[1])
    pool = np.flatnonzero(fit)
    plain = choose(stream, pool, len(pool) * MODEST_SHARE)
    kind = stream.integers(0, len(MODEST), len(plain))
    days = TODAY - stream.integers(200, 2_000, len(plain))
    modest = _lines(
        plain,
        days,
        np.full(len(plain), NIGHT),
        plate_kind=pl.Series([one[1] for one in MODEST]).gather(kind),
        vehicle_kind=pl.Series([one[0] for one in MODEST]).gather(kind),
        price_fen=pl.Series([one[2] for one in MODEST]).gather(kind),
        status=pl.Series(["正常"]).new_from_index(0, len(plain)),
    )
    rest = np.setdiff1d(pool, plain)
    return [modest, _carriages(world, rest, stream), _scrapped(world, rest, stream)]


def _carriages(world: World, pool: Ints, stream: np.random.Generator) -> pl.DataFrame:
    """Return the small cars of people whose limbs are disabled."""
    lame = world.tables[CERTIFICATES].filter(
        (pl.col("disability_class") == "肢体") & (pl.col("status") == "有效")
    )
    able = is_one_of(world, lame["person"].to_numpy().astype(np.int64))
    people = choose(stream, pool[able[pool]], max(1, len(pool) * WHEELCHAIR_SHARE))
    return _one_kind(
        people, TODAY - stream.integers(100, 900, len(people)), CARRIAGE, "其他"
    )


def _one_kind(people: Ints, bought: Days, kind: str, plate: str) -> pl.DataFrame:
    none = np.full(len(people), NIGHT)
    words = {"plate_kind": plate, "vehicle_kind": kind, "status": "正常"}
    return _lines(
        people,
        bought,
        none,
        plate_kind=_all(words["plate_kind"], people),
        vehicle_kind=_all(words["vehicle_kind"], people),
        price_fen=pl.Series([1_600_000]).new_from_index(0, len(people)),
        status=_all(words["status"], people),
    )


def _all(word: str, people: Ints) -> pl.Series:
    return pl.Series([word]).new_from_index(0, len(people))


def _scrapped(world: World, pool: Ints, stream: np.random.Generator) -> pl.DataFrame:
    """Return cars that were scrapped before their owner asked for the allowance."""
    pool = pool[~registered(world)[pool]]
    since = allowance_since(world).filter(pl.col("person").is_in(pool.tolist()))
    size = max(1, len(pool) * SCRAPPED_SHARE)
    chosen = choose(stream, np.arange(since.height), size)
    people = since["person"].to_numpy().astype(np.int64)[chosen]
    left = since["first_for"].to_numpy().astype("datetime64[D]")[chosen] - 90
    rows = _one_kind(people, left - 2_400, "小型轿车", CAR)
    return rows.with_columns(
        dates(left).alias("left_on"), pl.lit("报废").alias("status")
    )


def _plates(kinds: pl.Series) -> pl.Expr:
    """Return plate numbers, distinct within a kind of plate."""
    number = pl.int_range(pl.len()).over("plate_kind")
    letters = pl.Series(list("ABCDEFGHJKLMNPQRSTUVWXYZ"))
    front = letters.gather(_places(kinds))
    area = (
        pl.when(pl.lit(kinds == "小型新能源汽车"))
        .then(pl.lit("鄂BD"))
        .otherwise(pl.lit("鄂B"))
    )
    return (area + front + (number % 10_000).cast(pl.String).str.zfill(4)).alias(
        "plate_number"
    )


def _places(kinds: pl.Series) -> pl.Series:
    """Return which ten thousand of its kind each plate falls into."""
    frame = kinds.to_frame("kind")
    return frame.select(
        (pl.int_range(pl.len()).over("kind") // 10_000) % 24
    ).to_series()


def _files() -> list[File]:
    return [register_file(PATH, POLICE, "机动车登记信息.csv", LAYOUT, really="utf-16")]


EXTRACT = Extract(
    path=PATH, fill=_fill, files=_files, after=(*RESTS_ON, CERTIFICATES), care=0.3
)
