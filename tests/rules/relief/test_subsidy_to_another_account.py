"""Subsidies due to a person that go to somebody else's account, or to and fro."""

from datetime import date
from pathlib import Path

import pytest

from rules.relief.subsidy_to_another_account import RULE
from tests.support.clean_county import assert_clean
from tests.support.kin import hits_of_couple, hits_where_wed
from tests.support.tables import check_rule, hits_of

PAYMENT, PROJECT = "relief/subsidy_payment", "relief/subsidy_project"
CADRE, ORPHAN = "registry/cadre", "relief/orphan"
KEPT = "relief/tekun_person"
DEATH, RESIDENT = "registry/death", "registry/resident"
PROJECTS = """
    project_code | project_name | granularity | kind
    01           | 高龄津贴     | 人          | 普通
    02           | 地力补贴     | 户          | 普通
    03           | 丧葬补助     | 人          | 丧葬
"""
HEADER = (
    "record_id | person_id | payee_person_id | payee_link_tier | project_code "
    "| project_name | account_number | paid_on | paid_for | amount_fen "
    "| payment_result | link_tier"
)


def line(
    record: str,
    person: str,
    payee: str,
    account: str,
    day: str = "2026-05-20",
    **changes: str,
) -> str:
    cells = {
        "tier": "T1",
        "code": "01",
        "for": f"{day[:7]}-01",
        "amount": "10000",
        "result": "成功",
        "own": "T1",
        **changes,
    }
    return (
        f"{record} | {person} | {payee} | {cells['tier']} | {cells['code']} | 高龄津贴 "
        f"| {account} | {day} | {cells['for']} | {cells['amount']} "
        f"| {cells['result']} | {cells['own']}"
    )


def given(*lines: str, **more: str) -> dict[str, str]:
    return {PROJECT: PROJECTS, PAYMENT: "\n".join((HEADER, *lines)), **more}


def variants(tables: dict[str, str]) -> list[tuple[object, object]]:
    return [(hit["outcome"], hit["subject_kind"]) for hit in hits_of(RULE, tables)]


def test_adds_up_what_went_to_somebody_else() -> None:
    """按人发放的补贴进入他人账户的，逐笔合计."""
    check_rule(
        RULE,
        given=given(
            line("A", "P1", "P9", "N9"),
            line("B", "P1", "P9", "N9", "2026-06-20"),
            line("C", "P1", "P1", "N1", "2026-07-20"),
        ),
        expect="""
            outcome | subject_kind | subject_id | amount_fen | items | severity | evidence_for
            hit     | person       | P1         | 20000      | 2     | S2       | A B
        """,
    )


@pytest.mark.parametrize(
    ("changes", "outcomes"),
    [
        ({}, ["hit"]),
        ({"code": "02"}, []),  # paid to the household
        ({"code": "03"}, []),  # paid to those who bury
        ({"code": "77"}, []),  # nothing says to whom it is due
        ({"result": "退回"}, []),
        ({"tier": "T4"}, ["hit"]),
        ({"tier": "T4", "own": "T5"}, []),  # one weak tie upon the other
        ({"tier": "T6"}, []),
    ],
)
def test_which_lines_count(changes: dict[str, str], outcomes: list[str]) -> None:
    """按户、丧葬、清单中没有的项目、已退回的不列；补贴对象和收款人都对应不牢的不列."""
    found = hits_of(RULE, given(line("A", "P1", "P9", "N9", **changes)))
    assert [hit["outcome"] for hit in found] == outcomes


def test_a_weak_tie_asks_first_who_it_is() -> None:
    """身份对应把握不大的，先列为待核身份."""
    (hit,) = hits_of(RULE, given(line("A", "P1", "P9", "N9", tier="T5")))
    assert (hit["tier"], hit["severity"]) == ("T5", "S3")


