"""A whole night: what is counted, compared, published, printed and shown."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from clues.rollup.listing import (
    ROLLUP_WIDTHS,
    disparity_line,
    masked_rows,
    rollup_line,
)
from flows.cli.main import app
from flows.gathered import Gathered
from flows.morning import morning_page
from flows.night import run_night
from store.home import Home
from store.warehouse import Warehouse
from tests.flows.deliveries import (
    DEATH_HEADINGS,
    PENSION_HEADINGS,
    make_home,
    number,
    write,
)
from tests.flows.sample_night import sample_night

RUNNER = CliRunner()


def table(home: Home, name: str) -> pl.DataFrame:
    with Warehouse.published(home.warehouse) as warehouse:
        return warehouse.frame(f"FROM {name}")


def printed(home: Home, *arguments: str) -> str:
    done = RUNNER.invoke(app, [*arguments, "--home", str(home.root)])
    assert done.exit_code == 0, done.output
    return done.output


def test_found_never_exceeds_what_was_handled(finished_home: Home) -> None:
    base = table(finished_home, "finding.base")
    assert {"handler", "reviewer", "approver", "town", "all"} <= set(base["breakdown"])
    assert (base["found_acts"] <= base["acts"]).all()
    assert (base["found_subjects"] <= base["subjects"]).all()
    whole = base.filter(pl.col("breakdown") == "all")
    reasons = table(finished_home, "finding.reason").filter(pl.col("rule") == "SS-01")
    undecided = pl.col("outcome").is_in(["not_evaluated", "cannot_decide"])
    decided = reasons.filter(~undecided)["acts"].sum()
    assert whole.filter(pl.col("rule") == "SS-01")["acts"].item() == decided


def test_groups_of_people_are_published_in_no_other_table(finished_home: Home) -> None:
    base = table(finished_home, "finding.base")
    assert {"sex", "age"}.isdisjoint(base["breakdown"])
    groups = table(finished_home, "clue.disparity")
    assert groups.height
    assert (groups["subjects"] >= 20).all()


def test_the_reasons_add_up_to_the_counters(finished_home: Home) -> None:
    runs = json.loads(printed(finished_home, "rules", "counters", "--json"))
    for run in runs:
        if run["eligible"] is None:
            assert run["reasons"] == []
        else:
            assert sum(one["acts"] for one in run["reasons"]) == run["eligible"]
    text = printed(finished_home, "rules", "counters", "--rule", "SS-01")
    assert "适用" in text
    assert "LN-01" not in text


def test_the_roll_up_is_printed_filtered_and_exported(
    finished_home: Home, tmp_path: Path
) -> None:
    whole = json.loads(printed(finished_home, "clues", "rollup", "--all", "--json"))
    towns = json.loads(
        printed(finished_home, "clues", "rollup", "--all", "--by", "town", "--json")
    )
    assert whole["rows"]
    assert {row["breakdown"] for row in towns["scope"]} == {"town"}
    assert len(whole["rows"]) == table(finished_home, "clue.rollup").height
    assert "Q05" in "".join(whole["notes"])
    text = printed(finished_home, "clues", "rollup", "--rule", "SS-01")
    assert "暂不能判断" in text
    file = tmp_path / "倒查.xlsx"
    printed(finished_home, "clues", "rollup", "--out", str(file))
    sheets = pl.read_excel(file, sheet_id=0, engine="calamine", has_header=False)
    assert list(sheets) == ["倒查", "共性问题", "说明"]
    assert sheets["倒查"].row(0) == tuple(ROLLUP_WIDTHS)


def test_officials_are_masked_and_places_are_not() -> None:
    rows = [
        {"breakdown": "approver", "name": "欧阳小明"},
        {"breakdown": "town", "name": "示例镇"},
    ]
    assert [row["name"] for row in masked_rows(rows)] == ["欧阳**", "示例镇"]


def test_whole_names_need_a_role(finished_home: Home) -> None:
    words = ["clues", "rollup", "--unmasked", "--home", str(finished_home.root)]
    refused = RUNNER.invoke(app, words)
    assert refused.exit_code != 0
    assert "分析员角色" in str(refused.exception)


def test_disparity_is_printed_in_groups(finished_home: Home) -> None:
    rows = json.loads(printed(finished_home, "clues", "disparity", "--json"))
    assert len(rows) == table(finished_home, "clue.disparity").height
    assert "每千" in printed(finished_home, "clues", "disparity", "--rule", "SS-01")


def test_before_a_first_night_there_is_nothing(tmp_path: Path) -> None:
    done = RUNNER.invoke(app, ["init", str(tmp_path / "home")])
    assert done.exit_code == 0, done.output
    for words in (["clues", "rollup"], ["clues", "disparity"], ["rules", "counters"]):
        refused = RUNNER.invoke(app, [*words, "--home", str(tmp_path / "home")])
        assert refused.exit_code != 0
        assert "还没有运行过" in str(refused.exception)


COUNTERS = (
    "王一",
    "赵一",
    "孙一",
    "李一",
)  # who accepted; a quarter of the people each
SHARE = 40
GONE = {0: 8, 1: 2, 2: 2}  # how many of each counter's people are dead
SURNAMES, GIVEN = "陈林黄周吴徐朱马胡郭何高罗郑梁谢宋唐许韩", "伯仲叔季"


def person(order: int) -> tuple[str, str]:
    """Return a made-up name and number of their own for each order."""
    name = SURNAMES[order % 20] + GIVEN[order // 20 % 4] + GIVEN[order // 80]
    return name, number("19480303", order)


def deliver_counters(home: Home) -> None:
    """Deliver one month of pensions by four counters, and twelve deaths."""
    headings = (*PENSION_HEADINGS, "经办人", "经办机构")
    fixed = ("城乡居民基本养老保险", "202610", "202610", "1", "215.50")
    rows = [
        ("城关镇", *person(n), *fixed, COUNTERS[n // SHARE], "县社保中心")
        for n in range(len(COUNTERS) * SHARE)
    ]
    dead = [place * SHARE + n for place, many in GONE.items() for n in range(many)]
    deaths = [(*person(n), "2026-03-15", "2026-03-20", "民政火化") for n in dead]
    for name, lines in (
        ("县社保中心/20261105_养老金/养老金发放.csv", [headings, *rows]),
        ("县民政局/20261103_火化/死亡人员名单.csv", [DEATH_HEADINGS, *deaths]),
    ):
        text = "".join(",".join(line) + "\r\n" for line in lines)
        write(home, name, text.encode("gb18030"))


def test_a_counter_with_eight_of_twelve_stands_above_its_peers(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    deliver_counters(home)
    result = run_night(home, date(2026, 11, 20))
    (row,) = (
        row
        for row in table(home, "clue.rollup").to_dicts()
        if row["breakdown"] == "handler"
    )
    assert (row["name"], row["unit"], row["standing"]) == (
        "王一",
        "县社保中心",
        "above",
    )
    assert (row["subjects"], row["found_subjects"], row["peers"]) == (40, 8, 3)
    assert (row["rate_ppm"], row["peer_ppm"]) == (200_000, 33_333)
    assert row["tail_ppm"] == 2_782  # (495·81 + 220·27 + 66·9 + 12·3 + 1) / 4^12
    text = printed(home, "clues", "rollup", "--by", "handler")
    assert "SS-01　经办人　县社保中心　王*" in text
    assert "高于同类 1 处" in text
    assert 'id="rollup"' in result.morning_page.read_text(encoding="utf-8")
    assert result.report.failures == ()


ABOVE = {
    "standing": "above",
    "rule": "SS-01",
    "measure": "hit",
    "breakdown": "handler",
    "name": "测*",
    "unit": "示例镇人社服务中心",
    "counted": "person",
    "acts": 412,
    "subjects": 100,
    "found_acts": 31,
    "found_subjects": 8,
    "peer_ppm": 13_333,
    "shrunk_ppm": 63_333,
    "sentence": "该经办人……",
}
UNEVEN = {
    "rule": "SS-01",
    "breakdown": "town",
    "name": "示例镇",
    "counted": "person",
    "subjects": 244,
    "found_subjects": 7,
    "rate_ppm": 28_689,
    "standing": "higher",
}


def test_a_check_of_the_order_of_steps_names_its_data() -> None:
    dated = {"rule": "", "measure": "paid_first", "dataset": "relief/temporary_relief"}
    line = rollup_line({**ABOVE, **dated})
    assert line["规则或检查"] == "临时救助（拨付日期早于审批日期）"


@pytest.fixture(name="gathered")
def something_of_everything() -> Gathered:
    """Return what a page shows where hits gather."""
    return Gathered(
        above=(rollup_line(ABOVE),),
        compared=41,
        small=441,
        shared=(
            "与死亡登记不一致的情形在 2 个部门的 6 个事项中出现，涉及 24 个对象。",
        ),
        uneven=(disparity_line(UNEVEN),),
        groups=53,
    )


def test_the_morning_page_shows_where_hits_gather(gathered: Gathered) -> None:
    page = morning_page(replace(sample_night(), gathered=gathered))
    for text in ("倒查", "共性问题", "群体差异", "测*", "63.3", "28.7", "高于其他群体"):
        assert text in page
    assert "比较了 41 处；另有 441 处" in page


def test_a_page_without_anything_compared_has_no_such_section() -> None:
    page = morning_page(sample_night())
    assert 'id="rollup"' not in page
    assert 'id="disparity"' not in page
