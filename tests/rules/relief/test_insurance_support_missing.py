"""People on relief who are not insured, or whose share nobody paid."""

from pathlib import Path
from typing import Any

import pytest

from rules.relief.insurance_support_missing import RULE
from rules.rule import Queue
from tests.support.clean_county import assert_clean
from tests.support.place import local_policy
from tests.support.tables import run_on

MEDICAL, PENSION = (
    "social_security/medical_enrolment",
    "social_security/resident_enrolment",
)
DIBAO, TEKUN = "relief/dibao_member", "relief/tekun_person"
CARD, RESIDENT = "registry/disability_certificate", "registry/resident"
HEADS = {
    MEDICAL: "record_id | person_id | person_name | village | insurance | "
    "enrolment_status | insured_for | personal_share_fen | link_tier",
    PENSION: "record_id | person_id | enrolment_status | payment_status | "
    "insured_identity",
    DIBAO: "record_id | person_id | person_name | village | status | first_for | "
    "stopped_on",
    TEKUN: "record_id | person_id | status | first_for",
    CARD: "record_id | person_id | disability_grade | issued_on | valid_until | status",
    RESIDENT: "record_id | person_id | status",
    "registry/death": "record_id | person_id | died_on",
    "registry/custody": "record_id | person_id | exec_mode | started_on",
    "registry/student": "record_id | person_id | stage",
}
OTHERS = "\n".join(
    f"O{n} | P9{n} | 某 | 远村 | 居民医保 | 正常参保 | 2026-01-01 | 40000 | T1"
    for n in range(5)
)
POOR = "D | P1 | 甲 | 东村 | 在保 | 2024-03-01 |"
INSURED = "M | P1 | 甲 | 东村 | 居民医保 | 正常参保 | 2026-01-01 | 20000 | T1"
PAYING = "R | P1 | 正常参保 | 参保缴费 | 普通"


def found(
    home: Path | None, medical: str = INSURED, **rows: str
) -> list[dict[str, Any]]:
    """Return hits; the datasets go by the end of their names, P1 is on relief."""
    given = {DIBAO: POOR, RESIDENT: "E | P1 | 正常", MEDICAL: f"{OTHERS}\n{medical}"}
    paths = {path.rpartition("/")[2]: path for path in HEADS}
    given |= {paths[name]: text for name, text in rows.items()}
    tables = {path: f"{HEADS[path]}\n{text}" for path, text in given.items()}
    policy = local_policy(home) if home else None
    return run_on(RULE, tables, policy_home=policy)[0].to_dicts()


def told(hits: list[dict[str, Any]]) -> list[tuple[str, int | None]]:
    return [(str(hit["reason"]), hit["amount_fen"]) for hit in hits]


def test_is_an_entitlement() -> None:
    """本规则归入应享未享，列出的是应当得到帮助的人."""
    assert RULE.queue is Queue.ENTITLEMENT


def test_insured_and_supported(tmp_path: Path) -> None:
    """已参加医保并按标准得到资助的，不列."""
    assert not found(tmp_path)


@pytest.mark.parametrize(
    ("medical", "expected"),
    [
        ("", [("未参加医保", 20_000)]),
        (INSURED.replace("20000", "40000"), [("未获医保资助", 20_000)]),
        (INSURED.replace("20000", "20001"), [("未获医保资助", 1)]),
        (INSURED.replace("居民医保", "职工医保"), []),
        (INSURED.replace("正常参保", "终止参保"), []),
        (INSURED.replace("2026", "2025"), [("未参加医保", 20_000)]),
        # The same name in the village, not tied to anybody, may be hers.
        (INSURED.replace("P1", "").replace("T1", ""), []),
        (INSURED.replace("P1", "P2"), [("未参加医保", 20_000)]),
    ],
)
def test_the_medical_insurance_of_the_year(
    tmp_path: Path, medical: str, expected: list[tuple[str, int]]
) -> None:
    """当年没有参加医保或个人多缴的列出；参加职工医保、终止参保、同村同名可能是本人的不列."""
    assert told(found(tmp_path, medical)) == expected


def test_a_person_without_support_pays_nothing_even_by_the_national_rule() -> None:
    """特困人员按国家规定由财政全额资助，个人缴了费的列出，金额为个人所缴."""
    kept = {"dibao_member": "", "tekun_person": "T | P1 | 在保 | 2023-01-01"}
    (hit,) = found(None, **kept)
    assert (hit["amount_fen"], hit["severity"]) == (20_000, "S2")


def test_without_the_local_figure_the_amount_is_not_known() -> None:
    """没有本地资助标准时，个人缴足的仍列出，金额不计."""
    assert not found(None)
    (hit,) = found(None, INSURED.replace("20000", "40000"))
    assert (hit["outcome"], hit["amount_fen"]) == ("hit", None)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ({"resident_enrolment": PAYING}, [("养老未代缴", 10_000)]),
        ({"resident_enrolment": PAYING.replace("普通", "低保对象")}, []),
        ({"resident_enrolment": PAYING.replace("参保缴费", "终止缴费")}, []),
        (
            {
                "resident_enrolment": PAYING,
                "dibao_member": "",
                "disability_certificate": (
                    "C | P1 | 二级 | 2020-01-01 | 2030-01-01 | 有效"
                ),
            },
            [("养老未代缴", 10_000)],
        ),
        (
            {
                "resident_enrolment": PAYING,
                "dibao_member": "",
                "disability_certificate": (
                    "C | P1 | 三级 | 2020-01-01 | 2030-01-01 | 有效"
                ),
            },
            [],
        ),
    ],
)
def test_who_pays_in_for_the_pension(
    tmp_path: Path, rows: dict[str, str], expected: list[tuple[str, int]]
) -> None:
    """低保对象和二级残疾人仍按普通身份缴养老保险的列出；已按低保身份、终止缴费和三级残疾的不列."""
    assert told(found(tmp_path, **rows)) == expected


@pytest.mark.parametrize(
    "rows",
    [
        {"dibao_member": POOR.replace("2024-03-01", "2026-01-01")},
        {"dibao_member": POOR.replace("在保", "停保")},
        {"dibao_member": f"{POOR} 2026-03-01"},
        {"resident": "E | P1 | 迁出"},
        {"death": "X | P1 | 2026-02-01"},
        {"student": "S | P1 | 本科"},
    ],
)
def test_who_is_left_out(tmp_path: Path, rows: dict[str, str]) -> None:
    """当年才纳入、已停保、已迁出、已死亡和在读本科的，不列."""
    assert not found(tmp_path, "", **rows)


def test_the_clean_county_finds_what_was_planted() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("U04")


def test_a_term_that_does_not_say_how_it_is_served_is_a_question(
    tmp_path: Path,
) -> None:
    """执行方式空白的服刑登记，不能判断是否应当参保."""
    (hit,) = found(tmp_path, "", custody="J | P1 | | 2025-06-01")
    assert hit["outcome"] == "cannot_decide"
    assert not found(tmp_path, "", custody="J | P1 | 监狱执行 | 2025-06-01")
