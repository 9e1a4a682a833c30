"""Round amounts, relative size and strata."""

from hypothesis import given
from hypothesis import strategies as st

from rules.audit_tests.sizes import relative_size, round_amounts, strata
from tests.rules.audit_tests.rows import asked, records, table


def test_round_amounts_and_the_key_that_has_most_of_them() -> None:
    values = [*[2_000_000, 1_000_000] * 8, *[123_456] * 48]
    keys = ["甲"] * 20 + ["乙"] * 44
    result = round_amounts(table(values, keys), asked(scale=100))
    groups = result.tables["整数金额"].rows()
    assert groups == [("甲", 20, 16, 800, 250, True), ("乙", 44, 0, 0, 250, False)]
    assert records(result)[:2] == ["r000", "r002"]
    assert len(records(result)) == 16
    assert result.sentence.startswith("10,000 的整倍数有 16 行，占 250‰。")


def test_twice_the_share_by_chance_is_not_high() -> None:
    values = [*[1_000_000] * 5, *[123_456] * 35]
    result = round_amounts(table(values, ["甲"] * 20 + ["乙"] * 20), asked(scale=100))
    assert result.tables["整数金额"]["round_milli"].to_list() == [250, 0]
    assert result.tables["整数金额"]["is_high"].to_list() == [False, False]


def test_a_small_group_is_not_compared() -> None:
    result = round_amounts(table([1_000_000], ["甲"]), asked(scale=100))
    assert result.tables["整数金额"]["is_high"].to_list() == [False]
    assert result.left_out == ("1 组不足 20 行，未与总体比较",)


def test_relative_size_is_largest_by_second() -> None:
    values = [500, 40, 50, 99, 100, 10, 9000, 1]
    keys = ["甲", "甲", "甲", "乙", "乙", "乙", "丙", "丙"]
    result = relative_size(table(values, keys), asked())
    assert result.tables["相对大小"].rows() == [("甲", 3, 500, 50, 10)]
    assert records(result) == ["r000"]
    assert result.left_out == ("1 组不足 3 行，未比较",)


def test_without_keys_the_table_is_one_group() -> None:
    assert records(relative_size(table([7, 700, 7]), asked())) == ["r001"]


def test_strata_by_hand() -> None:
    values = [-5, 0, 50, 9_999, 10_000, 250_000, None]
    result = strata(table(values), asked(scale=100, bounds=(100, 1000)))
    rows = result.tables["分层"].select("band", "records", "total").rows()
    assert rows == [
        ("负数", 1, -5),
        ("零", 1, 0),
        ("大于零 至 100.00（不含）", 2, 10_049),
        ("100.00 至 1,000.00（不含）", 1, 10_000),
        ("1,000.00 以上", 1, 250_000),
    ]
    assert result.left_out == ("1 行没有金额，未计入",)
    assert result.sentence.startswith("6 行合计 2,700.44，")


@given(
    st.lists(st.integers(-(10**10), 10**10)),
    st.lists(st.integers(1, 10**6), max_size=5),
)
def test_strata_are_the_whole(values: list[int], bounds: list[int]) -> None:
    rows = table(values).cast({"value_1": int})
    bands = strata(rows, asked(bounds=tuple(bounds))).tables["分层"]
    assert bands["records"].sum() == len(values)
    assert bands["total"].sum() == sum(values)
