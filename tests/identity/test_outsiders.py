"""Who has no valid number anywhere is a person where several datasets mean them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.identity.tables import RESIDENT, Linked, link
from tests.identity.town import enrolled, learn_weights, residents, town

NEWCOMER: Mapping[str, object] = {
    "id_number": None,
    "person_name": "欧阳秋菊",
    "birth_on": date(1966, 4, 9),
    "sex": "女",
    "village": "石桥村",
}
SOMEBODY = list(residents())[151]


@pytest.fixture(scope="module")
def epoch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the weights of the town."""
    return learn_weights(tmp_path_factory.mktemp("weights"))


def rows(*said: Mapping[str, object]) -> list[dict[str, object]]:
    """Return records of the newcomer, each but for what it says otherwise."""
    return [
        enrolled({**NEWCOMER, "record_id": f"r-x{at}"}, **one)
        for at, one in enumerate(said)
    ]


def linked_with(folder: Path, epoch: Path, *said: Mapping[str, object]) -> Linked:
    """Link the town with such records of the newcomer."""
    return link(folder, town(*rows(*said)), epoch=epoch)


def test_records_that_only_explain_each_other_are_one_person(
    tmp_path: Path, epoch: Path
) -> None:
    linked = linked_with(tmp_path, epoch, {}, {"id_number": "0" * 18})
    (one, how), (other, same) = linked.tie("e-x0"), linked.tie("e-x1")
    assert one is not None
    assert (one, how) == (other, "T5") == (one, same)
    persons = linked.table("person")
    assert persons.row(by_predicate=pl.col("person_id") == one, named=True) == {
        "person_id": one,
        "id_number": None,
        "person_name": "欧阳秋菊",
        "birth_on": date(1966, 4, 9),
        "sex": "女",
        "records": 2,
    }
    counts = linked.summary["weighed"]
    assert isinstance(counts, dict)
    assert (counts["outsiders"], counts["outsider_profiles"]) == (1, 2)


def test_one_record_alone_is_nobody(tmp_path: Path, epoch: Path) -> None:
    assert linked_with(tmp_path, epoch, {}).tie("e-x0") == (None, "no_id")


@pytest.mark.parametrize(
    "other",
    [
        {"person_name": "欧阳春兰"},
        {"birth_on": date(1991, 12, 30), "village": "上湾村"},
        {"birth_on": None, "village": None, "sex": None},
    ],
    ids=["another name", "another age and place", "nothing but the name"],
)
def test_who_is_not_enough_alike_stays_untied(
    tmp_path: Path, epoch: Path, other: Mapping[str, object]
) -> None:
    linked = linked_with(tmp_path, epoch, {}, {"sex": None, **other})
    assert linked.tie("e-x0")[0] is None
    assert linked.tie("e-x1")[0] is None


def test_who_may_be_somebody_known_is_not_made_a_person(
    tmp_path: Path, epoch: Path
) -> None:
    known = {"person_name": SOMEBODY["person_name"], "birth_on": None, "sex": None}
    linked = linked_with(
        tmp_path, epoch, {**known, "village": None}, {**known, "village": None}
    )
    assert linked.tie("e-x0") == linked.tie("e-x1") == (None, "review")


def test_an_outsider_is_less_certain_than_any_tie_by_number(
    tmp_path: Path, epoch: Path
) -> None:
    table = linked_with(tmp_path, epoch, {}, {"sex": None}).table("link")
    milli = dict(table.select("record_id", "link_milli").iter_rows())
    assert 0 < milli["e-x0"] < milli["e-000"]


def test_the_order_of_rows_does_not_matter(tmp_path: Path, epoch: Path) -> None:
    given = town(*rows({}, {"id_number": "0" * 18}, {"sex": None}))
    turned = {path: rows[::-1] for path, rows in reversed(given.items())}
    written = []
    for name, tables in (("one", given), ("other", turned)):
        (tmp_path / name).mkdir()
        linked = link(tmp_path / name, tables, epoch=epoch)
        assert linked.tie("e-x2")[1] == "T5"
        files = sorted(linked.folder.glob("*.parquet"))
        written.append({file.name: file.read_bytes() for file in files})
    assert written[0] == written[1]


def test_a_person_keeps_its_id_when_unrelated_rows_come(
    tmp_path: Path, epoch: Path
) -> None:
    given = town(*rows({}, {"id_number": "0" * 18}))
    (tmp_path / "one").mkdir()
    before = link(tmp_path / "one", given, epoch=epoch).tie("e-x0")
    more = {**given, RESIDENT: [*given[RESIDENT], {**SOMEBODY, "record_id": "r-900"}]}
    (tmp_path / "other").mkdir()
    assert before[1] == "T5"
    assert link(tmp_path / "other", more, epoch=epoch).tie("e-x0") == before
