"""People kept by the state as without support, beside a wage of the treasury's."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from rules.relief.kept_and_fiscal_payroll import RULE
from rules.runner import HITS, run_rule
from store.tables import TIE
from tests.support.clean_county import assert_clean
from tests.support.tables import (
    MEMORY_MB,
    THREADS,
    check_rule,
    hits_of,
    write_resolved,
)

KEPT, PAYROLL = "relief/tekun_person", "finance/staff_payroll"
HEAD = (
    "record_id | person_id | first_for | stopped_on | status | standard_fen | care_fen"
    " | delivered_on | link_tier\n"
)


def kept(stopped: str = "", status: str = "在保", tier: str = "T1") -> str:
    return (
        f"{HEAD}K1 | P1 | 2024-01-01 | {stopped} | {status} | 93000 | 7000"
        f" | 2026-06-30 | {tier}"
    )


def wages(person: str, staff: str = "公务员", tier: str = "T1") -> str:
    rows = [f"W{n} | {person} | {staff} | 2026-0{n}-01 | {tier}" for n in range(3, 6)]
    return "record_id | person_id | staff_type | paid_for | link_tier\n" + "\n".join(
        rows
    )


def test_counts_the_months_on_the_payroll() -> None:
    """列为特困人员的月份本人有财政工资的，按名册标准乘以月数列出."""
    check_rule(
        RULE,
        given={KEPT: kept(), PAYROLL: wages("P1")},
        expect="""
            outcome | subject_id | matter                | reason   | amount_fen | severity | evidence_for
            hit     | P1         | relief/特困人员供养金 | 本人在册 | 300000     | S2       | W3 W4 W5 K1
        """,
    )


@pytest.mark.parametrize(
    ("person", "row", "outcomes"),
    [
        (wages("P2"), kept(), []),  # nobody of hers
        (wages("P1", "遗属补助"), kept(), ["explained"]),
        (wages("P1", "公益性岗位"), kept(), ["explained"]),
        (wages("P1", "新类别"), kept(), ["cannot_decide"]),
        (wages("P1"), kept("2026-02-28", "停保"), []),
        (wages("P1"), kept("2026-04-10", "停保"), ["hit"]),
        (wages("P1"), kept("", "停保"), ["cannot_decide"]),
        (wages("P1", tier="T4"), kept(), ["hit"]),
        (wages("P1", tier="T4"), kept(tier="T4"), []),  # two weak ties
    ],
)
def test_whose_pay_and_when(person: str, row: str, outcomes: list[str]) -> None:
    """先分人员身份；停止供养以后的不列，日期不明的无法判断；双方身份待核的不列."""
    found = hits_of(RULE, {KEPT: row, PAYROLL: person})
    assert [hit["outcome"] for hit in found] == outcomes


@pytest.mark.parametrize(
    ("until", "kind", "amounts"),
    [
        (None, "婚姻", [300_000]),
        (date(2026, 4, 15), "婚姻", [200_000]),  # divorced in the second month
        (date(2026, 2, 1), "婚姻", []),
        (None, "户口簿", []),  # only the register of marriages counts
    ],
)
def test_a_spouse_on_the_payroll(
    tmp_path: Path, until: date | None, kind: str, amounts: list[int]
) -> None:
    """婚姻登记的配偶有财政工资的列出，离婚以后的月份不计."""
    known: dict[str, object] = {
        "person_id": "P1",
        "other_person_id": "P2",
        "kind": kind,
        "relation": "配偶",
        "other_relation": "配偶",
        "dataset": "registry/marriage",
        "record_id": "G1",
        "valid_from": date(2015, 1, 1),
        "valid_to": until,
        "tier": "T1",
        "records": 1,
    }
    kinds = {"DATE": pl.Date, "INTEGER": pl.Int32, "VARCHAR": pl.String}
    schema = {name: kinds[written] for name, written in TIE.items()}
    ties = tmp_path / "tie.parquet"
    pl.DataFrame([known], schema=schema).write_parquet(ties)
    run_rule(
        RULE,
        write_resolved(tmp_path, {KEPT: kept(), PAYROLL: wages("P2")}),
        tmp_path,
        policy_home=None,
        memory_mb=MEMORY_MB,
        threads=THREADS,
        ties=ties,
    )
    assert pl.read_parquet(tmp_path / HITS)["amount_fen"].to_list() == amounts


def test_the_clean_county() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PR-02B")
