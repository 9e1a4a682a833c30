"""A professional registration at one unit while another one employs the holder."""

import pytest

from rules.registry.registered_at_another_firm import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

LICENCE = "registry/professional_registration"
PAYROLL, CONTRIBUTION = "finance/staff_payroll", "social_security/contribution"


def registered(
    unit: str = "乙建设公司",
    kind: str = "二级建造师",
    status: str = "有效",
    tier: str = "T1",
    more: str = "",
) -> str:
    return f"""
        record_id | person_id | kind | unit_name | registered_on | valid_until | status | link_tier
        L | P1 | {kind} | {unit} | 2025-12-10 | 2028-12-10 | {status} | {tier}
        {more}
    """


def paid(unit: str, months: int, kind: str = "事业在编", first: int = 3) -> str:
    rows = ["record_id | person_id | unit_name | staff_type | paid_for"]
    for month in range(first, first + months):
        rows.append(f"W{month} | P1 | {unit} | {kind} | 2026-{month:02}-01")
    return "\n".join(rows)


def insured(*units: str, months: int = 3, way: str = "正常应缴") -> str:
    rows = [
        "record_id | person_id | unit_name | insurance | unit_share_fen | paid_for"
        " | payer_kind | contribution_kind"
    ]
    for number, unit in enumerate(units):
        for month in range(3, 3 + months):
            rows.append(
                f"C{number}{month} | P1 | {unit} | 企业养老 | 60000 | 2026-{month:02}-01"
                f" | 单位 | {way}"
            )
    return "\n".join(rows)


def test_paid_by_a_public_unit_and_registered_at_a_firm() -> None:
    """在财政供养单位领工资三个月、注册在企业的列出."""
    check_rule(
        RULE,
        given={LICENCE: registered(), PAYROLL: paid("县水利局", 3)},
        expect="""
            outcome | subject_id | items | severity | reason       | evidence_for
            hit     | P1         | 1     | S2       | 财政供养单位 | W3 W4 W5 L
        """,
    )


def test_staff_of_a_kind_that_nobody_knows_is_a_question() -> None:
    """领工资的人员身份不在身份口径表中的，无法判断；同时有三个月参保的，按参保列出."""
    unknown = {LICENCE: registered(), PAYROLL: paid("县水利局", 3, kind="县聘人员")}
    found = [(hit["outcome"], hit["reason"]) for hit in hits_of(RULE, unknown)]
    assert found == [("cannot_decide", "工资册中的人员身份")]
    known = {**unknown, CONTRIBUTION: insured("县水利局")}
    found = [(hit["outcome"], hit["reason"]) for hit in hits_of(RULE, known)]
    assert found == [("hit", "其他单位参保")]


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({LICENCE: registered(), PAYROLL: paid("县水利局", 2)}, ""),
        ({LICENCE: registered(), PAYROLL: paid("县水利局", 4, first=1)}, ""),
        ({LICENCE: registered(), PAYROLL: paid("县水利局", 5, kind="离退休")}, ""),
        ({LICENCE: registered(), PAYROLL: paid("县水利局", 5, kind="村干部")}, ""),
        ({LICENCE: registered(status="注销"), PAYROLL: paid("县水利局", 5)}, ""),
        ({LICENCE: registered(tier="T4"), PAYROLL: paid("县水利局", 5)}, "hit"),
        ({LICENCE: registered(tier="T6"), PAYROLL: paid("县水利局", 5)}, ""),
        ({LICENCE: registered(unit="县水利局"), PAYROLL: paid("县水利局", 5)}, ""),
        ({LICENCE: registered(), CONTRIBUTION: insured("丙公司")}, "hit"),
        ({LICENCE: registered(), CONTRIBUTION: insured("丙公司", months=2)}, ""),
        ({LICENCE: registered(), CONTRIBUTION: insured("丙公司", way="补缴")}, ""),
        ({LICENCE: registered(), CONTRIBUTION: insured("乙建设公司")}, ""),
        (
            {LICENCE: registered(), CONTRIBUTION: insured("丙公司", "乙建设公司")},
            "",
        ),
        (
            {LICENCE: registered(), CONTRIBUTION: insured("丁人力资源公司")},
            "explained",
        ),
    ],
)
def test_which_employment_counts(given: dict[str, str], outcome: str) -> None:
    """另一单位缴费满三个月的列出；不满三个月、离退休、补缴、注册已注销、注册单位也缴费的不列，人力资源机构缴费的有合理解释."""
    found = hits_of(RULE, given)
    assert [hit["outcome"] for hit in found] == ([outcome] if outcome else [])


def test_a_doctor_may_practise_at_two_places() -> None:
    """医师在两处都登记执业的，有合理解释."""
    second = "M | P1 | 执业医师 | 县中医院 | 2024-01-01 | 2030-01-01 | 有效 | T1"
    licences = registered(unit="民康诊所", kind="执业医师", more=second)
    (hit,) = hits_of(RULE, {LICENCE: licences, PAYROLL: paid("县中医院", 5)})
    assert (hit["outcome"], hit["reason"]) == ("explained", "registered_practice")


@pytest.mark.parametrize("other", ["县中医院", "丁人力资源公司"])
def test_a_lawful_second_place_hides_no_third(other: str) -> None:
    """在执业注册的医院或劳务派遣单位之外，还由第三个单位发放工资的，列出第三个单位."""
    second = "M | P1 | 执业医师 | 县中医院 | 2024-01-01 | 2030-01-01 | 有效 | T1"
    licences = registered(unit="民康诊所", kind="执业医师", more=second)
    third = paid("县水利局", 3, first=4).replace("W", "X").partition("\n")[2]
    wages = "\n".join([paid(other, 5), third])
    found = hits_of(RULE, {LICENCE: licences, PAYROLL: wages})
    assert ("hit", "财政供养单位") in [(hit["outcome"], hit["reason"]) for hit in found]
    assert all("X4" in str(hit["evidence_for"]) for hit in found)


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PQ-01")


def test_a_registration_that_a_later_register_has_no_more_stood_until_then() -> None:
    """名册后来不再列出的注册，列出期间的月份仍计算，之后的不计."""
    licence = """
        record_id | person_id | certificate_number | kind | unit_name | registered_on | valid_until | status | delivered_on | valid_to
        L | P1 | N1 | 二级建造师 | 乙建设公司 | 2025-12-10 | | 有效 | 2026-06-10 | 2026-09-09
    """
    (hit,) = hits_of(RULE, {LICENCE: licence, PAYROLL: paid("县水利局", 3)})
    assert hit["reason"] == "财政供养单位"
    late = {LICENCE: licence, PAYROLL: paid("县水利局", 3, first=7)}
    assert hits_of(RULE, late) == []
