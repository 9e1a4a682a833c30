"""Benford's law on series whose figures are known."""

from fractions import Fraction

import pytest

from rules.audit_tests.digits import BANDS, LAWS, NOT_JUDGED, benford
from store.errors import SettingsError
from tests.rules.audit_tests.rows import asked, records, table

# 1,000 amounts in the proportions of Benford's law, the nearest whole numbers.
EXACT = (301, 176, 125, 97, 79, 67, 58, 51, 46)


def first_digits(counts: tuple[int, ...], smallest: int = 1_000) -> list[int]:
    return [smallest * d for d, n in enumerate(counts, 1) for _ in range(n)]


def test_the_law_is_as_published() -> None:
    # Nigrini 2012, table 1.1
    first = LAWS["first"].expected_ppb
    assert [round(first[d] / 1e5) for d in (1, 2, 9)] == [3010, 1761, 458]
    second = LAWS["second"].expected_ppb
    assert [round(second[d] / 1e5) for d in (0, 5, 9)] == [1197, 967, 850]
    two = LAWS["first-two"].expected_ppb
    assert [round(two[d] / 1e5) for d in (10, 50, 99)] == [414, 86, 44]
    for law in LAWS.values():
        assert abs(sum(law.expected_ppb.values()) - 10**9) < 100


def test_an_exact_series_conforms() -> None:
    result = benford(table(first_digits(EXACT)), asked())
    (totals,) = result.tables["各组"].to_dicts()
    assert totals["records"] == 1_000
    assert totals["conformity"] == BANDS[0]
    assert totals["chi_square_milli"] < 20
    digits = result.tables["各位数字"]
    assert digits["records"].to_list() == list(EXACT)
    assert set(digits["compared"]) == {""}
    assert records(result) == []
    assert result.sentence == "首位数字与本福特分布：高度吻合。"


def test_an_even_series_has_the_chi_square_worked_out_by_hand() -> None:
    # 100 of each digit: sum((100 - 900 p)^2 / (900 p)) = 100^2/900 * sum(1/p) - 900
    shares = [Fraction(ppb, 10**9) for ppb in LAWS["first"].expected_ppb.values()]
    by_hand = Fraction(100**2, 900) * sum(1 / share for share in shares) - 900
    result = benford(table(first_digits((100,) * 9)), asked())
    (totals,) = result.tables["各组"].to_dicts()
    assert round(by_hand, 3) == Fraction("361.528")
    assert totals["chi_square_milli"] == 361_528
    assert totals["chi_square_at_5_milli"] == 15_507
    # |1/9 - p| averaged: 2 * (0.189919 + 0.064980 + 0.013828) / 9 = 0.059717
    assert totals["mad_ppm"] == 59_717
    assert totals["conformity"] == BANDS[3]


def test_z_is_corrected_for_continuity_and_names_the_side() -> None:
    result = benford(table(first_digits((100,) * 9)), asked())
    first, *_, last = result.tables["各位数字"].to_dicts()
    # (|0.11111 - 0.30103| - 1/1800) / sqrt(0.30103 * 0.69897 / 900) = 12.385
    assert (first["z_milli"], first["compared"]) == (12_385, "偏少")
    # (|0.11111 - 0.04576| - 1/1800) / sqrt(0.04576 * 0.95424 / 900) = 9.303
    assert (last["z_milli"], last["compared"]) == (9_303, "偏多")
    listed = set(result.records["digit"])
    assert listed == {5, 6, 7, 8, 9}


def test_small_keys_are_counted_and_not_judged() -> None:
    many, few = first_digits(EXACT), first_digits((10,) * 9)
    keys = ["甲"] * len(many) + ["乙"] * len(few)
    result = benford(table([*many, *few], keys), asked())
    verdicts = {r["key_1"]: r["conformity"] for r in result.tables["各组"].to_dicts()}
    assert verdicts == {"甲": BANDS[0], "乙": NOT_JUDGED}
    assert set(result.tables["各位数字"]["key_1"]) == {"甲"}
    assert "1 组不足 300 笔，未判断" in result.left_out
    assert "判断了 1 组，其中 0 组" in result.sentence


def test_what_has_no_leading_digit_is_left_out_by_name() -> None:
    values = [None, 0, -500, 999, *first_digits(EXACT)]
    result = benford(table(values), asked(scale=100))
    assert result.tables["各组"]["records"].to_list() == [1_000]
    assert len(result.left_out) == 4


@pytest.mark.parametrize(
    ("position", "expected"), [("first", 4), ("second", 9), ("first-two", 49)]
)
def test_each_position_reads_its_own_digits(position: str, expected: int) -> None:
    result = benford(table([4_971] * 3), asked(digits=position, min_count=1))
    digits = result.tables["各位数字"]
    (row,) = [row for row in digits.to_dicts() if row["records"]]
    assert row["digit"] == expected
    assert row["share_ppm"] == 1_000_000


def test_nothing_to_count_is_no_error_and_no_verdict() -> None:
    result = benford(table([None, 0]), asked())
    assert NOT_JUDGED in result.sentence
    assert result.tables["各组"].is_empty()


def test_an_unknown_position_is_an_error() -> None:
    with pytest.raises(SettingsError, match="first-two"):
        benford(table([1]), asked(digits="last"))
