"""The tables that stages hand over, column by column (DuckDB types).

`design/interfaces.md` §6 names the fields of a hit. Money is integer 分,
weights milli-bits, shares per-mille; there are no floats.
"""

from collections.abc import Mapping
from types import MappingProxyType

Columns = Mapping[str, str]

CHAIN_STEPS = ("受理", "审核", "审批", "拨付", "监管")
CHAIN_TYPE = 'STRUCT(step VARCHAR, person VARCHAR, unit VARCHAR, "on" DATE)[]'
POINTER_TYPE = (
    "STRUCT(dataset VARCHAR, file VARCHAR, sheet VARCHAR, "
    '"row" INTEGER, delivery VARCHAR, record_id VARCHAR)[]'
)
EXPLANATION_TYPE = (
    "STRUCT(name VARCHAR, title VARCHAR, verdict VARCHAR, items INTEGER)[]"
)

QUARANTINE: Columns = MappingProxyType(
    {
        "record_id": "VARCHAR",
        "dataset": "VARCHAR",
        "source_file": "VARCHAR",
        "source_sheet": "VARCHAR",
        "source_row": "INTEGER",
        "delivery": "VARCHAR",
        "column_name": "VARCHAR",
        "heading": "VARCHAR",
        "check_name": "VARCHAR",
        "reason": "VARCHAR",
        "value": "VARCHAR",
    }
)

# One row for each (dataset, role, record); person_id is null where the record
# could not be tied to anybody, and `reason` then says why: `review` where there is a
# candidate but not enough weight, or more than one (待核身份：候选不唯一或分量不足).
LINK: Columns = MappingProxyType(
    {
        "dataset": "VARCHAR",
        "role": "VARCHAR",
        "record_id": "VARCHAR",
        "person_id": "VARCHAR",
        "tier": "VARCHAR",
        "link_milli": "INTEGER",
        "id_kind": "VARCHAR",
        "reason": "VARCHAR",
    }
)

PERSON: Columns = MappingProxyType(
    {
        "person_id": "VARCHAR",
        "id_number": "VARCHAR",
        "person_name": "VARCHAR",
        "birth_on": "DATE",
        "sex": "VARCHAR",
        "records": "INTEGER",
    }
)

ORGANISATION: Columns = MappingProxyType(
    {
        "organisation_id": "VARCHAR",
        "credit_code": "VARCHAR",
        "organisation_name": "VARCHAR",
        "records": "INTEGER",
        "parent_id": "VARCHAR",
    }
)

# What became of people since the night before: `kind` is new, split, merge, moved or
# gone; `other_person_id` the one that records came from, or that is no more.
PERSON_CHANGE: Columns = MappingProxyType(
    {
        "kind": "VARCHAR",
        "person_id": "VARCHAR",
        "other_person_id": "VARCHAR",
        "records": "INTEGER",
    }
)

# The second graph: two different people and what a dataset says they are to each
# other, never a reason to merge them. `relation` is what `person_id` is, and
# `other_relation` what the other is: to each other, or in a household (kind 户口簿, or
# 申报 from a relief list) to its head; null where only the other side is stated.
# `record_id` is the first of `records` that say so; `other_record_id` stands where
# it takes two: the other's row in the household, or the divorce. `tier` is the
# weaker link of both.
TIE: Columns = MappingProxyType(
    {
        "person_id": "VARCHAR",
        "other_person_id": "VARCHAR",
        "kind": "VARCHAR",
        "relation": "VARCHAR",
        "other_relation": "VARCHAR",
        "dataset": "VARCHAR",
        "record_id": "VARCHAR",
        "other_record_id": "VARCHAR",
        "valid_from": "DATE",
        "valid_to": "DATE",
        "tier": "VARCHAR",
        "records": "INTEGER",
    }
)

# Equal numbers with names that cannot be one person's: never merged.
CONFLICT: Columns = MappingProxyType(
    {
        "dataset": "VARCHAR",
        "role": "VARCHAR",
        "record_id": "VARCHAR",
        "id_number": "VARCHAR",
        "person_name": "VARCHAR",
        "other_name": "VARCHAR",
    }
)

# Values that point at nobody: placeholders, and what many people share. `value` is
# the value itself and never leaves the stages; what is published is masked.
GENERIC_VALUE: Columns = MappingProxyType(
    {
        "meaning": "VARCHAR",
        "value": "VARCHAR",
        "kind": "VARCHAR",
        "records": "INTEGER",
        "people": "INTEGER",
        "households": "INTEGER",
    }
)

# What a data-sanity check's SQL must return. Without a `record_id` the finding is
# about a whole dataset, and `delivery` may name the delivery; `detail` goes into
# the sentence and must not hold a person's data.
SANITY_FINDING: Columns = MappingProxyType(
    {
        "dataset": "VARCHAR",
        "supplier": "VARCHAR",
        "delivery": "VARCHAR",
        "record_id": "VARCHAR",
        "column_name": "VARCHAR",
        "variant": "VARCHAR",
        "detail": "VARCHAR",
    }
)

