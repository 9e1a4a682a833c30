"""The scoreboard on a warehouse and a truth written by hand."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import polars as pl
import pytest

from county.score import score
from store import tables
from store.digest import Json
from store.errors import ScoreError
from store.home import Home
from store.warehouse import Warehouse
from tests.support.tables import parse_table

DELIVERY, DIGEST = "县社保中心/20261106_养老", "abcdef012345"
# Persons 1 to 6 draw a pension; 1 to 5 are labelled, 6 is not.
CASES = """
    rule  | person | kind       | mechanism    | partner
    SS-01 | 1      | planted    | few_months   | -1
    SS-01 | 2      | planted    | few_months   | -1
    SS-01 | 3      | planted    | whole_window | -1
    SS-01 | 4      | look_alike | back_pay     | -1
    SS-01 | 5      | look_alike | back_pay     | -1
"""
HITS = """
    hit | outcome       | subject | row
    h1  | hit           | P1      | 1
    h3  | cannot_decide | P3      | 3
    h4  | hit           | P4      | 4
    h5  | explained     | P5      | 5
    h6  | hit           | P6      | 6
"""
# The pension row of person 2 is tied to person 1, that of person 3 to nobody.
TIED = """
    person | resident | pension
    1      | P1       | P1
    2      | P2       | P1
    3      | P3       |
    4      | P4       | P4
    5      | P5       | P5
    6      | P6       | P6
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    home.truth.mkdir()
    write_truth(home, dirty={2: "masked", 3: "format"})
    with Warehouse.create(home.warehouse) as warehouse:
        fill(warehouse)
    return home


def write_truth(home: Home, *, dirty: Mapping[int, str]) -> None:
    cases = pl.DataFrame(parse_table(CASES))
    numbers = pl.col("person", "partner").cast(pl.Int32)
    cases.with_columns(numbers).write_parquet(home.truth / "cases.parquet")
    rows = [
        {
            "dataset": dataset,
            "delivery": DELIVERY,
            "file": f"{dataset.split('/')[1]}.csv",
            "sheet": "",
            "row": person,
            "role": "person",
            "person": person,
            "id_error": dirty.get(person, ""),
            "name_error": "",
        }
        for person in range(1, 7)
        for dataset in ("registry/resident", "social_security/pension_payment")
    ]
    pl.DataFrame(rows).write_parquet(home.truth / "rows.parquet")


def fill(warehouse: Warehouse) -> None:
    warehouse.empty("finding.hit", tables.HIT)
    warehouse.empty("identity.link", tables.LINK)
    warehouse.empty("identity.organisation", tables.ORGANISATION)
    links: list[dict[str, str | int | None]] = []
    for dataset, path in (("resident", "registry"), ("pension_payment", "social")):
        file = f"{dataset}.csv"
        trace = [
            {
                "record_id": f"{dataset}-{person}",
                "source_file": file,
                "source_sheet": "",
                "source_row": person,
                "delivery": DIGEST,
            }
            for person in range(1, 7)
        ]
        warehouse.write(f"resolved.{dataset}", pl.DataFrame(trace))
        column = dataset.split("_", maxsplit=1)[0]
        links += [
            {
                "dataset": f"{path}/{dataset}",
                "role": "person",
                "record_id": f"{dataset}-{row['person']}",
                "person_id": row[column],
                "link_milli": 880 if row["person"] in {"2", "4"} else 1000,
            }
            for row in parse_table(TIED)
        ]
    warehouse.write("links.given", pl.DataFrame(links))
    warehouse.append("identity.link", "FROM links.given")
    told = {"weighed": {"expected_false_milli": 1234}}
    stage = {"name": ["identity"], "key": ["k"], "summary": [json.dumps(told)]}
    warehouse.write("meta.stage", pl.DataFrame(stage))
    warehouse.write("meta.part", pl.DataFrame(parts()))
    warehouse.write("hits.given", pl.DataFrame(hits()))
    warehouse.append("finding.hit", "FROM hits.given")


def parts() -> list[dict[str, str]]:
    names = ("resident.csv", "pension_payment.csv")
    digest = DIGEST + "0" * 52
    return [{"delivery": DELIVERY, "file": name, "sha256": digest} for name in names]


def hits() -> list[dict[str, object]]:
    return [
        {
            "hit_id": row["hit"],
            "rule": "SS-01",
            "outcome": row["outcome"],
            "subject_kind": "person",
            "subject_id": row["subject"],
            "evidence_for": [
                {
                    "dataset": "social_security/pension_payment",
                    "file": "pension_payment.csv",
                    "sheet": "",
                    "row": int(row["row"] or 0),
                    "delivery": DIGEST,
                    "record_id": f"pension_payment-{row['row']}",
                }
            ],
        }
        for row in parse_table(HITS)
    ]


def rule(result: Mapping[str, Json]) -> Mapping[str, Json]:
    return cast("Mapping[str, Mapping[str, Json]]", result["rules"])["SS-01"]


