"""Start-up loans to a group that the group's own register does not bear out."""

import pytest

from rules.loan.borrower_group_unconfirmed import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

CONTRACT, NOTE = "loan/loan_contract", "loan/loan_note"
SUBSIDY, PAID = "finance/interest_subsidy", "social_security/contribution"
VETERAN, STUDENT = "registry/veteran", "registry/student"
LISTED, COMPANY = "relief/registered_person", "registry/company"


def loan(kind: str, tier: str = "T1") -> str:
    return f"""
        record_id | person_id | name_key | link_tier | contract_number | loan_kind    | borrower_kind | signed_on
        C1        | P1        | 李娜     | {tier}    | HT1             | 创业担保贷款 | {kind}        | 2026-03-15
    """


def paid(*months: str, unit: str = "甲公司", kind: str = "正常应缴") -> str:
    rows = [
        f"B{no} | P1 | {month}-01 | {unit} | 67200 | 单位 | {kind}"
        for no, month in enumerate(months, 1)
    ]
    header = "record_id | person_id | paid_for | unit_name | unit_share_fen"
    return "\n".join((f"{header} | payer_kind | contribution_kind", *rows))


def outcomes(kind: str, **tables: str) -> list[object]:
    names = {"paid": PAID, "veteran": VETERAN, "student": STUDENT, "listed": LISTED}
    given = {names[name]: text for name, text in tables.items()}
    return [hit["outcome"] for hit in hits_of(RULE, {CONTRACT: loan(kind), **given})]


def test_counts_the_subsidy_of_a_borrower_whom_an_employer_insures() -> None:
    """以失业人员身份借款、签约前后共三个月由同一单位缴费的列出，金额为已拨贴息."""
    check_rule(
        RULE,
        given={
            CONTRACT: loan("城镇登记失业人员"),
            NOTE: "record_id | note_number | contract_number\nN1 | JJ1 | HT-1",
            SUBSIDY: "record_id | note_number | subsidy_fen\nL1 | JJ1 | 12345",
            PAID: paid("2026-02", "2026-03", "2026-04"),
        },
        expect="""
            outcome | subject_id | matter            | amount_fen | severity | evidence_for
            hit     | P1         | loan/创业担保贷款 | 12345      | S2       | L1 C1 N1 B1 B2 B3
        """,
    )


@pytest.mark.parametrize(
    ("kind", "months", "expected"),
    [
        ("就业困难人员", ("2026-03", "2026-04", "2026-06"), ["hit"]),
        ("城镇登记失业人员", ("2026-02", "2026-03"), []),  # reported late
        ("城镇登记失业人员", ("2026-04", "2026-05", "2026-06"), []),  # hired later
        ("城镇登记失业人员", ("2025-12", "2026-01", "2026-03"), []),
        ("网络商户", ("2026-02", "2026-03", "2026-04"), []),
    ],
)
def test_months_around_the_signing(
    kind: str, months: tuple[str, ...], expected: list[str]
) -> None:
    """满三个月且签约当月在内的才列；迟报一个月、签约以后就业、其他类别的不列."""
    assert outcomes(kind, paid=paid(*months)) == expected


def test_back_payments_prove_no_work() -> None:
    """补缴不能证明有工作，不列."""
    months = ("2026-02", "2026-03", "2026-04")
    assert outcomes("失业人员", paid=paid(*months, kind="补缴")) == []


def test_the_borrowers_own_firm_is_no_employer() -> None:
    """由借款人自己的企业缴费的，不列."""
    firm = """
        record_id | credit_code | organisation_id | legal_representative_person_id
        F1        | X1          | X1              | P1
    """
    months = paid("2026-02", "2026-03", "2026-04").replace("甲公司", "甲公司 | X1")
    given = {
        CONTRACT: loan("失业人员"),
        COMPANY: firm,
        PAID: months.replace("unit_name", "unit_name | organisation_id"),
    }
    assert hits_of(RULE, given) == []
    given[COMPANY] = firm.replace("P1", "P2")
    assert [hit["outcome"] for hit in hits_of(RULE, given)] == ["hit"]


@pytest.mark.parametrize(
    ("left_on", "expected"),
    [("2021-03-15", []), ("2021-03-14", ["hit"]), ("2015-06-30", ["hit"])],
)
def test_a_degree_ages(left_on: str, expected: list[str]) -> None:
    """毕业不满五年的不列，满五年次日起列出."""
    student = f"""
        record_id | person_id | stage | status | left_on
        S1        | P1        | 本科  | 毕业   | {left_on}
    """
    assert outcomes("高校毕业生", student=student) == expected


ELSE = "record_id | person_id | discharged_on\nV1 | P9 | 2010-12-01"


@pytest.mark.parametrize(
    ("veteran", "expected"),
    [
        (ELSE, ["hit"]),
        ("record_id | person_id | discharged_on", []),  # no register has come
        (ELSE.replace("P9", "P1"), []),
        (ELSE.replace("P9 | 2010", "P1 | 2030"), ["hit"]),
        (ELSE.replace("P9", "P1 | T6").replace("on_id", "on_id | link_tier"), []),
    ],
)
def test_a_veteran_stands_in_the_register(veteran: str, expected: list[str]) -> None:
    """退役军人名册已报送而没有本人的列出，名册未报送或有同名记录的不列."""
    assert outcomes("退役军人", veteran=veteran) == expected


def test_registered_poor_on_the_day_of_signing() -> None:
    """签约当日仍在脱贫人口名册的不列，已移出的列出."""
    rows = "record_id | person_id | added_on | removed_on\nQ1 | P1 | 2015-01-01 |"
    assert outcomes("建档立卡贫困户", listed=rows) == []
    assert outcomes("脱贫人口", listed=rows + " 2026-01-01") == ["hit"]


def test_absence_of_a_weakly_tied_borrower_cannot_be_decided() -> None:
    """身份对应把握不大而名册中没有的，无法判断."""
    hits = hits_of(RULE, {CONTRACT: loan("退役军人", "T4"), VETERAN: ELSE})
    assert [hit["outcome"] for hit in hits] == ["cannot_decide"]


@pytest.mark.parametrize(
    ("who", "name", "added", "expected"),
    [
        ("", "李娜", "2015-01-01", "cannot_decide"),
        ("", "李娜", "2026-05-01", "hit"),  # entered after the signing
        ("", "王芳", "2015-01-01", "hit"),
        ("P9", "李娜", "2015-01-01", "hit"),  # a namesake who is known
    ],
)
def test_a_namesake_of_the_register_whom_nobody_knows(
    who: str, name: str, added: str, expected: str
) -> None:
    """名册中有同名而身份未核定的人员，可能就是本人，无法判断."""
    tier = "T1" if who else ""
    rows = (
        "record_id | person_id | link_tier | name_key | added_on\n"
        f"Q1 | {who} | {tier} | {name} | {added}\nQ2 | P8 | T1 | 张三 | 2015-01-01"
    )
    assert outcomes("脱贫人口", listed=rows) == [expected]


def test_degrees_from_elsewhere_cannot_be_decided() -> None:
    """学籍册中没有高校毕业记录的，可能在外地就读，无法判断."""
    student = "record_id | person_id | stage | status\nS1 | P9 | 本科 | 毕业"
    assert outcomes("高校毕业生", student=student) == ["cannot_decide"]


def test_finds_its_cases_and_raises_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("LN-02")
