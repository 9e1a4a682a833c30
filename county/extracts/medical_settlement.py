"""Medical settlements: one stay or a few visits each, never after a death.

A bill may be settled after the death of the patient; the days of service are not.
Who is in custody, abroad or at a class is not in hospital meanwhile.
"""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import polars as pl

from county.cases.edit import mark, own, remove, since
from county.drawing import choose, dates, days_of, draw, identity, serials
from county.extract import Extract
from county.file import File, half_year_files
from county.households import Days, Ints
from county.layouts import Layout, columns_of
from county.standing import day_between, last_days, listed
from county.world import World, first_month

PATH = "social_security/medical_settlement"
MEDICAL = "县医保局"
VISITOR_SHARE, VISITS, STAY_SHARE, LAST_STAY_SHARE = 0.082, 3, 0.022, 0.5
WINDOW = np.datetime64(first_month, "D"), np.datetime64("2026-10-31")
LATE_SHARE, LATE_DAYS = 0.02, 45
KINDS, KIND_SHARES = (("普通门诊", "门诊慢特病", "药店购药", "急诊"), (5, 2, 3, 0.4))
COUNTY_HOSPITAL, PHARMACY, STAY = "云溪县人民医院", "云溪县康民大药房", "住院"
LAYOUT = Layout(
    title="医疗费用结算明细",
    columns=columns_of(
        "settlement_number:结算流水号 personal_number:人员编号 person_name:患者姓名 "
        "id_number:证件号码 insurance:险种类型 visit_kind:就医类别 "
        "admitted_on:入院日期 "
        "discharged_on:出院时间 settled_on:结算时间 hospital:定点机构 "
        "hospital_number:医院编码 total_fen:医疗总费用 fund_fen:统筹基金支付 "
        "personal_account_fen:个账支付 cash_fen:现金支付 is_shared_account:是否共济 "
        ":+结算状态 :+医师编码"
    ),
    titles=("云溪县基本医疗保险费用结算明细",),
    days="%Y-%m-%d",
    codes={
        "insurance": {"职工医保": "310", "居民医保": "390"},
        "visit_kind": {"住院": "21", "普通门诊": "11", "药店购药": "41"},
    },
)


def fill(world: World) -> None:
    """Fill social_security/medical_settlement (about 18 rows for 100 people)."""
    stream = world.generator("medical_settlement")
    insured = world.tables["social_security/medical_enrolment"].filter(
        pl.col("enrolment_status").is_in(["正常参保", "终止参保"])
    )
    insured = insured.unique("person", keep="first", maintain_order=True).sort("person")
    free = ~listed(
        world, "registry/custody", "registry/exit_entry", "relief/training_enrolment"
    )
    pool = insured["person"].to_numpy().astype(np.int64)
    pool = pool[free[pool]]
    dying = pool[~np.isnat(days_of(world, "died_on")[pool])]
    ill = choose(stream, dying, len(dying) * LAST_STAY_SHARE)
    others = np.setdiff1d(pool, dying)
    stayed = choose(stream, others, max(2, world.people * STAY_SHARE))
    visited = choose(
        stream, np.setdiff1d(others, stayed), max(4, world.people * VISITOR_SHARE)
    )
    visits = np.repeat(visited, stream.integers(1, VISITS + 1, len(visited)))
    rows = pl.concat(
        [
            _stays(world, np.concatenate([ill, stayed]).astype(np.int64), stream),
            _visits(world, visits, stream),
        ]
    )
    known = insured.select("person", "personal_number", "insurance")
    rows = rows.join(known, on="person", how="left", maintain_order="left")
    world.append(PATH, _numbered(_shared_out(rows, stream)))


def _stays(world: World, people: Ints, stream: np.random.Generator) -> pl.DataFrame:
    last = last_days(world, people, WINDOW[1])
    born = np.maximum(days_of(world, "birth_on")[people], WINDOW[0])
    died = days_of(world, "died_on")[people]
    discharged = day_between(np.minimum(born + 3, last), last, stream)
    discharged = np.where(np.isnat(died), discharged, last)
    stay = stream.integers(2, 19, len(people))
    admitted = np.maximum(discharged - stay, np.minimum(born, discharged))
    rows = identity(world, people, "town")
    own_town = "云溪县" + rows["town"] + "卫生院"
    away = pl.Series(stream.random(len(people)) < LAST_STAY_SHARE)
    place = own_town.set(away, COUNTY_HOSPITAL)
    total = stay * stream.integers(30_000, 120_000, len(people))
    return _bills(rows, (admitted, discharged), total, stream).with_columns(
        pl.lit(STAY).alias("visit_kind"), place.alias("hospital")
    )


