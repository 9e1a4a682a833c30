"""Allowance of relatives of those who handle it, without registration."""

from datetime import date
from pathlib import Path
from typing import cast

import polars as pl
import pytest

from rules.relief.dibao_kin_unregistered import RULE
from rules.runner import HITS, run_rule
from tests.support.clean_county import assert_clean
from tests.support.tables import MEMORY_MB, THREADS, write_resolved

MEMBER, PAYMENT = "relief/dibao_member", "relief/dibao_payment"
REGISTER, CADRE = "relief/dibao_kin_register", "registry/cadre"
DECLARED = "registry/declared_kin"
LISTED = """
    record_id | person_id | head_person_id | certificate_number | first_for  | status | town | village
    M1        | P2        | P2             | D1                 | 2024-01-01 | 在保   | 甲镇 | 一村
"""


def paid(result: str = "成功") -> str:
    return f"""
        record_id | person_id | certificate_number | paid_for   | amount_fen | reviewed_by | payment_result
        A         | P2        | D1                 | 2026-02-01 | 60000      | 测试甲      | {result}
        B         | P2        | D1                 | 2026-03-01 | 60000      | 测试甲      | {result}
    """


def cadre(
    name: str = "测试乙", village: str = "一村", until: str = "", tier: str = "T1"
) -> str:
    return f"""
        record_id | person_id | person_name | identity | town | village   | appointed_on | removed_on | valid_to | link_tier
        K1        | P1        | {name}      | 公务员   | 甲镇 | {village} | 2020-01-01   | {until}    | {until}  | {tier}
    """


def hits(
    folder: Path,
    given: dict[str, str],
    *,
    tier: str = "T1",
    until: date | None = None,
    kin: tuple[str, ...] = ("P1",),
) -> list[dict[str, object]]:
    """Run the rule where P2 is married to P1 (and related to more, as `kin` says)."""
    tie = pl.DataFrame(
        {
            "person_id": kin,
            "other_person_id": "P2",
            "kind": "婚姻",
            "relation": "配偶",
            "other_relation": "配偶",
            "dataset": "registry/marriage",
            "record_id": [f"W{one}" for one in kin],
            "other_record_id": pl.Series([None] * len(kin), dtype=pl.String),
            "valid_from": date(2010, 1, 1),
            "valid_to": pl.Series([until] * len(kin), dtype=pl.Date),
            "tier": tier,
            "records": pl.Series([1] * len(kin), dtype=pl.Int32),
        }
    )
    tie.write_parquet(folder / "tie.parquet")
    tables = dict.fromkeys(RULE.needs, "") | {MEMBER: LISTED, PAYMENT: paid()} | given
    run_rule(
        RULE,
        write_resolved(folder, tables),
        folder,
        policy_home=None,
        memory_mb=MEMORY_MB,
        threads=THREADS,
        ties=folder / "tie.parquet",
    )
    return pl.read_parquet(folder / HITS).to_dicts()


@pytest.mark.parametrize(
    ("post", "reasons"),
    [
        (cadre(), ["村干部亲属"]),
        (cadre(village="二村"), []),
        (cadre(name="测试甲", village="二村"), ["经办人员亲属"]),
        (cadre(name="测 试甲", village=""), ["经办人员亲属"]),
        (cadre(until="2026-01-31"), []),
        (cadre(until="2026-02-15"), ["村干部亲属"]),
        (cadre(tier="T6"), []),
    ],
)
def test_who_is_in_charge(tmp_path: Path, post: str, reasons: list[str]) -> None:
    """同村任职的村干部、与审核人同名的公职人员，其配偶享受低保未备案的列出；外村、已离任的不列."""
    found = hits(tmp_path, {CADRE: post})
    assert [(hit["outcome"], hit["reason"]) for hit in found] == [
        ("hit", reason) for reason in reasons
    ]


def test_it_is_about_the_entry_and_counts_no_money(tmp_path: Path) -> None:
    """只问是否备案，不计金额，期间为发放期间."""
    (hit,) = hits(tmp_path, {CADRE: cadre()})
    assert (hit["subject_id"], hit["severity"], hit["items"]) == ("P2", "S3", 1)
    assert hit["amount_fen"] is None
    assert (hit["period_from"], hit["period_to"]) == (
        date(2026, 2, 1),
        date(2026, 3, 31),
    )


@pytest.mark.parametrize(
    ("tier", "until", "tiers"),
    [
        ("T5", None, ["T5"]),
        ("T6", None, []),
        ("T1", date(2025, 12, 31), []),  # divorced before
    ],
)
def test_the_tie_between_them(
    tmp_path: Path, tier: str, until: date | None, tiers: list[str]
) -> None:
    """亲属关系把握不大的注明，只凭姓名的、已离婚的不列."""
    found = hits(tmp_path, {CADRE: cadre()}, tier=tier, until=until)
    assert [hit["tier"] for hit in found] == tiers


