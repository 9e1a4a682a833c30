"""Whose claimed group is truly not borne out (the judgement of LN-02)."""

import polars as pl

from county.cases.label import few, labels
from county.cases.loan_rows import CONTRACT
from county.loan_policy import GUARANTEED
from county.world import World

RULE = "LN-02"
CONTRIBUTION, STUDENT = "social_security/contribution", "registry/student"
VETERAN, LISTED = "registry/veteran", "relief/registered_person"
JOBLESS, EMPLOYED_MONTHS, GRADUATE_YEARS, SHOWN = "城镇登记失业人员", 3, 5, 12
DAY = pl.col("signed_on")


def judge(world: World) -> pl.DataFrame:
    """Return whose group is not borne out; see `label.LABEL`."""
    loans = world.tables[CONTRACT].filter(pl.col("loan_kind") == GUARANTEED)
    loans = loans.select("person", "borrower_kind", "signed_on")
    parts = [
        _jobless(world, loans.filter(pl.col("borrower_kind") == JOBLESS)),
        _graduates(world, loans.filter(pl.col("borrower_kind") == "高校毕业生")),
        _veterans(world, loans.filter(pl.col("borrower_kind") == "退役军人")),
        _poor(world, loans.filter(pl.col("borrower_kind") == "脱贫人口")),
    ]
    return labels(RULE, [one for one, _ in parts], [two for _, two in parts])


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select("person", mechanism=pl.lit(mechanism)).unique()


def _jobless(world: World, loans: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the employed, and those who were insured around the day in some way."""
    paid = world.tables[CONTRIBUTION].filter(
        pl.col("payer_kind") == "单位", pl.col("contribution_kind") != "补缴"
    )
    near = loans.join(paid.select("person", "unit_name", "paid_for"), on="person")
    away = (pl.col("paid_for").dt.year() - DAY.dt.year()) * 12
    away += pl.col("paid_for").dt.month().cast(pl.Int32) - DAY.dt.month()
    near = near.with_columns(away=away).filter(pl.col("away").is_between(-1, 3))
    units = near.group_by("person", "unit_name").agg(
        months=pl.col("away").n_unique(), now=(pl.col("away") == 0).any()
    )
    firms = world.tables["registry/company"].select(
        person="legal_representative_person", unit_name="organisation_name"
    )
    theirs = units.join(firms, on=["person", "unit_name"], how="semi")
    units = units.join(firms, on=["person", "unit_name"], how="anti")
    working = pl.col("now") & (pl.col("months") >= EMPLOYED_MONTHS)
    short = units.filter(~working)
    mechanism = (
        pl.when("now").then(pl.lit("late_stop")).otherwise(pl.lit("hired_later"))
    )
    innocent = [
        short.select("person", mechanism=mechanism),
        _named(theirs, "own_firm_insures"),
    ]
    return _named(units.filter(working), "insured_by_employer"), pl.concat(innocent)


def _graduates(world: World, loans: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    degrees = world.tables[STUDENT].filter(
        pl.col("status") == "毕业", pl.col("stage").is_in(["专科", "本科", "研究生"])
    )
    last = degrees.group_by("person").agg(pl.col("left_on").max())
    known = loans.join(last, on="person", how="left")
    too_long = pl.col("left_on").dt.offset_by(f"{GRADUATE_YEARS}y") < DAY
    unknown = known.filter(pl.col("left_on").is_null())
    innocent = [
        few(_named(known.filter(~too_long), "recent_graduate"), SHOWN),
        _named(unknown, "degree_from_afar"),
    ]
    return _named(known.filter(too_long), "graduated_long_ago"), pl.concat(innocent)


def _veterans(world: World, loans: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    served = world.tables[VETERAN].select("person", "discharged_on")
    known = loans.join(served, on="person", how="left")
    free = (pl.col("discharged_on") <= DAY).fill_null(value=False)
    return (
        _named(known.filter(~free), "no_veteran"),
        few(_named(known.filter(free), "veteran_on_register"), SHOWN),
    )


def _poor(world: World, loans: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    listed = world.tables[LISTED].select("person", "added_on", "removed_on")
    known = loans.join(listed, on="person", how="left")
    held = (pl.col("added_on") <= DAY) & (pl.col("removed_on").fill_null(DAY) >= DAY)
    on_list = known.filter(held)
    rest = loans.join(on_list, on="person", how="anti")
    return (
        _named(rest, "never_registered_poor"),
        few(_named(on_list, "registered_then"), SHOWN),
    )
