"""One rule against its own planted cases, in a county without any dirt.

For authors of rules: long before a whole night, this says which planted cases the
rule misses, which look-alikes it raises and whom else it raises.

    .venv/bin/python -m tests.support.clean_county SS-02 --people 4000 --seed 3

prints a table by mechanism and, for the first wrong ones, the true person's rows. In
a test: `assert_clean("SS-02")`. The innocent county is simulated once for each size
and seed; on it only the cases of that rule are planted (`county/cases/`), and of
those `beside`. Every row is tied to the right person (`tests.support.clean_tables`),
so whatever is wrong is wrong in the rule, in its cases or in the innocent county.

A hit on a person, household or official belongs to the label of that person (of a
household: whichever person of its rows has one); any other subject to the label whose
`object` is its `subject_id`. An organisation's id here is its credit code, else its
name.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from county.cases.choose import cases_for
from county.cases.label import LOOK_ALIKE, PLANTED
from county.cases.library import cases_of
from county.extracts import all_extracts
from county.simulate import simulate
from county.world import NOBODY, World
from rules.library import rule_for
from rules.runner import HITS, inputs_of
from tests.support.place import Place, write_place

TITLE = "One rule against its own planted cases, in a county without any dirt."
PEOPLE, SEED = 4000, 1
PERSONS = ("person", "household", "official")
SUBJECT = ["person", "object"]
UNLABELLED = "unlabelled"
OUTCOMES = ("suppressed", "cannot_decide", "hit")
SHOWN, ROWS = 5, 8


@dataclass(frozen=True, kw_only=True)
class Board:
    """What one rule said of its cases.

    `mechanisms`: kind, mechanism, labelled, raised, cannot_decide, suppressed.
    `wrong`: every planted case that is no hit, look-alike that is one, and hit without
    a label (kind `unlabelled`): kind, mechanism, person, object, outcome, sentence.
    """

    rule: str
    world: World
    mechanisms: pl.DataFrame
    wrong: pl.DataFrame

    @property
    def planted(self) -> int:
        """Return how many violations are planted."""
        return self._sum("labelled", PLANTED)

    @property
    def found(self) -> int:
        """Return how many of them are hits."""
        return self._sum("raised", PLANTED)

    @property
    def cannot_decide(self) -> int:
        """Return on how many of them the rule could not decide."""
        return self._sum("cannot_decide", PLANTED)

    @property
    def look_alikes(self) -> int:
        """Return how many only look like a violation."""
        return self._sum("labelled", LOOK_ALIKE)

    @property
    def raised(self) -> int:
        """Return how many of those are hits."""
        return self._sum("raised", LOOK_ALIKE)

    @property
    def unlabelled(self) -> int:
        """Return how many subjects without a label are hits."""
        return self._sum("raised", UNLABELLED)

    def _sum(self, column: str, kind: str) -> int:
        return int(self.mechanisms.filter(pl.col("kind") == kind)[column].sum())

    def table(self) -> str:
        """Return the figures by mechanism and everything that is wrong, to read."""
        with pl.Config(tbl_rows=60, fmt_str_lengths=60, tbl_width_chars=180):
            return f"{self.rule}\n{self.mechanisms}\n{self.wrong}"


def check_clean(
    rule_id: str, *, people: int = PEOPLE, seed: int = SEED, beside: Sequence[str] = ()
) -> Board:
    """Return how the rule fares on its cases; `beside` plants other rules' too."""
    return judge_on(planted_world(rule_id, *beside, people=people, seed=seed), rule_id)


def judge_on(world: World, rule_id: str) -> Board:
    """Return how the rule fares in a county where cases have been planted."""
    paths = inputs_of(rule_for(rule_id))
    with TemporaryDirectory() as name:
        return judge_at(write_place(world, paths, Path(name)), rule_id)


def judge_at(place: Place, rule_id: str) -> Board:
    """Return how the rule fares in a county whose tables are on disk."""
    world = place.world
    labels = cases_of(rule_id).judge(world)
    answers = _answers(place, rule_id, labels)
    by_subject = labels.join(answers, on=SUBJECT, how="left")
    others = answers.join(labels, on=SUBJECT, how="anti").with_columns(
        kind=pl.lit(UNLABELLED), mechanism=pl.lit("")
    )
    every = pl.concat([by_subject, others], how="diagonal")
    outcome = pl.col("outcome").fill_null("")
    mechanisms = every.group_by("kind", "mechanism").agg(
        labelled=(pl.col("kind") != UNLABELLED).sum(),
        raised=(outcome == "hit").sum(),
        cannot_decide=(outcome == "cannot_decide").sum(),
        suppressed=(outcome == "suppressed").sum(),
    )
    wrong = every.filter((pl.col("kind") == PLANTED) != (outcome == "hit"))
    shown = ["kind", "mechanism", *SUBJECT, "outcome", "sentence"]
    return Board(
        rule=rule_id,
        world=world,
        mechanisms=mechanisms.filter(
            (pl.col("kind") != UNLABELLED) | (pl.col("raised") > 0)
        ).sort("kind", "mechanism", descending=[True, False]),
        wrong=wrong.select(shown).sort(*shown),
    )


