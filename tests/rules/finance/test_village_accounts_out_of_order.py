"""Villages' cash, payments to cadres and relatives, and leases."""

from pathlib import Path

import polars as pl
import pytest

from rules.finance.village_accounts_out_of_order import RULE
from rules.runner import HITS, run_rule
from store.tables import TIE
from tests.support.clean_county import assert_clean
from tests.support.tables import MEMORY_MB, THREADS, hits_of, write_resolved

VOUCHER, LEASE = "finance/village_voucher", "finance/village_contract"
CADRE = "registry/cadre"
COMPANY, MEMBER = "registry/company", "registry/company_member"
SECRETARY = """
    record_id | person_id | unit_name | town   | village | identity       | appointed_on
    C1        | P1        | 新塘村    | 城关镇 | 新塘村  | 村(社区)干部   | 2021-03-01
"""
HEAD = (
    "record_id | voucher_number | town | village | booked_on | account_name | "
    "expense_fen | payment_kind | payee_name | payee_person_id | payee_link_tier"
)


def paid(  # noqa: PLR0913 - one column each, all with a usual value
    name: str = "V1",
    *,
    fen: int = 120_000,
    how: str = "现金",
    day: str = "2026-03-02",
    why: str = "办公费用",
    payee: str = "P9",
    village: str = "新塘村",
) -> str:
    return (
        f"{name} | {name} | 城关镇 | {village} | {day} | {why} | {fen} | {how} | 某 | "
        f"{payee} | T1"
    )


def told(*rows: str) -> list[tuple[object, object, object]]:
    given = {VOUCHER: "\n".join([HEAD, *rows]), CADRE: SECRETARY}
    return [
        (hit["outcome"], hit["reason"], hit["items"]) for hit in hits_of(RULE, given)
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (paid(), [("hit", "现金超限", 1)]),
        (paid(fen=100_000), []),
        (paid(how="转账"), []),
        (paid(why="劳务支出"), [("explained", "villagers_wages", 1)]),
        (paid(how="转账", payee="P1"), [("hit", "本人收款", 1)]),
        (paid(how="转账", payee="P1", village="南湾村"), []),
        (paid(how="转账", payee="P1", day="2021-02-01"), []),
        (paid(how="转账", payee="P1", why="误工补贴"), [("explained", "cadre_pay", 1)]),
        (paid(day="1980-01-01"), [("cannot_decide", "missing", 1)]),
    ],
)
def test_one_payment(row: str, expected: list[tuple[object, object, object]]) -> None:
    """单笔现金超过限额、在任村干部本人收款的列出；务工工资、误工补贴有合理解释，转账、外村、任职以前的不列."""
    seen = told(row)
    if expected and expected[0][0] == "cannot_decide":
        assert [one[0] for one in seen] == ["cannot_decide"]
    else:
        assert seen == expected


@pytest.mark.parametrize(
    ("third", "items"),
    [
        (paid("V3", fen=80_000, day="2026-05-01"), 3),
        (paid("V3", fen=80_000, day="2026-05-02"), 0),
        (paid("V3", fen=79_999, day="2026-05-01"), 0),
        (paid("V3", fen=80_000, day="2026-05-01", payee="P8"), 0),
    ],
)
def test_payments_just_below_the_limit(third: str, items: int) -> None:
    """六十天内三次接近限额付给同一人的列出."""
    rows = [paid("V1", fen=95_000), paid("V2", fen=95_000, day="2026-04-01"), third]
    assert told(*rows) == [("hit", "接近限额", items)] * (items > 0)


@pytest.mark.parametrize(
    ("kind", "role", "day", "expected"),
    [
        ("有限责任公司", "法定代表人", "2026-03-02", ["企业收款"]),
        ("有限责任公司", "股东", "2026-03-02", ["企业收款"]),
        ("有限责任公司", "监事", "2026-03-02", []),  # owns and leads nothing
        ("农民专业合作社", "法定代表人", "2026-03-02", []),  # by office, perhaps
        ("有限责任公司", "法定代表人", "2020-12-31", []),  # was not yet in post
    ],
)
def test_a_firm_of_the_cadre(
    kind: str, role: str, day: str, expected: list[str]
) -> None:
    """付给村干部任职期间出资或任法定代表人的企业的列出；监事、合作社、任职之前的不列."""
    voucher = f"""
        voucher_number | town | village | booked_on | expense_fen | payment_kind | supplier_organisation_id
        V1 | 城关镇 | 新塘村 | {day} | 120000 | 转账 | O1
    """
    firm = f"""
        organisation_id | organisation_name | company_kind | founded_on
        O1              | 测试公司          | {kind}       | 2019-01-01
    """
    member = f"""
        organisation_id | person_id | member_kind | joined_on
        O1              | P1        | {role}      | 2019-01-01
    """
    given = {VOUCHER: voucher, CADRE: SECRETARY, COMPANY: firm, MEMBER: member}
    hits = hits_of(RULE, given)
    assert [hit["reason"] for hit in hits] == expected
    assert all(hit["subject_id"] == "P1" for hit in hits)


