"""Levels of the resident model: what two values say, and what is not said twice."""

import pytest

from identity.matcher.compare import sentence
from identity.matcher.model_file import load_model
from store.normalise.id_number import check_character
from tests.identity.matcher.pairs import Row, agreement

MODEL = load_model("resident")
BODY = "42052619900506123"
NUMBER = BODY + check_character(BODY)
OTHER = "42052619850301451" + check_character("42052619850301451")
SAME_DAY = "42272619900506789" + check_character("42272619900506789")
BAD = NUMBER[:17] + ("0" if NUMBER[17] != "0" else "1")  # check character wrong
ONE_WRONG = NUMBER[:8] + "8" + NUMBER[9:]
TWO_WRONG = f"{NUMBER[:9]}1{NUMBER[10:15]}9{NUMBER[16:]}"
OLD = NUMBER[:6] + NUMBER[8:17]
RUINED = "42272619900506000" + "X"  # of another region, its check does not hold


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (NUMBER, NUMBER, "same_number"),
        (NUMBER, f" {NUMBER.lower()} ", "same_number"),
        (NUMBER, OLD, "same_number"),
        (NUMBER, BAD, "one_digit_wrong"),
        (NUMBER, ONE_WRONG, "one_digit_wrong"),
        (ONE_WRONG, NUMBER, "one_digit_wrong"),
        (NUMBER, NUMBER[:15] + NUMBER[16] + NUMBER[15] + NUMBER[17], "one_digit_wrong"),
        (NUMBER, TWO_WRONG, "two_digits_wrong"),
        (NUMBER, NUMBER[:15] + "000", "cut_by_spreadsheet"),
        (NUMBER, NUMBER[:15] + "***", "cut_by_spreadsheet"),
        (NUMBER, f"{NUMBER[:6]}********{NUMBER[14:]}", "shown_digits_agree"),
        (NUMBER, f"{NUMBER[:6]}XXXXXXXX{NUMBER[14:]}", "shown_digits_agree"),  # by X
        (NUMBER, f"{OTHER[:6]}********{OTHER[14:]}", "different_number"),
        (NUMBER, "4" + "*" * 16 + NUMBER[17], None),  # shows too little
        (NUMBER, OTHER, "both_valid_but_different"),
        (NUMBER, SAME_DAY, "both_valid_but_different"),
        (NUMBER, RUINED, "same_birth_digits"),
        (NUMBER, OTHER[:15] + "000", "different_number"),
        (NUMBER, None, None),
        (NUMBER, NUMBER[:14], "same_birth_digits"),
        # What is no number contradicts none, and two remarks are not one number.
        (NUMBER, "无", None),
        (NUMBER, "护照遗失", None),
        (NUMBER, "待补2026", None),
        (NUMBER, "13800000001", None),
        (NUMBER, "4.20526E+17", None),
        ("护照遗失", "护照遗失", None),
        ("111111111111111111", "111111111111111111", None),
        # Nor does a passport, though it can be the same one.
        (NUMBER, "E12345678", None),
        ("E12345678", "E12345678", "same_number"),
        ("E12345678", "E99945678", "different_number"),
        (None, None, None),
    ],
)
def test_resident_ids(
    left: str | None, right: str | None, expected: str | None
) -> None:
    found = agreement({"id_number": left}, {"id_number": right}, MODEL)
    assert found.get("id_number") == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("张晓伟", "张晓伟", "same_name"),
        ("张晓伟", " 张 晓 伟 ", "same_name"),
        ("张晓伟", "张小伟", "same_sound"),
        ("张晓伟", "章晓伟", "same_sound"),
        ("张晓伟", "张*伟", "unshown_character"),
        ("张晓伟", "李*伟", "different_name"),
        ("张日伟", "张曰伟", "similar_shape"),
        ("张晓伟", "张晓", "character_missing"),
        ("张晓伟", "张晓红", "one_character"),
        ("张晓伟", "张伟晓", "one_character"),
        ("张晓伟", "晓伟张", "turned"),
        ("张伟", "伟张", "turned"),
        ("欧阳晓伟", "晓伟欧阳", "turned"),
        ("WANG XIAOMING", "XIAOMING WANG", "turned"),
        ("张红英", "李晓梅（曾用名张红英）", "former_name"),
        ("李晓梅（曾用名张红英）", "张红英", "former_name"),
        ("张晓伟", "张红", "same_surname"),
        ("张伟", "张红", "same_surname"),
        ("张晓伟", "李红", "different_name"),
        ("张晓伟", "不详", None),
        ("张晓伟", None, None),
    ],
)
def test_names(left: str, right: str | None, expected: str | None) -> None:
    assert agreement({"name": left}, {"name": right}, MODEL).get("name") == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("19900506", "1990-05-06", "same_day"),
        ("19900506", "1990年5月", "known_part_agrees"),
        ("19900506", "1990", "known_part_agrees"),
        ("1990年5月", "1990年5月", "known_part_agrees"),
        ("19900506", "19900605", "day_and_month_swapped"),
        ("19900529", "19900506", "lunar_for_solar"),
        ("19900506", "19900607", "weeks_apart"),
        ("19900506", "19900406", "weeks_apart"),
        ("19900506", "19920506", "one_part_differs"),
        ("19900506", "19900516", "one_part_differs"),
        ("19900506", "19901106", "one_part_differs"),
        ("19900506", "19901117", "same_year"),
        ("1990年5月", "1990年11月", "same_year"),
        ("19900506", "19721117", "decades_apart"),
        ("1990", "1975", "decades_apart"),
        ("19900506", "19761117", "different_day"),
        # Of parts that nobody wrote, nothing can be said.
        ("1990", "1991", "different_day"),
        ("1990年5月", "1991年5月", "different_day"),
        ("19891215", "1990", "different_day"),
        ("1990年5月", "1990年6月", "same_year"),
        ("19900506", None, None),
        ("19900506", "不详", None),
    ],
)
def test_birth_dates(left: str, right: str | None, expected: str | None) -> None:
    found = agreement({"birth_date": left}, {"birth_date": right}, MODEL)
    assert found.get("birth_date") == expected
    turned = agreement({"birth_date": right}, {"birth_date": left}, MODEL)
    assert turned.get("birth_date") == expected