@pytest.mark.parametrize(
    ("written", "outcomes"),
    [
        ("甲 | 420281196001010013 | 乙 | 420281197001010017", ["hit"]),
        ("甲 | 420281196001010013 | 乙 |", ["cannot_decide"]),
        ("甲 | 420281196001010000 | 甲乙 | 420281196001010013", ["cannot_decide"]),
        ("甲乙 | 420281196001010013 | 甲 | 420281196001010000", ["cannot_decide"]),
        ("甲 | 420281196001020000 | 甲乙 | 420281196001010013", ["hit"]),
        ("甲 | 420281196001010013 | 甲 |", []),
        ("甲 | 420281196001010013 | 曱 | 420281196001010013", []),  # a misspelling
        ("甲 | 420281196001010013 | 云溪县福利院 |", ["explained"]),
    ],
)
def test_a_payee_whom_no_register_knows(written: str, outcomes: list[str]) -> None:
    """收款人只有姓名的无法判断；同名、错别字的不列，福利院代收的有合理解释."""
    name, number, payee, payee_number = (part.strip() for part in written.split("|"))
    table = f"""
        person_id | name_key | id_text | payee_name | payee_name_key | payee_id_text \
| payee_link_tier | project_code | project_name | paid_on | paid_for | amount_fen
        P1 | {name} | {number} | {payee} | {payee} | {payee_number} | | 01 | 高龄津贴 \
| 2026-05-20 | 2026-05-01 | 10000
    """
    found = hits_of(RULE, {PROJECT: PROJECTS, PAYMENT: table})
    assert [hit["outcome"] for hit in found] == outcomes


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [("valid", "hit"), ("placeholder", "cannot_decide"), ("bad", "cannot_decide")],
)
def test_a_number_that_names_nobody_is_no_other_person(kind: str, outcome: str) -> None:
    """收款人号码是占位值或者有误的，说不清是谁，无法判断."""
    table = f"""
        person_id | name_key | id_text | payee_name_key | payee_id_text \
| payee_id_kind | project_code | project_name | paid_on | paid_for | amount_fen
        P1 | 甲 | 420281196001010013 | 乙 | 111111111111111111 \
| {kind} | 01 | 高龄津贴 | 2026-05-20 | 2026-05-01 | 10000
    """
    (hit,) = hits_of(RULE, {PROJECT: PROJECTS, PAYMENT: table})
    assert hit["outcome"] == outcome


@pytest.mark.parametrize(
    ("homes", "kinds"),
    [(("H1", "H2", "H3"), ["account"]), (("H1", "H1", "H1"), ["person"] * 3)],
)
def test_one_account_for_people_of_several_households(
    homes: tuple[str, str, str], kinds: list[str]
) -> None:
    """三人两户以上共用一个账户的，按账户列一条；同一户的逐人列出."""
    lines = [line(f"A{n}", f"P{n}", "P9", "N9") for n in (1, 2, 3)]
    rows = [f"R{n} | P{n} | {home}" for n, home in enumerate(homes, 1)]
    people = "\n".join(("record_id | person_id | household_number", *rows))
    found = hits_of(RULE, given(*lines, **{RESIDENT: people}))
    assert sorted(str(hit["subject_kind"]) for hit in found) == kinds


def test_two_people_on_one_account_are_told_each_by_himself() -> None:
    """两人共用一个账户的，逐人列出."""
    lines = [line(f"A{n}", f"P{n}", "P9", "N9") for n in (1, 2)]
    assert variants(given(*lines)) == [("hit", "person")] * 2


@pytest.mark.parametrize(("removed", "severity"), [("", "S1"), ("2026-01-31", "S2")])
def test_a_shared_account_of_an_official_comes_first(
    removed: str, severity: str
) -> None:
    """共用账户属于在任干部的，列为优先核查."""
    lines = [line(f"A{n}", f"P{n}", "P9", "N9") for n in (1, 2, 3)]
    post = f"""
        record_id | person_id | unit_name | appointed_on | removed_on
        C1        | P9        | 云溪镇    | 2020-01-01   | {removed}
    """
    (hit,) = hits_of(RULE, given(*lines, **{CADRE: post}))
    assert (hit["severity"], hit["amount_fen"]) == (severity, 30000)


@pytest.mark.parametrize(
    ("until", "severity"), [(None, "S1"), (date(2026, 4, 30), "S2")]
)
def test_a_shared_account_of_an_official_s_spouse(
    until: date | None, severity: str
) -> None:
    """共用账户属于在任干部的配偶的，列为优先核查；此前已离婚的不作此优先."""
    lines = [line(f"A{n}", f"Q{n}", "P2", "N2") for n in (1, 2, 3)]
    post = """
        record_id | person_id | unit_name | appointed_on
        C1        | P1        | 云溪镇    | 2020-01-01
    """
    (hit,) = hits_of_couple(RULE, given(*lines, **{CADRE: post}), until=until)
    assert hit["severity"] == severity


