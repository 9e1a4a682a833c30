"""What is made of delivered texts, by the kind of their field."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identity.matcher.model_file import load_model
from identity.matcher.prepare import prepare, preparer
from store.normalise.id_number import check_character

BODY = "42052619900506123"
NUMBER = BODY + check_character(BODY)
KINDS = ("day", "digits", "person_name", "place", "resident_id", "sex", "text")


def made(kind: str, value: str | None) -> dict[str, object]:
    """Return the derived values of one text."""
    columns = preparer(kind)(pl.Series([value], dtype=pl.String), None)
    return {name: column[0] for name, column in columns.items()}


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (NUMBER, "valid", {"number", "head15", "head14", "tail", "outer", "birth"}),
        (NUMBER[:6] + NUMBER[8:17], "valid15", {"number", "head15", "tail", "birth"}),
        (NUMBER[:15] + "000", "excel", {"head15", "birth"}),
        (NUMBER[:15] + "***", "excel", {"head15", "birth"}),
        (f"{NUMBER[:6]}********{NUMBER[14:]}", "masked", {"outer"}),
        (f"{NUMBER[:6]}XXXXXXXX{NUMBER[14:]}", "masked", {"outer"}),  # masked by X
        (f"{NUMBER[:8]}8{NUMBER[9:]}", "damaged", {"head14", "tail", "outer"}),
        (NUMBER[:16], "damaged", set[str]()),
        ("E12345678", "foreign", set[str]()),
        ("护照遗失", None, set[str]()),
        ("待补", None, set[str]()),
        ("5221" + "*" * 14, None, set[str]()),
        ("123456789012345678", None, set[str]()),
        (None, None, set[str]()),
    ],
)
def test_resident_ids(value: str | None, kind: str | None, shown: set[str]) -> None:
    found = made("resident_id", value)
    assert found["kind"] == kind
    parts = ("number", "head15", "head14", "tail", "outer", "birth")
    known = {name for name in parts if found[name] is not None}
    assert known >= shown
    if kind != "valid15":
        assert known == shown


def test_every_spelling_of_a_number_has_the_same_parts() -> None:
    whole, old = made("resident_id", NUMBER), made("resident_id", NUMBER[:6] + BODY[8:])
    for part in ("number", "head15", "head14", "tail", "outer", "birth", "sex"):
        assert whole[part] == old[part]
    assert whole["birth"] == 19900506
    stars = made("resident_id", f"{NUMBER[:6]}********{NUMBER[14:]}")
    assert stars["outer"] == whole["outer"]


@pytest.mark.parametrize(
    ("value", "day", "exact"),
    [
        ("19900506", 19900506, 19900506),
        ("1990-05-06 00:00:00.000000", 19900506, 19900506),
        ("1990年5月", 19900500, None),
        ("1990", 19900000, None),
        ("不详", None, None),
        (None, None, None),
    ],
)
def test_days(value: str | None, day: int | None, exact: int | None) -> None:
    found = made("day", value)
    assert (found["day"], found["exact"]) == (day, exact)
    assert found["year"] == (None if day is None else 1990)


@pytest.mark.parametrize(
    ("value", "key", "house"),
    [
        ("白泉镇铺口村3组 25 号", "铺口", "白泉镇铺口村3组25号"),
        ("白泉镇铺口村3组", "铺口", None),
        (None, None, None),
    ],
)
def test_a_place_and_the_very_house(
    value: str | None, key: str | None, house: str | None
) -> None:
    assert made("place", value) == {"key": key, "now": key}
    assert made("house", value) == {"house": house}


def test_a_fallback_completes_what_is_not_stated() -> None:
    values, other = pl.Series([None, "19900506"], dtype=pl.String), [19850301, 19850301]
    days = preparer("day")(values, pl.Series(other, dtype=pl.Int32))
    assert days["day"].to_list() == [None, 19900506]
    assert days["born"].to_list() == [19850301, 19900506]
    sexes = preparer("sex")(pl.Series([None, "女"]), pl.Series([1, 1]))
    assert sexes["stated"].to_list() == [None, 0]
    assert sexes["key"].to_list() == [1, 0]


@pytest.mark.parametrize(
    ("kind", "value", "key"),
    [
        ("digits", "138-0000 0001", "13800000001"),
        ("digits", "12", None),
        ("digits", "无", None),
        ("sex", " 男性 ", 1),
        ("sex", "2", 0),
        ("sex", "f", 0),
        ("sex", "9", None),
        ("text", "O'Brien-Smith", "obriensmith"),
        ("text", " - ", None),
        ("person_name", "张 晓 伟", "张晓伟"),
        ("person_name", "无", None),
    ],
)
def test_keys(kind: str, value: str, key: str | int | None) -> None:
    assert made(kind, value)["key"] == key


def test_spellings_of_one_place_share_a_key() -> None:
    short, long = made("place", "青山村"), made("place", "白泉镇青山村民委员会")
    assert short["key"] == long["key"] is not None


def test_a_former_name_stands_beside_the_name() -> None:
    found = made("person_name", "李晓梅（曾用名张红英）")
    assert (found["key"], found["other"]) == ("李晓梅", "张红英")
    assert made("person_name", "李晓梅")["other"] is None
    assert made("person_name", "李*梅")["head"] is None


texts = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=24),
    st.text("0123456789Xx*年月日-/. 张晓伟·(（", max_size=20),
)


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None)
@given(st.lists(texts, max_size=5))
def test_no_text_is_too_odd(kind: str, values: list[str | None]) -> None:
    columns = preparer(kind)(pl.Series(values, dtype=pl.String), None)
    assert {len(column) for column in columns.values()} == {len(values)}


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"id_number": texts, "name": texts, "sex": texts, "birth_date": texts}
        ),
        min_size=1,
        max_size=4,
    )
)
def test_records_are_prepared_alone_as_together(
    rows: list[dict[str, str | None]],
) -> None:
    model = load_model("resident")
    frame = pl.DataFrame(rows, schema=dict.fromkeys(rows[0], pl.String))
    frame = frame.with_row_index("record_id")
    whole = prepare(frame, model, "左表").rows
    parts = [prepare(frame[at], model, "左表").rows for at in range(frame.height)]
    assert whole.equals(pl.concat(parts))
