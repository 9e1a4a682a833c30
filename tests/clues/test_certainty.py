"""Clues that rest on weak ties (T4, T5) ask first who it is: 待核身份."""

from collections.abc import Sequence
from pathlib import Path

import fastexcel
import pytest

from clues.clue import Clue, load_clues
from clues.export import export_clues
from clues.listing import of_identity, ranked
from clues.raise_clues import raise_clues
from clues.render import clue_json
from tests.clues.findings import (
    AS_OF,
    KEY,
    Fields,
    hit_row,
    item_row,
    write_finding,
    write_person,
)

WEAK = {"hit_id": "h2", "tier": "T4", "severity": "S3", "amount_fen": 99}
SAID = "死亡登记月份之后仍有养老待遇发放记录。"
GROUNDS = (
    "认人依据：号码有误、不全或差一两位，姓名相符，并有出生日期、住址等相同；"
    "须先核对身份。"
)


def clues_of(tmp_path: Path, *hits: Fields) -> Sequence[Clue]:
    items = [
        item_row(hit_id=hit["hit_id"], act=hit["hit_id"], amount_fen=hit["amount_fen"])
        for hit in hits
    ]
    stage = write_finding(tmp_path / "finding", hits, items)
    person = write_person(tmp_path / "identity")
    raise_clues([stage], person, tmp_path, key=KEY, as_of=AS_OF, previous=None)
    return load_clues(tmp_path / "clues.parquet")


def test_a_clue_on_weak_ties_alone_says_so_and_asks_first(tmp_path: Path) -> None:
    (clue,) = clues_of(tmp_path, hit_row(**WEAK))
    assert clue.identity == "unconfirmed"
    assert clue.sentence == SAID + GROUNDS
    assert clue.questions[0].startswith("请先核对身份")
    assert clue_json(clue)["identity"] == "unconfirmed"


@pytest.mark.parametrize("tier", ["T1", "T2", "T3"])
def test_firm_ties_stay_as_they_were(tmp_path: Path, tier: str) -> None:
    (clue,) = clues_of(tmp_path, hit_row(tier=tier))
    assert (clue.identity, clue.sentence) == ("confirmed", SAID)
    assert not any("核对身份" in question for question in clue.questions)


def test_weak_evidence_beside_firm_is_shown_and_not_counted(tmp_path: Path) -> None:
    (alone,) = clues_of(tmp_path / "alone", hit_row())
    (clue,) = clues_of(tmp_path / "both", hit_row(), hit_row(**WEAK))
    assert (clue.identity, clue.amount_fen) == ("confirmed", 12345)
    assert (clue.score, clue.period_to) == (alone.score, alone.period_to)
    further = f"另有待核身份的记录，未计入金额：{SAID}{GROUNDS}"
    assert clue.sentence == SAID + further
    assert [hit["tier"] for hit in clue.hits] == ["T1", "T4"]


def test_the_unconfirmed_come_after_all_others(tmp_path: Path) -> None:
    weak = WEAK | {"subject_id": "Ptwo", "severity": "S1", "amount_fen": 10**9}
    clues = clues_of(tmp_path, hit_row(severity="S4", amount_fen=1), hit_row(**weak))
    assert [clue.identity for clue in ranked(clues)] == ["confirmed", "unconfirmed"]
    for identity in ("confirmed", "unconfirmed"):
        (only,) = of_identity(clues, identity)
        assert only.identity == identity


def test_the_workbook_has_a_sheet_of_their_own(tmp_path: Path) -> None:
    clues = clues_of(tmp_path, hit_row(), hit_row(**WEAK | {"subject_id": "Ptwo"}))
    file = tmp_path / "clues.xlsx"
    export_clues(clues, file, "xlsx")
    book = fastexcel.read_excel(file)
    assert book.sheet_names[:2] == ["疑点清单", "待核身份"]
    rows = [book.load_sheet(name).to_polars().height for name in book.sheet_names[:2]]
    assert rows == [1, 1]


def test_the_workbook_of_confirmed_clues_has_no_such_sheet(tmp_path: Path) -> None:
    file = tmp_path / "clues.xlsx"
    export_clues(clues_of(tmp_path, hit_row()), file, "xlsx")
    assert "待核身份" not in fastexcel.read_excel(file).sheet_names