def test_a_guardian_collects() -> None:
    """收款人登记为监护人的，有合理解释."""
    table = """
        record_id | person_id | guardian_person_id | guardian_link_tier
        G1        | P1        | P9                 | T1
    """
    tables = given(line("A", "P1", "P9", "N9"), **{ORPHAN: table, KEPT: ""})
    (hit,) = hits_of(RULE, tables)
    assert (hit["outcome"], hit["reason"]) == ("explained", "guardian_collects")


@pytest.mark.parametrize(
    ("accounts", "last", "amounts"),
    [
        (("N1", "N2", "N1"), "2026-04-20", [10000]),
        (("N1", "N2", "N1"), "2028-04-20", []),  # after more than a year
        (("N1", "N2", "N2"), "2026-04-20", []),  # a new card
        (("N1", "N2", "N3"), "2026-04-20", []),
    ],
)
def test_an_account_left_and_come_back_to(
    accounts: tuple[str, ...], last: str, amounts: list[int]
) -> None:
    """一年内换出又换回同一账户的列出，只换新卡的不列."""
    days = ("2026-02-20", "2026-03-20", last)
    lines = [
        line(f"A{n}", "P1", "P1", account, day)
        for n, (account, day) in enumerate(zip(accounts, days, strict=True))
    ]
    assert [hit["amount_fen"] for hit in hits_of(RULE, given(*lines))] == amounts


@pytest.mark.parametrize(
    ("day", "amount", "died", "found"),
    [
        ("2026-05-20", "200000", "", "不久，有1笔大额"),
        ("2026-05-20", "199999", "", ""),
        ("2026-07-19", "200000", "", "不久，有1笔大额"),  # the sixtieth day
        ("2026-07-20", "200000", "", ""),
        ("2026-05-20", "10000", "2026-04-11", "死亡登记之后"),
        ("2026-05-20", "10000", "2026-05-11", ""),  # the month of the death is due
    ],
)
def test_a_relatives_account_counts_when_just_changed_to(
    tmp_path: Path, day: str, amount: str, died: str, found: str
) -> None:
    """近亲属的账户，变更后六十天内收到大额或死亡以后收款的才列出."""
    death = f"record_id | person_id | died_on | source\nD1 | P1 | {died} | 公安注销"
    tables = given(
        line("A", "P1", "P1", "N1", "2026-03-20"),
        line("B", "P1", "P2", "N2", "2026-05-20"),
        line("C", "P1", "P2", "N2", day, amount=amount),
        **({DEATH: death} if died else {}),
    )
    told = sentences(tmp_path, tables)
    assert (found in told) if found else not told


@pytest.mark.parametrize(
    ("kind", "until", "is_stranger"),
    [
        ("婚姻", None, False),
        ("婚姻", date(2026, 5, 19), True),  # divorced
        ("户口簿", date(2026, 5, 19), False),  # dead or moved out, but a relative
    ],
)
def test_once_divorced_a_spouse_is_a_stranger(
    tmp_path: Path, kind: str, until: date | None, *, is_stranger: bool
) -> None:
    """夫妻、亲属的账户不列，离婚以后的列出."""
    tables = given(line("A", "P1", "P2", "N2"))
    said = sentences(tmp_path, tables, kind=kind, valid_to=until)
    assert ("本人和近亲属以外" in said) == is_stranger


@pytest.mark.parametrize(
    ("kind", "since", "is_stranger"),
    [
        ("婚姻", date(2026, 5, 20), False),
        ("婚姻", date(2026, 5, 21), True),  # wed the day after the payment
        ("户口簿", date(2026, 5, 21), False),  # entered late, of one blood before
    ],
)
def test_before_the_wedding_a_spouse_is_a_stranger(
    tmp_path: Path, kind: str, since: date, *, is_stranger: bool
) -> None:
    """发放以后才结婚的，发放时不是家属."""
    tables = given(line("A", "P1", "P2", "N2"))
    said = sentences(tmp_path, tables, kind=kind, valid_from=since)
    assert ("本人和近亲属以外" in said) == is_stranger


def sentences(folder: Path, tables: dict[str, str], **stated: object) -> str:
    """Return what is said where P1 and P2 are relatives as `stated`."""
    since = {"valid_from": date(2000, 1, 1)}
    hits = hits_where_wed(RULE, folder, tables, **(since | stated))
    return "".join(hit["sentence"] for hit in hits)


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PR-11")
