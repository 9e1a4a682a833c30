"""What stands in a name or a title instead of a column, and what is no such thing."""

import pytest

from connectors.constants import Names, constants_for
from connectors.matching import Headings, match_cells
from store.odcs import contract_for

DIBAO = Headings.of(contract_for("relief/dibao_member"))
PENSION = Headings.of(contract_for("social_security/pension_payment"))
SUBSIDY = Headings.of(contract_for("relief/subsidy_payment"))


def _found(headings: Headings, names: Names) -> dict[str, str]:
    return constants_for(match_cells(["姓名", "身份证号"], headings), names)


PLACES = [
    (Names(sheet="东风镇"), "东风镇"),
    (Names(sheet="东风镇(2)"), "东风镇"),
    (Names(sheet="云溪县东风镇"), "东风镇"),
    (Names(file="低保名册_红旗街道_202605.xls"), "红旗街道"),
    (Names(titles=("低保名册", "乡镇：东风镇")), "东风镇"),
    (Names(titles=("乡镇：", "东风镇")), "东风镇"),
    (Names(sheet="东风镇", titles=("乡镇：云溪县东风镇",)), "云溪县东风镇"),
    (Names(sheet="红旗镇", titles=("乡镇：东风镇",)), ""),
    (Names(sheet="Sheet1", file="低保名册.xls"), ""),
    (Names(sheet="乡镇"), ""),
    (Names(sheet="各乡镇"), ""),
    (Names(sheet="城镇"), ""),
    (Names(sheet="城乡"), ""),
    (Names(file="东风镇、红旗镇.xls"), ""),
]


@pytest.mark.parametrize(("names", "town"), PLACES)
def test_a_township_is_taken_where_it_stands_alone(names: Names, town: str) -> None:
    assert _found(DIBAO, names).get("town", "") == town


def test_a_column_is_never_overruled_by_a_name() -> None:
    match = match_cells(["姓名", "身份证号", "乡镇"], DIBAO)
    assert "town" not in constants_for(match, Names(sheet="东风镇"))


KINDS = [
    (Names(sheet="农村"), "农村"),
    (Names(file="低保名册（城市）.xls"), "城市"),
    (Names(file="农村低保名册.xls"), "农村"),
    (Names(file="非农村低保名册.xls"), ""),
    (Names(file="农村和城市低保.xls"), ""),
    (Names(file="低保名册.xls", titles=("农村低保对象名册",)), ""),
    (Names(titles=("低保类型：农村低保",)), "农村低保"),
]


@pytest.mark.parametrize(("names", "kind"), KINDS)
def test_an_optional_code_must_be_a_word_of_the_name(names: Names, kind: str) -> None:
    assert _found(DIBAO, names).get("area_kind", "") == kind


def test_a_month_fills_only_the_datasets_own_period() -> None:
    names = Names(file="低保名册2026年3月.xls")
    assert "first_for" not in _found(DIBAO, names)
    assert _found(SUBSIDY, Names(sheet="2026年3月"))["paid_for"] == "2026年3月"


def test_a_labelled_title_fills_any_period() -> None:
    names = Names(titles=("费款所属期：2026年3月    单位：元",))
    assert _found(PENSION, names)["paid_for"] == "2026年3月"
