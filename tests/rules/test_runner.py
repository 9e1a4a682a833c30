"""From acts to hits: outcomes, evidence, chain, counters, policy of the day."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from rules.code import code_of
from rules.explanation import explanation_for
from rules.library import all_rules, rule_for
from rules.lock import fingerprint, locked_now, read_lock, stale_rules, write_lock
from rules.readiness import readiness
from rules.runner import HITS, ITEMS, VERSION, run_rule
from rules.social_security.pension_after_death import RULE
from store.errors import RuleError
from store.tables import HIT, HIT_ITEM
from store.warehouse import Warehouse
from tests.support.tables import hits_of, run_on, write_resolved

PAYMENT = "social_security/pension_payment"
DEATH = "registry/death"
PAYMENTS = """
    record_id | source_file | source_sheet | source_row | delivery | person_id | scheme   | paid_for   | paid_in    | amount_fen | accepted_by | approved_by | agency
    A         | 一月.xlsx   | 表1          | 7          | 社保/1   | P1        | 企业养老 | 2026-05-01 | 2026-05-01 | 100        | 乙某        |             | 县社保中心
    B         | 一月.xlsx   | 表1          | 8          | 社保/1   | P1        | 企业养老 | 2026-06-01 | 2026-06-01 | 200        | 甲某        |             | 县社保中心
    C         | 一月.xlsx   | 表1          | 9          | 社保/1   | P1        | 企业养老 | 2025-12-01 | 2026-07-01 | 400        | 丙某        |             | 县社保中心
    D         | 一月.xlsx   | 表1          | 10         | 社保/1   |           | 企业养老 | 2026-06-01 | 2026-06-01 | 800        |             |             |
"""
DEATHS = """
    record_id | person_id | died_on    | source
    X         | P1        | 2026-01-10 | 公安注销
    Y         | P1        | 2026-01-10 | 民政火化
"""
GIVEN = {PAYMENT: PAYMENTS, DEATH: DEATHS}


def test_an_explained_act_drops_from_the_money_but_stays_visible() -> None:
    hits, items, counters = run_on(RULE, GIVEN)
    (hit,) = hits.to_dicts()
    assert (hit["amount_fen"], hit["items"]) == (300, 2)
    assert items.select("act", "outcome", "explanation").rows() == [
        ("A", "hit", None),
        ("B", "hit", None),
        ("C", "explained", "back_pay"),
    ]
    assert items["hit_id"].unique().to_list() == [hit["hit_id"]]
    assert counters == {
        "rule": "SS-01",
        "title": RULE.title,
        "eligible": 4,
        "evaluated": 3,
        "uncovered": 0,
        "cannot_decide": 0,
        "hit": 1,
        "explained": 0,
        "suppressed": 0,
        "items": 3,
        "gaps": [],
    }


def test_evidence_points_into_the_files() -> None:
    (hit,) = run_on(RULE, GIVEN)[0].to_dicts()
    assert {
        "dataset": PAYMENT,
        "file": "一月.xlsx",
        "sheet": "表1",
        "row": 7,
        "delivery": "社保/1",
        "record_id": "A",
    } in hit["evidence_for"]
    assert [pointer["record_id"] for pointer in hit["evidence_against"]] == ["C"]


def test_the_chain_has_five_slots_and_names_only_who_counts() -> None:
    (hit,) = run_on(RULE, GIVEN)[0].to_dicts()
    assert [slot["step"] for slot in hit["chain"]] == [
        "受理",
        "审核",
        "审批",
        "拨付",
        "监管",
    ]
    assert hit["chain"][0]["person"] == "乙某、甲某"
    assert hit["chain"][2] == {
        "step": "审批",
        "person": None,
        "unit": "县社保中心（需调卷）",
        "on": None,
    }


def test_tested_explanations_are_listed_with_their_verdict() -> None:
    (hit,) = run_on(RULE, GIVEN)[0].to_dicts()
    listed = [(e["name"], e["verdict"], e["items"]) for e in hit["explanations"]]
    assert listed == [
        ("back_pay", "explained", 1),
        ("back_pay", "refused", 2),
        ("payment_returned", "refused", 2),
        ("funeral_grant", "refused", 2),
        ("registry_lag", "refused", 2),
        ("refunded", "untestable", 2),
        ("certified_alive", "untestable", 2),
        ("in_hospital", "untestable", 2),
    ]


def test_the_files_have_the_agreed_columns_and_types(tmp_path: Path) -> None:
    resolved = write_resolved(tmp_path, GIVEN)
    run_rule(RULE, resolved, tmp_path, policy_home=None, memory_mb=256, threads=1)
    with Warehouse.scratch(memory_mb=256, threads=1) as warehouse:
        for name, columns, file in (("hit", HIT, HITS), ("item", HIT_ITEM, ITEMS)):
            warehouse.show(f"found.{name}", [tmp_path / file])
            warehouse.empty(f"agreed.{name}", columns)
        for name in ("hit", "item"):
            found = described(warehouse, f"found.{name}")
            assert found == described(warehouse, f"agreed.{name}")


def described(warehouse: Warehouse, table: str) -> list[tuple[object, ...]]:
    """Return names and types of a table's columns."""
    rows = warehouse.frame(f"DESCRIBE {table}")
    return rows.select("column_name", "column_type").rows()


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    resolved = write_resolved(tmp_path, GIVEN)
    written: list[bytes] = []
    for name in ("one", "two"):
        out = tmp_path / name
        out.mkdir()
        run_rule(RULE, resolved, out, policy_home=None, memory_mb=256, threads=2)
        written.append((out / HITS).read_bytes() + (out / ITEMS).read_bytes())
    assert written[0] == written[1]


