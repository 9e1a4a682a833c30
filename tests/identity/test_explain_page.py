"""The page and the picture of an explanation: whole, masked, from nothing outside."""

import re
from xml.etree.ElementTree import fromstring

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.explain.delivered import Shown, masked, side_by_side
from identity.explain.page import explanation_page
from identity.explain.records import Tables, explain_records
from identity.explain.waterfall import waterfall
from identity.explain.words import likelihood, signed, statement, wrapped
from store.errors import MatchError
from tests.identity.office import MODEL, epoch, id_number, table

OURS, THEIRS = id_number("42052619600303022"), id_number("42052619710417026")
REGISTER = f"""
    record_id | id_number | name | village | phone
    A1 | {OURS} | 刘玉兰 | 水河村 | 15100000006
    A2 | | 刘<玉>& | 水河村 |
"""
CLAIMS = f"""
    record_id | id_number | name | village | phone
    B1 | {THEIRS} | 刘玉澜 | 水河村 | 15100000007
"""
TABLES = Tables(left=table(REGISTER), right=table(CLAIMS))


def page_of(left_id: str, *, unmasked: bool = False) -> str:
    whole, linked = explain_records(TABLES, left_id, "B1", MODEL, epoch())
    return explanation_page(whole, linked, unmasked=unmasked)


def test_page_brings_everything_and_runs_nothing() -> None:
    page = page_of("A1")
    assert "default-src 'none'" in page
    assert re.findall(r"<script|<link|<img|https?://(?!www\.w3\.org)", page) == []


def test_numbers_are_masked_until_asked_for() -> None:
    text = re.sub(r"<[^>]+>", "", page_of("A1"))
    plain = re.sub(r"<[^>]+>", "", page_of("A1", unmasked=True))
    for number in (OURS, THEIRS, "15100000006", "15100000007"):
        assert number not in text
        assert number in plain


def test_names_cannot_break_out_of_the_page() -> None:
    page = page_of("A2")
    assert "刘<玉>" not in page
    assert "&lt;" in page


def test_waterfall_ends_at_the_weight_and_marks_what_differs() -> None:
    whole, _ = explain_records(TABLES, "A1", "B1", MODEL, epoch())
    picture = waterfall(whole)
    texts = [t.text for t in fromstring(picture).iter() if t.tag.endswith("text")]
    assert f"{signed(whole.weight_milli)}　不认作同一人" in texts or any(
        (t or "").startswith(signed(whole.weight_milli)) for t in texts
    )
    marked = re.findall(r'underline"[^>]*>(.)<', picture)
    assert "兰" in marked
    assert "澜" in marked


def test_within_one_table_the_order_of_the_ids_does_not_matter() -> None:
    one = Tables(left=pl.concat([table(REGISTER), table(CLAIMS)]))
    there, _ = explain_records(one, "A1", "B1", MODEL, epoch())
    back, _ = explain_records(one, "B1", "A1", MODEL, epoch())
    assert there.weight_milli == back.weight_milli
    assert there.rival is None
    learnt, _ = explain_records(one, "B1", "A1", MODEL)
    assert (learnt.left_id, learnt.right_id) == ("A1", "B1")
    assert [fact.left for fact in learnt.facts][:2] == [OURS, "刘玉兰"]


@pytest.mark.parametrize(
    ("tables", "left_id", "right_id", "says"),
    [
        (TABLES, "A9", "B1", "左表没有记录 A9"),
        (TABLES, "A1", "B9", "右表没有记录 B9"),
        (Tables(left=TABLES.left), "A1", "A1", "同一条记录"),
        (Tables(left=TABLES.left.drop("record_id")), "A1", "A2", "record_id"),
    ],
)
def test_unknown_record_is_named(
    tables: Tables, left_id: str, right_id: str, says: str
) -> None:
    with pytest.raises(MatchError, match=says):
        explain_records(tables, left_id, right_id, MODEL, epoch())


@pytest.mark.parametrize(
    ("title", "sentence", "said"),
    [
        ("姓名", "姓名一致。", "姓名一致"),
        ("联系电话", "一致。", "联系电话一致"),
        ("身份证号", "号码相同。", "身份证号码相同"),
        ("姓名", "只有姓氏相同。", "姓名：只有姓氏相同"),
        ("出生日期", "出生日期不同。", "出生日期不同"),
    ],
)
def test_titles_are_not_said_twice(title: str, sentence: str, said: str) -> None:
    assert statement(title, sentence) == said


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (1.0, "可能性在 99.999% 以上"),
        (0.99558, "可能性约 99.558%"),
        (0.178, "可能性约 17.8%"),
        (0.0, "可能性不到 0.001%"),
    ],
)
def test_likelihood_never_says_certain(probability: float, said: str) -> None:
    assert likelihood(probability) == said


@given(st.text(max_size=30), st.text(max_size=30))
def test_characters_that_are_not_marked_are_alike(left: str, right: str) -> None:
    ours, theirs = side_by_side(left, right)
    kept = [
        "".join(c for place, c in enumerate(v.text) if place not in v.differs)
        for v in (ours, theirs)
    ]
    assert kept[0] == kept[1] or not left or not right


@given(st.text("0123456789X", max_size=20))
def test_masked_number_never_shows_its_middle(number: str) -> None:
    shown = masked(Shown(text=number), "resident_id").text
    assert len(shown.replace("*", "")) <= 10
    assert len(number) <= 10 or "*" in shown


@given(st.text(max_size=60), st.integers(4, 20))
def test_wrapped_lines_are_few(text: str, width: int) -> None:
    assert len(wrapped(text, width, lines=2)) <= 2
