"""Rows that name a whole household become one record for each member."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given as given_strategy
from hypothesis import settings
from hypothesis import strategies as st

from connectors.matching import Headings, match_cells
from connectors.readers.sheet import sliced, text_frame
from connectors.recognise import Recognition, Surroundings, recognise
from connectors.tidy import Tally, tidy_chunk
from store.contract import Contract
from store.odcs import contract_for
from store.snapshot import Part
from tests.connectors import given

DIBAO = contract_for("relief/dibao_member")
KNOWN = (Headings.of(DIBAO),)
PAIR = ("姓名", "身份证号")
HEAD = ("低保证号", "户主姓名", "户主身份证号", "所属乡镇")
NUMBERED = [
    ("成员1姓名", "成员1身份证号", "成员2姓名", "成员2身份证号"),
    ("姓名1", "身份证号1", "姓名2", "身份证号2"),
    ("家庭成员姓名1", "家庭成员身份证号1", "家庭成员姓名2", "家庭成员身份证号2"),
    (
        "家庭成员一姓名",
        "家庭成员一身份证号码",
        "家庭成员二姓名",
        "家庭成员二身份证号码",
    ),
    ("成员（1）姓名", "成员（1）身份证号", "成员（2）姓名", "成员（2）身份证号"),
    ("姓名", "身份证号", "成员2姓名", "成员2身份证号"),
]


def _members(headings: Sequence[str], contract: Contract = DIBAO) -> int:
    return len(match_cells(headings, Headings.of(contract)).members)


@pytest.mark.parametrize("headings", NUMBERED)
def test_numbered_headings_are_members(headings: Sequence[str]) -> None:
    extra = ("成员3姓名", "成员3身份证号")
    assert _members((*HEAD, *headings, *extra)) == 3


def test_a_pair_that_repeats_three_times_is_members() -> None:
    pair = ("家庭成员姓名", "家庭成员身份证号", "与户主关系")
    assert _members((*HEAD, *pair * 3)) == 3
    assert _members((*HEAD, *pair * 2)) == 0


def test_payments_are_never_unfolded() -> None:
    payment = contract_for("relief/dibao_payment")
    headings = (*NUMBERED[0], "年月", "金额")
    assert _members(headings, payment) == 0


def _delivered(root: Path, rows: Sequence[given.Row], stated: int) -> Path:
    folder = root / "inbox" / "县民政局" / "20260506_低保"
    upper = (*HEAD, "成员1", "", "", "成员2", "", "")
    lower = (*[""] * len(HEAD), *("姓名", "身份证号", "与户主关系") * 2)
    title = ("低保家庭成员花名册",)
    file = folder / "低保家庭成员.xlsx"
    given.write_xlsx(file, {"农村": [title, upper, lower, *rows]})
    given.write_handover(folder, [("低保家庭成员", file.name, "", stated)])
    return root / "inbox"


def _household(serial: int, *members: tuple[str, str, str]) -> given.Row:
    head = (f"DB{serial:03}", f"户主{serial}", given.id_number(serial), "东风镇")
    places = [*members, *[("", "", "")] * (2 - len(members))]
    return (*head, *(cell for member in places for cell in member))


WIFE = ("李乙", given.id_number(11), "配偶")
SON = ("王丙", given.id_number(12), "子")


def test_each_member_is_a_record_and_every_row_is_accounted_for(tmp_path: Path) -> None:
    nobody = _household(3, ("无", "无", ""))
    rows = [_household(1, WIFE, SON), _household(2, WIFE), nobody, ("合计", "3")]
    inbox = _delivered(tmp_path, rows, stated=2)
    papers, records = given.the_snapshot(given.take_one(inbox, tmp_path / "s"))
    part: Part = papers.parts[0]
    assert records["person_name"].to_list() == ["李乙", "王丙", "李乙"]
    assert records["relation_to_head"].to_list() == ["配偶", "子", "配偶"]
    assert records["head_name"].to_list() == ["户主1", "户主1", "户主2"]
    assert records["source_row"].to_list() == [4, 4, 5]
    assert (part.rows_read, part.rows_kept, part.unfolded) == (7, 3, 1)
    assert (part.dropped.no_member, part.empty_members, part.data_rows) == (1, 3, 2)
    assert part.headings["person_name"] == "成员1姓名、成员2姓名"


@pytest.mark.parametrize("stated", [2, 3])
def test_a_hand_over_sheet_may_count_households_or_members(
    tmp_path: Path, stated: int
) -> None:
    inbox = _delivered(
        tmp_path, [_household(1, WIFE, SON), _household(2, WIFE)], stated
    )
    assert given.take_one(inbox, tmp_path / "s").refusals == ()


def test_any_other_number_is_a_difference(tmp_path: Path) -> None:
    inbox = _delivered(tmp_path, [_household(1, WIFE, SON), _household(2, WIFE)], 4)
    (refusal,) = given.take_one(inbox, tmp_path / "s").refusals
    assert "交接单写明 4 条，实际读到 3 条" in refusal.message


MEMBER = st.sampled_from([("", ""), ("无", "无"), WIFE[:2], SON[:2], ("王丁", "")])


@settings(max_examples=50, deadline=None)
@given_strategy(households=st.lists(st.tuples(MEMBER, MEMBER, MEMBER), min_size=1))
def test_rows_in_and_more_members_are_rows_out(
    households: list[tuple[tuple[str, str], ...]],
) -> None:
    header = [*HEAD[1:3], *[f"成员{n}{what}" for n in (1, 2, 3) for what in PAIR]]
    head = ["户主", given.id_number(1)]
    rows = [[*head, *(cell for m in each for cell in m)] for each in households]
    what = recognise([header, *rows], Surroundings(file="低保成员.csv"), KNOWN)
    assert isinstance(what, Recognition)
    (chunk,) = sliced(text_frame([header, *rows]), first_row=1)
    tally = Tally()
    kept = tidy_chunk(chunk, what, before=0, tally=tally)
    assert tally.read == 1 + len(households)
    assert tally.read + tally.unfolded == kept.height + tally.dropped.rows
    named = [m for each in households for m in each if m[0] not in {"", "无"}]
    assert kept["person_name"].to_list() == [name for name, _ in named]
    assert kept.height + tally.empty_members == 3 * len(households)
