"""Whose small loan truly lies outside its conditions (the judgement of LN-10)."""

from datetime import date

import polars as pl

from county.cases.label import few, labels
from county.cases.loan_rows import CONTRACT, NOTE
from county.world import World

RULE, LISTED, KIND = "LN-10", "relief/registered_person", "扶贫小额信贷"
LIMIT_FEN, MONTHS, AGES, SHIFT, SHOWN = 5_000_000, 36, (18, 65), 10, 12
LAST = date(2099, 1, 1)
DAY = pl.col("signed_on")


def judge(world: World) -> pl.DataFrame:
    """Return whose loan is outside its conditions; see `label.LABEL`."""
    loans = _loans(world)
    homes = world.tables[LISTED].select(
        "person", "household_number", "added_on", "removed_on"
    )
    held = loans.join(homes, on="person").filter(
        pl.col("added_on") <= DAY, pl.col("removed_on").fill_null(LAST) >= DAY
    )
    unlisted = loans.join(held, on="person", how="anti")
    pairs = held.join(held, on="household_number", suffix="_first").filter(
        pl.col("signed_on_first") < DAY
    )
    beside = pairs.filter(pl.col("until_first") > pl.col("from"))
    other = beside.filter(pl.col("person_first") != pl.col("person"))
    total = pl.col("amount_fen") + pl.col("amount_fen_first")
    birthday = pl.col("birth_on").dt.strftime("%m%d") > DAY.dt.strftime("%m%d")
    age = DAY.dt.year() - pl.col("birth_on").dt.year() - birthday.cast(pl.Int32)
    longest = pl.col("from").dt.offset_by(f"{MONTHS}mo") + pl.duration(days=SHIFT)
    kind = pl.col("guarantee_kind")
    fund = kind.str.contains("风险补偿")
    secured = kind.str.contains("抵押|保证") & ~fund
    return labels(
        RULE,
        [
            _named(unlisted, "never_registered"),
            _named(other, "second_member"),
            _named(beside.filter(total > LIMIT_FEN), "household_above_limit"),
            _named(loans.filter(pl.col("amount_fen") > LIMIT_FEN), "above_limit"),
            _named(loans.filter(pl.col("due_on") > longest), "too_long"),
            _named(loans.filter(~age.is_between(*AGES)), "outside_the_ages"),
            _named(loans.filter(secured), "secured"),
        ],
        [
            _named(pairs, "renewed_in_turn"),
            _named(loans.filter(fund), "risk_fund"),
            _named(held.filter(pl.col("removed_on").is_not_null()), "struck_off_later"),
            few(
                _named(loans.filter(pl.col("amount_fen") == LIMIT_FEN), "at_the_limit"),
                SHOWN,
            ),
        ],
    )


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select("person", mechanism=pl.lit(mechanism)).unique()


def _loans(world: World) -> pl.DataFrame:
    notes = (
        world.tables[NOTE]
        .group_by("contract_number")
        .agg(
            pl.col("disbursed_on").min().alias("from"),
            until=pl.col("settled_on").fill_null(LAST).max(),
        )
    )
    own = world.tables[CONTRACT].filter(pl.col("loan_kind") == KIND)
    own = own.select(
        "contract_number", "person", "signed_on", "due_on", "amount_fen",
        "guarantee_kind",
    )  # fmt: skip
    births = world.persons.select("person", "birth_on")
    return own.join(notes, on="contract_number").join(births, on="person")
