"""What did not arrive (应享未享) stands in a queue of its own."""

from datetime import date
from pathlib import Path

import fastexcel
import polars as pl
import pytest

from clues.clue import SCHEMA, Clue, load_clues, of_queue
from clues.export import export_clues
from clues.labels import BANNER, CLUE, ENTITLEMENT, NOTICES, severity_label
from clues.listing import headings_of
from clues.raise_clues import raise_clues
from clues.render import clue_json
from tests.clues.findings import AS_OF, KEY, write_person
from tests.clues.raised import finding

NEXT = date(2026, 11, 21)


def raised_apart(
    tmp: Path,
    *,
    due: list[Path],
    findings: list[Path],
    as_of: date = AS_OF,
    previous: Path | None = None,
) -> tuple[dict[str, object], Path]:
    out = tmp / f"out-{as_of}"
    out.mkdir()
    summary = raise_clues(
        findings,
        write_person(tmp / "identity"),
        out,
        key=KEY,
        as_of=as_of,
        previous=previous,
        entitlements=due,
    )
    return dict(summary), out / "clues.parquet"


@pytest.fixture
def both(tmp_path: Path) -> tuple[Clue, ...]:
    due = [finding(tmp_path, "U02", sentence="退回后没有重新发放的记录。")]
    _, file = raised_apart(tmp_path, due=due, findings=[finding(tmp_path)])
    return load_clues(file)


def test_one_subject_and_matter_stand_in_each_queue_by_themselves(
    both: tuple[Clue, ...],
) -> None:
    [clue], [due] = of_queue(both, CLUE), of_queue(both, ENTITLEMENT)

    assert (clue.rules, due.rules) == (("SS-01",), ("U02",))
    assert clue.matter == due.matter
    assert clue.clue_id != due.clue_id
    assert not clue.related
    assert not due.related


def test_counts_them_apart(tmp_path: Path) -> None:
    due = [finding(tmp_path, "U02")]
    summary, _ = raised_apart(tmp_path, due=due, findings=[finding(tmp_path)])

    assert (summary["clues"], summary["by_rule"]) == (1, {"SS-01": 1})
    told = summary["entitlements"]
    assert isinstance(told, dict)
    assert (told["clues"], told["by_rule"]) == (1, {"U02": 1})


def test_keeps_its_id_from_night_to_night(tmp_path: Path) -> None:
    due = [finding(tmp_path, "U02")]
    _, first = raised_apart(tmp_path, due=due, findings=[])
    _, second = raised_apart(tmp_path, due=due, findings=[], as_of=NEXT, previous=first)
    [before], [after] = load_clues(first), load_clues(second)

    assert (before.since_last, after.since_last) == ("new", "unchanged")
    assert before.clue_id == after.clue_id


def test_made_good_it_is_gone(tmp_path: Path) -> None:
    due = [finding(tmp_path, "U02")]
    _, first = raised_apart(tmp_path, due=due, findings=[])
    summary, second = raised_apart(
        tmp_path, due=[], findings=[], as_of=NEXT, previous=first
    )
    [gone] = load_clues(second)

    assert (gone.queue, gone.since_last) == (ENTITLEMENT, "gone")
    told = summary["entitlements"]
    assert isinstance(told, dict)
    assert told["clues"] == 0


def test_an_archive_without_queues_holds_candidate_clues(
    tmp_path: Path, both: tuple[Clue, ...]
) -> None:
    file = tmp_path / "older.parquet"
    rows = [clue.to_row() for clue in both]
    pl.DataFrame(rows, schema=SCHEMA, orient="row").drop("queue").write_parquet(file)

    assert {clue.queue for clue in load_clues(file)} == {CLUE}


def test_speaks_in_its_own_words(both: tuple[Clue, ...]) -> None:
    [due] = of_queue(both, ENTITLEMENT)
    shown = clue_json(due)

    assert (shown["queue"], shown["notice"]) == (ENTITLEMENT, NOTICES[ENTITLEMENT])
    assert "应发未发金额（元）" in headings_of(ENTITLEMENT)
    assert "漏发月份" in headings_of(ENTITLEMENT)
    assert severity_label(ENTITLEMENT, "S1") == "优先落实"
    assert severity_label(CLUE, "S1") == "优先核查"
    assert severity_label(CLUE, None) == ""


def test_has_a_sheet_of_its_own(tmp_path: Path, both: tuple[Clue, ...]) -> None:
    export_clues(of_queue(both, ENTITLEMENT), tmp_path / "due.xlsx", "xlsx")
    export_clues(both, tmp_path / "both.xlsx", "xlsx")

    book = fastexcel.read_excel(tmp_path / "due.xlsx")
    assert book.sheet_names == ["应享未享清单", "核实要点", "证据", "经办环节", "说明"]
    listed = book.load_sheet("应享未享清单").to_polars()
    assert listed["应发未发金额（元）"].to_list() == [123.45]
    assert BANNER not in book.load_sheet("说明").to_polars()["说明"].to_list()
    names = fastexcel.read_excel(tmp_path / "both.xlsx").sheet_names
    assert names[:2] == ["疑点清单", "应享未享清单"]
