"""Aid for pupils, paid to cards for a term: to the poor, and to vocational pupils.

Paid last of all, because it rests on the registers of schools, of poor households and
of certificates. Some of the poor learn outside the county: no school here knows them.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from county.benefits_subsidy import BRANCH, project_code
from county.drawing import identity
from county.households import Bools, Ints
from county.projects import AIDS, POOR_PUPILS, PROJECTS, TRAINEES, Project
from county.standing import among, listed, living
from county.world import World

PATH, STUDENT = "relief/subsidy_payment", "registry/student"
MEMBER, CERTIFICATE = "relief/registered_person", "registry/disability_certificate"
VOCATIONAL, COLLEGE = "中职", "专科"
ROSTER_DAYS, OF_AGE, AWAY_AGES = 20, 18, (16, 20)
AWAY_SHARE, RETURNED_SHARE = 0.3, 0.004


@dataclass(frozen=True)
class Term:
    """One term: its first and last day, and when its aid was paid."""

    starts: date
    ends: date
    paid_on: date

    @property
    def roster_on(self) -> date:
        """Return the day by whose register of pupils the aid is paid."""
        return self.starts + timedelta(days=ROSTER_DAYS)


TERMS = (
    Term(date(2025, 9, 1), date(2026, 1, 31), date(2025, 12, 16)),
    Term(date(2026, 3, 1), date(2026, 7, 31), date(2026, 5, 20)),
)


def pay_education_aid(world: World) -> None:
    """Append to relief/subsidy_payment what pupils received for the two terms."""
    for place, term in enumerate(TERMS):
        taken = np.zeros(world.persons.height, dtype=bool)
        for aid in AIDS:
            stream = world.generator(f"{aid.name}|{place}")
            able = _may_draw(world, term, aid) & ~(taken & (aid is not TRAINEES))
            draws = able & (stream.random(len(able)) < aid.share)
            taken |= draws & (aid is POOR_PUPILS)
            people = np.flatnonzero(draws)
            if len(people):
                _append(world, _lines(world, term, aid, people, stream))


def enrolled_in(world: World, term: Term, *stages: str) -> Bools:
    """Say of everybody whether they were at a school of these stages in the term."""
    day = term.roster_on
    rows = world.tables[STUDENT].filter(
        pl.col("stage").is_in(stages),
        pl.col("enrolled_on") <= day,
        pl.col("left_on").is_null() | (pl.col("left_on") > day),
        (pl.col("status") != "休学") | (pl.col("changed_on") > day),
    )
    return among(world, rows["person"])


def _may_draw(world: World, term: Term, aid: Project) -> Bools:
    if aid is TRAINEES:
        return living(world) & enrolled_in(world, term, VOCATIONAL)
    pupils = living(world) & enrolled_in(world, term, VOCATIONAL, COLLEGE)
    if aid is not POOR_PUPILS:
        return pupils & _with_disabled_at_home(world)
    members = world.tables[MEMBER].filter(
        pl.col("added_on") <= term.starts, pl.col("removed_on").is_null()
    )
    return among(world, members["person"]) & (pupils | _elsewhere(world, term))


def _elsewhere(world: World, term: Term) -> Bools:
    """Say of everybody whether they learn where no register of ours reaches."""
    born = world.persons["birth_on"]
    age = (pl.lit(term.starts.year) - born.dt.year()).alias("age")
    of_age = pl.select(age.is_between(*AWAY_AGES)).to_series().to_numpy()
    busy = listed(
        world,
        STUDENT,
        "social_security/contribution",
        "finance/staff_payroll",
        "registry/custody",
        "relief/training_enrolment",
        "registry/company",
    )
    lot = world.generator("pupils elsewhere").random(len(of_age)) < AWAY_SHARE
    away: Bools = of_age & ~busy & living(world) & lot
    return away


def _with_disabled_at_home(world: World) -> Bools:
    valid = world.tables[CERTIFICATE].filter(pl.col("status") == "有效")
    homes = world.persons["household"]
    affected = homes.filter(pl.Series(among(world, valid["person"])))
    return homes.is_in(affected.unique().implode()).to_numpy()


def _lines(
    world: World, term: Term, aid: Project, people: Ints, stream: np.random.Generator
) -> pl.DataFrame:
    result = pl.Series(stream.random(len(people)) < RETURNED_SHARE).cast(pl.Int64)
    return identity(world, people, "town", "village", "village_group").with_columns(
        pl.lit(project_code(PROJECTS.index(aid))).alias("project_code"),
        pl.lit(aid.name).alias("project_name"),
        pl.lit(term.starts).alias("paid_for"),
        pl.lit(term.ends).alias("paid_for_to"),
        pl.lit(f"PC{PROJECTS.index(aid)}-{term.starts:%y%m}").alias("batch"),
        pl.lit(1000, dtype=pl.Int64).alias("quantity_milli"),
        pl.lit(aid.standard, dtype=pl.Int64).alias("standard_fen"),
        pl.lit(aid.standard, dtype=pl.Int64).alias("amount_fen"),
        (pl.lit("云溪") + pl.col("town").str.head(2) + BRANCH + "支行").alias(
            "bank_branch"
        ),
        pl.lit(term.paid_on).alias("paid_on"),
        pl.Series(["成功", "退回"]).gather(result).alias("payment_result"),
        *_payees(world, people, term.paid_on),
    )


def _payees(world: World, people: Ints, day: date) -> list[pl.Series]:
    """Return the pupils' own cards, of minors a living parent's."""
    persons = world.persons
    grown = pl.Series(persons["birth_on"].dt.offset_by(f"{OF_AGE}y") <= day).to_numpy()[
        people
    ]
    alive = living(world)
    payee = people.copy()
    for side in ("father", "mother"):
        parent = persons[side].to_numpy()[people].astype(np.int64)
        payee = np.where(~grown & (parent >= 0) & alive[parent], parent, payee)
    named = persons.select(
        payee_person="person",
        payee_name="person_name",
        payee_id_number="id_number",
        account_number="account_number",
    )
    return named[payee].get_columns()


def _append(world: World, rows: pl.DataFrame) -> None:
    world.append(PATH, world.handled(PATH, rows))
