"""What must hold for every rule and explanation, present and future."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from rules.examples import told_by_tests
from rules.explanation import all_explanations
from rules.lock import read_lock, stale_rules
from rules.policy import policy_tables
from rules.policy.shape import all_shapes
from rules.reading import columns_in
from rules.rule import Rule
from store.contract import Contract
from store.odcs import all_contracts
from store.tables import CHAIN_STEPS
from tests.house.every import EXPLANATIONS, RULES, every_rule

ROOT = Path(__file__).parents[2]
PLACEHOLDERS = {"months", "count", "amount", "from", "to", "matter"}
PROHIBITED = ("nation", "ethnic", "religio", "民族", "宗教", "信访", "petition")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[a-z]{2,}")


def test_ids_and_modules_stand_for_each_other() -> None:
    stems = [rule.module.rpartition(".")[2] for rule in RULES]
    assert len(set(stems)) == len({rule.id for rule in RULES}) == len(RULES) > 0
    for rule, stem in zip(RULES, stems, strict=True):
        assert rule.module.startswith("rules.")
        assert rule.id.lower() != stem
        topic = rule.module.split(".")[1]
        assert (ROOT / "tests" / "rules" / topic / f"test_{stem}.py").is_file()


def test_the_lock_is_fresh() -> None:
    stale = stale_rules(read_lock(ROOT / "rules.lock"))
    assert not stale, f"{stale}: 先把 version 加一，再运行 ./dev rules-lock"


def test_every_explanation_is_used() -> None:
    used = {name for rule in RULES for name in rule.explanations}
    assert used == set(all_explanations())


@every_rule
def test_says_why_how_to_verify_and_what_may_be_lawful(rule: Rule) -> None:
    assert rule.version >= 1
    assert rule.question.endswith("？")
    assert rule.basis
    assert rule.verify
    assert rule.questions
    assert rule.explanations or rule.unexplained
    assert rule.amount_basis
    assert len(set(rule.explanations)) == len(rule.explanations)
    assert tuple(post.step for post in rule.chain) == CHAIN_STEPS
    assert all(post.unit for post in rule.chain)


@every_rule
def test_parameters_say_what_they_are(rule: Rule) -> None:
    for name, field in type(rule.params).model_fields.items():
        assert field.description, name


@every_rule
def test_every_test_is_an_example_in_chinese(rule: Rule) -> None:
    told = told_by_tests(rule)
    assert told
    assert len(set(told)) == len(told)
    for line in told:
        assert CHINESE.search(line), f"{rule.id}: 测试的说明第一行写一句中文"
        assert not ENGLISH.search(line), line


@every_rule
def test_sentences_use_known_placeholders(rule: Rule) -> None:
    for sentence in rule.sentences.values():
        assert set(re.findall(r"\{(.*?)\}", sentence)) <= PLACEHOLDERS
        assert sentence.endswith("。")


def test_no_text_accuses() -> None:
    words = tomllib.loads((ROOT / "clues" / "words.toml").read_text(encoding="utf-8"))
    for text in texts():
        plain = re.sub("《.*?》", "", text)
        found = [w for w in (*words["accusing"], *words["crime_law"]) if w in plain]
        assert not found, text


def texts() -> Iterator[str]:
    """Yield every Chinese text of the rules that reaches a reader."""
    for rule in RULES:
        yield from (rule.title, rule.question, rule.amount_basis)
        yield from (*rule.sentences.values(), *rule.questions, *rule.verify)
        yield from (post.unit for post in rule.chain)
        yield from (*rule.logic, *rule.cannot_see, *told_by_tests(rule))
    for explanation in EXPLANATIONS:
        yield from (explanation.title, explanation.wanted)


def test_no_two_datasets_share_a_table() -> None:
    datasets = Counter(contract.dataset for contract in all_contracts())
    assert max(datasets.values()) == 1


@every_rule
def test_personal_accounts_are_read_only_with_an_approval(rule: Rule) -> None:
    columns = columns_in(rule)
    payers = {"payer_name", "payer_account_number"}
    reads = bool(payers & columns.get("loan/repayment", frozenset()))
    if reads or "loan/account_transaction" in rule.reads:
        assert rule.approval in rule.needs
        assert "state.approved_subject" in rule.sql


def test_some_rule_needs_an_approval() -> None:
    assert "LN-07" in {rule.id for rule in RULES if rule.approval}


@pytest.mark.parametrize("contract", all_contracts(), ids=lambda c: c.path)
def test_no_contract_offers_a_prohibited_input(contract: Contract) -> None:
    for column in contract.columns:
        text = " ".join((column.name, *column.headings)).lower()
        assert not any(word in text for word in PROHIBITED), column.name


def test_policy_tables_are_cited() -> None:
    for name, rows in policy_tables(None).items():
        assert (rows.height > 0) is not all_shapes()[name].local, name
        assert all(rows["source"]), name


NUMBERED = re.compile(r"〔\d{4}〕\d+号|第\d+号")
MANY_TEXTS = re.compile(r"^(各地|各县|当地)|地方办法|有关规定")  # of no one title


@every_rule
def test_a_law_is_named_by_its_title_or_its_number(rule: Rule) -> None:
    for basis in rule.basis:
        named = "《" in basis.document or NUMBERED.search(basis.document)
        assert named or MANY_TEXTS.search(basis.document), basis.document
        words = f"{basis.document}{basis.article}"
        assert words.count("《") == words.count("》"), words
