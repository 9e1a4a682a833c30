"""Who handled how much: the denominators, and the cells of what stays in question."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from rules.coverage import Gap
from rules.handled.columns import Narrowing, handled_columns, narrowing_of
from rules.handled.count import (
    FOUND_FILE,
    HANDLED_FILE,
    SEQUENCE_FILE,
    UNDECIDED_FILE,
    Found,
    count_found,
    count_handled,
)
from rules.loan.loan_to_fiscal_staff import RULE as LOAN
from rules.runner import run_rule
from rules.social_security.pension_after_death import RULE
from store.odcs import all_contracts, contract_for
from store.warehouse import Warehouse
from tests.support.tables import parse_table, write_resolved

YEAR = 2026
PENSION, DEATH = "social_security/pension_payment", "registry/death"
PAYMENTS = """
    record_id | person_id | link_tier | id_text            | sex | town | village | batch | scheme   | paid_for   | paid_in    | amount_fen | agency | accepted_by | approved_by
    A         | P1        | T1        | 420281194001010017 |     | 甲镇 | 一村    | 一批  | 企业养老 | 2026-05-01 | 2026-05-01 | 100        | 中心   | 王某        | 李某
    B         | P1        | T1        | 420281194001010017 |     | 甲镇 | 一村    | 二批  | 企业养老 | 2026-06-01 | 2026-06-01 | 100        | 中心   | 王某        | 李某
    C         | P2        | T2        | 420281196501010025 |     | 甲镇 | 二村    | 一批  | 居民养老 | 2026-05-01 | 2026-05-01 | 100        | 中心   | 王某        |
    D         | P3        | T1        |                    | 男  | 乙镇 | 一村    | 一批  | 居民养老 | 2026-05-01 | 2026-05-01 | 100        | 中心   | 赵某        | 李某
    E         | P4        | T4        | 420281194001010025 |     | 乙镇 | 一村    | 一批  | 企业养老 | 2026-05-01 | 2026-05-01 | 100        | 中心   | 赵某        | 李某
    F         |           |           |                    |     | 乙镇 | 一村    | 一批  | 企业养老 | 2026-05-01 | 2026-05-01 | 100        | 中心   | 王某        | 李某
"""
DEATHS = """
    record_id | person_id | died_on    | source
    X         | P1        | 2026-01-10 | 公安注销
    Y         | P1        | 2026-01-10 | 民政火化
    Z         | P4        | 2026-01-10 | 公安注销
"""


def handled(tmp: Path, path: str, table: str, by: Narrowing | None = None) -> Path:
    """Count one dataset and return the folder of its files."""
    files = write_resolved(tmp, {path: table})
    with Warehouse.scratch(memory_mb=256, threads=1) as warehouse:
        contract = contract_for(path)
        count_handled(warehouse, contract, files[path], tmp, narrowing=by, year=YEAR)
    return tmp


def cells(file: Path, breakdown: str) -> list[tuple[object, ...]]:
    rows = pl.read_parquet(file).filter(pl.col("breakdown") == breakdown)
    return rows.select("name", "unit", "acts", "subjects").rows()


@pytest.mark.parametrize(
    ("breakdown", "expect"),
    [
        ("all", "name | unit | acts | subjects\n | | 5 | 4"),
        (
            "handler",
            """name | unit | acts | subjects
               王某 | 中心 | 3    | 2
               赵某 | 中心 | 2    | 2""",
        ),
        (
            "approver",
            """name | unit | acts | subjects
                    | 中心 | 1    | 1
               李某 | 中心 | 4    | 3""",
        ),
        (
            "village",
            """name | unit | acts | subjects
               一村 | 乙镇 | 2    | 2
               一村 | 甲镇 | 2    | 1
               二村 | 甲镇 | 1    | 1""",
        ),
        (
            "batch",
            """name | unit | acts | subjects
               一批 | 中心 | 4    | 4
               二批 | 中心 | 1    | 1""",
        ),
        (
            "sex",
            """name | unit | acts | subjects
               女   |      | 2    | 2
               男   |      | 3    | 2""",
        ),
        (
            "age",
            """name       | unit | acts | subjects
                          |      | 1    | 1
               60至74岁   |      | 1    | 1
               75岁及以上 |      | 3    | 2""",
        ),
    ],
)
def test_acts_and_distinct_subjects_are_counted(
    tmp_path: Path, breakdown: str, expect: str
) -> None:
    found = cells(handled(tmp_path, PENSION, PAYMENTS) / HANDLED_FILE, breakdown)
    assert found == [
        (r["name"] or "", r["unit"] or "", int(r["acts"] or 0), int(r["subjects"] or 0))
        for r in parse_table(expect)
    ]


def count(tmp: Path, payments: str, *gaps: Gap) -> None:
    """Run the rule on payments and deaths, and count what it leaves in question."""
    handled(tmp, PENSION, payments)
    files = write_resolved(tmp, {PENSION: payments, DEATH: DEATHS})
    held = {DEATH: gaps} if gaps else {}
    run_rule(RULE, files, tmp, policy_home=None, memory_mb=256, threads=1, gaps=held)
    with Warehouse.scratch(memory_mb=256, threads=1) as warehouse:
        asked = Found(rule=RULE, resolved=files[PENSION], handled=tmp, finding=tmp)
        count_found(warehouse, asked, tmp, year=YEAR)


def test_what_stays_in_question_falls_into_the_same_cells(tmp_path: Path) -> None:
    count(tmp_path, PAYMENTS)
    found = tmp_path / FOUND_FILE
    assert pl.read_parquet(tmp_path / UNDECIDED_FILE).is_empty()
    # P4 is tied weakly: whose it is has to be confirmed first, so nobody's count
    assert cells(found, "handler") == [("王某", "中心", 2, 1)]
    assert cells(found, "age") == [("75岁及以上", "", 2, 1)]
    assert pl.read_parquet(found)["rule"].unique().to_list() == ["SS-01"]


MAY = Gap(dataset=DEATH, first=None, last=date(2026, 5, 31))
NO_DAYS = Gap(dataset=DEATH, first=date(2026, 8, 1), last=None)


@pytest.mark.parametrize(
    ("gap", "breakdown", "undecided", "found"),
    [
        (NO_DAYS, "handler", [], [("王某", "中心", 2, 1)]),
        # A, C, D, E are of May. P1 was paid in June too, so 王某 loses one person of
        # two; A is a finding, but of days in which no other could be one.
        (MAY, "all", [("", "", 4, 3)], [("", "", 1, 1)]),
        (
            MAY,
            "handler",
            [("王某", "中心", 2, 1), ("赵某", "中心", 2, 2)],
            [("王某", "中心", 1, 1)],
        ),
        # the batch of May has nobody left, that of June has lost nobody
        (MAY, "batch", [("一批", "中心", 4, 4)], [("二批", "中心", 1, 1)]),
    ],
)
def test_what_data_could_not_decide_is_no_denominator(
    tmp_path: Path,
    gap: Gap,
    breakdown: str,
    undecided: list[tuple[object, ...]],
    found: list[tuple[object, ...]],
) -> None:
    count(tmp_path, PAYMENTS, gap)
    assert cells(tmp_path / UNDECIDED_FILE, breakdown) == undecided
    assert cells(tmp_path / FOUND_FILE, breakdown) == found


LOANS = """
    record_id | person_id | loan_kind    | signed_on  | started_on | accepting_unit | accepted_by | approved_by
    A         | P1        | 创业担保贷款 | 2026-03-02 | 2026-03-05 | 甲所           | 王某        | 李某
    B         | P2        | 创业担保贷款 | 2026-03-02 | 2026-03-01 | 乙所           | 王某        | 李某
    C         | P3        | 住房贷款     | 2026-03-02 | 2026-03-05 | 甲所           | 王某        | 李某
