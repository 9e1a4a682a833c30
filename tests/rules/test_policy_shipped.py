"""Policy tables as they ship: whole, dated, in words."""

import re
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise

import pytest

from rules.policy import policy_tables
from rules.policy.in_force import rows_in_force, shipped_rows
from rules.policy.region import chain_of, region_code
from rules.policy.shape import all_shapes, read_shape
from rules.policy.words import CODES, figure_words
from store.errors import RuleError


@pytest.mark.parametrize("name", sorted(all_shapes()))
def test_every_shipped_table_is_whole(name: str) -> None:
    shape, rows = all_shapes()[name], shipped_rows(name)
    assert (files("rules.policy") / f"{name}.csv").is_file()
    assert bool(rows) is not shape.local
    assert all(row.region in {"", region_code(row.region)} for row in rows)
    assert set(policy_tables(None)[name].columns) == set(shape.columns) - {"region"}


def test_ships_dates_as_dates() -> None:
    assert policy_tables(None)["lpr_1y"]["valid_from"].min() == date(2019, 8, 20)


def test_the_rate_of_a_loan_has_no_day_without_a_row_until_it_ends() -> None:
    rates = policy_tables(None)["lpr_1y"].sort("valid_from")
    ends, begins = rates["valid_to"].to_list(), rates["valid_from"].to_list()
    assert [end + timedelta(days=1) for end in ends[:-1]] == begins[1:]
    assert ends[-1] == date(2026, 10, 19)  # the last rate that somebody could cite


@pytest.mark.parametrize(
    ("category", "born", "months"),
    [
        ("男", "1964-12-31", 720),
        ("男", "1965-01-01", 721),
        ("男", "1965-05-01", 722),
        ("男", "1976-08-31", 755),
        ("男", "1976-09-01", 756),
        ("男", "1990-01-01", 756),
        ("女干部", "1970-01-15", 661),
        ("女干部", "1981-09-01", 696),
        ("女工人", "1975-02-28", 601),
        ("女工人", "1984-10-31", 659),
        ("女工人", "1984-11-01", 660),
    ],
)
def test_retirement_age_by_birth(category: str, born: str, months: int) -> None:
    held = [
        row.values["age_months"]
        for row in rows_in_force(None)["retire_age"]
        if row.key[0] == category
        and row.holds_on(date(2026, 11, 1))
        and row.key[1] <= born <= str(row.values["born_to"])
    ]
    assert held == [months]


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2025, 1, 1)])
def test_no_birth_date_is_without_a_retirement_age_or_has_two(day: date) -> None:
    for category in ("男", "女干部", "女工人"):
        spans = sorted(
            (row.key[1], str(row.values["born_to"]))
            for row in rows_in_force(None)["retire_age"]
            if row.key[0] == category and row.holds_on(day)
        )
        assert (spans[0][0], spans[-1][1]) == ("1900-01-01", "2999-12-31")
        for (_, before), (after, _) in pairwise(spans):
            gap = date.fromisoformat(after) - date.fromisoformat(before)
            assert gap.days == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [("", ""), ("42", "420000"), ("4202", "420200"), ("420281", "420281")],
)
def test_codes_of_regions_are_six_digits(text: str, code: str) -> None:
    assert region_code(text) == code


@pytest.mark.parametrize("text", ["4", "420", "42028", "4202811", "00", "４２", "鄂"])
def test_refuses_what_is_no_region(text: str) -> None:
    with pytest.raises(ValueError, match="region"):
        region_code(text)


def test_a_region_lies_in_wider_ones() -> None:
    assert chain_of("420281") == ("420281", "420200", "420000", "")
    assert chain_of("420000") == ("420000", "")
    assert chain_of("") == ("",)


@pytest.mark.parametrize(
    ("table", "key", "words"),
    [
        ("registry_lag", ("death",), "60 日"),
        ("land_sale", (), "首期比例 50%、首期 1 月、缴清 12 月、每日违约金 0.1%"),
        ("exempt_loan", ("消费贷款",), "50,000.00 元"),
        ("exempt_loan", ("助学贷款",), "未载明"),
        ("lpr_1y", (), "4.25%"),
    ],
)
def test_says_a_row_in_words(table: str, key: tuple[str, ...], words: str) -> None:
    row = next(one for one in shipped_rows(table) if one.key == key)
    assert figure_words(all_shapes()[table], row.values) == words


def test_every_code_in_a_table_has_a_word_for_the_reader() -> None:
    codes = {
        str(row.values[column])
        for name, shape in all_shapes().items()
        for row in shipped_rows(name)
        for column in (*shape.keys, *shape.texts)
    }
    assert {code for code in codes if re.fullmatch("[a-z_0-9]+", code)} <= set(CODES)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('title = "甲表"\n[figures]\ndays = ""\n', "甲.toml：figures.days"),
        ('title = "甲表"\n[figures]\ndays = 30\n', "甲.toml：figures.days"),
        ('title = "甲表"\nfigures = ["days"]\n', "甲.toml：figures"),
        ('title = "甲表"\n[figures]\nlimit_fen = "元"\n', "列“limit_fen”：单位“元”"),
        ('title = "甲表"\nunknown = ["days"]\n', "unknown 不是数值列：days"),
        ("[figures]\n", "甲.toml：title"),
        ('title = "甲表"\nunits = "元"\n', "甲.toml：units"),
        ("title =", "不是有效的 TOML"),
    ],
)
def test_a_table_says_what_its_figures_are_counted_in(text: str, message: str) -> None:
    with pytest.raises(RuleError) as raised:
        read_shape("甲.toml", text)
    assert message in str(raised.value)
