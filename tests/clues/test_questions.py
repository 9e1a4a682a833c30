"""What a verifier is asked where the data could not decide."""

import tomllib
from importlib.resources import files
from pathlib import Path

import polars as pl

from rules.explanation import all_explanations
from tests.clues.findings import (
    chain,
)
from tests.clues.raised import finding, raised


def test_asks_what_a_rule_asks_and_drops_what_has_no_words(tmp_path: Path) -> None:
    given = finding(
        tmp_path,
        explanations=[
            {"name": "unheard_of", "title": "", "verdict": "untestable", "items": 1}
        ],
        chain=chain(受理="甲某", 审核="乙某", 审批="丙某", 拨付="丁某"),
    )
    file = given / "hits.parquet"
    asked = pl.Series("questions", [["是否误登？"]])
    pl.read_parquet(file).with_columns(asked).write_parquet(file)

    [clue] = raised(tmp_path, given)

    assert clue.questions == ("是否误登？",)


def test_asks_for_an_explanation_without_words_by_its_title(tmp_path: Path) -> None:
    given = finding(
        tmp_path,
        explanations=[
            {
                "name": "unheard_of",
                "title": "借名登记",
                "verdict": "untestable",
                "items": 1,
            }
        ],
        chain=chain(受理="甲某", 审核="乙某", 审批="丙某", 拨付="丁某"),
    )

    [clue] = raised(tmp_path, given)

    assert clue.questions[0] == "请核实是否属于：借名登记。"


def test_words_are_written_for_explanations_that_there_are() -> None:
    worded = tomllib.loads(
        (files("clues") / "questions.toml").read_text(encoding="utf-8")
    )

    assert set(worded["explanations"]) <= set(all_explanations())
