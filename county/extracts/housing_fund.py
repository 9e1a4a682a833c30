"""Housing fund: accounts of public staff and of some companies' employees."""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import polars as pl

from county.cases.edit import mark, own, since
from county.drawing import dates, draw, identity, serials
from county.extract import Extract
from county.file import File, register_file
from county.layouts import Layout, columns_of
from county.standing import listed
from county.world import World, first_month, last_month

PATH = "registry/housing_fund"
FUND = "县住房公积金中心"
STAFF = ("公务员", "参公", "事业在编", "工勤", "国企")
COMPANY_SHARE, PERCENTS = 0.16, (8, 10, 12)
EARLIEST = np.datetime64("2004-01-01")
LAYOUT = Layout(
    title="住房公积金缴存账户",
    columns=columns_of(
        "fund_account_number:GRZH person_name:XM id_number:ZJHM unit_number:DWZH "
        "unit_name:DWMC base_fen:JCJS monthly_fen:YJCE rate_ppm:JCBL balance_fen:ZHYE "
        "opened_on:KHRQ paid_until:JZNY status:ZHZT closed_on:FCRQ has_loan:SFDK :+WDMC"
    ),
    days="%Y%m%d",
    codes={"status": {"正常": "01", "封存": "02", "销户": "03"}},
)


def fill(world: World) -> None:
    """Fill registry/housing_fund (about four rows for 100 people)."""
    stream = world.generator("housing_fund")
    rows = pl.concat([_staff(world), _employees(world, stream)]).sort("person")
    count = rows.height
    people = rows["person"].to_numpy().astype(np.int64)
    percent = np.array(PERCENTS)[stream.integers(0, len(PERCENTS), count)]
    percent = np.where(rows["is_public"].to_numpy(), PERCENTS[-1], percent)
    base = rows["base_fen"].to_numpy()
    began = rows["joined"].to_numpy().astype("datetime64[D]")
    first = np.datetime64(first_month, "D")
    known = np.where(np.isnat(began), first, began)
    opened = np.maximum(known, EARLIEST)
    closed = rows["closed_on"].to_numpy().astype("datetime64[D]")
    end = np.where(np.isnat(closed), np.datetime64(last_month, "D"), closed)
    months = (end.astype("datetime64[M]") - opened.astype("datetime64[M]")).astype(
        np.int64
    )
    monthly = base * percent // 100 * 2
    world.append(
        PATH,
        identity(world, people).with_columns(
            rows["unit_name"],
            rows["unit_number"],
            rows["base_fen"],
            rows["closed_on"],
            rows["status"],
            serials("420281", people + 1, 9).alias("fund_account_number"),
            pl.Series("monthly_fen", monthly),
            pl.Series("rate_ppm", percent * 10_000).cast(pl.Int32),
            pl.Series("balance_fen", monthly * np.clip(months, 1, 40)),
            dates(opened).alias("opened_on"),
            dates(end.astype("datetime64[M]").astype("datetime64[D]")).alias(
                "paid_until"
            ),
            draw(("否", "是"), count, stream, (0.78, 0.22)).alias("has_loan"),
        ),
    )


def _staff(world: World) -> pl.DataFrame:
    """Return the public staff's last month of pay and, if they left, the day."""
    payroll = world.tables["finance/staff_payroll"].filter(
        pl.col("staff_type").is_in(STAFF)
    )
    last = payroll.unique("person", keep="last", maintain_order=True)
    died = world.persons["died_on"].gather(last["person"].cast(pl.Int64))
    ended = pl.coalesce(died, "left_on")
    return last.select(
        "person", "unit_name", ("20" + pl.col("unit_code")).alias("unit_number"),
        pl.col("gross_fen").alias("base_fen"), pl.col("joined_on").alias("joined"),
        ended.alias("closed_on"),
        _status(died.is_not_null(), ended).alias("status"),
        pl.lit(value=True).alias("is_public"),
    )  # fmt: skip


def _employees(world: World, stream: np.random.Generator) -> pl.DataFrame:
    """Return some companies' insured employees; nobody who draws poor relief."""
    insured = world.tables["social_security/employee_enrolment"].filter(
        pl.col("insurance") == "企业养老", pl.col("unit_name").is_not_null()
    )
    poor = listed(world, "relief/dibao_member")[insured["person"].to_numpy()]
    some = stream.random(insured.height) < COMPANY_SHARE
    rows = insured.filter(pl.Series(some & ~poor))
    bases = world.tables["social_security/contribution"].select("person", "base_fen")
    rows = rows.join(
        bases.unique("person", keep="first", maintain_order=True),
        on="person", how="left", maintain_order="left",
    )  # fmt: skip
    ended = pl.col("stopped_on")
    return rows.select(
        "person", "unit_name", "unit_number", "base_fen",
        pl.col("enrolled_on").alias("joined"), ended.alias("closed_on"),
        _status(ended.is_not_null(), ended).alias("status"),
        pl.lit(value=False).alias("is_public"),
    )  # fmt: skip


def _status(died: pl.Series | pl.Expr, ended: pl.Expr) -> pl.Expr:
    return (
        pl.when(died)
        .then(pl.lit("销户"))
        .when(ended.is_not_null())
        .then(pl.lit("封存"))
        .otherwise(pl.lit("正常"))
    )


def end_with_death(world: World, deaths: Mapping[int, date]) -> None:
    """Close the accounts of the dead."""
    month = since(deaths).dt.month_start()
    mark(
        world,
        PATH,
        own(deaths),
        status="销户",
        closed_on=since(deaths),
        paid_until=month,
        paid_until_to=month.dt.month_end(),
    )


def files() -> Iterator[File]:
    """Yield the accounts as they stand in November."""
    yield register_file(PATH, FUND, "住房公积金缴存账户.dbf", LAYOUT)


EXTRACT = Extract(
    path=PATH,
    fill=fill,
    files=files,
    after=("social_security/employee_enrolment",),
    care=0.4,
    on_death=end_with_death,
)
