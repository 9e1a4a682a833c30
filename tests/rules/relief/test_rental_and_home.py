"""Tenants of public housing with a home of size or wages above the local limit."""

from pathlib import Path

import pytest

from rules.relief.rental_and_home import RULE
from tests.support.clean_county import assert_clean
from tests.support.place import local_policy
from tests.support.tables import run_on

RENTAL, HOME = "relief/public_rental", "registry/real_estate"
FUND, PAYROLL = "registry/housing_fund", "finance/staff_payroll"
TENANCY = (
    "record_id | person_id | spouse_person_id | contract_number | member_count "
    "| support_kind | subsidy_fen | rented_from | left_on | valid_to | delivered_on "
    "| link_tier"
)
FLAT = (
    "record_id | person_id | unit_number | nature | use_kind | floor_area_milli "
    "| share_ppm | registered_on | status | ended_on | link_tier"
)


def tenancy(kind: str = "实物配租", left: str = "", **changes: str) -> str:
    cells = {"spouse": "P2", "members": "2", "tier": "T1", **changes}
    return (
        f"{TENANCY}\nZ1 | P1 | {cells['spouse']} | GZ-1 | {cells['members']} | {kind} "
        f"| 21000 | 2022-05-01 | {left} | {left} | 2026-11-06 | {cells['tier']}"
    )


def flat(person: str = "P1", **changes: str) -> str:
    cells = {
        "unit": "U1",
        "nature": "商品房",
        "use": "住宅",
        "area": "96000",
        "share": "",
        "since": "2024-03-08",
        "status": "现势",
        "until": "",
        "tier": "T1",
        **changes,
    }
    return (
        f"H{person}{cells['unit']} | {person} | {cells['unit']} | {cells['nature']} "
        f"| {cells['use']} | {cells['area']} | {cells['share']} | {cells['since']} "
        f"| {cells['status']} | {cells['until']} | {cells['tier']}"
    )


def found(
    tmp_path: Path, rental: str, *flats: str, policy: bool = True, **more: str
) -> list[dict[str, object]]:
    given = {RENTAL: rental}
    if flats:
        given[HOME] = "\n".join((FLAT, *flats))
    paths = {"fund": FUND, "payroll": PAYROLL}
    given |= {paths[name]: text for name, text in more.items()}
    home = local_policy(tmp_path) if policy else None
    return run_on(RULE, given, policy_home=home)[0].to_dicts()


@pytest.mark.parametrize(
    ("changes", "outcomes"),
    [
        ({}, ["hit"]),
        ({"area": "30000"}, ["hit"]),  # fifteen metres a head
        ({"area": "29999"}, []),
        ({"share": "300000"}, []),
        ({"use": "车位"}, []),
        ({"nature": "自建房"}, ["explained"]),
        ({"status": "历史", "until": "2025-06-01"}, ["hit"]),  # sold since
        ({"status": "历史", "until": "2024-09-01"}, ["explained"]),  # within six months
        ({"status": "历史", "until": "2022-05-01", "since": "2020-01-01"}, []),
        ({"status": "历史"}, ["cannot_decide"]),
        ({"area": ""}, ["cannot_decide"]),
        ({"since": "2026-05-06"}, ["explained"]),  # six months to move out
        ({"since": "2026-05-05"}, ["hit"]),
        ({"since": "2026-11-06"}, []),
        ({"tier": "T4"}, ["hit"]),
    ],
)
def test_a_home_of_ones_own(
    tmp_path: Path, changes: dict[str, str], outcomes: list[str]
) -> None:
    """人均面积达到本地标准的列出；面积小、租房前已出售、车位、退租当日以后取得的不列."""
    hits = found(tmp_path, tenancy(), flat(**changes))
    assert [hit["outcome"] for hit in hits] == outcomes


def test_what_a_couple_owns_is_one_dwelling(tmp_path: Path) -> None:
    """夫妻共有的一套住房只算一套，并按保障人数平均."""
    half = {"share": "500000"}
    (hit,) = found(tmp_path, tenancy(), flat(**half), flat("P2", **half))
    assert hit["items"] == 1
    assert found(tmp_path, tenancy(members="7"), flat(**half), flat("P2", **half)) == []