def kin_hits(folder: Path, tier: str) -> list[tuple[object, object]]:
    given = {
        VOUCHER: f"{HEAD}\n{paid(how='转账', payee='P2')}",
        CADRE: SECRETARY,
        LEASE: "",
    }
    tie = dict.fromkeys(TIE) | {
        "person_id": "P1", "other_person_id": "P2", "kind": "婚姻登记",
        "record_id": "M1", "tier": tier, "records": 1,
    }  # fmt: skip
    ties = folder / "tie.parquet"
    kinds = {"DATE": pl.Date, "INTEGER": pl.Int32}
    schema = {name: kinds.get(kind, pl.String) for name, kind in TIE.items()}
    pl.DataFrame([tie], schema=schema).write_parquet(ties)
    run_rule(
        RULE,
        write_resolved(folder, given),
        folder,
        policy_home=None,
        memory_mb=MEMORY_MB,
        threads=THREADS,
        ties=ties,
    )
    hits = pl.read_parquet(folder / HITS).to_dicts()
    return [(hit["subject_id"], hit["severity"]) for hit in hits]


@pytest.mark.parametrize(
    ("tier", "expected"), [("T1", [("P1", "S2")]), ("T5", [("P1", "S3")])]
)
def test_a_payment_to_the_spouse_is_the_cadres(
    tmp_path: Path, tier: str, expected: list[tuple[object, object]]
) -> None:
    """付给村干部配偶的列到村干部名下，亲属关系把握不大的降低等级."""
    assert kin_hits(tmp_path, tier) == expected


def leases(first: str) -> dict[str, str]:
    head = (
        "record_id | contract_number | town | village | asset_kind | area_milli | "
        "annual_rent_fen | signed_on | starts_on | ends_on | due_fen | received_fen | "
        "award_kind"
    )
    usual = (
        "10000 | 400000 | 2024-01-01 | 2024-01-01 | 2028-12-31 | 800000 | 800000 | 续包"
    )
    rows = [f"L{n} | L{n} | 城关镇 | 新塘村 | 门面房 | {usual}" for n in range(2, 7)]
    return {LEASE: "\n".join([head, f"L1 | L1 | 城关镇 | 新塘村 | {first}", *rows])}


TERM = "2024-01-01 | 2024-01-01 | 2028-12-31"


@pytest.mark.parametrize(
    ("first", "outcome", "reason"),
    [
        (f"门面房 | 10000 | 280000 | {TERM} | 8 | 8 | 续包", "", ""),
        (f"门面房 | 10000 | 279999 | {TERM} | 8 | 8 | 续包", "hit", "租金偏低"),
        (
            f"门面房 | 10000 | 200000 | {TERM} | 8 | 8 | 公开竞价",
            "explained",
            "let_by_auction",
        ),
        (f"水面 | 10000 | 200000 | {TERM} | 8 | 8 | 续包", "", ""),  # none alike
        (f"门面房 | 10000 | 400000 | {TERM} | 9 | 8 | 续包", "hit", "欠租"),
        (
            "门面房 | 10000 | 400000 | 2024-01-01 | 2024-01-01 | 2044-01-01 | 8 | 8 | 续包",
            "hit",
            "租期偏长",
        ),
        (
            "林地 | 10000 | 400000 | 2024-01-01 | 2024-01-01 | 2054-01-01 | 8 | 8 | 续包",
            "",
            "",
        ),
        (
            "门面房 | 10000 | 90000 | 2010-01-01 | 2010-01-01 | 2040-01-01 | 8 | 8 | 续包",
            "explained",
            "contract_of_long_ago",
        ),
    ],
)
def test_leases(first: str, outcome: str, reason: str) -> None:
    """租金低于同类七成、欠租、租期过长的列出；公开竞价、历史合同有合理解释，没有同类的不比."""
    found = hits_of(RULE, leases(first))
    seen = [(hit["subject_id"], hit["outcome"], hit["reason"]) for hit in found]
    assert seen == ([("L1", outcome, reason)] if outcome else [])


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("FN-14")
