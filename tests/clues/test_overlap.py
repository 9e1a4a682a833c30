"""Clues of a household and of its member that rest on the same payment."""

from datetime import date
from pathlib import Path

import pytest

from clues.clue import Clue, load_clues
from clues.raise_clues import raise_clues
from tests.clues.findings import (
    AS_OF,
    KEY,
    hit_row,
    item_row,
    write_finding,
    write_person,
)

PEOPLE = [("Pone", "测试甲", "420281199001011234"), ("Ptwo", "测试乙", "")]


def written(
    tmp: Path, rule: str, kind: str, subject: str, acts: dict[str, int]
) -> Path:
    """Return the findings of a rule on one subject: its acts and their amounts."""
    about = {"rule": rule, "hit_id": rule, "subject_kind": kind, "subject_id": subject}
    items = [
        item_row(
            **about,
            act=act,
            amount_fen=fen,
            period_from=date(2026, month, 1),
            period_to=date(2026, month, 28),
        )
        for month, (act, fen) in enumerate(acts.items(), 1)
    ]
    hit = hit_row(**about, amount_fen=sum(acts.values()), items=len(acts))
    return write_finding(tmp / rule, [hit], items)


def raised(tmp: Path, *findings: Path) -> tuple[dict[str, object], tuple[Clue, ...]]:
    person = write_person(tmp / "identity", PEOPLE)
    summary = raise_clues(findings, person, tmp, key=KEY, as_of=AS_OF, previous=None)
    return dict(summary), load_clues(tmp / "clues.parquet")


@pytest.mark.parametrize(
    ("members", "total"),
    [
        ({"a1": 700, "a2": 700}, 1400),
        ({"a2": 700, "a3": 700}, 2100),
        ({"a3": 700, "a4": 700}, 2800),
        ({"a1": 900}, 1600),
    ],
)
def test_a_payment_beneath_two_clues_counts_once(
    tmp_path: Path, members: dict[str, int], total: int
) -> None:
    household = written(tmp_path, "PR-04", "household", "Pone", {"a1": 700, "a2": 700})
    member = written(tmp_path, "PR-02", "person", "Ptwo", members)
    summary, clues = raised(tmp_path, household, member)
    assert sum(clue.amount_fen for clue in clues) == 1400 + sum(members.values())
    assert summary["amount_fen"] == total


def test_clues_on_the_same_payment_point_at_each_other(tmp_path: Path) -> None:
    shared, apart = {"a1": 700}, {"a9": 700}
    household = written(tmp_path, "PR-04", "household", "Pone", shared)
    member = written(tmp_path, "PR-02", "person", "Ptwo", shared)
    stranger = written(tmp_path, "PR-03", "household", "Ptwo", apart)
    _, clues = raised(tmp_path, household, member, stranger)
    named = {clue.rules[0]: clue for clue in clues}
    told = {
        rule: [one["clue_id"] for one in clue.related] for rule, clue in named.items()
    }
    assert told == {
        "PR-04": [named["PR-02"].clue_id],
        "PR-02": [named["PR-04"].clue_id],
        "PR-03": [],
    }
