"""People without a number keep their id, and what became of them is told."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from identity.judgements import Judged, Verdict
from identity.outcome import Memory
from tests.identity.tables import Linked, link
from tests.identity.test_follow_judgements import NEWCOMER, said, unsure_row
from tests.identity.town import learn_weights, residents, town

NAME = "欧阳秋菊"
ZEROS = {"id_number": "0" * 18}
FIRST, SECOND = (NEWCOMER, {**NEWCOMER, **ZEROS})
THIRD = {**NEWCOMER, "sex": None}


@pytest.fixture(scope="module")
def epoch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return learn_weights(tmp_path_factory.mktemp("weights"))


def night(
    folder: Path,
    epoch: Path,
    *rows: Mapping[str, object],
    before: Linked | None = None,
) -> Linked:
    """Link a night of insured newcomers, after another."""
    folder.mkdir()
    named = [unsure_row(NAME, at, **row) for at, row in enumerate(rows)]
    previous = None if before is None else before.folder / "node.parquet"
    return link(folder, town(*named), epoch=epoch, memory=Memory(previous=previous))


def changes(linked: Linked) -> list[tuple[object, ...]]:
    return linked.table("person_change").rows()


def test_an_id_stays_whichever_record_leaves(tmp_path: Path, epoch: Path) -> None:
    """Named by its smallest node, a person would be another once that is gone."""
    first = night(tmp_path / "1", epoch, FIRST, SECOND, THIRD)
    whose = first.tie("e-x0")
    assert whose[1] == "T5"
    assert changes(first) == [("new", whose[0], None, 3)]
    for at, rest in enumerate(((FIRST, SECOND), (SECOND, THIRD), (FIRST, THIRD))):
        later = night(tmp_path / f"2{at}", epoch, *rest, before=first)
        assert later.tie("e-x0") == later.tie("e-x1") == whose
        assert changes(later) == []
        person = later.table("person").filter(person_id=whose[0])
        assert person["records"].to_list() == [2]


def test_the_same_night_again_gives_the_same(tmp_path: Path, epoch: Path) -> None:
    first = night(tmp_path / "1", epoch, FIRST, SECOND, THIRD)
    again = night(tmp_path / "2", epoch, FIRST, SECOND, THIRD, before=first)
    third = night(tmp_path / "3", epoch, FIRST, SECOND, THIRD, before=again)
    files = [
        {file.name: file.read_bytes() for file in one.folder.glob("*.parquet")}
        for one in (first, again, third)
    ]
    assert files[1] == files[2]
    told = "person_change.parquet"  # in the first night all are new
    assert files[0].pop(told) != files[1].pop(told)
    assert files[0] == files[1]


def test_who_comes_and_who_goes_is_told(tmp_path: Path, epoch: Path) -> None:
    empty = night(tmp_path / "1", epoch, FIRST)
    come = night(tmp_path / "2", epoch, FIRST, SECOND, before=empty)
    whose = come.tie("e-x0")[0]
    assert changes(come) == [("new", whose, None, 2)]
    gone = night(tmp_path / "3", epoch, FIRST, before=come)
    assert changes(gone) == [("gone", whose, None, 2)]


def test_who_is_found_in_the_register_is_merged(tmp_path: Path, epoch: Path) -> None:
    first = night(tmp_path / "1", epoch, FIRST, SECOND)
    whose, rows = first.tie("e-x0")[0], [FIRST, SECOND]
    named = [unsure_row(NAME, at, **row) for at, row in enumerate(rows)]
    judged = said_in(first, ("e-x0", "same", "r-150"))
    folder = tmp_path / "2"
    folder.mkdir()
    memory = Memory(judged=judged, previous=first.folder / "node.parquet")
    later = link(folder, town(*named), epoch=epoch, memory=memory)
    person = later.tie("r-150")[0]
    assert later.tie("e-x1")[0] == person
    assert changes(later) == [("merge", person, whose, 2)]
    assert whose not in set(later.table("person")["person_id"])


def test_a_documented_change_of_number_is_told_once(
    tmp_path: Path, epoch: Path
) -> None:
    other = next(iter(residents()))
    row = {**other, "record_id": "e-x0", "id_number": other["id_number"]}
    given = town(row)
    (tmp_path / "0").mkdir()
    plain = link(tmp_path / "0", given, epoch=epoch)
    judged = said_in(plain, ("r-000", "renumbered", "r-150"))
    nights: list[Linked] = [plain]
    for name in ("1", "2"):
        (tmp_path / name).mkdir()
        previous = nights[-1].folder / "node.parquet"
        memory = Memory(judged=judged, previous=previous)
        nights.append(link(tmp_path / name, given, epoch=epoch, memory=memory))
    _, first, second = nights
    ids = {str(plain.tie(record)[0]) for record in ("r-000", "r-150")}
    kept = str(first.tie("r-000")[0])
    (gone,) = ids - {kept}
    assert first.tie("r-150")[0] == kept
    assert changes(first) == [("merge", kept, gone, 0)]
    assert changes(second) == []
    (tmp_path / "3").mkdir()
    memory = Memory(previous=second.folder / "node.parquet")
    undone = link(tmp_path / "3", given, epoch=epoch, memory=memory)
    assert changes(undone) == [("split", gone, kept, 0)]


def said_in(linked: Linked, told: tuple[str, Verdict, str]) -> Judged:
    return said(next(iter(linked.accepted.values())).parent, told)


def test_nodes_name_nobody(tmp_path: Path, epoch: Path) -> None:
    nodes = night(tmp_path / "1", epoch, FIRST, SECOND).table("node")
    assert nodes.columns == ["node", "person_id"]
    assert nodes.select(pl.all().str.contains("^[NP][a-z2-7]{15}$").all()).row(0) == (
        True,
        True,
    )
