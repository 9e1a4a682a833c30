"""Links do not depend on the order of rows, and are written in one."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.identity.tables import DEATH, RESIDENT, link, person

# 420281 with invented people: valid check characters, nobody's numbers.
NUMBER, OLD_NUMBER, OTHER = (
    "420281199001011237",
    "420281900101123",
    "420281198805054326",
)
NUMBERS = st.sampled_from([NUMBER, OLD_NUMBER, OTHER, None, "0" * 18])
NAMES = st.sampled_from(["张小明", "张晓明", "张□明", "李翠花", "李大勇", None])
MENTIONS = st.lists(st.tuples(NUMBERS, NAMES, st.booleans()), max_size=12)


@settings(max_examples=25, deadline=None)
@given(mentions=MENTIONS, shuffled=st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    mentions: list[tuple[str | None, str | None, bool]], shuffled: Random
) -> None:
    rows = [
        (DEATH if late else RESIDENT, person(f"x-{at:02d}", number, name))
        for at, (number, name, late) in enumerate(mentions)
    ]
    first = _linked_bytes(rows)
    shuffled.shuffle(rows)
    assert _linked_bytes(rows) == first


def _linked_bytes(rows: list[tuple[str, dict[str, str | None]]]) -> dict[str, bytes]:
    tables = {path: [row for p, row in rows if p == path] for path in (RESIDENT, DEATH)}
    with TemporaryDirectory() as folder:
        linked = link(Path(folder), tables)
        files = sorted(linked.folder.glob("*.parquet"))
        return {file.name: file.read_bytes() for file in files}


def test_the_links_are_sorted_by_dataset_role_and_record(tmp_path: Path) -> None:
    linked = link(
        tmp_path,
        {
            RESIDENT: [person("r-2", OTHER, "李翠花"), person("r-1", NUMBER, "张小明")],
            DEATH: [person("d-1", NUMBER, "张小明")],
        },
    )
    order = ["dataset", "role", "record_id"]
    table = linked.table("link")
    assert table.equals(table.sort(order))
    assert table.select(pl.struct(order).n_unique()).item() == table.height
