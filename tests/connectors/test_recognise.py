"""The header row, the dataset, and what happens when headings drift."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from connectors.constants import Names, constants_for
from connectors.matching import Headings, match_cells
from connectors.recognise import Recognition, Surroundings, Unrecognised, recognise
from connectors.wording import column_letters
from store.odcs import all_contracts, contract_for
from tests.connectors import given

KNOWN = tuple(Headings.of(contract) for contract in all_contracts())
PENSION = ("公民身份号码", "姓名", "险种", "费款所属期", "实付年月", "总额")


def _recognise(
    *rows: Sequence[str], file: str = "数据.xlsx", sheet: str = "Sheet1"
) -> Recognition | Unrecognised:
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    return recognise(padded, Surroundings(file=file, sheet=sheet), KNOWN)


def _known(*rows: Sequence[str], file: str = "数据.xlsx") -> Recognition:
    found = _recognise(*rows, file=file)
    assert isinstance(found, Recognition)
    return found


def _unknown(*rows: Sequence[str], file: str = "数据.xlsx") -> Unrecognised:
    found = _recognise(*rows, file=file)
    assert isinstance(found, Unrecognised)
    return found


@pytest.mark.parametrize("position", range(10))
def test_finds_the_header_in_any_of_the_first_ten_rows(position: int) -> None:
    titles = [("某县养老保险待遇发放表",), *[("",)] * 9][:position]
    assert _known(*titles, PENSION, ("1", "2")).header == position


def test_does_not_look_below_the_tenth_row() -> None:
    found = _unknown(*[("说明",)] * 10, PENSION)
    assert "前 10 行" in found.error.message


def test_every_contract_recognises_its_own_first_headings() -> None:
    for each in KNOWN:
        header = [column.title for column in each.contract.columns]
        found = _known(header, file=f"{each.contract.hints[0]}.xlsx")
        assert found.contract.path == each.contract.path
        assert set(found.columns) == {c.name for c in each.contract.columns}


SPELLINGS = [
    ("姓　名", "person_name"),
    ("*公民身份号码", "id_number"),
    ("基础养老金（中央）", "central_base_fen"),
    ("银行帐号", "account_number"),
    ("身份证\n号码", "id_number"),
    ("总额（元）", "amount_fen"),
    ("AAC002", "id_number"),
]


@pytest.mark.parametrize(("heading", "column"), SPELLINGS)
def test_brackets_spaces_marks_and_units_do_not_matter(
    heading: str, column: str
) -> None:
    headings = Headings.of(contract_for("social_security/pension_payment"))
    assert set(match_cells([heading], headings).columns) == {column}


def test_a_heading_over_two_lines_is_joined() -> None:
    upper = (*PENSION, "基础养老金", "", "丧葬费")
    lower = ("", "", "", "", "", "", "中央", "省级", "")
    found = _known(upper, lower, ("1", "2"))
    assert (found.header, found.lines) == (0, 2)
    assert found.columns["province_base_fen"] == 7
    assert found.columns["funeral_fen"] == 8


def test_a_heading_over_three_lines_is_joined() -> None:
    first = (*PENSION, "待遇构成", "", "")
    second = ("", "", "", "", "", "", "基础养老金", "", "丧葬费")
    third = ("", "", "", "", "", "", "中央", "省级", "")
    found = _known(("发放表",), first, second, third, ("1", "2"))
    assert (found.header, found.lines) == (1, 3)
    assert found.columns["province_base_fen"] == 7
    assert found.columns["funeral_fen"] == 8


def test_a_band_above_the_headings_means_nothing() -> None:
    band = ("基本信息", "", "", "发放信息", "", "")
    upper = ("公民身份号码", "姓名", "险种", "", "", "")
    lower = ("", "", "", "费款所属期", "实付年月", "总额")
    found = _known(band, upper, lower, ("1", "2"))
    assert (found.header, found.lines) == (1, 2)
    assert len(found.columns) == 6


def test_a_row_of_data_is_no_second_line_of_a_header() -> None:
    found = _known(PENSION, ("姓名", given.id_number(1), "", "202603", "202603", "1"))
    assert found.lines == 1


def test_names_the_missing_columns_and_what_they_may_be_called_now() -> None:
    found = _unknown(
        ("公民身份号码", "姓名", "险种", "费款所属期", "实付年月", "待遇总额数"),
        file="养老金发放.xlsx",
    )
    assert found.dataset == "social_security/pension_payment"
    assert "缺少必需的列：总额" in found.error.message
    assert "“待遇总额数”可能是“总额”" in found.error.message
    assert found.error.place is not None
    assert found.error.place.file == "养老金发放.xlsx"


def test_two_headings_for_one_column_are_refused_by_name() -> None:
    found = _unknown((*PENSION, "发放金额"))
    assert found.dataset == "social_security/pension_payment"
    assert "“总额”（F 列）、“发放金额”（G 列）" in found.error.message


def test_unknown_headings_are_listed_and_not_loaded() -> None:
    found = _known((*PENSION, "民族", "政治面貌"))
    assert found.unknown == ("民族", "政治面貌")


def test_hints_decide_between_datasets_that_both_fit() -> None:
    header = ("姓名", "身份证号", "年月", "金额", "项目名称", "发放日期")
    assert _known(header, file="低保金发放.xlsx").contract.dataset == "dibao_payment"
    assert _known(header, file="一卡通发放.xlsx").contract.dataset == "subsidy_payment"


def test_a_kind_or_month_in_the_name_fills_a_missing_column() -> None:
    header = ("公民身份号码", "姓名", "费款所属期", "总额")
    found = _known(header, file="机关事业单位养老金发放2026年3月.xlsx")
    assert found.constants == {"scheme": "机关养老", "paid_in": "2026年3月"}
    assert found.headings["scheme"] == "（取自名称）机关养老"


MONTHS = [
    ("工资202603.xls", "2026年3月"),
    ("工资2026年3月.xls", "2026年3月"),
    ("工资2026-03.xls", "2026年3月"),
    ("工资20260315.xls", ""),
    ("工资2026-03-15.xls", ""),
    ("工资2026年3月、2026年4月.xls", ""),
    ("工资2026年度.xls", "2026年"),
    ("工资.xls", ""),
]


@pytest.mark.parametrize(("name", "expect"), MONTHS)
def test_only_an_unambiguous_month_is_taken_from_a_name(name: str, expect: str) -> None:
    match = match_cells(["姓名"], Headings.of(contract_for("finance/staff_payroll")))
    assert constants_for(match, Names(file=name)).get("paid_for", "") == expect


UNITS = [("金额（万元）", "", "万元"), ("总额", "单位：万元", "万元"), ("总额", "", "")]


@pytest.mark.parametrize(("heading", "title", "unit"), UNITS)
def test_units_come_from_the_heading_or_the_title(
    heading: str, title: str, unit: str
) -> None:
    found = _known((title,), (*PENSION[:-1], heading))
    assert found.units.get("amount_fen", "") == unit


def test_a_title_unit_speaks_of_money_only() -> None:
    found = _known(("单位：人、万元",), PENSION)
    assert set(found.units) <= {"amount_fen"}


def test_a_bare_list_of_people_is_not_taken_for_a_register() -> None:
    students = ("姓名", "身份证号", "毕业学校", "年级")
    assert _unknown(students, file="名单.xlsx").dataset == ""
    assert _known(students, file="移民人口.xlsx").contract.dataset == "migrant"


def test_two_datasets_that_fit_alike_are_refused_by_name() -> None:
    death = next(each for each in KNOWN if each.contract.dataset == "death")
    twin = Headings.of(replace(death.contract, dataset="twin", title="另一表"))
    header = [["姓名", "身份证号", "死亡日期", "数据来源"]]
    found = recognise(header, Surroundings(file="死亡.csv"), (death, twin))
    assert isinstance(found, Unrecognised)
    assert "“另一表”" in found.error.message


@pytest.mark.parametrize(("known_to_both", "is_sure"), [(5, False), (4, True)])
def test_the_best_dataset_must_lead_by_two_columns(
    known_to_both: int, *, is_sure: bool
) -> None:
    header = ["姓名", "身份证号", "死亡日期", "数据来源", "住址", "火化日期"]
    death = next(each for each in KNOWN if each.contract.dataset == "death")
    shared = match_cells(header[:known_to_both], death).columns
    columns = tuple(c for c in death.contract.columns if c.name in shared)
    twin = replace(death.contract, dataset="twin", title="另一表", columns=columns)
    known = (death, Headings.of(twin))
    found = recognise([header], Surroundings(file="数据.csv"), known)
    assert isinstance(found, Recognition) is is_sure


def test_names_that_say_one_thing_and_headings_another_are_a_question() -> None:
    migrants = ("姓名", "身份证号", "死亡日期", "数据来源", "登记日期")
    found = _unknown(migrants, file="移民人口.xlsx")
    assert "移民" in found.error.message


def test_notes_are_no_tables() -> None:
    assert not _unknown(("填表说明",), ("一、本表由单位填写",)).is_table


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    assert [column_letters(n) for n in (0, 25, 26, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
    ]