def test_a_subsidy_is_counted_from_the_purchase(tmp_path: Path) -> None:
    """租赁补贴从取得住房之后计算金额，实物配租不计金额."""
    (hit,) = found(tmp_path, tenancy("租赁补贴"), flat())
    assert (hit["amount_fen"], hit["severity"]) == (32 * 21_000, "S3")
    (hit,) = found(tmp_path, tenancy(), flat())
    assert hit["amount_fen"] is None


def test_only_the_time_above_the_limit_counts(tmp_path: Path) -> None:
    """只算住房面积达到标准的时段：后来出售的算到出售为止，另买小房不改变起点."""
    sold = flat(status="历史", until="2025-06-01")
    (hit,) = found(tmp_path, tenancy("租赁补贴"), sold)
    assert hit["amount_fen"] == 15 * 21_000
    (hit,) = found(
        tmp_path, tenancy("租赁补贴"), flat(), flat(unit="U2", since="2026-01-05")
    )
    assert hit["amount_fen"] == 32 * 21_000
    small = flat(unit="U2", area="20000", since="2023-02-01")
    (hit,) = found(tmp_path, tenancy("租赁补贴"), small, flat(area="20000"))
    assert hit["amount_fen"] == 32 * 21_000
    assert found(tmp_path, tenancy("租赁补贴"), small) == []


def test_who_left_before_owned_nothing_then(tmp_path: Path) -> None:
    """退租以后才取得住房的不列."""
    assert found(tmp_path, tenancy(left="2024-01-31"), flat()) == []


def test_without_the_local_rule_it_cannot_be_decided(tmp_path: Path) -> None:
    """没有录入本地条件的，无法判断."""
    (hit,) = found(tmp_path, tenancy(), flat(), policy=False)
    assert hit["outcome"] == "cannot_decide"
    assert "本地公租房收入、住房条件的规定" in str(hit["evidence_missing"])


@pytest.mark.parametrize(
    ("account", "reasons"),
    [
        ("P1 | 460001 | 正常 | 2026-10-01", ["收入超线"]),
        ("P2 | 460001 | 正常 | 2026-10-01", ["收入超线"]),
        ("P1 | 460000 | 正常 | 2026-10-01", []),
        ("P1 | 460001 | 封存 | 2026-10-01", []),
        ("P1 | 460001 | 正常 | 2026-07-01", []),
    ],
)
def test_wages_by_the_housing_fund(
    tmp_path: Path, account: str, reasons: list[str]
) -> None:
    """公积金基数按人均超过收入线的列出；封存、停缴三个月以上的不列."""
    header = "record_id | person_id | base_fen | status | paid_until"
    hits = found(tmp_path, tenancy(), fund=f"{header}\nF1 | {account}")
    assert [hit["reason"] for hit in hits] == reasons


@pytest.mark.parametrize(("months", "reasons"), [(3, ["收入超线"]), (2, [])])
def test_wages_of_three_months_are_an_income(
    tmp_path: Path, months: int, reasons: list[str]
) -> None:
    """有三个月以上工资才计算收入."""
    rows = [
        f"W{month} | P1 | 公务员 | 2026-0{month}-01 | 500000"
        for month in range(7, 7 + months)
    ]
    header = "record_id | person_id | staff_type | paid_for | gross_fen"
    hits = found(tmp_path, tenancy(), payroll="\n".join((header, *rows)))
    assert [hit["reason"] for hit in hits] == reasons


@pytest.mark.parametrize(
    ("months", "tier"), [((7, 8, 9, 10), "T1"), ((7, 9, 10), "T4")]
)
def test_weak_wages_count_only_where_they_must(
    tmp_path: Path, months: tuple[int, ...], tier: str
) -> None:
    """身份把握不大的工资月份，在其他月份已满三个月时不计，不足时待核身份."""
    rows = [
        f"W{month} | P1 | {'T4' if month == 9 else 'T1'} | 公务员 "
        f"| 2026-{month:02}-01 | 500000"
        for month in months
    ]
    header = "record_id | person_id | link_tier | staff_type | paid_for | gross_fen"
    (hit,) = found(tmp_path, tenancy(), payroll="\n".join((header, *rows)))
    assert (hit["reason"], hit["tier"]) == ("收入超线", tier)


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("K16")
