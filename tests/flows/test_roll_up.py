"""A whole night: what is counted, compared, published, printed and shown."""

import json
from dataclasses import replace
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
from store.home import Home
from store.warehouse import Warehouse
from tests.flows.test_morning import sample_night

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
    runs = table(finished_home, "finding.run")
    ran = runs.filter(pl.col("rule") == "SS-01")["evaluated"].item()
    assert whole.filter(pl.col("rule") == "SS-01")["acts"].item() == ran


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
    assert "应比对" in text
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
