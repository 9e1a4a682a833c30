"""Records without a usable number are tied by weight, or left for a human eye."""

from pathlib import Path

import polars as pl
import pytest

from identity.matcher.epoch_file import read_epoch
from identity.weigh_untied import MOST_CERTAIN
from tests.identity.tables import Linked, link
from tests.identity.town import ENROLMENT, enrolled, learn_weights, residents, town

PEOPLE = list(residents())
SOMEBODY, RELATIVE = PEOPLE[151], PEOPLE[157]
NUMBER = str(SOMEBODY["id_number"])
WRONG_DIGIT = NUMBER[:12] + str((int(NUMBER[12]) + 5) % 10) + NUMBER[13:]
ONLY_NAME = {"id_number": None, "village": None, "birth_on": None, "sex": None}


@pytest.fixture(scope="module")
def epoch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the weights of the town."""
    return learn_weights(tmp_path_factory.mktemp("weights"))


def linked_with(folder: Path, epoch: Path | None, **said: object) -> Linked:
    """Link the town with one more record, that says `said` of somebody."""
    row = enrolled(SOMEBODY, record_id="x-1", **said)
    return link(folder, town(row), epoch=epoch)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"id_number": WRONG_DIGIT}, "T4"),
        ({"id_number": NUMBER[:15] + "000"}, "T4"),
        ({"id_number": NUMBER[:6] + "********" + NUMBER[14:]}, "T4"),
        ({"id_number": None}, "T5"),
        ({"id_number": "0" * 18}, "T5"),
        # Name and home alone: a father and his son share both.
        ({"id_number": None, "birth_on": None}, "review"),
        (ONLY_NAME, "review"),
        ({"id_number": None, "person_name": "欧阳无名"}, "no_id"),
        ({"id_number": WRONG_DIGIT, "person_name": "欧阳无名"}, "review"),
        ({"person_name": RELATIVE["person_name"]}, "name_conflict"),
    ],
)
def test_what_a_record_says_and_how_it_is_tied(
    tmp_path: Path, epoch: Path, said: dict[str, object], expected: str
) -> None:
    linked = linked_with(tmp_path, epoch, **said)
    person, how = linked.tie("x-1")
    assert how == expected
    if expected.startswith("T"):
        assert person == linked.tie(str(SOMEBODY["record_id"]))[0]
    else:
        assert person is None


def test_without_weights_nobody_is_tied_by_weight(tmp_path: Path) -> None:
    linked = linked_with(tmp_path, None, id_number=WRONG_DIGIT)
    assert linked.tie("x-1") == (None, "bad_check_digit")


def test_a_relatives_number_beside_ones_own_name_birth_and_village(
    tmp_path: Path, epoch: Path
) -> None:
    linked = linked_with(tmp_path, epoch, id_number=RELATIVE["id_number"])
    assert linked.tie("x-1") == (linked.tie(str(SOMEBODY["record_id"]))[0], "T5")
    (conflict,) = linked.table("conflict").to_dicts()
    assert conflict["other_name"] == RELATIVE["person_name"]


def test_a_weighed_tie_is_less_certain_than_any_by_number_and_name(
    tmp_path: Path, epoch: Path
) -> None:
    link_table = linked_with(tmp_path, epoch, id_number=WRONG_DIGIT).table("link")
    milli = dict(link_table.select("record_id", "link_milli").iter_rows())
    assert 0 < milli["x-1"] <= MOST_CERTAIN < milli["e-000"]


def test_rows_that_say_the_same_are_weighed_once_and_tied_together(
    tmp_path: Path, epoch: Path
) -> None:
    rows = [
        enrolled(SOMEBODY, record_id=f"x-{n}", id_number=WRONG_DIGIT) for n in (1, 2, 3)
    ]
    linked = link(tmp_path, town(*rows), epoch=epoch)
    assert len({linked.tie(f"x-{n}") for n in (1, 2, 3)}) == 1
    counts = linked.summary["weighed"]
    assert isinstance(counts, dict)
    assert counts["profiles"] == 1
    persons = linked.table("person")
    records = dict(persons.select("person_id", "records").iter_rows())
    assert records[linked.tie("x-1")[0]] == 4


def test_the_reading_says_how_the_names_agreed(tmp_path: Path, epoch: Path) -> None:
    linked = linked_with(tmp_path, epoch, id_number=WRONG_DIGIT)
    resolved = linked.resolved(ENROLMENT, tmp_path / "resolved")
    row = resolved.row(by_predicate=pl.col("record_id") == "x-1", named=True)
    assert row["link_tier"] == "T4"
    assert row["id_kind"] == "bad_check_digit"
    readings = linked.table("reading")
    own = readings.row(by_predicate=pl.col("id_number") == WRONG_DIGIT, named=True)
    assert own["comparison"] == "same_name"


def test_the_order_of_rows_does_not_matter(tmp_path: Path, epoch: Path) -> None:
    rows = [
        enrolled(SOMEBODY, record_id=f"x-{n}", id_number=number)
        for n, number in enumerate((WRONG_DIGIT, None, NUMBER[:15] + "000"))
    ]
    given = town(*rows)
    turned = {path: rows[::-1] for path, rows in reversed(given.items())}
    written = []
    for name, tables in (("one", given), ("other", turned)):
        (tmp_path / name).mkdir()
        linked = link(tmp_path / name, tables, epoch=epoch)
        files = sorted(linked.folder.glob("*.parquet"))
        written.append({file.name: file.read_bytes() for file in files})
    assert written[0] == written[1]


def test_the_same_records_teach_the_same_weights(tmp_path: Path, epoch: Path) -> None:
    assert read_epoch(learn_weights(tmp_path)).comparisons == (
        read_epoch(epoch).comparisons
    )
