"""The scoreboard on hits whose subjects are no persons, and on households."""

from collections.abc import Mapping
from pathlib import Path
from typing import cast

import polars as pl
import pytest

from county.cases.label import LABEL
from county.score import score
from store import tables
from store.digest import Json
from store.home import Home
from store.warehouse import Warehouse
from tests.support.tables import parse_table

CASES = """
    rule  | person | kind       | mechanism | partner | object
    FN-10 | -1     | planted    | by_code   | -1      | 91420000MA0000001X
    FN-10 | -1     | planted    | by_name   | -1      | 云溪县无码合作社
    FN-10 | -1     | planted    | missed    | -1      | 91420000MA0000002X
    FN-10 | -1     | look_alike | innocent  | -1      | XM-07
    PR-09 | 1      | planted    | home      | -1      |
    PR-09 | 4      | planted    | home      | -1      |
"""
ORGANISATIONS = """
    organisation_id | credit_code        | organisation_name
    O1              | 91420000MA0000001X | 云溪县甲公司
    O2              |                    | 云溪县无码合作社
    O3              |                    | 云溪甲公司（盖章）
    O4              | 91420000MA0000009X | 云溪县丙公司
"""
# What a clerk wrote for the firm whose code it is.
SPELLINGS = """
    dataset | spelling           | credit_code        | error
    x       | 云溪甲公司（盖章） | 91420000MA0000001X | seal
"""
RESIDENT = "resident"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    home.truth.mkdir()
    labels = pl.DataFrame(parse_table(CASES)).with_columns(
        pl.col("person", "partner").cast(pl.Int32), pl.col("object").fill_null("")
    )
    labels.cast(LABEL).write_parquet(home.truth / "cases.parquet")
    spellings = pl.DataFrame(parse_table(SPELLINGS))
    spellings.write_parquet(home.truth / "organisations.parquet")
    rows = [
        {
            "dataset": f"registry/{RESIDENT}",
            "delivery": "县公安局/20261106",
            "file": "户籍.csv",
            "sheet": "",
            "row": person,
            "role": "person",
            "person": person,
            "id_error": "",
            "name_error": "",
        }
        for person in range(6)
    ]
    pl.DataFrame(rows).write_parquet(home.truth / "rows.parquet")
    return home


def answer(home: Home, hits: str) -> Mapping[str, Mapping[str, Json]]:
    """Return the rules' scores where the night gave these hits."""
    with Warehouse.create(home.warehouse) as warehouse:
        warehouse.empty("finding.hit", tables.HIT)
        warehouse.empty("identity.link", tables.LINK)
        warehouse.empty("identity.organisation", tables.ORGANISATION)
        fill(warehouse, hits)
    return cast("Mapping[str, Mapping[str, Json]]", score(home)["rules"])


def fill(warehouse: Warehouse, hits: str) -> None:
    given = {
        "finding.hit": pl.DataFrame([shown(row) for row in parse_table(hits)]),
        "identity.organisation": pl.DataFrame(parse_table(ORGANISATIONS)),
    }
    for table, rows in given.items():
        warehouse.write("given.rows", rows)
        warehouse.append(table, "FROM given.rows")
    part = {"delivery": "县公安局/20261106", "file": "户籍.csv", "sha256": "abcd"}
    warehouse.write("meta.part", pl.DataFrame([part]))
    stage = {"name": "identity", "key": "k", "summary": "{}"}
    warehouse.write("meta.stage", pl.DataFrame([stage]))
    trace = {"record_id": "r", "source_file": "户籍.csv", "source_sheet": ""}
    trace |= {"delivery": "abcd"}
    row = pl.DataFrame([trace]).with_columns(source_row=pl.lit(0, dtype=pl.Int32))
    warehouse.write(f"resolved.{RESIDENT}", row)


def shown(row: Mapping[str, str | None]) -> dict[str, object]:
    """Return a hit that points at the rows of the given people."""
    people = [int(person) for person in (row["people"] or "").split()]
    evidence = [
        {
            "dataset": f"registry/{RESIDENT}",
            "file": "户籍.csv",
            "sheet": "",
            "row": person,
            "delivery": "abcd",
            "record_id": f"r{person}",
        }
        for person in people
    ]
    names = ("hit_id", "rule", "outcome", "subject_kind", "subject_id")
    return {**{name: row[name] for name in names}, "evidence_for": evidence}


HEADER = "hit_id | rule | outcome | subject_kind | subject_id | people\n"


@pytest.mark.parametrize(
    ("hits", "mechanism"),
    [
        ("a | FN-10 | hit | organisation | O1 | 5", "by_code"),
        ("a | FN-10 | hit | organisation | O2 | 5", "by_name"),
        ("a | FN-10 | hit | organisation | O3 | 5", "by_code"),
        ("a | FN-10 | hit | unit | 91420000MA0000001X | 5", "by_code"),
        ("a | FN-10 | hit | project | XM-07 | 5", "innocent"),
        ("a | FN-10 | hit | contract | XM-07 | 5", "innocent"),
    ],
)
def test_a_hit_belongs_to_the_label_that_names_its_subject(
    home: Home, hits: str, mechanism: str
) -> None:
    board = answer(home, HEADER + hits)["FN-10"]
    mechanisms = cast("Mapping[str, Mapping[str, Json]]", board["by_mechanism"])
    raised = {name for name, row in mechanisms.items() if row["raised"]}
    assert (raised, board["unlabelled_hits"]) == ({mechanism}, 0)


def test_an_organisation_without_a_label_is_one_unlabelled_hit(home: Home) -> None:
    hits = """hit_id | rule | outcome | subject_kind | subject_id | people
        a | FN-10 | hit | organisation | O4 | 5
        b | FN-10 | hit | account      | 62 | 5
    """
    board = answer(home, hits)["FN-10"]
    assert (board["found"], board["unlabelled_hits"]) == (0, 2)
    assert (board["planted"], board["planted_clean"]) == (3, 3)


def test_the_hit_of_a_household_is_its_labelled_persons_alone(home: Home) -> None:
    hits = """hit_id | rule | outcome | subject_kind | subject_id | people
        a | PR-09 | hit | household | H1 | 0 1 2
        b | PR-09 | hit | household | H2 | 3 5
    """
    board = answer(home, hits)["PR-09"]
    assert (board["found"], board["unlabelled_hits"]) == (1, 1)
