"""How long data may be held: stated terms, the contract, the programme's end."""

from dataclasses import replace
from datetime import date

import pytest

from flows.retention import Received, destroy_on, stated_end
from store.odcs import contract_for
from store.programme import Programme

CONTRACT = contract_for("relief/dibao_payment")  # ten years
ENDING = Programme(ends_on=date(2026, 12, 31), raw_days_after_end=183)
ENTRY = Received(
    delivery="县民政局/20261106_低保",
    dataset=CONTRACT.path,
    title=CONTRACT.title,
    supplier="县民政局",
    delivered_on=date(2026, 11, 6),
    received_on=date(2026, 11, 20),
    period="2026-10",
    rows=2,
    amount_fen=43100,
    files={"低保.xlsx": {"sha256": "a" * 64, "sm3": "b" * 64}},
    purpose="",
    basis="",
    approval="",
    owner="",
    retention="",
)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("6个月", "2027-05-06"),
        ("2 年", "2028-11-06"),
        ("30天", "2026-12-06"),
        ("至2027年6月30日", "2027-06-30"),
        ("2027-06-30", "2027-06-30"),
        ("长期", None),
        ("", None),
    ],
)
def test_reads_what_a_hand_over_sheet_states(text: str, end: str | None) -> None:
    found = stated_end(text, ENTRY.delivered_on)
    assert (str(found) if found else None) == end


def test_a_term_of_months_ends_within_its_last_month() -> None:
    assert stated_end("3个月", date(2026, 11, 30)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("retention", "programme", "end"),
    [
        ("", Programme(), "2036-11-13"),  # ten times 366 days
        ("", ENDING, "2027-07-02"),
        ("30天", ENDING, "2026-12-06"),
        ("20年", ENDING, "2046-11-06"),  # what is stated counts, longer as well
        ("长期", ENDING, "2027-07-02"),
    ],
)
def test_the_stated_term_counts_else_the_earlier_end(
    retention: str, programme: Programme, end: str
) -> None:
    entry = replace(ENTRY, retention=retention)
    assert str(destroy_on(entry, CONTRACT, programme)) == end


def test_files_that_became_no_dataset_go_half_a_year_later() -> None:
    assert (
        str(destroy_on(replace(ENTRY, dataset=""), None, Programme())) == "2027-05-08"
    )


def test_an_entry_comes_back_from_its_record_as_it_was() -> None:
    assert Received.of(ENTRY.record) == ENTRY
