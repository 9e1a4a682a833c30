"""Whose business truly is not as the contract says (the judgement of LN-03)."""

import polars as pl

from county.cases.label import few, labels
from county.cases.loan_rows import CONTRACT, NOTE
from county.loan_policy import GUARANTEED
from county.places import REGION
from county.world import World

RULE, COMPANY, MEMBER = "LN-03", "registry/company", "registry/company_member"
ENDED, NEW, SHORT, RELICENSED, SHOWN = 60, 30, 180, 90, 12
DAY, OUT, END = pl.col("signed_on"), pl.col("disbursed_on"), pl.col("cancelled_on")


def judge(world: World) -> pl.DataFrame:
    """Return whose business is not as stated; see `label.LABEL`."""
    loans = _loans(world)
    known = loans.filter(pl.col("founded_on").is_not_null())
    unknown = loans.filter(pl.col("founded_on").is_null())
    here = pl.col("code").str.slice(2, 4) == str(REGION)[:4]
    other = _relicensed(world, known)
    ended = OUT + pl.duration(days=ENDED) >= END
    young = pl.col("founded_on") >= DAY - pl.duration(days=NEW)
    short = young & (OUT + pl.duration(days=SHORT) >= END)
    mechanism = (
        pl.when(ended)
        .then(pl.lit("ended_by_then"))
        .when(pl.col("founded_on") > DAY)
        .then(pl.lit("founded_after"))
        .when(short)
        .then(pl.lit("short_lived"))
        .when(~pl.col("theirs"))
        .then(pl.lit("led_by_others"))
    )
    stated = known.with_columns(
        mechanism=mechanism, swapped=pl.col("person").is_in(other)
    )
    timed = pl.col("mechanism").is_in(["ended_by_then", "short_lived"])
    excused = timed & pl.col("swapped")
    spouse = (pl.col("mechanism") == "led_by_others") & pl.col("spouses")
    wrong = stated.filter(pl.col("mechanism").is_not_null() & ~excused & ~spouse)
    return labels(
        RULE,
        [
            _named(unknown.filter(here), "no_such_firm"),
            wrong.select("person", "mechanism"),
        ],
        [
            _named(unknown.filter(~here), "registered_elsewhere"),
            _named(stated.filter(excused), "relicensed"),
            _named(stated.filter(spouse), "spouses_licence"),
            _named(
                stated.filter(pl.col("mechanism").is_null() & END.is_not_null()),
                "failed_later",
            ),
            few(
                _named(stated.filter(pl.col("mechanism").is_null()), "standing"), SHOWN
            ),
        ],
    )


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select("person", mechanism=pl.lit(mechanism)).unique()


def _loans(world: World) -> pl.DataFrame:
    """Return the loans that state a code, with the firm and whose it is."""
    notes = world.tables[NOTE].group_by("contract_number").agg(OUT.min())
    loans = world.tables[CONTRACT].filter(
        pl.col("loan_kind") == GUARANTEED, pl.col("business_credit_code").is_not_null()
    )
    firms = world.tables[COMPANY].select(
        "founded_on",
        "cancelled_on",
        code="credit_code",
        leader="legal_representative_person",
    )
    parts = world.tables[MEMBER].select(
        person="person", code="credit_code", is_part=pl.lit(value=True)
    )
    loans = loans.rename({"business_credit_code": "code"}).select(
        "contract_number", "person", "spouse_person", "signed_on", "code"
    )
    return (
        loans.join(notes, on="contract_number")
        .join(firms, on="code", how="left")
        .join(parts.unique(), on=["person", "code"], how="left")
        .with_columns(
            theirs=(pl.col("leader") == pl.col("person"))
            | pl.col("is_part").fill_null(value=False),
            spouses=pl.col("leader") == pl.col("spouse_person"),
        )
    )


def _relicensed(world: World, known: pl.DataFrame) -> list[int]:
    """Return who founded another firm about the day on which theirs ended."""
    firms = world.tables[COMPANY].select(
        person="legal_representative_person",
        new_code="credit_code",
        new_on="founded_on",
    )
    both = known.join(firms, on="person").filter(pl.col("code") != pl.col("new_code"))
    near = (pl.col("new_on") - END).dt.total_days().abs() <= RELICENSED
    return both.filter(near)["person"].unique().to_list()
