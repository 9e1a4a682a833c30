"""Which rows are data: people with odd names stay, totals and signatures go."""

import pytest

from connectors.matching import Headings
from connectors.readers.sheet import sliced, text_frame
from connectors.recognise import Recognition, Surroundings, recognise
from connectors.tidy import Tally, tidy_chunk
from store.odcs import all_contracts
from tests.connectors import given

KNOWN = tuple(Headings.of(contract) for contract in all_contracts())
HEADER = ["序号", "姓名", "身份证号", "死亡日期", "数据来源", "住址"]

ROWS = [
    (["1", "合", given.id_number(1), "2026-03-01", "民政", ""], "kept"),
    (["1", "合计", given.id_number(1), "2026-03-01", "民政", ""], "kept"),
    (["1", "总小计", "", "2026-03-01", "民政", ""], "kept"),
    (["1", "王某", "", "2026-03-01", "民政", ""], "kept"),
    (["1", "王某", "420281********0011", "2026-03-01", "民政", ""], "kept"),
    (["合计", "", "", "", "", ""], "total"),
    (["", "合　计", "", "", "", ""], "total"),
    (["东风镇小计", "", "", "", "", ""], "total"),
    (["合计：352 人", "", "", "", "", ""], "total"),
    (["总计", "352", "", "", "", ""], "total"),
    (["制表人：王某", "", "审核人：李某", "", "", ""], "signature"),
    (["培训机构负责人：王某", "", "主管部门审核：", "", "", ""], "signature"),
    (["单位（盖章）", "", "", "", "", ""], "signature"),
    (["备注：以上数据来自系统", "", "", "", "", ""], "signature"),
    (["", "", "", "填表日期：2026-03-01", "", ""], "signature"),
    (["序号", "姓名", "身份证号", "死亡日期", "数据来源", "住址"], "repeated_header"),
    (["1", "2", "3", "4", "5", "6"], "repeated_header"),
    (["", " ", "\u3000", "", "", ""], "blank"),
]


def _what() -> Recognition:
    found = recognise([HEADER], Surroundings(file="死亡.csv"), KNOWN)
    assert isinstance(found, Recognition)
    return found


@pytest.mark.parametrize(("row", "kind"), ROWS)
def test_sorts_a_row(row: list[str], kind: str) -> None:
    tally = Tally()
    (chunk,) = sliced(text_frame([HEADER, row]), first_row=1)
    kept = tidy_chunk(chunk, _what(), before=0, tally=tally)
    expect = {"kept": kept.height, "header": 1} | {kind: 1}
    assert {k: n for k, n in tally.kinds.items() if n} == {
        k: n for k, n in expect.items() if n
    }
    assert tally.read == tally.kept + tally.dropped.rows == 2


def test_rows_stay_in_order_when_some_need_a_closer_look() -> None:
    rows = [
        HEADER,
        ["1", "王甲", given.id_number(1), "2026-03-01", "民政", ""],
        ["2", "王乙", "", "2026-03-01", "民政", ""],
        ["3", "王丙", given.id_number(3), "2026-03-01", "民政", ""],
    ]
    (chunk,) = sliced(text_frame(rows), first_row=1)
    kept = tidy_chunk(chunk, _what(), before=0, tally=Tally())
    assert kept["person_name"].to_list() == ["王甲", "王乙", "王丙"]
    assert kept["source_row"].to_list() == [2, 3, 4]


def test_excel_text_marks_and_spaces_around_a_cell_are_taken_off() -> None:
    number = given.id_number(1)
    row = ["1", " 王甲\u3000", f'="{number}"', "2026-03-01", "民政", ""]
    (chunk,) = sliced(text_frame([HEADER, row]), first_row=1)
    kept = tidy_chunk(chunk, _what(), before=0, tally=Tally())
    assert kept.select("person_name", "id_number").row(0) == ("王甲", number)