def test_the_offices_own_policy_decides(tmp_path: Path) -> None:
    (tmp_path / "registry_lag.csv").write_text(
        "region,registry,days,valid_from,valid_to,source,verified,entered_by,"
        "confirmed_by\n"
        ",death,365,2000-01-01,,本县规定,yes,甲某,乙某\n",
        encoding="utf-8",
    )
    hits, _, _ = run_on(RULE, GIVEN, policy_home=tmp_path)
    assert hits["outcome"].to_list() == ["explained"]


def test_a_figure_that_is_missing_cannot_decide(tmp_path: Path) -> None:
    (tmp_path / "registry_lag.csv").write_text(
        "region,registry,days,valid_from,valid_to,source,verified,entered_by,"
        "confirmed_by\n"
        ",death,60,2000-01-01,2026-05-31,本县规定,yes,甲某,乙某\n",
        encoding="utf-8",
    )
    hits, items, _ = run_on(RULE, GIVEN, policy_home=tmp_path)
    assert sorted(hits["outcome"]) == ["cannot_decide", "hit"]
    undecided = items.filter(pl.col("outcome") == "cannot_decide")
    assert undecided["act"].to_list() == ["B"]


def test_a_needed_table_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=DEATH):
        run_rule(
            RULE,
            write_resolved(tmp_path, {PAYMENT: PAYMENTS}),
            tmp_path,
            policy_home=None,
            memory_mb=256,
            threads=1,
        )


def test_a_variant_without_a_sentence_is_an_error() -> None:
    with pytest.raises(RuleError, match="没有对应表述"):
        hits_of(replace(RULE, sentences={"别的": "……"}), GIVEN)


def test_readiness_names_what_is_missing() -> None:
    assert readiness(RULE, RULE.reads).status == "runs"
    degraded = readiness(RULE, RULE.needs)
    assert (degraded.status, degraded.missing) == ("degraded", RULE.optional)
    cannot = readiness(RULE, [PAYMENT])
    assert (cannot.status, cannot.missing) == ("cannot", (DEATH,))


def test_rules_are_found_by_id() -> None:
    assert rule_for("SS-01") is RULE
    with pytest.raises(RuleError, match="没有规则 ZZ-99"):
        rule_for("ZZ-99")
    with pytest.raises(RuleError, match="没有合理解释"):
        explanation_for("nothing")


def test_each_rule_has_a_code_of_its_own() -> None:
    codes = {code_of(rule) for rule in all_rules()}
    assert len(codes) == len(all_rules())
    assert len({fingerprint(rule) for rule in all_rules()}) == len(codes)


