"""Relief reckoned for somebody who spends whole months in prison."""

from pathlib import Path

import pytest

from rules.relief.relief_during_custody import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of, run_on

PAYMENT, MEMBER = "relief/dibao_payment", "relief/dibao_member"
KEPT, CUSTODY = "relief/tekun_person", "registry/custody"
ORPHAN, LINE = "relief/orphan", "relief/subsidy_payment"
PROJECT = "relief/subsidy_project"
MEMBERS = """
    record_id | person_id | head_person_id | certificate_number | first_for  | status
    M1        | P1        | P1             | DB1                | 2024-01-01 | 在保
    M2        | P2        | P1             | DB1                | 2024-01-01 | 在保
"""


def paid(*months: str, result: str = "成功") -> str:
    """Return the household's allowance for each of these months."""
    head = "record_id|person_id|certificate_number|paid_for|amount_fen|insured_count|payment_result"
    rows = (f"A{month[5:7]}|P1|DB1|{month}|64000|2|{result}" for month in months)
    return "\n".join((head, *rows))


def term(mode: str = "监狱执行", kind: str = "服刑", start: str = "2025-06-10") -> str:
    return f"""
        record_id | person_id | kind   | exec_mode | started_on | ended_on   | valid_to
        C1        | P2        | {kind} | {mode}    | {start}    | 2026-06-10 | 2026-06-10
    """


def kept(first: str = "2024-01-01", stopped: str = "") -> str:
    return f"""
        record_id | person_id | first_for | stopped_on | valid_to  | standard_fen | status | delivered_on
        T1        | P2        | {first}   | {stopped}  | {stopped} | 90000        | 在保   | 2026-11-05
    """


def outcomes(payments: str, register: str) -> list[tuple[object, object]]:
    given = {PAYMENT: payments, MEMBER: MEMBERS, CUSTODY: register}
    return [(hit["outcome"], hit["reason"]) for hit in hits_of(RULE, given)]


def test_counts_one_heads_part_of_the_whole_months_inside() -> None:
    """服刑整月发放的低保，只计本人一份."""
    check_rule(
        RULE,
        given={
            PAYMENT: paid("2026-04-01", "2026-05-01", "2026-06-01"),
            MEMBER: MEMBERS,
            CUSTODY: term(),
        },
        expect="""
            outcome | subject_id | matter              | amount_fen | items | evidence_for
            hit     | P2         | relief/最低生活保障 | 64000      | 2     | C1 M2 A04 A05
        """,
    )


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ("2025-06-01", []),  # the month of going in
        ("2025-08-01", [("explained", "source_lag")]),
        ("2025-09-01", [("hit", "低保期间服刑")]),
        ("2026-05-01", [("hit", "低保期间服刑")]),
        ("2026-06-01", []),  # the month of coming out
    ],
)
def test_window_edges(month: str, expected: list[tuple[object, object]]) -> None:
    """收监当月和出监当月不列；传递期内有合理解释，其后至出监前逐月列出."""
    assert outcomes(paid(month), term()) == expected


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("缓刑", "社区矫正"), ("取保候审", "羁押"), ("看守所代为执行", "羁押")],
)
def test_who_serves_no_term_inside_is_no_question(mode: str, kind: str) -> None:
    """缓刑、取保候审、判决前羁押的，不列."""
    assert outcomes(paid("2026-03-01"), term(mode, kind)) == []


def test_what_did_not_arrive_is_no_question() -> None:
    """已退回的，不列."""
    assert outcomes(paid("2026-03-01", result="退回"), term()) == []


def test_a_day_of_leaving_the_list_that_is_not_known_leaves_it_open() -> None:
    """停保而没有日期的，无法判断."""
    left = MEMBERS.replace("| 2024-01-01 | 在保\n", "| 2024-01-01 | 停保\n")
    given = {PAYMENT: paid("2026-03-01"), MEMBER: left, CUSTODY: term()}
    (hit,) = hits_of(RULE, given)
    assert (hit["outcome"], hit["reason"]) == ("cannot_decide", "停保或停止供养的日期")


