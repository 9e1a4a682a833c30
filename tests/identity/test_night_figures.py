"""What a night tied by number and by weight, counted from its table of links."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from identity.report.night import count_links, count_rows, in_a_sentence
from tests.identity.tables import Linked, link
from tests.identity.town import enrolled, learn_weights, residents, town

PEOPLE = list(residents())
LINKS = pl.DataFrame(
    [
        ("T1", 1000, None),
        ("T1", 1000, None),
        ("T2", 900, None),
        ("T2", 899, None),
        ("T4", 899, None),
        ("T2", 900, "judged_same"),
        (None, None, "review"),
        (None, None, "no_id"),
    ],
    schema={"tier": pl.String, "link_milli": pl.Int32, "reason": pl.String},
    orient="row",
)


@pytest.fixture
def links(tmp_path: Path) -> Path:
    LINKS.write_parquet(tmp_path / "link.parquet")
    return tmp_path / "link.parquet"


def test_a_tier_of_both_kinds_is_told_apart_by_its_certainty(links: Path) -> None:
    assert count_links(links) == {
        ("number", "T1"): 2,
        ("number", "T2"): 1,
        ("weight", "T2"): 1,
        ("weight", "T4"): 1,
        ("judged", "T2"): 1,
        ("untied", "review"): 1,
        ("untied", "no_id"): 1,
    }


def test_the_night_in_a_sentence(links: Path) -> None:
    counts = count_links(links)
    said = "认人：按号码 3 条，按分量 2 条，按人工判定 1 条，待核 1 条，预计错认 0.2 条"
    assert in_a_sentence(counts, 230) == said
    assert "没有匹配权重" in in_a_sentence(counts, None)


def test_rows_stand_beside_the_night_before_and_none_is_lost(links: Path) -> None:
    before = {("number", "T1"): 2, ("number", "T3"): 1}
    rows = count_rows(count_links(links), before)
    assert [(one.title, one.now, one.before) for one in rows][:4] == [
        ("按号码认出：T1", 2, 2),
        ("按号码认出：T2", 1, 0),
        ("按号码认出：T3", 0, 1),
        ("按分量认出：T2", 1, 0),
    ]
    assert rows[-1].title.startswith("没有认出：待核身份")
    assert {one.before for one in count_rows(count_links(links), None)} == {None}


def test_false_ties_are_expected_by_record_not_by_profile(tmp_path: Path) -> None:
    epoch = learn_weights(tmp_path)
    doubtful: Mapping[str, object] = {"id_number": None, "village": None}
    said = [
        expected(link_of(tmp_path / str(times), epoch, times, doubtful))
        for times in (1, 12)
    ]
    assert said[0] > 0
    assert said[1] == 12 * said[0]


def link_of(
    folder: Path, epoch: Path, times: int, said: Mapping[str, object]
) -> Linked:
    folder.mkdir()
    rows = [enrolled(PEOPLE[151], record_id=f"x-{n:02d}", **said) for n in range(times)]
    return link(folder, town(*rows), epoch=epoch)


def expected(linked: Linked) -> int:
    weighed = linked.summary["weighed"]
    assert isinstance(weighed, dict)
    return int(str(weighed["expected_false_milli"]))
