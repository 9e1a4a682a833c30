"""Few texts are read one by one and many together: the result is the same."""

from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.normalise.id_neighbours import neighbour_bodies, neighbours
from store.normalise.id_number import judge_id_numbers
from store.normalise.name_sound import sound_keys
from store.normalise.partial_dates import read_birth_days
from store.normalise.person_name import name_keys
from store.normalise.place_key import place_keys
from store.normalise.plain import FEW, only_where

MANY = 2000
KNOWN = [
    None, "", "张伟", "欧阳娜娜", "欧阳 娜娜(已故)", "张WEI", "单于", "曾某", "王書記",
    "19830502", "1983-5-2", "1983/05/02", "1983年5月", "830502", "19000101", "20230230",
    "42052619830502123X", "420526198305021230", "420526830502123", "420526********1234",
    "４２０５２６１９８３０５０２１２３Ｘ", "白泉镇铺口村委会三组", "铺口村", "无",
]  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(KNOWN),
    st.text(max_size=4),
    st.from_regex(
        r"[12][0-9]{3}[-/年.]?[01]?[0-9][-/月.]?[0-3]?[0-9]日?", fullmatch=True
    ),
    st.from_regex(r"[0-9]{14,17}[0-9X*]{1,2}", fullmatch=True),
    st.text("张王李欧阳单曾娜伟?·某", max_size=4),
)


Reader = Callable[[pl.Series], pl.DataFrame]
READERS: dict[str, Reader] = {
    "names": lambda texts: name_keys(texts).to_frame(),
    "sounds": lambda texts: sound_keys(name_keys(texts)),
    "days": read_birth_days,
    "numbers": judge_id_numbers,
    "places": lambda texts: place_keys(texts).to_frame(),
}


@pytest.mark.parametrize("kind", list(READERS))
@given(texts=st.lists(TEXTS, min_size=1, max_size=FEW - 1))
def test_few_are_read_as_many(kind: str, texts: list[str | None]) -> None:
    read = READERS[kind]
    few = read(pl.Series("text", texts, dtype=pl.String))
    many = read(pl.Series("text", texts + ["张伟"] * MANY, dtype=pl.String))
    assert few.equals(many.head(len(texts)))


@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_slips_of_few_are_those_of_many(texts: list[str | None]) -> None:
    few = neighbours(pl.Series(texts, dtype=pl.String))
    many = neighbours(pl.Series(texts + texts[:1] * MANY, dtype=pl.String))
    assert few.equals(many.filter(pl.col("row") < len(texts)))


@given(texts=st.lists(TEXTS, max_size=4))
def test_the_body_of_each_neighbour(texts: list[str | None]) -> None:
    given = pl.Series(texts, dtype=pl.String)
    bodies = neighbours(given).select("row", body=pl.col("id18").str.head(17))
    found = neighbour_bodies(given)
    assert found.equals(bodies.with_columns(pl.col("body").cast(pl.UInt64)))


def test_only_where_a_condition_holds() -> None:
    condition = pl.Series([True, False, None])
    assert only_where(condition, pl.Series([1, 2, 3])).to_list() == [1, None, None]
