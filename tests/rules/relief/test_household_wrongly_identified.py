"""Households registered as poor whose members had means on the day of it."""

from pathlib import Path

import pytest

from rules.relief.household_wrongly_identified import RULE
from tests.support.clean_county import assert_clean
from tests.support.kin import hits_where_wed
from tests.support.tables import hits_of

HOME, MEMBER = "relief/registered_household", "relief/registered_person"
CADRE, VEHICLE = "registry/cadre", "registry/vehicle"
ESTATE, COMPANY = "registry/real_estate", "registry/company"
PAYROLL, RESIDENT = "finance/staff_payroll", "registry/resident"
HOMES = """
    record_id | person_id | household_number | identified_on | status
    H         | P1        | 6901             | 2021-06-15    | 在册
"""
MEMBERS = """
    record_id | person_id | household_number | added_on   | removed_on
    M1        | P1        | 6901             | 2021-06-15 |
    M2        | P2        | 6901             | 2021-06-15 |
    M3        | P3        | 6901             | 2023-01-01 |
    M4        | P4        | 6901             | 2020-01-01 | 2021-01-01
"""
CADRES = "record_id | person_id | identity | unit_name | appointed_on | removed_on\n"
CARS = "record_id | person_id | plate_number | vehicle_kind | acquired_on | left_on\n"
FLATS = (
    "record_id | person_id | unit_number | use_kind | nature | acquired_by"
    " | registered_on | status | ended_on | share_ppm\n"
)
FIRMS = (
    "record_id | organisation_id | legal_representative_person_id | company_kind"
    " | founded_on | cancelled_on\n"
)


def outcomes(*given: tuple[str, str], homes: str = HOMES) -> list[tuple[object, ...]]:
    tables = {HOME: homes, MEMBER: MEMBERS, **dict(given)}
    return [(hit["outcome"], hit["reason"]) for hit in hits_of(RULE, tables)]


@pytest.mark.parametrize(
    ("post", "hit"),
    [
        ("C | P2 | 事业在编 | 局 | 2021-06-14 |", True),
        ("C | P2 | 事业在编 | 局 | 2021-06-15 |", False),  # joined that day
        ("C | P2 | 公务员 | 局 | 2015-01-01 | 2021-06-16", True),
        ("C | P2 | 公务员 | 局 | 2015-01-01 | 2021-06-15", False),
        ("C | P2 | 村(社区)干部 | 村 | 2015-01-01 |", False),
        ("C | P3 | 公务员 | 局 | 2015-01-01 |", False),  # came to the home later
        ("C | P4 | 公务员 | 局 | 2015-01-01 |", False),  # had left it before
        ("C | P9 | 公务员 | 局 | 2015-01-01 |", False),
    ],
)
def test_who_served_on_the_day_of_identification(post: str, *, hit: bool) -> None:
    """识别当天在任的列出；当天才就任、已离任、村干部和当时不在该户的人不列."""
    assert bool(outcomes((CADRE, CADRES + post))) is hit


@pytest.mark.parametrize(
    ("car", "expected"),
    [
        ("V | P2 | A1 | 小型轿车 | 2018-03-20 |", ("hit", "成员有车")),
        ("V | P2 | A1 | 小型轿车 | 2021-06-15 |", None),
        ("V | P2 | A1 | 小型轿车 | 2018-03-20 | 2021-06-15", None),
        ("V | P2 | A1 | 普通二轮摩托车 | 2018-03-20 |", None),
        (
            "V | P2 | A1 | 轻型普通货车 | 2018-03-20 |",
            ("cannot_decide", "本地识别时的排除条件"),
        ),
        (
            "V | P2 | A1 | 没见过的车 | 2018-03-20 |",
            ("cannot_decide", "本地识别时的排除条件"),
        ),
    ],
)
def test_which_vehicle_counts(car: str, expected: tuple[object, ...] | None) -> None:
    """识别前购买、当天仍在名下的小轿车列出；摩托车不列；由本地规定的种类无法判断."""
    found = outcomes((VEHICLE, CARS + car))
    assert found == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("flat", "hit"),
    [
        ("U | P1 | U1 | 住宅 | 商品房 | 购买 | 2019-01-01 | 现势 | |", True),
        ("U | P1 | U1 | 住宅 | 商品房 | 继承 | 2019-01-01 | 现势 | |", False),
        ("U | P1 | U1 | 住宅 | 商品房 | 购买 | 2019-01-01 | 现势 | | 300000", False),
        ("U | P1 | U1 | 住宅 | 自建房 | 自建 | 2019-01-01 | 现势 | |", False),
        ("U | P1 | U1 | 车位 | 商品房 | 购买 | 2019-01-01 | 现势 | |", False),
    ],
)
def test_which_home_counts(flat: str, *, hit: bool) -> None:
    """购买的商品房列出；继承、小份额、自建房和车位不列."""
    assert bool(outcomes((ESTATE, FLATS + flat))) is hit