def _visits(world: World, people: Ints, stream: np.random.Generator) -> pl.DataFrame:
    low = np.maximum(days_of(world, "birth_on")[people], WINDOW[0])
    day = day_between(low, np.full(len(people), WINDOW[1]), stream)
    rows = identity(world, people, "town")
    kind = draw(KINDS, len(people), stream, KIND_SHARES)
    own_town = "云溪县" + rows["town"] + "卫生院"
    shop = own_town.set(kind == "药店购药", PHARMACY)
    total = stream.integers(2_000, 60_000, len(people))
    return _bills(rows, (day, day), total, stream).with_columns(
        kind.alias("visit_kind"), shop.alias("hospital")
    )


def _bills(
    rows: pl.DataFrame,
    days: tuple[Days, Days],
    total: Ints,
    stream: np.random.Generator,
) -> pl.DataFrame:
    """Return rows with their days of service, day of settlement and total."""
    late = stream.random(rows.height) < LATE_SHARE
    wait = np.where(late, stream.integers(5, LATE_DAYS, rows.height), 0)
    settled = np.minimum(days[1] + wait, np.maximum(days[1], WINDOW[1]))
    return rows.drop("town").with_columns(
        dates(days[0]).alias("admitted_on"),
        dates(days[1]).alias("discharged_on"),
        dates(settled).alias("settled_on"),
        pl.Series("total_fen", total, dtype=pl.Int64),
    )


def _shared_out(rows: pl.DataFrame, stream: np.random.Generator) -> pl.DataFrame:
    """Return the bills divided between fund, account and patient."""
    share = (
        pl.when(pl.col("visit_kind") == "药店购药")
        .then(0)
        .when(pl.col("visit_kind") == STAY)
        .then(68)
        .otherwise(50)
    )
    shared = pl.Series(stream.random(rows.height) < 0.05)  # noqa: PLR2004 - a share
    fund = pl.col("total_fen") * share // 100
    rest = pl.col("total_fen") - pl.col("fund_fen")
    employee = pl.col("insurance") == "职工医保"
    return (
        rows.with_columns(fund.alias("fund_fen"))
        .with_columns(
            pl.when(employee | shared)
            .then(rest // 2)
            .otherwise(0)
            .alias("personal_account_fen"),
            pl.when(~employee & shared)
            .then(pl.lit("是"))
            .otherwise(pl.lit("否"))
            .alias("is_shared_account"),
        )
        .with_columns((rest - pl.col("personal_account_fen")).alias("cash_fen"))
    )


def _numbered(rows: pl.DataFrame) -> pl.DataFrame:
    rows = rows.sort("settled_on", "person", "admitted_on")
    number = serials("JS2026", np.arange(rows.height) * 7 + 11, 10)
    return rows.with_columns(
        number.alias("settlement_number"),
        (
            "H420281"
            + (pl.col("hospital").rank("dense") + 10).cast(pl.String).str.zfill(5)
        ).alias("hospital_number"),
    )


def end_with_death(world: World, deaths: Mapping[int, date]) -> None:
    """Take out services after a death; a stay ends with it."""
    remove(world, PATH, pl.col("admitted_on") > since(deaths))
    later = own(deaths) & (pl.col("discharged_on") > since(deaths))
    mark(world, PATH, later, discharged_on=since(deaths))


def files() -> Iterator[File]:
    """Yield one workbook for each half-year."""
    file = File(
        path=PATH,
        supplier=MEDICAL,
        folder="医保结算",
        name="医疗费用结算明细2026年{half}半年.xlsx",
        layout=LAYOUT,
    )
    return half_year_files(file, "settled_on")


EXTRACT = Extract(
    path=PATH,
    fill=fill,
    files=files,
    after=(
        "registry/custody",
        "registry/exit_entry",
        "social_security/medical_enrolment",
    ),
    care=0.4,
    on_death=end_with_death,
)