@pytest.mark.parametrize(
    ("register", "expected"),
    [
        (kept(), [("hit", 90000 * 11)]),
        (kept(first="2026-01-01"), [("hit", 90000 * 5)]),
        (kept(stopped="2025-12-31"), [("hit", 90000 * 6)]),
        (kept(stopped="2025-06-30"), []),
        (kept(first="2026-06-01"), []),
    ],
)
def test_kept_by_the_state(
    register: str, expected: list[tuple[object, object]]
) -> None:
    """特困供养期间服刑的按整月计，供养与服刑不重合的不列."""
    given = {PAYMENT: "", MEMBER: "", KEPT: register, CUSTODY: term()}
    found = [(hit["outcome"], hit["amount_fen"]) for hit in hits_of(RULE, given)]
    assert found == expected


def local(folder: Path, scheme: str, treatment: str) -> Path:
    """Return the home of a policy where the place says what becomes of a scheme."""
    header = (
        "region,scheme,treatment,valid_from,valid_to,source,verified"
        ",entered_by,confirmed_by"
    )
    row = f",{scheme},{treatment},2010-01-01,,县政府文件（虚构）,no,甲,乙"
    (folder / "custody_treatment.csv").write_text(f"{header}\n{row}\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    ("treatment", "expected"),
    [
        (None, [("cannot_decide", "本地关于服刑期间是否停发的规定")]),
        ("停发", [("hit", "孤儿费期间服刑")]),
        ("照发", []),
    ],
)
def test_an_orphan_is_kept_as_the_place_says(
    tmp_path: Path, treatment: str | None, expected: list[tuple[object, object]]
) -> None:
    """孤儿保障是否停发由本地规定：没有规定的无法判断，规定停发的列出，规定照发的不列."""
    home = local(tmp_path, "孤儿基本生活费", treatment) if treatment else None
    given = {PAYMENT: "", MEMBER: "", ORPHAN: kept(), CUSTODY: term()}
    hits, _, _ = run_on(RULE, given, policy_home=home)
    found = [(hit["outcome"], hit["reason"]) for hit in hits.to_dicts()]
    assert found == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("01 | 困难残疾人生活补贴 | 2026-03-01 | 2026-03-31 | 成功", ["hit"]),
        ("01 | 困难残疾人生活补贴 | 2026-06-01 | 2026-06-30 | 成功", []),  # came out
        (
            "01 | 困难残疾人生活补贴 | 2026-01-01 | 2026-12-31 | 成功",
            [],
        ),  # a whole year
        ("01 | 困难残疾人生活补贴 | 2026-03-01 | 2026-03-31 | 退回", []),
        ("02 | 优抚对象定期抚恤 | 2026-01-01 | 2026-03-31 | 成功", ["hit"]),
        ("03 | 高龄津贴 | 2026-03-01 | 2026-03-31 | 成功", ["cannot_decide"]),
        ("04 | 独生子女保健费 | 2026-03-01 | 2026-03-31 | 成功", []),  # in no table
        ("05 | 残疾人生活补贴（按户） | 2026-03-01 | 2026-03-31 | 成功", []),
        ("09 | 困难残疾人生活补贴 | 2026-03-01 | 2026-03-31 | 成功", []),  # unknown
    ],
)
def test_subsidies_to_a_person(line: str, expected: list[str]) -> None:
    """按人发放、所属期整个在服刑整月内且应停发的列出；按户的、跨出监的、未列入政策表的不列."""
    projects = "project_code | granularity\n01 | 人\n02 | 人\n03 | 人\n04 | 人\n05 | 户"
    lines = f"""
        person_id | project_code | project_name | paid_for | paid_for_to | payment_result | amount_fen
        P2 | {line} | 7000
    """
    given = {PAYMENT: "", MEMBER: "", CUSTODY: term(), LINE: lines, PROJECT: projects}
    assert [hit["outcome"] for hit in hits_of(RULE, given)] == expected


def test_the_clean_county() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("K05")


def test_a_term_that_does_not_say_how_it_is_served_is_a_question() -> None:
    """执行方式空白的服刑登记，低保和供养都不能判断."""
    found = outcomes(paid("2026-03-01"), term(mode=""))
    assert [outcome for outcome, _ in found] == ["cannot_decide"]
    given = {PAYMENT: "", MEMBER: "", KEPT: kept(), CUSTODY: term(mode="")}
    assert [hit["outcome"] for hit in hits_of(RULE, given)] == ["cannot_decide"]
