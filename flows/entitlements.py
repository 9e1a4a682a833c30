"""What people are due and did not get (应享未享), told apart from candidate clues."""

from collections.abc import Mapping, Sequence

from clues.clue import Clue, of_queue
from clues.labels import ENTITLEMENT, IDENTITIES
from clues.wording import yuan
from flows.figures import count_in, counts_of
from flows.night_report import Due, top_clues
from store.digest import Json
from store.stage import Stage

KEY = "entitlements"


def due_of(stage: Stage, clues: Sequence[Clue]) -> Due:
    """Return the night's entitlements, from its clue stage and all its clues."""
    told = stage.summary.get(KEY)
    nothing: Mapping[str, Json] = {}
    summary = told if isinstance(told, Mapping) else nothing
    listed = of_queue(clues, ENTITLEMENT)
    return Due(
        count=count_in(summary, "clues"),
        new=counts_of(summary.get("since_last")).get("new", 0),
        by_rule=counts_of(summary.get("by_rule")),
        amount=yuan(count_in(summary, "amount_fen")),
        top=tuple(
            one
            for identity in IDENTITIES
            for one in top_clues(listed, identity=identity)
        ),
    )