"""


def test_only_what_a_rule_asks_about_is_its_denominator(tmp_path: Path) -> None:
    by = narrowing_of(LOAN)
    assert by == Narrowing(column="loan_kind", value="创业担保贷款")
    file = handled(tmp_path, LOAN.act, LOANS, by) / HANDLED_FILE
    assert cells(file, "all") == [("", "", 2, 2)]
    assert pl.read_parquet(file)["scope"].unique().to_list() == [str(by)]
    assert narrowing_of(RULE) is None
    assert narrowing_of(replace(LOAN, params=RULE.params)) is None


def test_a_counter_tells_its_clerks_apart_and_not_who_approves(tmp_path: Path) -> None:
    file = handled(tmp_path, LOAN.act, LOANS) / HANDLED_FILE
    assert cells(file, "handler") == [("王某", "乙所", 1, 1), ("王某", "甲所", 2, 2)]
    assert cells(file, "approver") == [("李某", "", 3, 3)]


RELIEF = "relief/temporary_relief"
BATCH = "\n".join(
    f"    S{n} | P{n} | 2026-03-02 | 2026-03-02 | 2026-03-09 | 李某" for n in range(10)
)
APPLICATIONS = f"""
    record_id | person_id | applied_on | decided_on | paid_on | approved_by
{BATCH}
    A | P1 | 2026-03-05 | 2026-03-04 | 2026-03-03 | 李某
    B | P2 | 2026-03-05 | 2026-03-05 | 2026-03-09 | 张某
    C | P3 |            | 2026-03-05 | 2026-03-09 | 张某
"""


def test_the_order_of_steps_is_counted_by_approver(tmp_path: Path) -> None:
    file = handled(tmp_path, RELIEF, APPLICATIONS) / SEQUENCE_FILE
    rows = pl.read_parquet(file).select("check_name", "name", "acts", "found").rows()
    assert rows == [
        ("decided_first", "张某", 1, 0),
        ("decided_first", "李某", 11, 1),
        ("paid_first", "张某", 2, 0),
        ("paid_first", "李某", 11, 1),
        ("same_day_batch", "张某", 1, 0),
        ("same_day_batch", "李某", 11, 10),
    ]


def test_no_column_shown_names_who_benefits() -> None:
    hidden = {"person_name", "id_number", "account_name", "name_key", "phone"}
    for contract in all_contracts():
        assert hidden.isdisjoint(handled_columns(contract).values()), contract.path


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    written: list[bytes] = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        handled(folder, PENSION, PAYMENTS)
        written.append((folder / HANDLED_FILE).read_bytes())
    assert written[0] == written[1]
