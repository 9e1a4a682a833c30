"""Guarantors: each stands for one loan, is nobody's borrower and no housemate's either.

Guaranteed loans are covered by the county's guarantee centre.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.drawing import ages_on, choose, days_of, pick
from county.extract import Extract
from county.file import BANK, File, register_file
from county.households import Ints
from county.layouts import Layout, columns_of
from county.loan_policy import GUARANTEED
from county.world import World, complete, today

PATH, CENTRE = "loan/guarantee", "云溪县融资担保中心"
STAFF, STAFF_SHARE = ("公务员", "参公", "事业在编"), 0.15
AGES = (28, 57)

LAYOUT = Layout(
    title="贷款担保合同台账",
    columns=columns_of(
        "guarantee_number:DBHTH contract_number:JKHTH person_name:DBR id_number:DBRZJH "
        "guarantor_organisation:DBDW unit_name:GZDW guarantee_kind:DBFS "
        "amount_fen:DBJE started_on:DBQSR ended_on:DBZZR status:DBZT "
        "compensated_fen:DCJE compensated_on:DCRQ recovered_fen:ZCJE :+KHJL"
    ),
    days="%Y%m%d",
    codes={
        "guarantee_kind": {"担保基金": "担保基金担保", "公职人员保证": "公职人员担保"},
        "status": {"有效": "在保", "解除": "终止"},
    },
)


def vouch(world: World) -> None:
    """Fill loan/guarantee for guaranteed loans, and for open loans on a guarantor."""
    stream = world.generator(PATH)
    vouch_publicly(world)
    own = _loans(world).filter(
        pl.col("guarantee_kind") == "保证", pl.col("settled_on").is_null()
    )
    people, units = _guarantors(world, own.height, stream)
    persons = world.persons.select("person", "person_name", "id_number")[people]
    official = units.is_not_null().cast(pl.Int64)
    kinds = pick(("自然人保证", "公职人员保证"), official.to_numpy())
    rows = (
        own.head(len(people))
        .hstack(persons)
        .with_columns(units, kinds.alias("guarantee_kind"))
    )
    world.append(PATH, _numbered(rows))


def vouch_publicly(world: World) -> None:
    """Add the centre's guarantee for every guaranteed loan that has none yet."""
    known = world.tables.get(PATH, complete(PATH, pl.DataFrame()))
    loans = _loans(world).join(known, on="contract_number", how="anti")
    rows = loans.filter(pl.col("loan_kind") == GUARANTEED).with_columns(
        pl.lit(CENTRE).alias("guarantor_organisation"),
        pl.lit("担保基金").alias("guarantee_kind"),
    )
    world.append(PATH, _numbered(rows))


def _numbered(rows: pl.DataFrame) -> pl.DataFrame:
    over = rows["settled_on"].is_not_null().cast(pl.Int64)
    return rows.with_columns(
        ("DB-" + pl.col("contract_number")).alias("guarantee_number"),
        pick(("有效", "解除"), over.to_numpy()).alias("status"),
    ).drop("settled_on", "loan_kind")


def _loans(world: World) -> pl.DataFrame:
    """Return the contracts with the day on which their last note was settled."""
    notes = (
        world.tables["loan/loan_note"]
        .group_by("contract_number")
        .agg(
            pl.when(pl.col("settled_on").is_not_null().all())
            .then(pl.col("settled_on").max())
            .first()
            .alias("settled_on")
        )
    )
    return (
        world.tables["loan/loan_contract"]
        .join(notes, on="contract_number", how="left", maintain_order="left")
        .select(
            "contract_number",
            "loan_kind",
            "guarantee_kind",
            "amount_fen",
            "started_on",
            "settled_on",
            pl.col("due_on").alias("ended_on"),
        )
    )


def _guarantors(
    world: World, count: int, stream: np.random.Generator
) -> tuple[Ints, pl.Series]:
    """Return guarantors, one a household, and the unit of those on the payroll."""
    payroll = world.tables["finance/staff_payroll"].filter(
        pl.col("staff_type").is_in(STAFF), pl.col("left_on").is_null()
    )
    unit = payroll.group_by("person").agg(pl.col("unit_name").last())
    persons, ages = world.persons, ages_on(world, today)
    borrower = np.zeros(persons.height, dtype=bool)
    borrower[world.tables["loan/loan_contract"]["person"].to_numpy()] = True
    able = np.isnat(days_of(world, "died_on")) & ~borrower
    able &= (ages >= AGES[0]) & (ages <= AGES[1])
    fit = persons.select("person", "household").filter(pl.Series(able))
    fit = fit.join(unit, on="person", how="left", maintain_order="left").unique(
        "household", keep="first", maintain_order=True
    )
    staff = fit["unit_name"].is_not_null().to_numpy()
    official = choose(stream, np.flatnonzero(staff), count * STAFF_SHARE)
    others = choose(stream, np.flatnonzero(~staff), count - len(official))
    chosen = np.concatenate([official, others])
    stream.shuffle(chosen)
    return fit["person"].to_numpy()[chosen].astype(np.int64), fit["unit_name"].gather(
        chosen
    )


def _files() -> Iterator[File]:
    yield register_file(PATH, BANK, "贷款担保合同台账.dbf", LAYOUT)


EXTRACT = Extract(
    path=PATH, fill=vouch, files=_files, care=0.6, catch_up=vouch_publicly
)
