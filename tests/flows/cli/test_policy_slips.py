"""A slip in a policy table: `policy check` names it, and a night goes on without it."""

import json
from datetime import date
from pathlib import Path

import pytest

from flows.night import run_night
from flows.try_rule import try_rule
from rules.library import all_rules, rule_for
from store.errors import RuleError
from store.home import Home
from tests.flows.cli.test_policy_and_packs import LAG, OWN, TWO, refused, said
from tests.flows.deliveries import home_with_one_clue

HUGE = OWN.replace(",90,", ",99999999999999999999,")


def test_a_night_with_a_wrong_figure_says_so_and_runs_the_other_rules(
    tmp_path: Path,
) -> None:
    home = home_with_one_clue(tmp_path / "home")
    (home.policy / "registry_lag.csv").write_text(HUGE, encoding="utf-8")
    (home.policy / "说明.xlsx").write_bytes(b"PK")
    result = run_night(home, date(2026, 11, 21))
    told = [(one.what, one.message) for one in result.report.failures]
    place = "registry_lag.csv › 第 2 行 › 列“days”"
    assert told == [
        ("比对 政策表", f"{place}：数值不合理：99999999999999999999"),
        ("比对 政策表", "说明.xlsx：不是政策表，没有读取"),
    ]
    rules = {one.rule: one for one in result.report.rules}
    assert rules["SS-01"].status == "cannot"
    assert place in rules["SS-01"].reason
    stopped = {name for name, one in rules.items() if place in one.reason}
    assert stopped == {one.id for one in all_rules() if "registry_lag" in one.policies}
    assert {one.status for one in rules.values()} > {"cannot"}
    with pytest.raises(RuleError, match="days"):
        try_rule(home, rule_for("SS-01"))


def test_check_names_what_may_be_a_slip(county: Home) -> None:
    people = "entered_by,confirmed_by"
    (county.policy / "staff_type.csv").write_text(
        f"region,staff_type,category,valid_from,valid_to,source,verified,{people}\n"
        ",公务圆,fiscal,2020-01-01,2025-12-31,本县,no,甲某,乙某\n",
        encoding="utf-8",
    )
    (county.policy / "说明.xlsx").write_bytes(b"PK")
    checked = said(county, "policy", "check", "--as-of", "2027-11-20")
    assert "注意：说明.xlsx：不是政策表，没有读取" in checked
    assert "没有：财政供养人员身份口径（公务圆）2026年1月1日起的规定" in checked
    assert "没有：一年期贷款市场报价利率2026年10月19日以后的规定" in checked
    assert "staff_type 里只有本单位或规则包写的：公务圆（请核对写法）" in checked
    told = json.loads(said(county, "policy", "check", "--json"))
    assert told["new_words"] == {"staff_type": ["公务圆"]}


@pytest.mark.parametrize("days", ["99999999999999999999", "-300"])
def test_a_pack_with_a_wrong_figure_is_never_signed(city: Home, days: str) -> None:
    folder = city.root / "source"
    (folder / "policy").mkdir(parents=True)
    text = LAG.replace(",45,", f",{days},")
    (folder / "policy" / "registry_lag.csv").write_text(text, encoding="utf-8")
    out = str(city.root / "pack.zip")
    raised = refused(city, "rules", "pack", "export", str(folder), "--out", out, *TWO)
    assert "数值不合理" in str(raised)