@pytest.mark.parametrize(
    ("entry", "count"),
    [
        ("P1 | P2 |", 0),
        ("P1 | P3 | D1", 0),  # entered for another member of the household
        ("P4 | P2 | D1", 1),  # entered for another official
    ],
)
def test_an_entry_in_the_register_is_enough(
    tmp_path: Path, entry: str, count: int
) -> None:
    """备案册中已有本人或同一低保证的不列，备在别人名下的仍列出."""
    register = f"""
        officer_person_id | person_id | certificate_number
        {entry}
    """
    assert len(hits(tmp_path, {CADRE: cadre(), REGISTER: register})) == count


@pytest.mark.parametrize(
    ("since", "until", "period"),
    [
        ("2026-03-05", "", (date(2026, 2, 1), date(2026, 2, 28))),
        ("2024-01-01", "2026-02-10", (date(2026, 3, 1), date(2026, 3, 31))),
        ("2026-02-28", "2026-03-01", None),
        ("2026-04-01", "", (date(2026, 2, 1), date(2026, 3, 31))),
    ],
)
def test_an_entry_counts_for_its_own_months(
    tmp_path: Path, since: str, until: str, period: tuple[date, date] | None
) -> None:
    """备案只对备案之后、撤销之前的月份有效，其余月份仍列出."""
    register = f"""
        officer_person_id | person_id | registered_on | removed_on | valid_to
        P1                | P2        | {since}       | {until}    | {until}
    """
    found = hits(tmp_path, {CADRE: cadre(), REGISTER: register})
    months = [(hit["period_from"], hit["period_to"]) for hit in found]
    assert months == [period] if period else not months


TWO = """
    record_id | person_id | person_name | town | village | appointed_on
    K1        | P1        | 测试乙      | 甲镇 | 一村    | 2020-01-01
    K2        | P3        | 测试丙      | 甲镇 | 一村    | 2020-01-01
"""


@pytest.mark.parametrize(
    ("declarers", "outcome", "posts"),
    [
        ((), "hit", {"K1", "K2"}),
        (("P1",), "hit", {"K2"}),
        (("P3",), "hit", {"K1"}),
        (("P1", "P3"), "explained", {"K1", "K2"}),
    ],
)
def test_each_relative_in_office_is_asked(
    tmp_path: Path, declarers: tuple[str, ...], outcome: str, posts: set[str]
) -> None:
    """有两名亲属任职的，逐人核对申报，只有一人申报的仍列出另一人."""
    declared = "person_id | kin_person_id | matter\n" + "\n".join(
        f"{one} | P2 | 低保备案" for one in declarers
    )
    given = {CADRE: TWO, DECLARED: declared}
    (hit,) = hits(tmp_path, given, kin=("P1", "P3"))
    assert hit["outcome"] == outcome
    evidence = cast("list[dict[str, str]]", hit["evidence_for"])
    shown = {pointer["record_id"] for pointer in evidence}
    assert shown & {"K1", "K2"} == posts


@pytest.mark.parametrize(
    ("matter", "outcome"), [("低保备案", "explained"), ("家庭成员", "hit")]
)
def test_a_declaration_explains_it(tmp_path: Path, matter: str, outcome: str) -> None:
    """干部亲属申报中写明低保备案的有合理解释，其他申报不算."""
    declared = f"""
        person_id | kin_person_id | matter   | declared_on
        P1        | P2            | {matter} | 2026-01-20
    """
    (hit,) = hits(tmp_path, {CADRE: cadre(), DECLARED: declared})
    assert hit["outcome"] == outcome


@pytest.mark.parametrize(
    ("tiers", "outcome"),
    [("T4 | T1", "explained"), ("T1 | T5", "explained"), ("T4 | T4", "hit")],
)
def test_a_declaration_with_one_damaged_number(
    tmp_path: Path, tiers: str, outcome: str
) -> None:
    """申报中一方号码有误、另一方可靠的，仍算已申报."""
    declared = f"""
        person_id | kin_person_id | matter   | declared_on | link_tier | kin_link_tier
        P1        | P2            | 低保备案 | 2026-01-20  | {tiers}
    """
    (hit,) = hits(tmp_path, {CADRE: cadre(), DECLARED: declared})
    assert hit["outcome"] == outcome


def test_what_came_back_counts_for_nothing(tmp_path: Path) -> None:
    """低保金已退回的，不列."""
    assert hits(tmp_path, {CADRE: cadre(), PAYMENT: paid("退回")}) == []


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PR-08")
