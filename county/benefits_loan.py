"""Personal loans with their notes: guaranteed ones since 2014, and ordinary ones."""

import numpy as np
import polars as pl

from county.drawing import (
    ages_on,
    anniversaries,
    choose,
    dates,
    days_of,
    draw,
    identity,
    serials,
)
from county.households import Bools, Days, Ints
from county.livelihood import trading_homes
from county.loan_policy import (
    GUARANTEED,
    contract_rates,
    loan_limits,
    loan_months,
    one_year_lpr,
)
from county.staff import staff_people
from county.world import World, today

GUARANTEED_SHARE, OTHER_SHARE = 0.005, 0.095
KINDS = ("扶贫小额信贷", "商业贷款", "助学贷款", "住房贷款", "消费贷款", "购车贷款")
KIND_SHARES = (0.2, 0.28, 0.04, 0.24, 0.18, 0.06)
KIND_YUAN = (50_000, 300_000, 8_000, 350_000, 60_000, 110_000)
KIND_MONTHS = (36, 24, 120, 240, 24, 36)
POOR, CONSUMPTION, POOR_AGE = 0, 4, 26  # places in `KINDS`; today, years after signing
SECOND_NOTE_SHARE, EARLY_SHARE, OVERDUE_SHARE = 0.08, 0.06, 0.03
GUARANTEED_AGES, OTHER_AGES = (34, 62), (24, 62)  # today, years after signing
BORROWERS = (
    "城镇登记失业人员",
    "返乡创业农民工",
    "退役军人",
    "高校毕业生",
    "脱贫人口",
    "网络商户",
)
RETURNED = BORROWERS[1]
PURPOSES = ("购进货物", "扩大经营", "种植养殖", "店面装修", "购置设备")
STANDING_DAYS = 190
NOTHING = np.datetime64("NaT", "D")
TODAY = np.datetime64(today, "D")


def lend(world: World) -> None:
    """Fill loan/loan_contract and loan/loan_note."""
    stream = world.generator("loans")
    ages, alive = ages_on(world, today), np.isnat(days_of(world, "died_on"))
    staff = np.zeros(len(ages), dtype=bool)
    staff[staff_people(world)] = True
    spouse = world.persons["spouse"].to_numpy()
    staff_home = staff | ((spouse >= 0) & staff[spouse])
    outside = np.flatnonzero(
        alive
        & ~staff_home
        & (ages >= GUARANTEED_AGES[0])
        & (ages <= GUARANTEED_AGES[1])
    )
    guaranteed = choose(stream, outside, max(6, world.people * GUARANTEED_SHARE))
    anyone = np.flatnonzero(alive & (ages >= OTHER_AGES[0]) & (ages <= OTHER_AGES[1]))
    couples = np.union1d(guaranteed, spouse[guaranteed])  # they may owe nothing else
    others = choose(stream, np.setdiff1d(anyone, couples), world.people * OTHER_SHARE)
    _lend_guaranteed(world, guaranteed, stream)
    _lend_others(world, others, stream)


