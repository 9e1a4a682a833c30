"""Whose loan a relative handled, or passed through a relative's office."""

from datetime import date

import polars as pl

from county.cases.divorce import MARRIAGE, marriages
from county.cases.finance.staff_rows import CADRE
from county.cases.label import few, labels
from county.cases.loan_rows import CONTRACT, LINE, NOTE
from county.cases.payroll_rows import PAYROLL
from county.loan_policy import GUARANTEED
from county.redeliver import as_it_was
from county.world import World

RULE, GUARANTEE = "LN-14", "loan/guarantee"
CONTRIBUTION, DECLARED = "social_security/contribution", "registry/declared_kin"
RESIDENT = "registry/resident"
SERVING = ("公务员", "参公", "事业在编", "工勤", "国企", "临聘")
HANDLERS = ("accepted_by", "reviewed_by", "approved_by")
MATTERS = ("经商办企业", "享受补贴")
OPEN, LABELLED = date(2099, 1, 1), 40


def judge(world: World) -> pl.DataFrame:
    """Return whose relative was in charge; see `label.LABEL`."""
    near = _kin(world)
    served = near.join(_posts(world), on="officer").filter(
        pl.col("signed_on").is_between(pl.col("since"), pl.col("until"))
    )
    places = _places(world)
    handled = served.filter(
        pl.any_horizontal(pl.col(one) == pl.col("official") for one in HANDLERS)
    )
    inside = served.join(places, on=["contract_number", "unit_name"], how="semi")
    insured = _insured(world, near)
    known = world.tables[DECLARED].filter(pl.col("matter").is_in(MATTERS))
    known = known.select("declared_on", person="kin_person", officer="person")
    told = inside.join(known, on=["person", "officer"]).filter(
        pl.col("declared_on") <= pl.col("signed_on")
    )
    both = ["contract_number", "officer"]
    quiet = inside.join(told, on=both, how="anti")
    names = near.join(
        world.persons.select(officer="person", official="person_name"), on="officer"
    ).filter(pl.any_horizontal(pl.col(one) == pl.col("official") for one in HANDLERS))
    passed = near.join(_posts(world), on="officer").join(
        places, on=["contract_number", "unit_name"], how="semi"
    )
    return labels(
        RULE,
        [
            _named(handled, "handler"),
            _named(quiet, "at_office"),
            _named(insured, "at_bank"),
        ],
        [
            _named(told, "declared"),
            _named(passed, "later_in_post"),
            _named(names, "namesake"),
            few(_named(served, "elsewhere"), LABELLED),
        ],
    )


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select(
        "person", partner="officer", mechanism=pl.lit(mechanism)
    ).unique()


def _kin(world: World) -> pl.DataFrame:
    """Return the loans with every relative that some register knows, as `officer`."""
    loans = world.tables[CONTRACT].filter(pl.col("loan_kind") == GUARANTEED)
    loans = loans.select(
        "person", "contract_number", "signed_on", "accepting_unit", *HANDLERS
    )
    near = loans.join(known_kin(world), on="person")
    parted = near.join(_divorces(world), on=["person", "officer"]).filter(
        pl.col("divorced_on") <= pl.col("signed_on")
    )
    return near.join(parted, on=["contract_number", "officer"], how="anti")


def _divorces(world: World) -> pl.DataFrame:
    """Return person, officer, divorced_on, both ways round."""
    rows = marriages(world).filter(pl.col("kind") == "离婚")
    one_way = rows.select(
        "person", officer="spouse_person", divorced_on="registered_on"
    )
    back = one_way.select("divorced_on", person="officer", officer="person")
    return pl.concat([one_way, back], how="diagonal").with_columns(
        pl.col("person", "officer").cast(pl.Int32)
    )


def known_kin(world: World) -> pl.DataFrame:
    """Return person, officer: whoever some register calls relatives, both ways.

    Households are those of the register, for another rule's case may have moved one of
    a couple into a book of their own; who is divorced is still among them.
    """
    listed = world.tables[RESIDENT].filter(pl.col("person") >= 0)
    homes = listed.select("person", "household_number")
    mates = homes.join(homes.rename({"person": "officer"}), on="household_number")
    declared = world.tables[DECLARED].select(person="kin_person", officer="person")
    stated = [
        world.tables[path].select("person", officer="spouse_person")
        for path in (CONTRACT, MARRIAGE)
    ]
    one_way = pl.concat(
        rows.select(pl.col("person", "officer").cast(pl.Int32))
        for rows in (mates, declared, *stated)
    )
    back = one_way.select(person="officer", officer="person")
    pairs = pl.concat([one_way, back]).unique().filter(pl.col("officer") >= 0)
    return pairs.filter(pl.col("person") != pl.col("officer"))


def _posts(world: World) -> pl.DataFrame:
    """Return who served where under which name, since when and until when."""
    register = as_it_was(world, CADRE).select(
        "unit_name",
        officer="person",
        official="person_name",
        since="appointed_on",
        until=pl.col("removed_on").fill_null(OPEN),
    )
    paid = world.tables[PAYROLL].filter(pl.col("staff_type").is_in(SERVING))
    months = paid.group_by("unit_name", officer="person", official="person_name").agg(
        since=pl.col("paid_for").min(), until=pl.col("paid_for").max().dt.month_end()
    )
    return pl.concat([register, months], how="diagonal").filter(pl.col("officer") >= 0)


def _places(world: World) -> pl.DataFrame:
    """Return contract_number, unit_name: who accepted, guaranteed or lent."""
    return pl.concat([passed_through(world), _banks(world)]).unique()


def passed_through(world: World) -> pl.DataFrame:
    """Return contract_number, unit_name: who accepted or guaranteed."""
    parts = (
        world.tables[CONTRACT].select("contract_number", unit_name="accepting_unit"),
        world.tables[GUARANTEE].select(
            "contract_number", unit_name="guarantor_organisation"
        ),
    )
    return pl.concat(parts).drop_nulls().unique()


def _banks(world: World) -> pl.DataFrame:
    notes = world.tables[NOTE].select("contract_number", "note_number")
    lines = world.tables[LINE].select("note_number", unit_name="bank")
    return notes.join(lines, on="note_number").drop("note_number").unique()


def _insured(world: World, near: pl.DataFrame) -> pl.DataFrame:
    """Return the loans where the bank paid for a relative in the month of signing."""
    paid = world.tables[CONTRIBUTION].filter(pl.col("unit_share_fen") > 0)
    paid = paid.select(
        "unit_name", officer="person", month=pl.col("paid_for").dt.month_start()
    )
    dated = near.with_columns(month=pl.col("signed_on").dt.month_start())
    both = dated.join(paid.unique(), on=["officer", "month"])
    return both.join(_banks(world), on=["contract_number", "unit_name"], how="semi")
