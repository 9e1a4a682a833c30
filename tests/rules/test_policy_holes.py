"""A hole in a policy table: never a silent nought, never more hits.

Every rule runs on one county with everybody's cases while one of its tables ends long
before the first act. Nothing may be found then, and nothing may pass as in order.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from rules.finance.wage_beside_pension import RULE as BESIDE_PENSION
from rules.library import all_rules
from rules.policy import policy_tables
from rules.policy.holes import holes_in
from rules.policy.shape import all_shapes
from rules.readiness import readiness, without_rows
from rules.rule import Rule
from rules.runner import REASONS
from rules.shared import names_in
from rules.social_security.two_pensions_in_one_month import RULE as TWO_PENSIONS
from tests.support.place import Place, local_policy, write_place
from tests.support.policy import end_rows
from tests.support.tables import run_on
from tests.support.whole_county import whole_county

PEOPLE, SEED, LONG_AGO = 1_000, 5, date(1980, 1, 2)
ASKING = [
    pytest.param(rule, name, id=f"{rule.id}-{name}")
    for rule in all_rules()
    for name in rule.policies
]


def answers(place: Place, rule: Rule, policy: Path, out: Path) -> Mapping[str, int]:
    """Run a rule; return its hits, the undecided ones and acts said to be fine."""
    counters = place.run(rule, policy, out)
    fine = pl.read_parquet(out / REASONS).filter(reason="nothing_found")
    told = {name: int(str(counters[name])) for name in ("hit", "cannot_decide")}
    return {**told, "silent": int(fine["acts"].sum())}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("county")
    paths = sorted({path for rule in all_rules() for path in rule.reads})
    whole = write_place(whole_county(PEOPLE, SEED), paths, folder)
    empty = without_rows(whole.files)
    usable = {path: file for path, file in whole.files.items() if path not in empty}
    return replace(whole, files=usable)


def ended(folder: Path, name: str) -> Path:
    """Return the office's policy in which a table ended long ago."""
    policy = local_policy(folder)
    end_rows(policy, name, LONG_AGO)
    return policy


def has_holes(place: Place, name: str) -> bool:
    """Say whether the end of a table's rows is a hole: it is no calendar, nor empty."""
    rows = policy_tables(place.policy, {name})[name]
    return all_shapes()[name].ends != "normal" and not rows.is_empty()


@pytest.mark.parametrize(("rule", "name"), ASKING)
def test_a_table_that_ended_leaves_nothing_in_order(
    place: Place, tmp_path: Path, rule: Rule, name: str
) -> None:
    if readiness(rule, place.files).status == "cannot":
        return
    after = answers(place, rule, ended(tmp_path, name), tmp_path)
    if has_holes(place, name):
        silent = after["silent"] if name in names_in(rule.sql).policies else 0
        assert (after["hit"], silent) == (0, 0), after
        return
    before = answers(place, rule, place.policy, tmp_path)
    assert after["hit"] <= before["hit"] <= after["hit"] + after["cannot_decide"]


def holes(
    tmp_path: Path, name: str, keys: tuple[tuple[str, ...], ...], query: str = ""
) -> list[str]:
    """Return in words the holes of a table of which some keys ended in 2025."""
    policy = local_policy(tmp_path)
    end_rows(policy, name, date(2025, 12, 31), keys)
    rows = policy_tables(policy, {name})[name]
    return [hole.words for hole in holes_in(name, rows, query, {"kind": "vehicle"})]


SINCE = "2026年1月1日起的规定"
VEHICLE = ("vehicle",)


LAG = "FROM policy.registry_lag AS lag WHERE"


@pytest.mark.parametrize(
    ("query", "is_wanting"),
    [
        ("", True),
        (f"{LAG} lag.registry = 'death'", False),
        (f"{LAG} lag.registry = 'vehicle'", True),
        (f"{LAG} lag.registry = $kind", True),
        (f"{LAG} lag.registry = item.registry AND lag.registry = 'death'", True),
        (f"{LAG} left(lag.registry, 1) = 'd'", True),
        (f"{LAG} other.registry = 'death'", True),
        ("FROM policy.registry_lag WHERE registry = 'death'", True),
    ],
)
def test_only_keys_that_a_query_asks_for_are_wanting(
    tmp_path: Path, query: str, *, is_wanting: bool
) -> None:
    found = holes(tmp_path, "registry_lag", (VEHICLE,), query)
    assert found == [f"登记信息传递期（机动车登记）{SINCE}"] * is_wanting


def test_what_may_have_been_repealed_is_told_once(tmp_path: Path) -> None:
    pair, kin = ("职工医疗", "居民医疗"), ("企业养老", "居民养老")
    asked = (
        "FROM policy.mutual_exclusion AS rule WHERE rule.benefit = '职工医疗'"
        " AND rule.other_benefit = '居民医疗'"
    )
    words = f"不能同时享受的待遇（职工医疗/居民医疗）{SINCE}"
    assert holes(tmp_path, "mutual_exclusion", (pair,), asked) == [words]
    policy = local_policy(tmp_path / "other")
    end_rows(policy, "mutual_exclusion", date(2025, 12, 31), (kin,))
    given = {PENSION: PENSIONS}
    _, _, counters = run_on(TWO_PENSIONS, given, policy_home=policy)
    told = f"不能同时享受的待遇（企业养老/居民养老）{SINCE}"
    assert (counters["uncovered"], counters["gaps"]) == (0, [told])


def test_earlier_figures_that_nobody_entered_are_wanting() -> None:
    name = "procurement_thresholds"
    (hole,) = holes_in(name, policy_tables(None, {name})[name])
    assert (hole.first, hole.last) == (None, date(2019, 12, 31))
    assert hole.words.endswith("2019年12月31日及以前的规定")


PAYROLL, PENSION = "finance/staff_payroll", "social_security/pension_payment"
WAGES = """
    record_id | person_id | staff_type | gross_fen | paid_for
    W1        | P1        | 公务员     | 600000    | 2025-12-01
    W2        | P1        | 公务员     | 600000    | 2026-01-01
    W3        | P2        | 公务员     | 600000    | 2026-01-01
"""
PENSIONS = """
    record_id | person_id | scheme   | payment_flag | amount_fen | paid_for
    Y1        | P1        | 机关养老 | 已支付       | 480000     | 2025-12-01
    Y2        | P1        | 机关养老 | 已支付       | 480000     | 2026-01-01
"""


def test_the_acts_of_the_days_without_it_are_named(tmp_path: Path) -> None:
    policy = local_policy(tmp_path)
    end_rows(policy, "staff_type", date(2025, 12, 31))
    given = {PAYROLL: WAGES, PENSION: PENSIONS}
    hits, _, counters = run_on(BESIDE_PENSION, given, policy_home=policy)
    told = hits.sort("outcome").select("outcome", "period_from").rows()
    assert told == [("cannot_decide", date(2026, 1, 1)), ("hit", date(2025, 12, 1))]
    assert counters["uncovered"] == 1
    assert counters["gaps"] == [f"财政供养人员身份口径{SINCE}"]
