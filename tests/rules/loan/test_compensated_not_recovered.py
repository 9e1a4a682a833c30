"""Start-up loans that the fund paid, not recovered from a borrower with means."""

import pytest

from rules.loan.compensated_not_recovered import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

GUARANTEE, CONTRACT = "loan/guarantee", "loan/loan_contract"
VEHICLE, HOME, COMPANY, MEMBER = (
    "registry/vehicle",
    "registry/real_estate",
    "registry/company",
    "registry/company_member",
)
LOAN = """
    record_id | person_id | contract_number | loan_kind    | signed_on
    C1        | P1        | HT1             | 创业担保贷款 | 2022-03-08
"""
CAR = """
    record_id | person_id | plate_number | vehicle_kind | acquired_on | status
    V1        | P1        | Z1           | 小型轿车     | 2020-01-01  | 正常
"""


def paid(
    on: str = "2025-05-06", back: str = "", status: str = "代偿", fen: str = "900"
) -> str:
    return f"""
        record_id | guarantee_number | contract_number | status   | compensated_on | compensated_fen | recovered_fen | delivered_on
        G1        | DB1              | HT1             | {status} | {on}           | {fen}           | {back}        | 2026-05-06
    """


def answers(**tables: str) -> list[tuple[object, object, object]]:
    names = {"paid": GUARANTEE, "car": VEHICLE, "homes": HOME, "firm": COMPANY}
    names["member"] = MEMBER
    given = {CONTRACT: LOAN, GUARANTEE: paid()}
    given |= {names[name]: text for name, text in tables.items()}
    hits = hits_of(RULE, given)
    return [(hit["outcome"], hit["amount_fen"], hit["severity"]) for hit in hits]


def test_rests_on_contract_guarantee_and_what_is_owned() -> None:
    """代偿满一年、名下有车的列出合同、担保和车辆."""
    check_rule(
        RULE,
        given={CONTRACT: LOAN, GUARANTEE: paid(), VEHICLE: CAR},
        expect="""
            outcome | subject_id | matter            | amount_fen | severity | evidence_for
            hit     | P1         | loan/创业担保贷款 | 900        | S3       | G1 C1 V1
        """,
    )


@pytest.mark.parametrize(
    ("guarantee", "expected"),
    [
        (paid(on="2025-05-07"), []),  # not yet a year
        (paid(back="900"), []),
        (paid(back="100"), [("hit", 800, "S4")]),
        (paid(status="有效"), []),
        (paid(on=""), []),
    ],
)
def test_money_out_for_a_year(
    guarantee: str, expected: list[tuple[str, int, str]]
) -> None:
    """不满一年、已追回、没有代偿的不列；追回一部分的计余下部分."""
    assert answers(paid=guarantee, car=CAR) == expected


@pytest.mark.parametrize(
    ("car", "expected"),
    [
        (CAR.replace("小型轿车", "普通二轮摩托车"), 0),
        (CAR.replace("P1", "P2"), 0),
        (CAR.replace("正常", "转出"), 0),  # nobody knows since when
        (CAR.replace("P1", "P1 | T5").replace("on_id", "on_id | link_tier"), 1),
    ],
)
def test_cars(car: str, expected: int) -> None:
    """摩托车、别人的、已转出的车辆不算；身份对应把握不大的注明."""
    assert len(answers(car=car)) == expected


def homes(*units: str) -> str:
    rows = [f"R{unit} | P1 | {unit} | 住宅 | 2020-01-01 | 现势" for unit in units]
    header = "record_id | person_id | unit_number | use_kind | registered_on | status"
    return "\n".join((header, *rows))


def test_an_only_dwelling_is_no_means() -> None:
    """只有一套住房的不列，两套的列出."""
    assert answers(homes=homes("U1")) == []
    assert len(answers(homes=homes("U1", "U2"))) == 1


@pytest.mark.parametrize(
    ("founded", "expected"), [("2025-05-06", 0), ("2025-05-07", 1)]
)
def test_firms_begun_afterwards(founded: str, expected: int) -> None:
    """代偿以后新设企业的列出，以前设立的不算."""
    firm = f"""
        record_id | credit_code | founded_on | status | legal_representative_person_id
        F1        | X1          | {founded}  | 存续   | P1
    """
    assert len(answers(firm=firm)) == expected


@pytest.mark.parametrize(
    ("kind", "expected"), [("监事", 0), ("执行董事", 0), ("股东", 1)]
)
def test_who_oversees_a_firm_owns_nothing_of_it(kind: str, expected: int) -> None:
    """在新设企业只任监事、董事的不算，持股的列出."""
    firm = """
        record_id | credit_code | founded_on | status
        F1        | X1          | 2025-06-01 | 存续
    """
    member = f"""
        record_id | credit_code | person_id | member_kind | joined_on
        M1        | X1          | P1        | {kind}      | 2025-06-01
    """
    assert len(answers(firm=firm, member=member)) == expected


@pytest.mark.parametrize(
    ("guarantor", "cars", "told"),
    [
        ("自然人保证 | 有效 |", "P2", ["担保人有财产"]),
        ("自然人保证 | 有效 |", "P1 P2", ["未见追偿"]),  # who owes comes first
        ("自然人保证 | 解除 | 2025-05-05", "P2", []),
        ("自然人保证 | 有效 |", "P3", []),  # is not the guarantor
    ],
)
def test_a_guarantor_owes_where_the_borrower_has_nothing(
    guarantor: str, cars: str, told: list[str]
) -> None:
    """借款人没有而仍在担保的担保人名下有车的列出；代偿前已解除担保的不列."""
    head = "record_id | guarantee_number | contract_number | person_id | guarantee_kind"
    head += " | status | ended_on | compensated_on | compensated_fen | recovered_fen"
    rows = (
        f"{head} | delivered_on",
        "G1 | DB1 | HT1 | | 担保基金 | 代偿 | | 2025-05-06 | 900 | | 2026-05-06",
        f"G2 | DB2 | HT1 | P2 | {guarantor} | | | | 2026-05-06",
    )
    table = "\n".join(rows)
    owned = ["person_id | plate_number | vehicle_kind | acquired_on | status"]
    owned += [f"{one} | Z{one} | 小型轿车 | 2020-01-01 | 正常" for one in cars.split()]
    given = {CONTRACT: LOAN, GUARANTEE: table, VEHICLE: "\n".join(owned)}
    hits = hits_of(RULE, given)
    assert [(hit["subject_id"], hit["reason"]) for hit in hits] == [
        ("P1", reason) for reason in told
    ]


def test_finds_its_cases_and_raises_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("LN-13")
