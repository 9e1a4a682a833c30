"""Allowance paid while the insured members own more homes than allowed."""

from pathlib import Path

import pytest

from rules.relief.dibao_and_homes import RULE
from tests.support.clean_county import assert_clean
from tests.support.place import local_policy
from tests.support.tables import run_on

MEMBER, PAYMENT = "relief/dibao_member", "relief/dibao_payment"
HOME = "registry/real_estate"
LISTED = """
    record_id | person_id | head_person_id | certificate_number | first_for  | status
    M1        | P1        | P1             | D1                 | 2024-01-01 | 在保
    M2        | P2        | P1             | D1                 | 2024-01-01 | 在保
"""
PAID = """
    record_id | person_id | certificate_number | paid_for   | amount_fen
    A         | P1        | D1                 | 2026-02-01 | 60000
    B         | P1        | D1                 | 2026-03-01 | 60000
"""
COLUMNS = (
    "record_id | person_id | unit_number | use_kind | nature | acquired_by"
    " | registered_on | status | register_kind | share_ppm | ended_on"
)
OWN = "H1 | P1 | U1 | 住宅 | 自建房 | 自建 | 2010-01-01 | 现势 | 首次 | |"
FLAT = "P1 | U2 | 住宅 | 商品房 | 购买 | 2015-01-01 | 现势 | 首次 | |"


def found(tmp_path: Path, *homes: str, policy: bool = True) -> list[dict[str, object]]:
    given = {MEMBER: LISTED, PAYMENT: PAID, HOME: "\n".join((COLUMNS, *homes))}
    home = local_policy(tmp_path) if policy else None
    return run_on(RULE, given, policy_home=home)[0].to_dicts()


def test_two_homes_of_the_household_are_asked_about(tmp_path: Path) -> None:
    """全户合计两套住房、超过本地允许套数的，按户列出."""
    (hit,) = found(tmp_path, OWN, f"H2 | {FLAT}".replace("P1", "P2"))
    assert (hit["subject_kind"], hit["subject_id"]) == ("household", "P1")
    assert (hit["outcome"], hit["amount_fen"], hit["items"]) == ("hit", 120000, 2)
    assert "超过本地允许的套数" in str(hit["sentence"])


def test_the_register_names_the_head_where_the_payee_is_uncertain(
    tmp_path: Path,
) -> None:
    """发放记录中的收款人身份不牢的，以名册中的户主为准."""
    # P0 sorts before the head, and is no head.
    listed = LISTED.replace("P2", "P0")
    paid = PAID.replace("amount_fen", "amount_fen | link_tier").replace(
        "60000", "60000 | T4"
    )
    given = {
        MEMBER: listed,
        PAYMENT: paid,
        HOME: "\n".join((COLUMNS, OWN, f"H2 | {FLAT}".replace("P1", "P0"))),
    }
    (hit,) = run_on(RULE, given, policy_home=local_policy(tmp_path))[0].to_dicts()
    assert hit["subject_id"] == "P1"


def test_without_the_local_number_nothing_is_decided(tmp_path: Path) -> None:
    """没有本地套数规定的，无法判断."""
    (hit,) = found(tmp_path, OWN, f"H2 | {FLAT}", policy=False)
    assert (hit["outcome"], hit["reason"]) == (
        "cannot_decide",
        "本地低保家庭住房套数的规定",
    )


def test_a_flat_bought_while_insured_is_asked_about_alone(tmp_path: Path) -> None:
    """入保以后新购商品房的，只有一套也列出."""
    (hit,) = found(tmp_path, f"H2 | {FLAT}".replace("2015-01-01", "2025-06-01"))
    assert "入保之后登记购买了商品房" in str(hit["sentence"])


@pytest.mark.parametrize(
    ("second", "outcomes"),
    [
        (FLAT.replace("住宅", "车位"), []),
        (FLAT.replace("首次", "预告"), []),
        (FLAT.replace("U2", "U1"), []),  # two rows of one dwelling
        (FLAT.replace("2015-01-01", "2026-03-01"), []),  # no whole month after it
        (FLAT.replace("购买", "拆迁安置"), ["explained"]),
        (FLAT.replace("购买", "继承"), ["explained"]),
        (FLAT.replace("首次 | |", "首次 | 300000 |"), ["explained"]),
        (FLAT.replace("现势 | 首次 | |", "历史 | 转移 | | 2025-12-01"), []),
        (FLAT.replace("现势", "历史"), ["cannot_decide"]),  # since when?
    ],
)
def test_what_is_no_second_home(
    tmp_path: Path, second: str, outcomes: list[str]
) -> None:
    """车位、预告登记、同一单元、已转出的不算；拆迁安置、继承、小份额有合理解释，不知何时转出的无法判断."""
    hits = found(tmp_path, OWN, f"H2 | {second}")
    assert [hit["outcome"] for hit in hits] == outcomes


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PR-04")