def assert_clean(
    rule_id: str, *, people: int = PEOPLE, seed: int = SEED, beside: Sequence[str] = ()
) -> None:
    """Fail where a planted case is missed or anything else is raised."""
    board = check_clean(rule_id, people=people, seed=seed, beside=beside)
    assert board.planted, f"{rule_id}: no planted case"
    assert board.look_alikes, f"{rule_id}: no look-alike"
    assert board.wrong.is_empty(), board.table()


def planted_world(*rules: str, people: int, seed: int) -> World:
    """Return a county with the cases of these rules and nothing else wrong."""
    innocent = _innocent(people, seed)
    world = World(
        people=people,
        seed=seed,
        tables={path: rows.clone() for path, rows in innocent.tables.items()},
        persons=innocent.persons.clone(),
        officials=innocent.officials.clone(),
        spellings=innocent.spellings.clone(),
        earlier=dict(innocent.earlier),
    )
    chosen = [cases_of(rule) for rule in rules]
    for cases in sorted(chosen, key=lambda one: (one.turn, one.rule)):
        cases.plant(world, cases_for(people))
    for extract in all_extracts():
        extract.catch_up(world)
    return world


@cache
def _innocent(people: int, seed: int) -> World:
    return simulate(people, seed)


def _answers(place: Place, rule_id: str, labels: pl.DataFrame) -> pl.DataFrame:
    """Return person, object, outcome and sentence, one row for each subject."""
    rule = rule_for(rule_id)
    with TemporaryDirectory() as name:
        place.run(rule, place.policy, Path(name))
        hits = pl.read_parquet(Path(name) / HITS)
    given = place.given(rule).values()
    tied = [pl.read_parquet(file, columns=None) for file in given]
    decided = hits.filter(pl.col("outcome").is_in(OUTCOMES))
    subjects = _subjects(decided, _behind(tied), labels)
    # A hit outweighs all others, a doubt what a document spares.
    rank = pl.col("outcome").cast(pl.Enum(OUTCOMES))
    return subjects.sort(*SUBJECT, rank, "hit_id").unique(
        SUBJECT, keep="last", maintain_order=True
    )


def _behind(tied: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return whom each record is about: record_id, behind."""
    own = [rows for rows in tied if "person_id" in rows.columns]
    named = [rows.select("record_id", behind="person_id") for rows in own]
    empty = pl.DataFrame(schema={"record_id": pl.String, "behind": pl.String})
    return pl.concat([empty, *named]).drop_nulls()


def _subjects(
    hits: pl.DataFrame, behind: pl.DataFrame, labels: pl.DataFrame
) -> pl.DataFrame:
    """Return the hits with `person` and `object`, as the labels name them."""
    by_row = hits.select("hit_id", "evidence_for").explode("evidence_for")
    rows = by_row.unnest("evidence_for").select("hit_id", "record_id")
    members = rows.join(behind, on="record_id").join(
        labels.select(behind=pl.format("P{}", "person")), on="behind", how="semi"
    )
    head = members.group_by("hit_id").agg(pl.col("behind").min())
    subject = pl.col("subject_id")
    is_person = pl.col("subject_kind").is_in(PERSONS)
    who = pl.when(subject.str.contains(r"^P\d+$")).then(subject).otherwise("behind")
    number = who.str.strip_prefix("P").cast(pl.Int32, strict=False).fill_null(NOBODY)
    return hits.join(head, on="hit_id", how="left").select(
        "hit_id",
        "outcome",
        "sentence",
        person=pl.when(is_person).then(number).otherwise(NOBODY).cast(pl.Int32),
        object=pl.when(is_person).then(pl.lit("")).otherwise(subject),
    )


def rows_of_wrong(board: Board) -> str:
    """Return the rows of the first subjects that were judged wrongly, to read."""
    parts: list[str] = []
    for case in board.wrong.head(SHOWN).iter_rows(named=True):
        subject = case["object"] or f"P{case['person']}"
        parts.append(f"== {case['kind']} {case['mechanism']} {subject}")
        for path in rule_for(board.rule).reads:
            rows = board.world.tables.get(path, pl.DataFrame())
            own = _rows_of(rows, case["person"], case["object"]).head(ROWS)
            filled = [name for name in own.columns if own[name].count()]
            parts += [path, str(own.select(filled))] if filled else []
    return "\n".join(parts)


def _rows_of(rows: pl.DataFrame, person: int, thing: str) -> pl.DataFrame:
    if person >= 0:
        true = [name for name in rows.columns if name.endswith("person")]
        return (
            rows.filter(pl.any_horizontal(pl.col(true) == person)) if true else rows[:0]
        )
    texts = [name for name, kind in rows.schema.items() if kind == pl.String]
    return rows.filter(pl.any_horizontal(pl.col(texts) == thing)) if texts else rows[:0]


def main() -> None:
    """Print one rule's board, and the rows of the first wrong ones."""
    parser = argparse.ArgumentParser(description=TITLE)
    parser.add_argument("rule")
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--beside", nargs="*", default=[], help="other rules to plant")
    asked = parser.parse_args()
    board = check_clean(
        asked.rule, people=asked.people, seed=asked.seed, beside=asked.beside
    )
    with pl.Config(tbl_rows=60, tbl_cols=30, fmt_str_lengths=60, tbl_width_chars=200):
        sys.stdout.write(f"{board.table()}\n{rows_of_wrong(board)}\n")


if __name__ == "__main__":
    main()
