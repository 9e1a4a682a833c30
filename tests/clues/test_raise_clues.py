"""Hits of one subject and matter become one clue."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clues.clue import COLUMNS
from clues.identify import clue_id
from clues.labels import CHANGES
from clues.priority import weights
from clues.raise_clues import raise_clues
from store.errors import ClueError
from store.tables import CLUE
from store.warehouse import Warehouse
from tests.clues.findings import (
    AS_OF,
    KEY,
    MATTER,
    NAME,
    NUMBER,
    hit_row,
    item_row,
    pointer,
    write_finding,
    write_person,
)
from tests.clues.raised import finding, raised


def test_merges_two_rules_on_one_subject_and_matter(tmp_path: Path) -> None:
    second = finding(tmp_path, "SS-02", sentence="另一项比对也有记录。")

    [clue] = raised(tmp_path, finding(tmp_path), second)

    assert clue.rules == ("SS-01", "SS-02")
    assert (clue.subject_name, clue.subject_number) == (NAME, NUMBER)
    assert clue.amount_fen == 12345
    assert clue.sentence == (
        "（1）死亡登记月份之后仍有养老待遇发放记录。（2）另一项比对也有记录。"
        "合并去重后待核实金额 123.45 元。"
    )


def test_keeps_matters_apart_and_relates_them(tmp_path: Path) -> None:
    other = finding(tmp_path, "PR-02", matter="relief/最低生活保障")

    clues = raised(tmp_path, finding(tmp_path), other)

    assert {clue.matter for clue in clues} == {MATTER, "relief/最低生活保障"}
    first, second = clues
    assert first.related == [{"clue_id": second.clue_id, "matter": second.matter}]


@pytest.mark.parametrize(
    "outcome", ["explained", "no_hit", "suppressed", "cannot_decide", "error"]
)
def test_only_hits_become_clues(outcome: str, tmp_path: Path) -> None:
    assert raised(tmp_path, finding(tmp_path, outcome=outcome)) == ()


def test_leaves_explained_acts_out_of_the_amount(tmp_path: Path) -> None:
    items = [item_row(act="a1"), item_row(act="a2", outcome="explained")]
    given = write_finding(tmp_path / "SS-01", [hit_row(amount_fen=12345)], items)

    [clue] = raised(tmp_path, given)

    assert clue.amount_fen == 12345


def test_ids_are_stable_and_rest_on_the_key(tmp_path: Path) -> None:
    [clue] = raised(tmp_path, finding(tmp_path))

    # openssl dgst -sha256 -mac HMAC over "matter|kind|id", base32, 16 characters
    assert clue.clue_id == "ie6ytofj3iyphw3e"
    other = clue_id(b"x" * 32, matter=MATTER, subject_kind="person", subject_id="Pone")
    assert other != clue.clue_id


def test_the_score_is_the_sum_of_its_parts(tmp_path: Path) -> None:
    [clue] = raised(tmp_path, finding(tmp_path))

    assert clue.score == sum(clue.parts.values())
    assert clue.parts == {
        "money": 60,  # 123.45 yuan
        "evidence": 250,  # T1, two sources
        "severity": 140,  # S2
        "repetition": 15,  # one month
        "recency": 50,  # eight months ago
    }
    assert sum(weights().values()) == 1000


@pytest.mark.parametrize(
    ("change", "part", "sign"),
    [
        ({"severity": "S1"}, "severity", 1),
        ({"tier": "T2"}, "evidence", -1),
        ({"evidence_against": [pointer(9)]}, "evidence", -1),
        ({"evidence_missing": ["退款记录"]}, "evidence", -1),
        ({"evidence_for": [pointer(7)]}, "evidence", -1),
        ({"amount_fen": 5_000_000}, "money", 1),
        ({"period_to": date(2026, 11, 30)}, "recency", 1),
    ],
)
def test_each_part_moves_with_its_fact(
    change: dict[str, Any], part: str, sign: int, tmp_path: Path
) -> None:
    [plain] = raised(tmp_path, finding(tmp_path))
    [other] = raised(tmp_path, finding(tmp_path, **change))

    moved = {name: other.parts[name] - plain.parts[name] for name in plain.parts}
    assert moved.pop(part) * sign > 0
    assert set(moved.values()) == {0}


@pytest.mark.parametrize(
    "change",
    [
        {"rule_version": 2},
        {"amount_fen": 1},
        {"evidence_for": [pointer(8)]},
        {"evidence_against": [pointer(9)]},
        {"tier": "T2"},
    ],
)
def test_a_changed_fact_changes_the_fingerprint(
    change: dict[str, Any], tmp_path: Path
) -> None:
    [plain] = raised(tmp_path, finding(tmp_path))
    [other] = raised(tmp_path, finding(tmp_path, **change))

    assert plain.clue_id == other.clue_id
    assert plain.fingerprint != other.fingerprint


def test_order_of_evidence_and_run_do_not_change_the_fingerprint(
    tmp_path: Path,
) -> None:
    turned = [pointer(3, "registry/death"), pointer(7)]

    [plain] = raised(tmp_path, finding(tmp_path))
    [other] = raised(tmp_path, finding(tmp_path, evidence_for=turned))

    assert plain == other


def test_asks_what_data_could_not_test(tmp_path: Path) -> None:
    [clue] = raised(tmp_path, finding(tmp_path, evidence_missing=["经营流水"]))

    assert clue.questions == (
        "请核实：多发的款项是否已经退回，或已有还款安排？",
        "请补充材料：经营流水。",
        "请调阅档案，补明经办人员：审核、审批、拨付。",
    )


def test_follows_a_clue_from_night_to_night(tmp_path: Path) -> None:
    nights: list[tuple[dict[str, Any] | None, str]] = [
        ({}, "new"),
        ({}, "unchanged"),
        ({"amount_fen": 5}, "changed"),
        (None, "gone"),
        (None, "gone"),
        ({}, "reopened"),
        ({}, "unchanged"),
    ]
    previous: Path | None = None
    for day, (given, expected) in enumerate(nights, start=1):
        as_of = date(2026, 11, day)
        findings = [] if given is None else [finding(tmp_path, **given)]
        [clue] = raised(tmp_path, *findings, previous=previous, as_of=as_of)
        assert clue.since_last == expected
        assert clue.gone_on == (date(2026, 11, 4) if expected == "gone" else None)
        previous = tmp_path / f"out-{as_of}" / "clues.parquet"


def test_a_subject_unknown_to_identity_keeps_its_clue(tmp_path: Path) -> None:
    [clue] = raised(tmp_path, finding(tmp_path, subject_id="Pother"))

    assert (clue.subject_name, clue.subject_number) == ("", "")


def test_names_an_organisation(tmp_path: Path) -> None:
    given = finding(tmp_path, subject_kind="organisation", subject_id="Oone")
    with Warehouse.scratch() as scratch:
        (tmp_path / "identity").mkdir()
        scratch.export(
            "SELECT 'Oone' AS organisation_id, '示例公司' AS organisation_name, "
            "'914202810000000000' AS credit_code",
            tmp_path / "identity" / "organisation.parquet",
        )

    [clue] = raised(tmp_path, given)

    assert clue.subject_name == "示例公司"


def test_refuses_a_rule_that_accuses(tmp_path: Path) -> None:
    with pytest.raises(ClueError, match=r"规则 SS-01.*冒领"):
        raised(tmp_path, finding(tmp_path, sentence="该人员冒领养老金"))


def test_a_scheme_may_be_called_what_its_office_calls_it(tmp_path: Path) -> None:
    matter = "relief/违规清退返还补贴"

    [clue] = raised(
        tmp_path, finding(tmp_path, matter=matter, sentence="违规清退返还补贴有记录")
    )

    assert clue.matter == matter


NOTHING = {
    "clues": 0,
    "since_last": dict.fromkeys(CHANGES, 0),
    "by_rule": {},
    "by_matter": {},
    "unconfirmed": 0,
    "amount_fen": 0,
    "recheck": 0,
}


def test_counts_what_it_raised(tmp_path: Path) -> None:
    person = write_person(tmp_path / "identity")
    summary = raise_clues(
        [finding(tmp_path)], person, tmp_path, key=KEY, as_of=AS_OF, previous=None
    )

    assert summary.pop("entitlements") == NOTHING
    assert summary == {
        "clues": 1,
        "since_last": {
            "new": 1,
            "changed": 0,
            "unchanged": 0,
            "reopened": 0,
            "gone": 0,
        },
        "by_rule": {"SS-01": 1},
        "by_matter": {MATTER: 1},
        "unconfirmed": 0,
        "amount_fen": 12345,
        "recheck": 0,
    }


def test_writes_the_table_that_the_store_describes(tmp_path: Path) -> None:
    raised(tmp_path, finding(tmp_path))
    with Warehouse.scratch() as scratch:
        scratch.show("written", [tmp_path / f"out-{AS_OF}" / "clues.parquet"])
        described = scratch.frame("DESCRIBE written")

    types = dict(zip(described["column_name"], described["column_type"], strict=True))
    assert types == dict(CLUE)
    assert tuple(CLUE) == COLUMNS


def test_equal_findings_give_equal_bytes(tmp_path: Path) -> None:
    file = tmp_path / f"out-{AS_OF}" / "clues.parquet"
    other = finding(tmp_path, "PR-02", matter="relief/最低生活保障")

    raised(tmp_path, finding(tmp_path), other)
    first = file.read_bytes()
    raised(tmp_path, other, finding(tmp_path))

    assert file.read_bytes() == first
