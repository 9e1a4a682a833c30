"""The strict reader of contracts: each fault planted here must be noticed."""

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from store.contract import Mode, PersonalData, Severity
from store.errors import ContractError
from store.odcs import contract_for, parse_contract

TEXT = """
apiVersion: v3.1.0
kind: DataContract
id: crosscheck.relief.grant
name: 民政—救助
version: 1.0.0
status: active
domain: relief
description: {purpose: 试验, usage: 只作试验}
team: {name: 县民政局}
slaProperties: [{property: retention, value: 2, unit: y}]
schema:
  - name: grant
    physicalName: grant
    physicalType: table
    description: 救助
    dataGranularityDescription: 一人一笔
    customProperties:
      - {property: mode, value: period}
      - {property: period, value: paid_for}
      - {property: hints, value: [救助]}
    quality:
      - type: library
        metric: duplicateValues
        mustBe: 0
        arguments: {properties: [id_number, paid_for]}
    properties:
      - name: id_number
        businessName: 身份证号
        logicalType: string
        physicalType: VARCHAR
        classification: sensitive
        required: true
        customProperties:
          - {property: meaning, value: id_number}
          - {property: headings, value: [证件号码]}
      - name: paid_for
        businessName: 月份
        logicalType: date
        physicalType: DATE
        classification: none
        customProperties: [{property: meaning, value: period}]
      - name: kind
        businessName: 类别
        logicalType: string
        physicalType: VARCHAR
        classification: none
        customProperties:
          - {property: severity, value: warning}
          - {property: meaning, value: code}
          - {property: codes, value: {城市: [1], 农村: [2]}}
"""
Document = dict[str, Any]


def _table(document: Document) -> Document:
    table: Document = document["schema"][0]
    return table


def _column(document: Document, index: int) -> Document:
    column: Document = _table(document)["properties"][index]
    return column


def _custom(entry: Document, name: str, value: object) -> None:
    entry["customProperties"].append({"property": name, "value": value})


def test_reads_a_contract() -> None:
    contract = parse_contract("grant.odcs.yaml", TEXT)
    assert (contract.path, contract.mode) == ("relief/grant", Mode.PERIOD)
    assert contract.unique == ("id_number", "paid_for")
    assert contract.retention_days == 732
    number, month, kind = contract.columns
    assert number.headings == ("身份证号", "证件号码")
    assert number.personal is PersonalData.SENSITIVE
    assert number.required
    assert month.normaliser == "period"
    assert kind.codes == {"城市": ("1",), "农村": ("2",)}
    assert kind.severity is Severity.WARNING


FAULTS: list[tuple[str, Callable[[Document], object], str]] = [
    ("key", lambda d: d.update(requierd=True), "requierd"),
    ("column key", lambda d: _column(d, 0).update(requierd=True), "requierd"),
    ("custom", lambda d: _custom(_column(d, 0), "sourceNames", []), "sourceNames"),
    ("table custom", lambda d: _custom(_table(d), "colour", 1), "colour"),
    ("normaliser", lambda d: _custom(_column(d, 0), "normaliser", "id"), "'id'"),
    (
        "heading",
        lambda d: _column(d, 1).update(businessName="证件 号码"),
        "证件号码",
    ),
    ("class", lambda d: _column(d, 0).update(classification="none"), "personal data"),
    ("no class", lambda d: _column(d, 0).pop("classification"), "classification"),
    ("no meaning", lambda d: _column(d, 0)["customProperties"].clear(), "meaning"),
    ("type", lambda d: _column(d, 1).update(physicalType="VARCHAR"), "stored as"),
    ("suffix", lambda d: _custom(_column(d, 1), "meaning", "money"), "_fen"),
    ("taken", lambda d: _column(d, 1).update(name="valid_to"), "of every table"),
    ("twice", lambda d: _column(d, 1).update(name="id_number"), "twice"),
    ("period", lambda d: _custom(_table(d), "validFrom", "born_on"), "born_on"),
    ("unique", lambda d: _column(d, 0).update(name="number"), "duplicateValues"),
    (
        "codes",
        lambda d: _custom(_column(d, 2), "codes", {"城市": [1], "农村": [1]}),
        "two codes",
    ),
    ("no codes", lambda d: _custom(_column(d, 2), "codes", {}), "codes belong"),
    ("mode", lambda d: _custom(_table(d), "mode", "full"), "mode period"),
    ("name", lambda d: _column(d, 0).update(name="ID Number"), "pattern"),
    ("version", lambda d: d.update(apiVersion="v2.0.0"), "apiVersion"),
    ("retention", lambda d: d["slaProperties"].clear(), "retention"),
]


@pytest.mark.parametrize(
    ("plant", "words"),
    [(plant, words) for _, plant, words in FAULTS],
    ids=[name for name, _, _ in FAULTS],
)
def test_refuses_a_planted_fault(
    plant: Callable[[Document], object], words: str
) -> None:
    document: Document = yaml.safe_load(TEXT)
    plant(document)
    with pytest.raises(ContractError, match=words) as caught:
        parse_contract("grant.odcs.yaml", yaml.safe_dump(document))
    assert "grant.odcs.yaml" in str(caught.value)


def test_text_that_is_not_yaml_is_a_contract_error() -> None:
    with pytest.raises(ContractError):
        parse_contract("a.odcs.yaml", "{")


def test_an_unknown_dataset_is_a_contract_error() -> None:
    with pytest.raises(ContractError, match="moon/cheese"):
        contract_for("moon/cheese")
