"""The name of a clue, which stays, and the digest of its facts, which may change."""

import base64
import hmac
from collections import Counter
from collections.abc import Sequence

from clues.hit import Hit
from clues.labels import CLUE
from store.digest import Json, digest_json

ID_LENGTH = 16


def clue_id(
    key: bytes, *, matter: str, subject_kind: str, subject_id: str, queue: str = CLUE
) -> str:
    """Return the stable id of the clue about one subject and matter.

    `key` is the home's secret key, so an id says nothing outside the home
    (interfaces §7). In another queue the same subject and matter have another id.
    """
    basis = f"{matter}|{subject_kind}|{subject_id}"
    if queue != CLUE:
        basis = f"{queue}|{basis}"
    mac = hmac.digest(key, basis.encode(), "sha256")
    return base64.b32encode(mac).decode().lower()[:ID_LENGTH]


def facts_fingerprint(hits: Sequence[Hit]) -> str:
    """Return the SHA-256 of what a clue rests on, without run ids and times.

    Rows count by what they say, not by where they stand: a register delivered
    again unchanged, in another file or order, leaves the fingerprint as it is.
    """
    facts: list[Json] = [_facts(hit) for hit in hits]
    return digest_json(sorted(facts, key=digest_json))


def _facts(hit: Hit) -> Json:
    return {
        "rule": hit.rule,
        "rule_version": hit.rule_version,
        "tier": hit.tier,
        "acts": sorted(
            [str(act.period_from), str(act.period_to), act.amount_fen]
            for act in hit.acts
        ),
        "for": _rows_by_dataset(hit, "evidence_for"),
        "against": _rows_by_dataset(hit, "evidence_against"),
        "sentence": hit.sentence,
        "missing": list(hit.listed("evidence_missing")),
        "explanations": sorted(
            [row["name"], row["verdict"]] for row in hit.listed("explanations")
        ),
    }


def _rows_by_dataset(hit: Hit, field: str) -> Json:
    return dict(Counter(str(row["dataset"]) for row in hit.listed(field)))
