"""What analysts said is done every night, before every number and weight."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from identity.judgements import Judged, Judgement, Verdict, judged
from identity.mention import person_sources
from identity.node import node_of_record
from identity.outcome import Memory
from store.odcs import contract_for
from tests.identity.tables import KEY, RESIDENT, Linked, accept, link
from tests.identity.town import (
    ENROLMENT,
    enrolled,
    learn_weights,
    resident_number,
    residents,
    town,
)

PEOPLE = list(residents())
KNOWN, OTHER = PEOPLE[150], PEOPLE[153]  # the insurance knows the first, not the other
NEWCOMER = {"birth_on": date(1966, 4, 9), "sex": "女", "village": "石桥村"}
AT = "2026-11-20T09:00:00+08:00"


@pytest.fixture(scope="module")
def epoch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return learn_weights(tmp_path_factory.mktemp("weights"))


def unsure_row(name: object, at: int = 0, **more: object) -> dict[str, object]:
    """Return an insured person with a name and nothing else."""
    return {"record_id": f"e-x{at}", "person_name": name, **more}


def said(folder: Path, *told: tuple[str, Verdict, str]) -> Judged:
    """Return judgements of records, each named by its id alone."""
    contracts = [contract_for(path) for path in (RESIDENT, ENROLMENT)]
    files = {one.path: folder / f"{one.dataset}.parquet" for one in contracts}
    found = person_sources(files, contracts)
    sources = {source.dataset: source for source in found}

    def named(record: str) -> tuple[str, str]:
        path = RESIDENT if record.startswith("r-") else ENROLMENT
        node = node_of_record(sources[path], record, KEY)
        assert node is not None
        return f"{path}|person|{record}", node

    events: list[Judgement] = []
    for one, verdict, other in told:
        (left, left_says), (right, right_says) = sorted((named(one), named(other)))
        events.append(
            Judgement(
                left=left,
                right=right,
                left_says=left_says,
                right_says=right_says,
                verdict=verdict,
                by="甲",
                at=AT,
                why="看过原件",
            )
        )
    return judged(events)


def judged_link(
    folder: Path,
    rows: Sequence[Mapping[str, object]],
    *told: tuple[str, Verdict, str],
    epoch: Path | None = None,
) -> Linked:
    """Link the town with further insured rows, and with judgements."""
    given = town(*rows)
    accept(folder, given)
    memory = Memory(judged=said(folder, *told))
    return link(folder, given, epoch=epoch, memory=memory)


def test_same_ties_firmly_to_whom_a_number_knows(tmp_path: Path) -> None:
    rows = [unsure_row("某人")]
    linked = judged_link(tmp_path, rows, ("e-x0", "same", "r-150"))
    assert linked.tie("e-x0") == (linked.tie("r-150")[0], "T2")
    row = linked.table("link").row(
        by_predicate=pl.col("record_id") == "e-x0", named=True
    )
    assert (row["link_milli"], row["reason"]) == (900, "judged_same")
    assert linked.summary["judged"] == {"judged_same": 1}


def test_different_unties_what_weights_tied(tmp_path: Path, epoch: Path) -> None:
    row = enrolled(OTHER, id_number=None, record_id="e-x0")
    (tmp_path / "before").mkdir()
    before = link(tmp_path / "before", town(row), epoch=epoch)
    assert before.tie("e-x0") == (before.tie("r-153")[0], "T5")
    after = judged_link(tmp_path, [row], ("e-x0", "different", "r-153"), epoch=epoch)
    assert after.tie("e-x0") == (None, "judged_different")
    assert after.tie("r-153") == before.tie("r-153")


def test_different_unties_what_a_number_tied_but_never_the_register(
    tmp_path: Path,
) -> None:
    linked = judged_link(tmp_path, [], ("e-150", "different", "r-150"))
    assert linked.tie("e-150") == (None, "judged_different")
    assert linked.tie("r-150")[1] == "T1"


def test_same_confirms_what_weights_tied(tmp_path: Path, epoch: Path) -> None:
    row = enrolled(OTHER, id_number=None, record_id="e-x0")
    linked = judged_link(tmp_path, [row], ("e-x0", "same", "r-153"), epoch=epoch)
    assert linked.tie("e-x0") == (linked.tie("r-153")[0], "T2")


def test_who_is_the_same_as_one_tied_by_weight_is_no_surer(
    tmp_path: Path, epoch: Path
) -> None:
    row = enrolled(OTHER, id_number=None, record_id="e-x0")
    rows = [row, unsure_row("某人", 1)]
    linked = judged_link(tmp_path, rows, ("e-x1", "same", "e-x0"), epoch=epoch)
    assert linked.tie("e-x1") == (linked.tie("r-153")[0], "T5")


def test_every_record_that_says_the_same_is_judged_with_it(tmp_path: Path) -> None:
    rows = [unsure_row("某人", 0), unsure_row("某人", 1)]
    linked = judged_link(tmp_path, rows, ("e-x0", "same", "r-150"))
    assert linked.tie("e-x0") == linked.tie("e-x1") == (linked.tie("r-150")[0], "T2")


def test_a_judgement_outlives_a_new_delivery_of_the_same(tmp_path: Path) -> None:
    given = town(unsure_row("某人"))
    accept(tmp_path, given)
    memory = Memory(judged=said(tmp_path, ("e-x0", "same", "r-150")))
    (tmp_path / "later").mkdir()
    later = town(unsure_row("某人", 7))
    linked = link(tmp_path / "later", later, memory=memory)
    assert linked.tie("e-x7") == (linked.tie("r-150")[0], "T2")
    (tmp_path / "gone").mkdir()
    gone = link(tmp_path / "gone", town(unsure_row("别人")), memory=memory)
    assert gone.tie("e-x0") == (None, "no_id")


def test_two_valid_numbers_are_never_one_person_by_word_alone(tmp_path: Path) -> None:
    linked = judged_link(tmp_path, [], ("r-150", "same", "r-153"))
    assert linked.tie("r-150")[0] != linked.tie("r-153")[0]
    assert linked.summary["judgements_refused"] == [
        [f"{RESIDENT}|person|r-150", f"{RESIDENT}|person|r-153"]
    ]


def test_a_documented_change_of_number_makes_one_person(tmp_path: Path) -> None:
    number = resident_number(date(1992, 3, 4), 123)
    old = enrolled({**KNOWN, "id_number": number}, record_id="e-x0")
    told: tuple[str, Verdict, str] = ("e-x0", "renumbered", "r-150")
    linked = judged_link(tmp_path, [old], told)
    assert linked.tie("e-x0") == linked.tie("r-150")
    persons = linked.table("person")
    (one,) = persons.filter(pl.col("person_id") == linked.tie("r-150")[0]).to_dicts()
    assert (one["id_number"], one["records"]) == (KNOWN["id_number"], 3)


def test_people_without_a_number_can_be_told_to_be_one(tmp_path: Path) -> None:
    rows = [unsure_row("某甲"), unsure_row("某乙", 1)]
    linked = judged_link(tmp_path, rows, ("e-x0", "same", "e-x1"))
    one, other = linked.tie("e-x0"), linked.tie("e-x1")
    assert one == other
    assert one[0] is not None
    assert one[1] == "T5"
    (person,) = linked.table("person").filter(person_id=one[0]).to_dicts()
    assert (person["id_number"], person["records"]) == (None, 2)


def test_who_is_the_same_moves_with_all_that_is_his(
    tmp_path: Path, epoch: Path
) -> None:
    """Two insured rows of one without a number; one is judged to be in the register."""
    rows = [
        unsure_row("欧阳秋菊", at, **{**NEWCOMER, **more})
        for at, more in enumerate(({}, {"id_number": "0" * 18}))
    ]
    linked = judged_link(tmp_path, rows, ("e-x0", "same", "r-150"), epoch=epoch)
    whose = linked.tie("r-150")[0]
    assert linked.tie("e-x0") == (whose, "T2")
    assert linked.tie("e-x1") == (whose, "T5")


def test_judgements_of_records_that_are_gone_are_left_out(tmp_path: Path) -> None:
    told = said_of_nothing()
    linked = link(tmp_path, town(), memory=Memory(judged=told))
    assert linked.tie("r-150")[1] == "T1"


def said_of_nothing() -> Judged:
    gone = Judgement(
        left=f"{ENROLMENT}|person|e-a",
        right=f"{ENROLMENT}|person|e-b",
        left_says="Na",
        right_says="Nb",
        verdict="same",
        by="甲",
        at=AT,
        why="看过原件",
    )
    away = replace(
        gone, left="civil/dibao|person|a", left_says="Nc", verdict="different"
    )
    return judged([gone, replace(away, verdict="different")])


def test_the_order_of_rows_and_words_does_not_matter(
    tmp_path: Path, epoch: Path
) -> None:
    rows = [
        enrolled(OTHER, id_number=None, record_id="e-x0"),
        unsure_row("某甲", 1),
        unsure_row("某乙", 2),
    ]
    told: list[tuple[str, Verdict, str]] = [
        ("e-x0", "different", "r-153"),
        ("e-x1", "same", "e-x2"),
        ("e-x2", "same", "r-150"),
    ]
    written: list[dict[str, bytes]] = []
    for name, turn in (("one", 1), ("other", -1)):
        folder = tmp_path / name
        folder.mkdir()
        given = {path: rows[::turn] for path, rows in town(*rows).items()}
        accept(folder, given)
        memory = Memory(judged=said(folder, *told[::turn]))
        linked = link(folder, given, epoch=epoch, memory=memory)
        files = sorted(linked.folder.glob("*.parquet"))
        written.append({file.name: file.read_bytes() for file in files})
    assert written[0] == written[1]
