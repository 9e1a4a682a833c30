"""Villages' accounts: rents as the contracts say, small wages, transfers to firms."""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import polars as pl

from county.dirty_organisations import soil_organisations
from county.drawing import anniversaries, dates, pick, serials
from county.extract import Desk, Extract
from county.extracts.village_contract import FARMING
from county.file import File, half_year_files
from county.households import Ints
from county.layouts import Layout, columns_of
from county.purchases import years_of
from county.relatives import outsiders
from county.workdays import FIRST_DAY, LAST_DAY, draw_workdays, workdays
from county.world import World

PATH = "finance/village_voucher"
SHARE = 0.18
LABOUR, GOODS, WORKS, POWER, GRANT = range(5)
ACCOUNTS = ("劳务支出", "办公费用", "公益设施维护", "水电支出", "补助收入")
ACCOUNT_SHARES = (0.42, 0.22, 0.14, 0.12, 0.1)
USUAL_YUAN, MOST_YUAN = (260, 300, 2_800, 210, 6_000), (780, 950, 8_900, 900, 30_000)
CASH_YUAN, CASH_SHARE = 500, 0.5
HANDLED = {"accepted_by": "handled_by", "reviewed_by": "witnessed_by"}

LAYOUT = Layout(
    title="村级收支明细账",
    columns=columns_of(
        "town:乡镇 village:核算村 booked_on:业务日期 voucher_number:凭证编号 "
        "account_name:收支科目 summary:摘要 income_fen:收方金额 expense_fen:付方金额 "
        "payment_kind:结算方式 payee_name:领款人 payee_id_number:领款人身份证号 "
        "payee_account_number:对方账号 payee_organisation:供货单位 "
        "contract_number:合同号 ticket_number:票据编号 handled_by:报账员 "
        "witnessed_by:证明人 approved_by:审批人 :+附件数"
    ),
    titles=("云溪县村级“三资”监管平台收支明细账",),
    days="%Y-%m-%d",
    codes={"payment_kind": {"现金": "库存现金", "转账": "银行转账"}},
)


def keep_village_books(world: World) -> None:
    """Fill finance/village_voucher."""
    stream = world.generator(PATH)
    rents = _rents(world)
    count = max(
        world.tables["finance/village_contract"].height, round(world.people * SHARE)
    )
    rows = pl.concat(
        [rents, _daily(world, count - rents.height, stream)], how="diagonal"
    )
    rows = rows.sort("town", "village", "booked_on", maintain_order=True)
    rank = pl.int_range(1, pl.len() + 1).over("town", "village", "year")
    rows = rows.with_columns(
        pl.Series("year", years_of(rows["booked_on"].to_numpy()))
    ).with_columns(
        (
            pl.col("town").str.head(2)
            + pl.col("year").cast(pl.String)
            + "-"
            + rank.cast(pl.String).str.zfill(4)
        ).alias("voucher_number"),
        serials("PJ", np.arange(rows.height) * 3 + 11, 9).alias("ticket_number"),
    )
    world.append(PATH, world.handled(PATH, rows.drop("year")).rename(HANDLED))


def book_rents(world: World) -> None:
    """Book the rents of contracts that were entered later and are paid up."""
    known = world.tables[PATH].select("contract_number").drop_nulls()
    paid = world.tables["finance/village_contract"].filter(
        pl.col("received_fen") >= pl.col("due_fen")
    )
    rows = (
        _rents(world)
        .join(paid, on="contract_number", how="semi")
        .join(known, on="contract_number", how="anti")
        .sort("booked_on", "contract_number")
    )
    if rows.is_empty():
        return
    rank = np.arange(rows.height) + 1
    rows = rows.with_columns(
        serials("BJ", rank, 6).alias("voucher_number"),
        serials("PJB", rank, 9).alias("ticket_number"),
    )
    world.append(PATH, world.handled(PATH, rows).rename(HANDLED))