@pytest.mark.parametrize(
    ("firm", "hit"),
    [
        ("F | O1 | P1 | 有限责任公司 | 2019-01-01 |", True),
        ("F | O1 | P1 | 有限责任公司 | 2019-01-01 | 2020-01-01", False),
        ("F | O1 | P1 | 个体工商户 | 2019-01-01 |", False),
        ("F | O1 | P1 | 农民专业合作社 | 2019-01-01 |", False),
    ],
)
def test_which_firm_counts(firm: str, *, hit: bool) -> None:
    """存续的公司列出；已注销的、个体工商户和合作社不列."""
    assert bool(outcomes((COMPANY, FIRMS + firm))) is hit


def test_pay_of_the_month_is_a_post() -> None:
    """识别当月在财政供养工资册上的，视为在任公职."""
    wage = """
        person_id | staff_type | paid_for   | gross_fen
        P2        | 参公       | 2021-06-01 | 500000
    """
    (hit,) = hits_of(RULE, {HOME: HOMES, MEMBER: MEMBERS, PAYROLL: wage})
    assert (hit["subject_kind"], hit["subject_id"]) == ("household", "P1")
    assert (hit["matter"], hit["amount_fen"]) == ("relief/监测对象识别", None)
    assert "公职岗位" in str(hit["sentence"])


def test_the_home_that_a_member_had_just_left_is_looked_at() -> None:
    """识别前一年之内分出的户，原户人员有车的作为提示；更早分户的不列."""
    lived = """
        record_id | person_id | household_number | valid_from | valid_to
        R1        | P1        | 500              |            | 2021-01-31
        R2        | P1        | 501              | 2021-02-01 |
        R3        | P9        | 500              |            |
    """
    car = CARS + "V | P9 | A1 | 小型轿车 | 2018-03-20 |"
    (hit,) = hits_of(
        RULE, {HOME: HOMES, MEMBER: MEMBERS, RESIDENT: lived, VEHICLE: car}
    )
    assert (hit["outcome"], hit["severity"]) == ("hit", "S4")
    assert "由另一户分出" in str(hit["sentence"])
    long_ago = lived.replace("2021-01-31", "2020-05-31")
    assert outcomes((RESIDENT, long_ago), (VEHICLE, car)) == []


def test_a_household_struck_off_is_not_asked_about_again() -> None:
    """已经清退的户不再列出."""
    post = (CADRE, CADRES + "C | P2 | 公务员 | 局 | 2015-01-01 |")
    assert outcomes(post, homes=HOMES.replace("在册", "清退")) == []


def test_without_the_day_nothing_is_decided() -> None:
    """没有识别时间的，无法判断."""
    post = (CADRE, CADRES + "C | P1 | 公务员 | 局 | 2015-01-01 |")
    homes = HOMES.replace("2021-06-15", "")
    assert outcomes(post, homes=homes) == [("cannot_decide", "识别时间")]


CHILD_OF_P1: dict[str, str | None] = {
    "kind": "户口簿",
    "relation": "户主",
    "other_relation": "子",
}


@pytest.mark.parametrize(
    ("born", "post", "relation", "told"),
    [
        ("2010-05-01", "公务员 | 局 | 2015-01-01 |", "子", True),
        ("2010-05-01", "村(社区)干部 | 村 | 2015-01-01 |", "子", True),
        ("2003-06-16", "公务员 | 局 | 2015-01-01 |", "女", True),
        ("2003-06-15", "公务员 | 局 | 2015-01-01 |", "子", False),  # grown that day
        ("2010-05-01", "公务员 | 局 | 2021-06-15 |", "子", False),  # came that day
        ("2010-05-01", "公务员 | 局 | 2015-01-01 | 2020-01-01", "子", False),
        ("", "公务员 | 局 | 2015-01-01 |", "子", False),
        ("2010-05-01", "公务员 | 局 | 2015-01-01 |", "孙辈", False),
    ],
)
def test_a_child_of_an_official_listed_with_others(
    tmp_path: Path, born: str, post: str, relation: str, *, told: bool
) -> None:
    """父母当天在任而未成年子女列在他人户内的列出；已满十八周岁、当天才就任、不是子女的不列."""
    given = listed("P9 P2", born, f"C | P1 | {post}")
    stated = CHILD_OF_P1 | {"other_relation": relation}
    hits = hits_where_wed(RULE, tmp_path, given, **stated)
    assert [hit["reason"] for hit in hits] == ["干部子女另户"] * told


def test_a_child_listed_with_a_parent_is_where_it_belongs(tmp_path: Path) -> None:
    """父母一方列在该户的不列."""
    given = listed("P1 P2", "2010-05-01", "C | P1 | 村(社区)干部 | 村 | 2015-01-01 |")
    assert hits_where_wed(RULE, tmp_path, given, **CHILD_OF_P1) == []


def listed(people: str, born: str, post: str) -> dict[str, str]:
    """Return tables where these people make one home and P2 was born on that day."""
    head, *_ = people.split()
    members = "\n".join(f"{person} | 6901 | 2021-06-15" for person in people.split())
    return {
        HOME: HOMES.replace("P1", head),
        MEMBER: "person_id | household_number | added_on\n" + members,
        CADRE: CADRES + post,
        RESIDENT: f"""
            person_id | birth_on | id_text
            P2        | {born}   | 420281{born.replace("-", "")}1234
        """,
    }


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PR-15")
