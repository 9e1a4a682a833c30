"""An explanation as plain JSON, for other programs; it holds nobody's data."""

from dataclasses import asdict

from identity.explain.explanation import Explanation, Fact, Question
from identity.explain.tell import told
from store.digest import Json


def plain_explanation(whole: Explanation) -> dict[str, Json]:
    """Return all of an explanation but the delivered values; weights in milli-bits."""
    return {
        "left_id": whole.left_id,
        "right_id": whole.right_id,
        "decision": whole.decision,
        "tier": whole.tier,
        "probability": whole.probability,
        "weight_milli": whole.weight_milli,
        "for_milli": whole.for_milli,
        "against_milli": whole.against_milli,
        "missing_milli": whole.missing_milli,
        "prior_milli": whole.prior_milli,
        "household_milli": whole.household_milli,
        "was_compared": whole.was_compared,
        "rival": None if whole.rival is None else whole.rival.record_id,
        "reasons": list(whole.reasons),
        "decides": None if whole.decides is None else _question(whole.decides),
        "facts": [_fact(fact) for fact in whole.facts],
        "sentence": told(whole),
    }


def _fact(fact: Fact) -> Json:
    return {
        "field": fact.field,
        "state": fact.state,
        "words": fact.words,
        "milli": fact.milli,
        "most_milli": fact.most_milli,
        "least_milli": fact.least_milli,
    }


def _question(one: Question) -> Json:
    return {
        "field": one.field,
        "title": one.title,
        "where": one.where,
        "best": asdict(one.best),
        "worst": asdict(one.worst),
    }