# A data issue: for whoever keeps the data, never a clue about a person.
ISSUE: Columns = MappingProxyType(
    {
        "issue_id": "VARCHAR",
        "check_id": "VARCHAR",
        "title": "VARCHAR",
        "severity": "VARCHAR",
        "dataset": "VARCHAR",
        "supplier": "VARCHAR",
        "delivery": "VARCHAR",
        "column_name": "VARCHAR",
        "heading": "VARCHAR",
        "variant": "VARCHAR",
        "records": "INTEGER",
        "samples": POINTER_TYPE,
        "sentence": "VARCHAR",
        "remedy": "VARCHAR",
    }
)

# What a rule's SQL must return: one row for each act in question.
# `act` is the act's record id, `variant` chooses the sentence; `act_on` is the
# day the act was done by (policy is looked up with it), `event_on` the day of the
# fact that contradicts it; `facts` is what explanations ask about. `missing` names
# what is wanting to decide. `severity_long` counts once the hit is long enough,
# `shared` (e.g. an account) once enough subjects have it in common.
ITEM: Columns = MappingProxyType(
    {
        "subject_kind": "VARCHAR",
        "subject_id": "VARCHAR",
        "matter": "VARCHAR",
        "act": "VARCHAR",
        "variant": "VARCHAR",
        "act_on": "DATE",
        "event_on": "DATE",
        "period_from": "DATE",
        "period_to": "DATE",
        "amount_fen": "BIGINT",
        "tier": "VARCHAR",
        "link_milli": "INTEGER",
        "evidence_for": "VARCHAR[]",
        "evidence_against": "VARCHAR[]",
        "missing": "VARCHAR",
        "facts": "MAP(VARCHAR, VARCHAR)",
        "chain": CHAIN_TYPE,
        "severity": "VARCHAR",
        "severity_long": "VARCHAR",
        "shared": "VARCHAR",
    }
)

# What an explanation's SQL must return: items it explains or cannot test.
VERDICT: Columns = MappingProxyType(
    {"item_no": "INTEGER", "verdict": "VARCHAR", "evidence": "VARCHAR[]"}
)

HIT: Columns = MappingProxyType(
    {
        "hit_id": "VARCHAR",
        "rule": "VARCHAR",
        "rule_version": "INTEGER",
        "subject_kind": "VARCHAR",
        "subject_id": "VARCHAR",
        "matter": "VARCHAR",
        "outcome": "VARCHAR",
        "reason": "VARCHAR",
        "amount_fen": "BIGINT",
        "amount_basis": "VARCHAR",
        "period_from": "DATE",
        "period_to": "DATE",
        "tier": "VARCHAR",
        "link_milli": "INTEGER",
        "evidence_for": POINTER_TYPE,
        "evidence_against": POINTER_TYPE,
        "evidence_missing": "VARCHAR[]",
        "policy_notes": "VARCHAR[]",
        "chain": CHAIN_TYPE,
        "explanations": EXPLANATION_TYPE,
        "questions": "VARCHAR[]",
        "sentence": "VARCHAR",
        "severity": "VARCHAR",
        "items": "INTEGER",
    }
)

# The acts behind the hits, for de-duplicating money between rules.
HIT_ITEM: Columns = MappingProxyType(
    {
        "hit_id": "VARCHAR",
        "rule": "VARCHAR",
        "subject_kind": "VARCHAR",
        "subject_id": "VARCHAR",
        "matter": "VARCHAR",
        "act": "VARCHAR",
        "period_from": "DATE",
        "period_to": "DATE",
        "amount_fen": "BIGINT",
        "outcome": "VARCHAR",
        "explanation": "VARCHAR",
    }
)

# What the clues stage hands over; `parts`, `questions`, `related`, `hits` and
# `recheck` are JSON text, because a clue is read whole.
CLUE: Columns = MappingProxyType(
    {
        "clue_id": "VARCHAR",
        "fingerprint": "VARCHAR",
        "since_last": "VARCHAR",
        "gone_on": "DATE",
        "subject_kind": "VARCHAR",
        "subject_id": "VARCHAR",
        "subject_name": "VARCHAR",
        "subject_number": "VARCHAR",
        "matter": "VARCHAR",
        "rules": "VARCHAR[]",
        "amount_fen": "BIGINT",
        "period_from": "DATE",
        "period_to": "DATE",
        "score": "INTEGER",
        "parts": "VARCHAR",
        "sentence": "VARCHAR",
        "questions": "VARCHAR",
        "related": "VARCHAR",
        "hits": "VARCHAR",
        "recheck": "VARCHAR",
        "queue": "VARCHAR",
    }
)