def test_a_changed_rule_needs_a_new_version(tmp_path: Path) -> None:
    file = tmp_path / "rules.lock"
    write_lock(file)
    assert read_lock(file) == locked_now()
    assert stale_rules(read_lock(file)) == ()
    text = file.read_text(encoding="utf-8")
    old = locked_now()["SS-01"].sha256
    file.write_text(text.replace(old, "0" * 64), encoding="utf-8")
    assert stale_rules(read_lock(file)) == ("SS-01",)
    with pytest.raises(RuleError, match="version"):
        write_lock(file)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (f'SS-01 = {{ version = 99, sha256 = "{"0" * 64}" }}', "版本 .* 却不高于"),
        (f'runner = {{ version = {VERSION}, sha256 = "{"0" * 64}" }}', "runner 有改动"),
        (f'SS-99 = {{ version = 1, sha256 = "{"0" * 64}" }}', "SS-99 已不在库中"),
    ],
)
def test_a_lock_never_goes_back(tmp_path: Path, entry: str, message: str) -> None:
    file = tmp_path / "rules.lock"
    file.write_text(entry + "\n", encoding="utf-8")
    with pytest.raises(RuleError, match=message):
        write_lock(file)


def test_a_lock_that_is_not_one_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "rules.lock"
    file.write_text("SS-01 = 1\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"rules\.lock"):
        read_lock(file)


@pytest.mark.parametrize(
    ("row", "notes"),
    [
        (
            None,
            [
                "登记信息传递期（死亡登记）60 日：办案经验：死亡登记与停发之间的信息传递时间，未经核实"
            ],
        ),
        (",death,60,2000-01-01,,本县规定,yes,甲某,乙某", []),
        (
            ",death,45,2000-01-01,,本县规定,no,甲某,乙某",
            ["登记信息传递期（死亡登记）45 日：本县规定，未经核实"],
        ),
        (
            ",death,45,2000-01-01,2020-12-31,本县规定,no,甲某,乙某",
            ["登记信息传递期：行为当日没有可用的规定"],
        ),
    ],
)
def test_a_hit_names_the_policy_that_nobody_verified(
    tmp_path: Path, row: str | None, notes: list[str]
) -> None:
    if row is not None:
        (tmp_path / "registry_lag.csv").write_text(
            "region,registry,days,valid_from,valid_to,source,verified,entered_by,"
            f"confirmed_by\n{row}\n",
            encoding="utf-8",
        )
    hits, _, _ = run_on(RULE, GIVEN, policy_home=tmp_path)
    assert hits.height > 0
    assert all(one == notes for one in hits["policy_notes"].to_list())


def test_many_unverified_rows_are_counted_not_listed() -> None:
    rule = replace(RULE, policies=("registry_lag", "retire_age"))
    hits, _, _ = run_on(rule, GIVEN)
    [notes] = hits["policy_notes"].to_list()
    assert notes[0] == "法定退休年龄（按出生月份）：135 项规定未经核实"
    assert len(notes) == 2


@pytest.mark.parametrize(
    ("template", "months", "told"),
    [
        ("{from}至{to}有{count}笔", ("05", "05"), "2026年5月有2笔"),
        ("{from}至{to}有{count}笔", ("05", "06"), "2026年5月至2026年6月有2笔"),
        ("（{from}至{to}）{amount}", ("05", "05"), "（2026年5月）2,400.00元"),
        ("自{from}至{to}", ("05", "05"), "自2026年5月至2026年5月"),
        ("{from}至{to}之间", ("05", "05"), "2026年5月至2026年5月之间"),
    ],
)
def test_a_sentence_says_a_single_month_once_and_groups_its_money(
    template: str, months: tuple[str, str], told: str
) -> None:
    first, last = months
    table = f"""
        person_id | scheme   | paid_for        | paid_in         | amount_fen
        P1        | 企业养老 | 2026-{first}-01 | 2026-{first}-01 | 120000
        P1        | 企业养老 | 2026-{last}-01  | 2026-{last}-01  | 120000
    """
    rule = replace(RULE, sentences=dict.fromkeys(RULE.sentences, template))
    (hit,) = hits_of(rule, {PAYMENT: table, DEATH: DEATHS})
    assert hit["sentence"] == told
