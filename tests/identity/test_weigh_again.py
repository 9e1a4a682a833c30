"""The next night weighs only what is new, and says what weighing all again says."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from identity.matcher import score_pairs
from identity.matcher.compare import Sides, compare
from identity.matcher.model import Model
from tests.identity.tables import RESIDENT, Rows, link
from tests.identity.town import enrolled, learn_weights, residents, town

PEOPLE = list(residents())
NAMELESS = {"id_number": None, "record_id": "x-new"}
TOWN = town(
    *(enrolled(one, record_id=f"x-{at:03d}", id_number=None)
      for at, one in enumerate(PEOPLE[:150]))
)  # fmt: skip
# One is new, one says something else, one is gone; and so in the register.
CHANGED = town(
    enrolled(PEOPLE[301], **NAMELESS),
    enrolled(PEOPLE[0], record_id="x-000", id_number=None, village="外村"),
    *TOWN["social_security/resident_enrolment"][-148:],
)
CHANGED[RESIDENT] = [{**PEOPLE[0], "village": "外村"}, *PEOPLE[2:]]


@pytest.fixture(scope="module")
def epoch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the weights of the town."""
    return learn_weights(tmp_path_factory.mktemp("weights"))


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that tells, from now on, how many pairs are compared."""
    heights: list[int] = []

    def watched(sides: Sides, pairs: pl.DataFrame, model: Model) -> pl.DataFrame:
        heights.append(pairs.height)
        return compare(sides, pairs, model)

    monkeypatch.setattr(score_pairs, "compare", watched)
    return heights


def night(
    folder: Path, given: Mapping[str, Rows], epoch: Path, state: Path | None
) -> tuple[Mapping[str, bytes], object]:
    """Link; return each file that was written, and the summary."""
    folder.mkdir()
    linked = link(folder, given, epoch=epoch, state=state)
    written = {file.name: file.read_bytes() for file in linked.folder.glob("*")}
    return written, linked.summary


def test_changed_rows_give_what_a_night_from_scratch_gives(
    tmp_path: Path, epoch: Path, compared: list[int]
) -> None:
    first = night(tmp_path / "first", TOWN, epoch, tmp_path / "state")
    many = sum(compared)
    compared.clear()
    second = night(tmp_path / "second", CHANGED, epoch, tmp_path / "state")
    few = sum(compared)
    assert second == night(tmp_path / "scratch", CHANGED, epoch, None)
    assert second[0]["link.parquet"] != first[0]["link.parquet"]
    assert 0 < few < many / 10


def test_the_same_rows_in_another_order_compare_nothing(
    tmp_path: Path, epoch: Path, compared: list[int]
) -> None:
    first = night(tmp_path / "first", TOWN, epoch, tmp_path / "state")
    compared.clear()
    turned = {path: rows[::-1] for path, rows in reversed(TOWN.items())}
    assert night(tmp_path / "second", turned, epoch, tmp_path / "state") == first
    assert sum(compared) == 0


@pytest.mark.parametrize(
    "damaged", ["state.json", "left", "right", "pairs", "gone-left"]
)
@pytest.mark.parametrize("content", [None, b"", b"ARROW1 and no more"])
def test_a_damaged_or_missing_file_costs_only_time(
    tmp_path: Path, epoch: Path, damaged: str, content: bytes | None
) -> None:
    first = night(tmp_path / "first", TOWN, epoch, tmp_path / "state")
    (file,) = (tmp_path / "state").glob(f"{damaged}*")
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    assert night(tmp_path / "second", TOWN, epoch, tmp_path / "state") == first
