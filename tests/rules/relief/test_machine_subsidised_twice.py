"""One machine that is subsidised twice."""

import pytest

from rules.relief.machine_subsidised_twice import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

PATH = "relief/machinery_subsidy"
HEAD = (
    "record_id | person_id | buyer_kind | credit_code | maker | factory_number"
    " | engine_number | subsidy_fen | paid_on | payment_result | link_tier"
)


def bought(record: str, **changes: str) -> str:
    cells = {
        "record_id": record,
        "person_id": "P1",
        "buyer_kind": "个人",
        "credit_code": "",
        "maker": "云拓农机",
        "factory_number": "YX26A000311",
        "engine_number": "Q00052007",
        "subsidy_fen": "120000",
        "paid_on": "2026-04-01",
        "payment_result": "成功",
        "link_tier": "T1",
        **changes,
    }
    return " | ".join(cells.values())


def given(*rows: str) -> dict[str, str]:
    return {PATH: "\n".join([HEAD, *rows])}


LATER = {"person_id": "P2", "paid_on": "2026-06-01", "subsidy_fen": "90000"}


def test_counts_the_later_subsidy() -> None:
    """同一台机具两次补贴的，列后一次."""
    check_rule(
        RULE,
        given=given(bought("A"), bought("B", **LATER)),
        expect="""
            outcome | subject_id | amount_fen | severity | reason     | evidence_for
            hit     | P2         | 90000      | S2       | 不同购机者 | A B
        """,
    )


@pytest.mark.parametrize(
    ("changes", "outcomes"),
    [
        ({"factory_number": "yx26a-000311", "engine_number": ""}, ["hit"]),
        ({"factory_number": ""}, ["hit"]),
        ({"engine_number": "Q00059999"}, ["cannot_decide"]),
        ({"factory_number": "YX26A009999"}, ["cannot_decide"]),
        ({"factory_number": "Y1", "engine_number": "Q9"}, []),
        ({"maker": "华农收获"}, []),
        ({"payment_result": "退回"}, []),
        ({"link_tier": "T4"}, ["hit"]),
        ({"link_tier": "T6"}, []),
    ],
)
def test_what_is_the_same_machine(changes: dict[str, str], outcomes: list[str]) -> None:
    """两个编号有一个空缺的按另一个比；只有一个相同的无法判断，厂家不同、已退回的不列."""
    found = hits_of(RULE, given(bought("A"), bought("B", **LATER, **changes)))
    assert [hit["outcome"] for hit in found] == outcomes


@pytest.mark.parametrize("text", ["无", "/", "00000000", "123"])
def test_what_is_no_number(text: str) -> None:
    """编号写作“无”、全零或过短的，不算编号."""
    none = {"factory_number": text, "engine_number": ""}
    rows = given(bought("A", **none), bought("B", **LATER, **none))
    assert hits_of(RULE, rows) == []


def test_a_cooperative_answers_for_itself() -> None:
    """购机者是合作社的，列到合作社."""
    firm = {"buyer_kind": "组织", "credit_code": "93420281MA0000001X"}
    rows = given(bought("A"), bought("B", paid_on="2026-06-01", **firm))
    (hit,) = hits_of(RULE, rows)
    assert (hit["subject_kind"], hit["subject_id"], hit["tier"]) == (
        "organisation",
        "93420281MA0000001X",
        "T1",
    )


def test_the_same_buyer_is_said() -> None:
    """同一购机者两次补贴的，写明须看铭牌照片和人机合影."""
    (hit,) = hits_of(RULE, given(bought("A"), bought("B", paid_on="2026-06-01")))
    assert (hit["reason"], hit["evidence_missing"]) == (
        "同一购机者",
        ["机具铭牌照片、购机发票与人机合影"],
    )


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("X13")
