"""Whatever the rows: codes stay apart, no record is lost, the order does not matter."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.identity.organisations import CODE, OTHER_CODE, led
from tests.identity.tables import COMPANY, link

ROWS = st.lists(
    st.tuples(
        st.sampled_from([CODE, OTHER_CODE, None, "M000100Y4", "110108000000016"]),
        st.sampled_from(
            [
                *("云溪县宏祥装饰有限公司", "宏祥装饰公司", "云溪县宏翔装饰有限公司"),
                *("黄石市宏祥装饰有限公司", "宏祥装饰（云溪县）公司", "村委会"),
                *("宏祥装饰公司永沟分公司", "云溪县宏祥装饰有限公司（永沟分公司）"),
            ]
        ),
        st.sampled_from([None, "张伟", "李四"]),
    ),
    max_size=9,
)


@settings(max_examples=30, deadline=None)
@given(rows=ROWS, shuffled=st.randoms(use_true_random=False))
def test_codes_stay_apart_and_the_order_of_rows_does_not_matter(
    rows: list[tuple[str | None, str, str | None]], shuffled: Random
) -> None:
    rows_led = [led(f"c-{at}", *row) for at, row in enumerate(rows)]
    first = _tables(rows_led)
    shuffled.shuffle(rows_led)
    again = _tables(rows_led)
    assert [t.to_dicts() for t in first] == [t.to_dicts() for t in again]
    links, organisations = first
    assert set(links["record_id"]) == {row["record_id"] for row in rows_led}
    codes = organisations["credit_code"].drop_nulls()
    assert codes.is_unique().all()
    for code in (CODE, OTHER_CODE):
        mine = [f"c-{at}" for at, row in enumerate(rows) if row[0] == code]
        tied = links.filter(pl.col("record_id").is_in(mine))["organisation_id"]
        assert tied.n_unique() == min(len(mine), 1)
    assert (links["tier"] == "O6").eq(links["reason"].is_not_null()).all()


def _tables(rows: list[dict[str, str | None]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    with TemporaryDirectory() as folder:
        linked = link(Path(folder), {COMPANY: rows})
        return linked.table("organisation_link"), linked.table("organisation")