@pytest.mark.parametrize(
    ("field", "left", "right", "expected"),
    [
        ("sex", "男", "1", "same_value"),
        ("sex", "女", "男", "other_value"),
        ("sex", "男", "未知", None),
        ("village", "白泉镇青山村", "青山村民委员会", "same_value"),
        ("village", "青山村", "石坡村", "other_value"),
        ("phone", "138-0000-0001", "13800000001", "same_value"),
        ("phone", "13800000001", "13800000002", "other_value"),
        ("phone", "13800000001", "无", None),
        ("account", "6222 0000 0000 0001", "6222000000000001", "same_value"),
    ],
)
def test_plain_values(field: str, left: str, right: str, expected: str | None) -> None:
    assert agreement({field: left}, {field: right}, MODEL).get(field) == expected


def born(number: str | None, day: str | None, sex: str | None) -> Row:
    return {"id_number": number, "birth_date": day, "sex": sex}


WHOLE = born(NUMBER, "19900506", "男" if int(NUMBER[16]) % 2 else "女")
BIRTH, SEX = "birth_date", "sex"


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        # The number implies birthday and sex: not counted again, but remembered.
        (WHOLE, {"birth_date.implied": "same_day", "sex.implied": "same_value"}),
        (
            {**WHOLE, BIRTH: "19721117"},
            {"birth_date.implied": "decades_apart", "sex.implied": "same_value"},
        ),
        # Told by the number alone, there is nothing that could be told twice.
        (born(NUMBER, None, None), {}),
        # Without a number, what the other side's number says is compared.
        (
            born(None, "19900506", WHOLE[SEX]),
            {BIRTH: "same_day", SEX: "same_value"},
        ),
        # A number cut in two still implies the day, not the sex.
        (
            born(NUMBER[:15] + "000", "19900506", WHOLE[SEX]),
            {"birth_date.implied": "same_day", SEX: "same_value"},
        ),
        # A masked number shows the sex, not the day.
        (
            born(f"{NUMBER[:6]}********{NUMBER[14:]}", "19900506", WHOLE[SEX]),
            {BIRTH: "same_day", "sex.implied": "same_value"},
        ),
        # Two numbers that differ: the days count only where both are stated.
        (
            born(OTHER, "19850301", WHOLE[SEX]),
            {BIRTH: "different_day", SEX: "same_value"},
        ),
        (born(OTHER, None, None), {}),
    ],
)
def test_what_the_number_implies_is_not_said_again(
    right: Row, expected: dict[str, str]
) -> None:
    found = agreement(WHOLE, right, MODEL)
    assert {k: v for k, v in found.items() if k != "id_number"} == expected


def test_the_village_implies_the_town() -> None:
    one = {"village": "青山村", "town": "白泉镇"}
    found = agreement(one, one, MODEL)
    assert found == {"village": "same_value"}
    other = one | {"village": "石坡村"}
    assert agreement(one, other, MODEL)["town"] == "same_value"


def test_training_sees_everything_that_both_state() -> None:
    told = agreement(WHOLE, WHOLE, MODEL, silence=False)
    assert told == {
        "id_number": "same_number",
        "birth_date": "same_day",
        "sex": "same_value",
    }
    derived = agreement(WHOLE, born(NUMBER, None, None), MODEL, silence=False)
    assert derived == {"id_number": "same_number"}


def test_nothing_known_says_nothing() -> None:
    assert agreement({}, {}, MODEL) == {}


@pytest.mark.parametrize("name", ["resident", "western"])
def test_every_level_has_a_chinese_sentence(name: str) -> None:
    for spec in load_model(name).comparisons:
        for level in spec.names:
            said = sentence(spec.kind, level)
            assert said.endswith("。")
            assert "\n" not in said