def _lend_guaranteed(world: World, people: Ints, stream: np.random.Generator) -> None:
    signed = np.datetime64("2014-02-10") + stream.integers(0, 4_500, len(people))
    limit = loan_limits(signed)
    amount = np.maximum(limit * stream.integers(4, 11, len(people)) // 10, 20_000)
    rows = _contracts(world, people, signed, stream).with_columns(
        serials("DB42028", np.arange(len(people)) + 1, 8).alias("contract_number"),
        pl.lit(GUARANTEED).alias("loan_kind"),
        _groups(world, people, stream),
        pl.Series("amount_fen", amount * 100),
        pl.Series("rate_ppm", contract_rates(signed, stream)),
        pl.lit("担保基金担保").alias("guarantee_kind"),
        (pl.lit("云溪县") + pl.col("town") + "社会保障服务中心").alias(
            "accepting_unit"
        ),
        *_businesses(world, people, signed, stream),
    )
    _sign(world, rows, signed, loan_months(signed), stream)


def _groups(world: World, people: Ints, stream: np.random.Generator) -> pl.Series:
    """Return whom each claims to be; nobody whom an employer insures is unemployed."""
    drawn = draw(BORROWERS, len(people), stream)
    paid = world.tables["social_security/contribution"].filter(
        pl.col("payer_kind") == "单位"
    )
    insured = np.isin(people, paid["person"].unique().to_numpy())
    returned = pl.Series([RETURNED] * len(people))
    jobless = drawn == BORROWERS[0]
    kinds = returned.zip_with(pl.Series(insured) & jobless, drawn)
    return kinds.alias("borrower_kind")


def _lend_others(world: World, people: Ints, stream: np.random.Generator) -> None:
    count = len(people)
    kind = stream.choice(len(KINDS), size=count, p=KIND_SHARES).astype(np.int64)
    poor = kind == POOR
    kind = np.where(poor & ~_may_borrow_as_poor(world, people, poor), CONSUMPTION, kind)
    poor = kind == POOR
    signed = TODAY - stream.integers(20, 2_500, count)
    yuan = (
        np.array(KIND_YUAN)[kind] * stream.integers(4, 11, count) // 10 // 1000 * 1000
    )
    usual = 31_000 + stream.integers(0, 40, count) * 500
    rate = np.where(poor, one_year_lpr(signed), usual)
    guarantee = draw(("信用", "抵押", "保证"), count, stream)
    on_credit = pl.Series(["信用"] * count)
    rows = _contracts(world, people, signed, stream).with_columns(
        serials("GR42028", np.arange(count) + 1, 8).alias("contract_number"),
        pl.Series(KINDS).gather(kind).alias("loan_kind"),
        pl.lit("其他").alias("borrower_kind"),
        pl.Series("amount_fen", yuan * 100),
        pl.Series("rate_ppm", rate.astype(np.int32)),
        on_credit.zip_with(pl.Series(poor), guarantee).alias("guarantee_kind"),
    )
    _sign(world, rows, signed, np.array(KIND_MONTHS)[kind], stream)


def _may_borrow_as_poor(world: World, people: Ints, poor: Bools) -> Bools:
    """Say which may: grown up then, the first of a home without wage and trade.

    The home must have a head to be registered by (`county.registration`).
    """
    household = world.persons["household"].to_numpy()
    earning = np.union1d(household[staff_people(world)], trading_homes(world))
    head = (world.persons["relation_to_head"] == "户主").to_numpy()
    headed = household[head & np.isnat(days_of(world, "died_on"))]
    fit = poor & np.isin(household[people], np.setdiff1d(headed, earning))
    fit &= ages_on(world, today)[people] >= POOR_AGE
    order = pl.DataFrame({"home": household[people], "fit": fit})
    first = order.select(pl.col("home").is_first_distinct().over("fit")).to_series()
    may: Bools = fit & first.to_numpy()
    return may


def _contracts(
    world: World, people: Ints, signed: Days, stream: np.random.Generator
) -> pl.DataFrame:
    persons = world.persons
    spouse = persons["spouse"].to_numpy()[people].astype(np.int64)
    mate = persons.select(
        pl.col("person").alias("spouse_person"),
        pl.col("person_name").alias("spouse_name"),
        pl.col("id_number").alias("spouse_id_number"),
    )[np.maximum(spouse, 0)]
    known = pl.Series(spouse >= 0)
    rows = identity(world, people, "phone", "address", "town").hstack(mate)
    return rows.with_columns(
        *(pl.when(known).then(name).alias(name) for name in mate.columns),
        dates(signed).alias("signed_on"),
        dates(signed + 3).alias("started_on"),
        draw(PURPOSES, len(people), stream).alias("purpose"),
    )


def _businesses(
    world: World, people: Ints, signed: Days, stream: np.random.Generator
) -> list[pl.Series]:
    """Return name and code of each borrower's firm, or the name of a small trade.

    A firm counts that stood at the signing and for half a year after it.
    """
    owned = world.tables["registry/company"].unique(
        "legal_representative_person", keep="first", maintain_order=True
    )
    own = pl.DataFrame({"legal_representative_person": people}).with_columns(
        pl.col("legal_representative_person").cast(pl.Int32), dates(signed).alias("on")
    )
    found = own.join(
        owned, on="legal_representative_person", how="left", maintain_order="left"
    )
    ends = pl.col("cancelled_on").fill_null(today) >= pl.min_horizontal(
        pl.col("on") + pl.duration(days=STANDING_DAYS), pl.lit(today)
    )
    stood = (pl.col("founded_on") < pl.col("on")) & ends
    found = found.select(
        pl.when(stood.fill_null(value=False)).then(name).alias(name)
        for name in ("organisation_name", "credit_code")
    )
    trade = draw(
        ("早餐店", "理发店", "小吃店", "农家乐", "修理铺", "杂货店"),
        len(people),
        stream,
    )
    fallback = world.persons["person_name"].gather(people) + trade
    names = found["organisation_name"]
    return [
        names.zip_with(names.is_not_null(), fallback).alias("business_name"),
        found["credit_code"].alias("business_credit_code"),
    ]


def _sign(
    world: World,
    rows: pl.DataFrame,
    signed: Days,
    months: Ints,
    stream: np.random.Generator,
) -> None:
    started = signed + 3
    due = anniversaries(started, months)
    rows = rows.with_columns(dates(due).alias("due_on"))
    contracts = world.handled("loan/loan_contract", rows.drop("town"))
    world.append("loan/loan_contract", contracts)
    world.append("loan/loan_note", _notes(world, rows, started, due, stream))


def _notes(
    world: World,
    rows: pl.DataFrame,
    started: Days,
    due: Days,
    stream: np.random.Generator,
) -> pl.DataFrame:
    count = rows.height
    early = stream.random(count) < EARLY_SHARE
    life = (due - started).astype(np.int64)
    stop = started + (life * stream.uniform(0.3, 0.9, count)).astype(np.int64)
    settled = np.where(
        early & (stop < TODAY), stop, np.where(due < TODAY, due, NOTHING)
    )
    overdue = (
        (due < TODAY) & (due > TODAY - 700) & (stream.random(count) < OVERDUE_SHARE)
    )
    settled = np.where(overdue, NOTHING, settled)
    state = np.where(overdue, 2, np.where(np.isnat(settled), 0, 1))
    split = stream.random(count) < SECOND_NOTE_SHARE
    whole = rows["amount_fen"].to_numpy()
    first = np.where(split, whole // 2 // 10_000 * 10_000, whole)
    frame = rows.select(
        "contract_number",
        "person",
        world.persons["account_number"].gather(rows["person"].cast(pl.Int64)),
    ).with_columns(
        dates(started).alias("disbursed_on"),
        dates(due).alias("due_on"),
        dates(settled).alias("settled_on"),
        pl.Series(["正常", "结清", "逾期"]).gather(state).alias("status"),
        pl.Series(["正常", "正常", "次级"]).gather(state).alias("five_class"),
        draw(("自主支付", "受托支付"), count, stream, (0.7, 0.3)).alias("payment_kind"),
    )
    parts = [_note(frame, first, 1), _note(frame, whole - first, 2)]
    return pl.concat(parts).filter(pl.col("amount_fen") > 0).sort("note_number")


def _note(frame: pl.DataFrame, amount: Ints, turn: int) -> pl.DataFrame:
    open_part = pl.when(pl.col("settled_on").is_null()).then("amount_fen").otherwise(0)
    return frame.with_columns(
        ("J" + pl.col("contract_number") + f"{turn:02d}").alias("note_number"),
        pl.Series("amount_fen", amount),
    ).with_columns(open_part.alias("balance_fen"))
