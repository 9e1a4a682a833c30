"""L16: loans signed by the dead and by prisoners, and those that only look so."""

from datetime import date, timedelta

import polars as pl

from county.cases.bury import DEATH, Burial, bury, earliest_deaths
from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import outsider_number
from county.cases.label import few, labels
from county.cases.loan_rows import CONTRACT, NOTE, Loan, lend
from county.cases.months import month_at
from county.cases.namesakes import bury_namesakes, namesakes
from county.cases.social_security.sentence_rows import (
    CUSTODY,
    INSIDE,
    PRISON,
    Term,
    sentence,
    terms,
)
from county.loan_policy import GUARANTEED
from county.world import World

RULE = "L16"
DATASETS = (CONTRACT, DEATH, CUSTODY)
TURN = 0  # whoever is chosen later is alive
KINDS, FEW = (GUARANTEED, "扶贫小额信贷"), 12
SIGNED, FEN = date(2026, 4, 14), 5_000_000
OUT_ON, LATER = date(2026, 7, 3), date(2026, 8, 18)
LISTED = (CONTRACT, CUSTODY, "finance/staff_payroll", "registry/company")


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _borrowers(world: World, draw: Draw, wanted: int) -> list[int]:
    people = living(world, youngest=25, oldest=56)
    return draw.take(outside(world, people, *LISTED)["person"], wanted)


def _lend(world: World, people: list[int], signed: date = SIGNED) -> int:
    lend(world, [Loan(person=one, signed_on=signed, amount_fen=FEN) for one in people])
    return len(people)


def _dying(days: int) -> Planter:
    """Return what lets borrowers die so many days after signing (below 0: before)."""

    def plant_some(world: World, draw: Draw, wanted: int) -> int:
        people = _borrowers(world, draw, wanted)
        died = SIGNED + timedelta(days=days)
        entered = died + timedelta(days=11)
        burials = [
            Burial(person=one, died_on=died, registered_on=entered) for one in people
        ]
        bury(world, burials)
        return _lend(world, people)

    return plant_some


def _inside(exec_mode: str = PRISON, kind: str = "服刑") -> Planter:
    """Return what lets borrowers sign in the middle of a spell."""

    def plant_some(world: World, draw: Draw, wanted: int) -> int:
        people = _borrowers(world, draw, wanted)
        term = Term(
            started_on=month_at(2),
            ended_on=month_at(11),
            exec_mode=exec_mode,
            kind=kind,
        )
        sentence(world, people, term)
        return _lend(world, people)

    return plant_some


def _out_without_a_word(signed: date) -> Planter:
    """Return what lets borrowers sign who stand in the prisons' list of May only."""

    def plant_some(world: World, draw: Draw, wanted: int) -> int:
        people = _borrowers(world, draw, wanted)
        term = Term(started_on=month_at(2), ended_on=date(2027, 6, 30))
        sentence(world, people, term, gone_on=OUT_ON)
        return _lend(world, people, signed)

    return plant_some


def _released(world: World, draw: Draw, wanted: int) -> int:
    """Let borrowers sign after they have come out."""
    people = _borrowers(world, draw, wanted)
    term = Term(started_on=month_at(0), ended_on=SIGNED - timedelta(days=20))
    sentence(world, people, term)
    return _lend(world, people)


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Let a stranger of the same name and birth date have died before."""
    people = _borrowers(world, draw, wanted)
    bury_namesakes(world, people, month_at(2) + timedelta(days=6))
    return _lend(world, people)


def _namesake_inside(world: World, draw: Draw, wanted: int) -> int:
    """Let a stranger of the same name and birth date sit in prison."""
    people = _borrowers(world, draw, wanted)
    term = Term(started_on=month_at(2), ended_on=month_at(11))
    for one in people:
        sentence(world, [one], term, number=outsider_number(world, one))
    return _lend(world, people)


PLANTERS: tuple[Planter, ...] = (
    _dying(-40),
    _dying(1),
    _out_without_a_word(SIGNED),
    _inside(),
)
INNOCENTS: tuple[Planter, ...] = (
    _dying(30),
    _inside(exec_mode="缓刑", kind="社区矫正"),
    _released,
    _out_without_a_word(LATER),
    _namesake,
    _namesake_inside,
)


def judge(world: World) -> pl.DataFrame:
    """Return whose loans were signed or paid out without them; see `label.LABEL`."""
    lent = world.tables[NOTE].select("contract_number", "disbursed_on")
    loans = (
        world.tables[CONTRACT]
        .filter((pl.col("person") >= 0) & pl.col("loan_kind").is_in(KINDS))
        .select("person", "person_name", "id_number", "contract_number", "signed_on")
        .join(lent.group_by("contract_number").min(), on="contract_number", how="left")
    )
    dead = loans.join(earliest_deaths(world), on="person")
    late = pl.max_horizontal("signed_on", "disbursed_on") > pl.col("died_on")
    spells = loans.join(terms(world), on="person")
    behind = (
        pl.col("exec_mode").is_in(INSIDE)
        & (pl.col("kind") != "羁押")
        & (pl.col("started_on") < pl.col("signed_on"))
        & (pl.col("left_on") > pl.col("signed_on"))
    )
    signed_dead = dead.filter(pl.col("signed_on") > pl.col("died_on"))
    return labels(
        RULE,
        [
            _named(signed_dead, "signed_by_the_dead"),
            _named(dead.filter(late), "lent_to_the_dead"),
            _named(spells.filter(behind, "is_gone"), "signed_before_an_early_release"),
            _named(spells.filter(behind), "signed_in_prison"),
        ],
        [
            few(_named(dead.filter(~late), "died_later"), FEW),
            _named(spells.filter(~behind, "is_gone"), "signed_after_an_early_release"),
            few(_named(spells.filter(~behind), "not_inside_that_day"), FEW),
            _strangers(world, loans, DEATH, "namesake_died"),
            _strangers(world, loans, CUSTODY, "namesake_in_prison"),
        ],
    )


def _strangers(
    world: World, loans: pl.DataFrame, path: str, mechanism: str
) -> pl.DataFrame:
    others = world.tables[path]
    apart = loans.join(others, on="person", how="anti")
    return namesakes(apart, others).with_columns(mechanism=pl.lit(mechanism))


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select("person", mechanism=pl.lit(mechanism)).unique()