def _rents(world: World) -> pl.DataFrame:
    """Return the rents of the contracts that fell due within the period."""
    contracts = world.tables["finance/village_contract"]
    starts = contracts["starts_on"].to_numpy().astype("datetime64[D]")
    months = (
        FIRST_DAY.astype("datetime64[M]") - starts.astype("datetime64[M]")
    ).astype(np.int64)
    turns = np.maximum(-(-months // 12), 0)
    due = anniversaries(starts, turns * 12)
    inside = (due >= FIRST_DAY) & (due <= LAST_DAY)
    return contracts.select(
        "town",
        "village",
        "contract_number",
        dates(workdays(due)).alias("booked_on"),
        pl.lit("发包及租赁收入").alias("account_name"),
        (pl.lit("收") + pl.col("person_name") + "承包费").alias("summary"),
        pl.col("annual_rent_fen").alias("income_fen"),
        pl.lit("转账").alias("payment_kind"),
    ).filter(pl.Series(inside))


def _daily(world: World, count: int, stream: np.random.Generator) -> pl.DataFrame:
    places = world.persons.select("town", "village").unique(maintain_order=True)
    village = stream.integers(0, places.height, count)
    account = stream.choice(5, size=count, p=ACCOUNT_SHARES).astype(np.int64)
    usual = np.array(USUAL_YUAN)[account] * np.exp(stream.normal(0.0, 0.5, count))
    fen = np.minimum(usual, np.array(MOST_YUAN)[account]).astype(np.int64) * 100
    labour = account == LABOUR
    cash = labour & (fen <= CASH_YUAN * 100) & (stream.random(count) < CASH_SHARE)
    firm = np.isin(account, (GOODS, WORKS))
    supplier = stream.integers(0, world.tables["finance/supplier"].height, count)
    suppliers = world.tables["finance/supplier"][supplier]
    nothing = pl.Series([None] * count, dtype=pl.String)
    grant = pl.Series(account == GRANT)
    money = pl.Series(fen)
    none = pl.Series([None] * count, dtype=pl.Int64)
    payees = _payees(world, places, village, labour, stream)
    transfer = pl.Series(labour & ~cash)
    return places[village].with_columns(
        dates(draw_workdays(stream, count)).alias("booked_on"),
        pick(ACCOUNTS, account).alias("account_name"),
        pick(ACCOUNTS, account).alias("summary"),
        money.zip_with(grant, none).alias("income_fen"),
        money.zip_with(~grant, none).alias("expense_fen"),
        pick(("转账", "现金"), cash.astype(np.int64)).alias("payment_kind"),
        *payees.drop("account_number"),
        payees["account_number"]
        .zip_with(
            transfer, suppliers["account_number"].zip_with(pl.Series(firm), nothing)
        )
        .alias("payee_account_number"),
        _written_names(world, suppliers, pl.Series(firm)).alias("payee_organisation"),
    )


def _written_names(world: World, suppliers: pl.DataFrame, firm: pl.Series) -> pl.Series:
    """Return the firms as the villages wrote them; the world notes whom they meant."""
    nothing = pl.Series([None] * len(firm), dtype=pl.String)
    names = suppliers["supplier_name"].zip_with(firm, nothing)
    written, errors = soil_organisations(names, world.generator(f"{PATH}/names"))
    meant = pl.select(
        pl.lit(PATH).alias("dataset"),
        written.alias("spelling"),
        suppliers["supplier_credit_code"].alias("credit_code"),
        errors,
    )
    found = meant.drop_nulls("spelling").unique().sort(meant.columns)
    world.spellings = pl.concat([world.spellings, found])
    return written


def _payees(
    world: World,
    places: pl.DataFrame,
    village: Ints,
    labour: Ints,
    stream: np.random.Generator,
) -> pl.DataFrame:
    """Return a villager for each wage: somebody of the village, no cadre, no kin."""
    people = outsiders(world)
    home = world.persons.select("town", "village")[people].join(
        places.with_row_index("number"),
        on=["town", "village"],
        how="left",
        maintain_order="left",
    )["number"]
    order = np.argsort(home.to_numpy(), kind="stable")
    people, home_number = people[order], home.to_numpy()[order]
    first = np.searchsorted(home_number, village)
    size = np.searchsorted(home_number, village, side="right") - first
    chosen = first + (stream.random(len(village)) * size).astype(np.int64)
    paid = labour & (size > 0)
    person = people[np.minimum(chosen, len(people) - 1)]
    found = world.persons.select(
        payee_name="person_name",
        payee_id_number="id_number",
        account_number="account_number",
        payee_person="person",
    )[person]
    return found.select(
        pl.when(pl.Series(paid)).then(pl.col(name)).alias(name)
        for name in found.columns
    )


def _stop_wages(world: World, deaths: Mapping[int, date]) -> None:
    """Take out the wages of villagers after the month of their death."""
    day = pl.col("payee_person").replace_strict(
        deaths, default=None, return_dtype=pl.Date
    )
    later = (pl.col("booked_on") > day.dt.month_end()).fill_null(value=False)
    world.tables[PATH] = world.tables[PATH].filter(~later)


def _files() -> Iterator[File]:
    file = File(
        path=PATH,
        supplier=FARMING,
        folder="村级收支明细",
        name="村级收支明细账（{half}半年）.xlsx",
        layout=LAYOUT,
        sheet_by="town",
    )
    return half_year_files(file, "booked_on")


EXTRACT = Extract(
    path=PATH,
    fill=keep_village_books,
    files=_files,
    after=("finance/supplier", "finance/village_contract"),
    desk=Desk.TOWNS,
    on_death=_stop_wages,
    catch_up=book_rents,
)
