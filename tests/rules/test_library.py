"""Every rule that ships passes the lint, and the lint refuses what it should."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

import pytest
from pydantic import Field

from clues.words import accusing_words
from rules.library import all_rules
from rules.lint import lint_rule, refuse_bad_rules
from rules.lint_query import query_complaints
from rules.prohibited import prohibited_inputs
from rules.rule import Basis, Params, Read, Retirement, Rule, Status
from rules.social_security.pension_after_death import RULE
from rules.variants import variants_in
from store.errors import RuleError
from store.odcs import all_contracts, contract_for

PAYMENT = "social_security/pension_payment"
CRIME = Basis(
    document="《中华人民共和国刑法》", article="第二百六十六条", read=Read.FOUND
)


class Lag(Params):
    """Parameters with nothing wrong but what each test says."""

    grace_days: Annotated[int, Field(description="宽限天数")] = 30
    scheme: Annotated[str, Field(description="险种")] = "x"


class NoUnit(Params):
    """A whole number that does not say of what."""

    grace: Annotated[int, Field(description="宽限")] = 30


class NoUnitInside(Params):
    """Numbers without a unit inside a tuple."""

    steps: Annotated[tuple[int, ...] | None, Field(description="档次")] = None


class NoDescription(Params):
    """A parameter that nobody explains."""

    grace_days: int = 30


class Broken(Params):
    """A share as a float."""

    least_share: Annotated[float, Field(description="最低占比")] = 0.5


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_every_rule_that_ships_passes(rule: Rule) -> None:
    assert lint_rule(rule, accusing_words) == ()


def bad(query: str, **changes: Any) -> Rule:
    """Return a rule over one of the bad queries, with one variant `x`."""
    given: dict[str, Any] = {
        "needs": (PAYMENT, "registry/disability_certificate", "registry/resident"),
        "optional": (),
        "explanations": (),
        "unexplained": "测试用",
        "partition": dict.fromkeys(
            (PAYMENT, "registry/disability_certificate", "registry/resident")
        ),
        "sentences": {"x": "共{count}笔。"},
        "module": f"tests.rules.bad.{query}",
    }
    return replace(RULE, **(given | changes))


def complaints(rule: Rule) -> str:
    return "\n".join(lint_rule(rule, accusing_words))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": "冒领养老金"}, "title 含有定性用语“冒领”"),
        ({"question": "是否骗取了待遇？"}, "question 含有定性用语“骗取”"),
        ({"verify": ("查明套取的数额",)}, "verify 含有定性用语“套取”"),
        (
            {"sentences": {**RULE.sentences, "其他": "涉嫌多领{count}笔。"}},
            "sentences[其他] 含有定性用语“涉嫌”",
        ),
        ({"logic": ("一句", "违规发放的算")}, "logic 含有定性用语“违规”"),
        ({"basis": (CRIME,)}, "不得引用刑法"),
        (
            {"basis": (replace(CRIME, document="诈骗罪的立法解释"),)},
            "不得引用刑法或罪名",
        ),
        (
            {"basis": (replace(CRIME, document="骗取待遇处理规定"),)},
            "basis 含有定性用语“骗取”",
        ),
        ({"basis": ()}, "没有依据"),
        ({"verify": ()}, "没有核查步骤"),
        ({"questions": ()}, "没有需核实的问题"),
        ({"amount_basis": ""}, "没有金额口径"),
        ({"explanations": ()}, "没有合理解释"),
        ({"cannot_see": ()}, "没有看不到什么"),
        ({"logic": ("只有一句",)}, "logic）少于 2 句"),
        ({"amount_basis": "（待补）"}, "amount_basis 尚未写完（待补）"),
        ({"chain": RULE.chain[:4]}, "经办环节（chain）应依次为"),
        ({"chain": RULE.chain[::-1]}, "经办环节（chain）应依次为"),
        ({"question": "死亡后仍发放"}, "应是一个问句"),
        ({"effort_minutes": 0}, "effort_minutes 应大于 0"),
        ({"params": NoUnit()}, "参数 grace 没有单位"),
        ({"params": NoUnitInside()}, "参数 steps 没有单位"),
        ({"params": NoDescription()}, "参数 grace_days 没有说明"),
        ({"params": Broken()}, "参数 least_share 不能是小数"),
        ({"sentences": {"其他": "{count}笔。"}}, "情形“居民养老”没有表述"),
        (
            {"sentences": {**RULE.sentences, "遗属": "{count}笔。"}},
            "表述“遗属”没有对应的情形",
        ),
        ({"partition": {}}, f"没有声明 {PAYMENT} 按哪一列分片"),
        ({"status": Status.RETIRED}, "须写明理由"),
        (
            {"retired": Retirement(reason="已并入新规则", on=date(2026, 11, 1))},
            "须写明理由",
        ),
        (
            {
                "status": Status.RETIRED,
                "retired": Retirement(reason=" ", on=date(2026, 11, 1)),
            },
            "停用没有写明理由",
        ),
    ],
)
def test_refuses_a_rule_that_lacks_or_says_what_it_should_not(
    changes: Mapping[str, Any], said: str
) -> None:
    assert said in complaints(replace(RULE, **changes))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT '冒领' AS variant", "查询中的文字“冒领”含有定性用语“冒领”"),
        ("SELECT '骗取材料' AS missing", "“骗取材料”含有定性用语“骗取”"),
        ("SELECT 'S9' AS severity", "严重程度 S9 不在 S1、S2、S3、S4 之中"),
        ("SELECT 1 WHERE day > DATE '2020-01-01'", "写死了日期 2020-01-01"),
        ("SELECT 1 WHERE amount_fen > 50000", "写死了数值 50000"),
        ("SELECT any_value(day)", "用了每次结果不同的 any_value"),
        ("SELECT 1 WHERE day < CURRENT_DATE", "用了每次结果不同的 current_date"),
        ("SELECT 1 ORDER BY random()", "用了每次结果不同的 random"),
    ],
)
def test_refuses_a_query_that_hides_words_thresholds_or_chance(
    query: str, said: str
) -> None:
    assert said in "\n".join(query_complaints(query, accusing_words))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT 'S1' AS severity -- 50000, random(), '冒领'",
        "SELECT share * 1000000 // whole, DATE '9999-12-31', '0011258'",
        "SELECT last_value(day), known_now",
    ],
)
def test_allows_a_query_that_says_only_what_it_asks(query: str) -> None:
    assert not [*query_complaints(query, accusing_words)]


@pytest.mark.parametrize(
    "changes",
    [
        {"explanations": (), "unexplained": "登记数据自身相互矛盾，没有合理情形"},
        {"status": Status.DRAFT, "logic": (), "cannot_see": ()},
        {
            "status": Status.RETIRED,
            "retired": Retirement(reason="已并入新规则", on=date(2026, 11, 1)),
        },
        {"title": "享受《违法占用耕地…办法》所列补贴的人员已登记死亡"},
    ],
)
def test_allows_what_is_written_down(changes: Mapping[str, Any]) -> None:
    assert complaints(replace(RULE, **changes)) == ""


def test_parameters_with_units_and_texts_pass_the_lint() -> None:
    found = complaints(replace(RULE, params=Lag()))
    assert "没有单位" not in found
    assert "没有说明" not in found


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"explanations": ("no_such",)}, "SS-01：没有合理解释 no_such"),
        ({"policies": ("no_such",)}, "SS-01：没有政策表 no_such"),
        (
            {"needs": (PAYMENT, "registry/no_such")},
            "SS-01：没有数据契约 registry/no_such",
        ),
    ],
)
def test_what_a_rule_names_and_nobody_has_is_said_with_its_id(
    changes: Mapping[str, Any], said: str
) -> None:
    assert complaints(replace(RULE, **changes)) == said


def test_a_state_that_is_not_there_is_named() -> None:
    found = complaints(bad("unknown_state"))
    assert "SS-01：查询与数据契约不符" in found
    assert "states/no_such.sql" in found


def test_a_column_that_no_contract_has_is_named() -> None:
    found = complaints(bad("wrong_column"))
    assert "SS-01：查询与数据契约不符" in found
    assert "favourite_colour" in found


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("disability", "残疾类别、残疾等级"),
        ("residence", "居住地（作为风险特征）"),
    ],
)
def test_a_prohibited_column_needs_a_written_ground(query: str, said: str) -> None:
    found = complaints(bad(query))
    assert said in found
    assert "没有写明法律依据" in found
    assert complaints(bad(query, exemption="《残疾人保障法》第四十八条")) == ""


def test_a_scheme_about_disability_may_read_it() -> None:
    assert complaints(bad("disability", act="registry/disability_certificate")) == ""


def test_an_earlier_clue_is_no_input_whatever_is_written() -> None:
    found = complaints(bad("past_clue", exemption="不论写什么"))
    assert "不得以过去的疑点作为输入：clue.clue" in found


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("ethnicity", "x"),
        ("x", "民族"),
        ("religion", "x"),
        ("x", "宗教信仰"),
        ("diagnosis", "x"),
        ("x", "病种名称"),
        ("petition_count", "x"),
        ("x", "信访次数"),
        ("nationality", "x"),
    ],
)
def test_a_column_is_meant_by_its_name_or_its_heading(name: str, heading: str) -> None:
    column = replace(
        contract_for(PAYMENT).column("town"),
        name=name,
        headings=(heading,),
        description="",
    )
    assert any(kind.covers(PAYMENT, column) for kind in prohibited_inputs())


def test_the_list_of_prohibited_columns_names_contracts_that_exist() -> None:
    known = {contract.path: contract for contract in all_contracts()}
    for kind in prohibited_inputs():
        assert set(kind.schemes) | set(kind.things) <= set(known)
        for path, names in kind.contracts.items():
            assert set(names) <= {column.name for column in known[path].columns}


def test_variants_of_nested_cases_are_read_off_the_query() -> None:
    assert variants_in(bad("two_variants").sql) == {"有", "无", "其他"}
    assert variants_in("SELECT 'a' AS variant, 'b' AS other") == {"a"}
    assert variants_in("SELECT concat('a', 'b') AS variant") == set()


def test_everything_wrong_is_said_at_once() -> None:
    ruined = replace(RULE, title="冒领", verify=())
    with pytest.raises(RuleError, match=r"冒领[\s\S]*核查步骤"):
        refuse_bad_rules([ruined], accusing_words)