def test_counts_what_was_found_missed_and_raised_in_vain(home: Home) -> None:
    figures = dict(rule(score(home)))
    del figures["by_mechanism"]
    assert figures == {
        "status": "in_use",
        "lacks": [],
        "planted": 3,
        "found": 1,
        "recall": 0.3333,
        "planted_clean": 2,
        "recall_clean": 0.5,
        "look_alikes": 2,
        "look_alikes_raised": 0.5,
        "precision": 0.3333,
        "unlabelled_hits": 1,
        "found_fuzzy": 0,
        "recall_fuzzy": 0.3333,
        "look_alikes_raised_fuzzy": 0.0,
        "precision_fuzzy": 0.3333,
        "unlabelled_hits_fuzzy": 0,
        "cannot_decide": 1,
    }


def test_tells_the_mechanisms_apart(home: Home) -> None:
    assert rule(score(home))["by_mechanism"] == {
        "back_pay": figures("look_alike", 2, 1, 0),
        "few_months": figures("planted", 2, 1, 0),
        "whole_window": figures("planted", 1, 0, 1),
    }


def figures(
    kind: str, labelled: int, raised: int, cannot_decide: int
) -> dict[str, str | int]:
    return {
        "kind": kind,
        "labelled": labelled,
        "raised": raised,
        "raised_fuzzy": 0,
        "cannot_decide": cannot_decide,
        "suppressed": 0,
    }


def test_scores_the_links_against_the_register(home: Home) -> None:
    overall = cast("Mapping[str, Json]", score(home)["overall"])
    assert overall["links"] == {"precision": 0.8, "recall": 0.6667}


def test_says_how_many_weighed_ties_were_wrong_and_how_many_were_expected(
    home: Home,
) -> None:
    overall = cast("Mapping[str, Json]", score(home)["overall"])
    assert overall["weighed"] == {"links": 2, "wrong": 1, "expected_wrong": 1.2}


def test_rows_of_strangers_count_in_no_link_even_if_the_register_has_them(
    home: Home,
) -> None:
    rows = pl.read_parquet(home.truth / "rows.parquet")
    stranger = pl.when(pl.col("person") >= 5).then(-1).otherwise("person")
    changed = rows.with_columns(stranger.cast(pl.Int32).alias("person"))
    changed.write_parquet(home.truth / "rows.parquet")
    overall = cast("Mapping[str, Json]", score(home)["overall"])
    assert overall["links"] == {"precision": 0.6667, "recall": 0.5}


def test_overall_sums_the_rules(home: Home) -> None:
    result = score(home)
    overall = cast("Mapping[str, Json]", result["overall"])
    for name in ("planted", "found", "look_alikes", "unlabelled_hits"):
        assert overall[name] == rule(result)[name]


def test_a_hit_on_unknown_rows_is_unlabelled(home: Home) -> None:
    rows = pl.read_parquet(home.truth / "rows.parquet")
    known = rows.filter(pl.col("person") != 1)
    known.write_parquet(home.truth / "rows.parquet")
    figures = rule(score(home))
    assert (figures["found"], figures["unlabelled_hits"]) == (0, 2)


def test_says_what_weak_ties_added(home: Home) -> None:
    tiers = {"h1": "T1", "h3": "T4", "h4": "T5", "h6": "T4"}
    with Warehouse.create(home.warehouse.with_name("weak")) as warehouse:
        fill(warehouse)
        for hit, tier in tiers.items():
            update = "UPDATE finding.hit SET tier = $tier, outcome = 'hit'"
            update += " WHERE hit_id = $hit"
            warehouse.run(update, {"tier": tier, "hit": hit})
    home.warehouse.with_name("weak").replace(home.warehouse)
    figures = rule(score(home))
    firm = ("found", "look_alikes_raised", "precision", "unlabelled_hits")
    assert [figures[name] for name in firm] == [1, 0.0, 1.0, 0]
    weak = [figures[f"{name}_fuzzy"] for name in (*firm, "recall")]
    assert weak == [1, 0.5, 0.5, 1, 0.6667]


def change(home: Home, *statements: str, statuses: str = "") -> None:
    """Publish the warehouse anew, with the statements run upon it."""
    draft = home.warehouse.with_name("changed")
    with Warehouse.create(draft) as warehouse:
        fill(warehouse)
        if statuses:
            warehouse.write("finding.rule", pl.DataFrame(parse_table(statuses)))
        for statement in statements:
            warehouse.run(statement)
    draft.replace(home.warehouse)


@pytest.mark.parametrize(
    ("statuses", "status", "planted", "unlabelled"),
    [
        ("rule | status\nSS-01 | in_use", "in_use", 3, 1),
        ("rule | status\nSS-01 | shadow", "shadow", 0, 0),
        ("rule | status\nPR-01 | in_use", "draft", 0, 0),
    ],
)
def test_overall_leaves_out_what_is_not_in_use(
    home: Home, statuses: str, status: str, planted: int, unlabelled: int
) -> None:
    change(home, statuses=statuses)
    result = score(home)
    overall = cast("Mapping[str, Json]", result["overall"])
    assert rule(result)["status"] == status
    assert (rule(result)["planted"], rule(result)["unlabelled_hits"]) == (3, 1)
    assert overall["planted"] == planted
    assert overall["unlabelled_hits"] == unlabelled


def test_refuses_a_home_without_truth(tmp_path: Path) -> None:
    with pytest.raises(ScoreError, match="标准答案"):
        score(Home(tmp_path))


def test_refuses_a_home_without_a_night(home: Home) -> None:
    home.warehouse.unlink()
    with pytest.raises(ScoreError, match="crosscheck night"):
        score(home)
