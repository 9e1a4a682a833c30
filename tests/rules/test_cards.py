"""Rule cards: fresh in the repository, whole, and readable."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rules.card import Card, Section, card_of
from rules.card_policy import called
from rules.card_text import markdown
from rules.cards import (
    FOLDER,
    INDEX,
    examples_text,
    pages,
    stale_cards,
    write_cards,
)
from rules.examples import FILE, examples_of, told_by_tests
from rules.library import all_rules, rule_for
from rules.loan.interest_subsidy_overpaid import RULE as INTEREST
from rules.policy.shape import all_shapes
from rules.relief.dibao_and_fiscal_payroll import RULE as DIBAO
from rules.rule import Retirement, Rule, Status
from rules.social_security.pension_after_death import RULE
from rules.units import figure_text, unit_of

ROOT = Path(__file__).parents[2]


def section(card: Card, title: str) -> Section:
    return next(one for one in card.sections if one.title == title)


@pytest.fixture(name="made", scope="module")
def every_page() -> dict[str, str]:
    """Return every page; making them takes half a minute."""
    return pages()


def test_the_cards_in_the_repository_are_fresh(made: dict[str, str]) -> None:
    stale = stale_cards(ROOT / FOLDER, made)
    assert not stale, f"{stale}: 运行 ./dev rules-cards"


def test_the_kept_examples_are_what_the_tests_say() -> None:
    kept = (ROOT / FILE).read_text(encoding="utf-8")
    assert kept == examples_text(), "运行 ./dev rules-cards"


def test_no_card_shows_an_english_name(made: dict[str, str]) -> None:
    for name, text in made.items():
        plain = re.sub(r"校验码 [0-9a-f]{12}", "", text)
        if name != INDEX:
            assert not re.search(r"[a-z]{2,}|_", plain), name


def test_columns_of_a_policy_table_are_told_apart() -> None:
    for name, shape in all_shapes().items():
        several = (*shape.texts, *shape.figures)
        assert len(several) == 1 or all(called(one) for one in several), name


def test_a_changed_a_missing_and_a_superfluous_page_are_stale(tmp_path: Path) -> None:
    made = {"A.md": "a", "B.md": "b"}
    (tmp_path / "A.md").write_text("old", encoding="utf-8")
    (tmp_path / "C.md").write_text("c", encoding="utf-8")
    assert stale_cards(tmp_path, made) == ("A.md", "B.md", "C.md")


def test_writing_makes_every_page_and_removes_those_of_rules_that_are_gone(
    tmp_path: Path, made: dict[str, str]
) -> None:
    (tmp_path / "GONE-1.md").write_text("x", encoding="utf-8")
    assert write_cards(tmp_path, made) == len(all_rules()) + 1
    assert stale_cards(tmp_path, made) == ()
    assert not (tmp_path / "GONE-1.md").exists()
    index = (tmp_path / INDEX).read_text(encoding="utf-8")
    assert all(f"[{rule.id}]({rule.id}.md)" in index for rule in all_rules())


def test_a_card_says_what_an_inspector_asks() -> None:
    card = card_of(RULE, None)
    assert "第八十八条" in str(section(card, "依据"))
    assert "全文已读" in str(section(card, "依据"))
    data = section(card, "用到的数据").grids[0].rows
    assert data[0][:2] == ("社保—养老待遇发放明细", "必需")
    assert "死亡日期" in data[1][2]
    assert section(card, "怎样比对").lines == RULE.logic
    assert section(card, "看不到什么").lines == RULE.cannot_see
    assert section(card, "核查步骤").lines == RULE.verify
    explanations = section(card, "合理解释").grids[0].rows
    assert [row[1] for row in explanations if row[0].startswith("多发部分")] == [
        "只能询问"
    ]
    assert "改为询问" in explanations[-1][1]
    assert section(card, "在本单位的表现").lines == ("尚无核查结果。",)
    assert "传递期之后的月份逐月列出" in str(section(card, "检验样例"))


def test_policy_rows_are_those_in_force_that_the_rule_looks_up() -> None:
    grids = {
        g.caption: g.rows for g in section(card_of(INTEREST, None), "现行政策").grids
    }
    subsidy = grids["创业担保贷款贴息办法"]
    assert len(subsidy) == 2
    assert "比例 50%" in subsidy[0][1]
    assert "额度 30 万元" in subsidy[0][1]
    assert "未定" not in subsidy[0][1]
    assert subsidy[0][4] == "未核对原文"
    assert "另有" in subsidy[1][1]


@pytest.mark.parametrize(
    ("rule", "title", "keys"),
    [
        # the pension's lag is that of deaths; a wage may be of any kind of staff
        ("SS-01", "登记信息传递期", {"死亡登记"}),
        ("FN-02", "财政供养人员身份口径", {"公务员", "离退休", "村干部"}),
        # of two keys one is named, the other compared with a column
        ("U01", "残疾人两项补贴范围与标准", {"护理补贴/一级", "护理补贴/二级"}),
    ],
)
def test_a_key_compared_with_a_column_shows_every_row(
    rule: str, title: str, keys: set[str]
) -> None:
    policies = section(card_of(rule_for(rule), None), "现行政策")
    (rows,) = [grid.rows for grid in policies.grids if grid.caption == title]
    shown = {row[0] for row in rows} - {"—"}
    assert keys <= shown
    assert rule == "FN-02" or shown == keys


def test_an_offices_own_policy_stands_on_its_card(tmp_path: Path) -> None:
    own = (
        "region,registry,days,valid_from,valid_to,source,verified,"
        "entered_by,confirmed_by\n"
        ",death,30,2020-01-01,,本县文件,yes,甲,乙\n"
    )
    (tmp_path / "registry_lag.csv").write_text(own, encoding="utf-8")
    (grid,) = section(card_of(RULE, tmp_path), "现行政策").grids
    assert grid.rows[0] == (
        *("死亡登记", "30 日", "2020-01-01 起", "本县文件", "已核对原文"),
    )


@pytest.mark.parametrize(
    ("rule", "title", "said"),
    [
        (DIBAO, "使用敏感信息的法律依据", "只用来排除疑点"),
        (
            replace(
                RULE,
                status=Status.RETIRED,
                retired=Retirement(
                    reason="并入新规则", on=date(2026, 11, 1), replaced_by="SS-20"
                ),
            ),
            "停用",
            "2026-11-01 起停用：并入新规则，由 SS-20 代替",
        ),
        (
            replace(RULE, explanations=(), unexplained="登记自身矛盾"),
            "合理解释",
            "没有：登记自身矛盾",
        ),
    ],
)
def test_what_is_unusual_is_said(rule: Rule, title: str, said: str) -> None:
    assert any(said in line for line in section(card_of(rule, None), title).lines)


def test_markdown_keeps_tables_whole() -> None:
    odd = replace(RULE, sentences={"其他": "甲|乙{count}笔。"})
    text = markdown(card_of(odd, None))
    assert "| 其他 | 甲\\|乙〔笔数〕笔。 |" in text
    assert text.startswith("# SS-01　死亡次月起仍有养老待遇发放记录\n")
    for line in text.splitlines():
        assert "{" not in line


def test_examples_are_the_first_lines_of_docstrings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """甲情形列出.

    More is for those who change the test.
    """
    own = test_examples_are_the_first_lines_of_docstrings
    file = tmp_path / "test_one.py"
    file.write_text(
        f'def test_a() -> None:\n    """{own.__doc__}"""\n\n'
        "def test_b() -> None:\n    assert True\n\ndef other() -> None:\n    pass\n",
        encoding="utf-8",
    )

    part = tmp_path / "test_one__part.py"
    part.write_text('def test_c() -> None:\n    """乙情形列出."""\n', encoding="utf-8")

    def here(rule: Rule) -> tuple[Path, ...]:
        assert rule is RULE
        return file, part

    monkeypatch.setattr("rules.examples._files", here)
    assert told_by_tests(RULE) == ("甲情形列出", "", "乙情形列出")
    monkeypatch.undo()
    assert examples_of(RULE) == told_by_tests(RULE)
    nowhere = replace(RULE, id="XX-99", module="rules.relief.nothing")
    assert told_by_tests(nowhere) == examples_of(nowhere) == ()


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (12345, "分", "123.45 元"),
        (-5, "分", "-0.05 元"),
        (200_000, "分", "2,000 元"),
        (30_000_000, "分", "30 万元"),
        (-1_000_000, "分", "-1 万元"),
        (0, "分", "0 元"),
        (500_000, "百万分之一", "50%"),
        (33_500, "百万分之一", "3.35%"),
        (-1_000, "百万分之一", "-0.1%"),
        (505, "千分之一", "50.5%"),
        (60, "天", "60 天"),
        (0, "千分之一", "0%"),
        (None, "分", "未定"),
    ],
)
def test_figures_read_as_people_write_them(
    value: int | None, unit: str, text: str
) -> None:
    assert figure_text(value, unit) == text


def test_units_come_from_the_end_of_a_name() -> None:
    assert unit_of("grace_days") == "天"
    assert unit_of("grace") == ""


def test_a_local_table_that_nobody_entered_is_said_so() -> None:
    """政策表还没有录入的，说明书写明由谁录入，不留空表."""
    policies = section(card_of(rule_for("PR-06"), None), "现行政策")
    (rows,) = [
        grid.rows
        for grid in policies.grids
        if grid.caption.startswith("最低生活保障标准")
    ]
    assert [row[1].split("：")[0] for row in rows] == ["尚未录入"]
