"""What an explanation of a pair holds; how it is worked out stands in `pair`."""

from dataclasses import dataclass

from identity.matcher.choose import ACCEPT, REJECT, REVIEW

RANKS = {REJECT: 0, REVIEW: 1, ACCEPT: 2}
SPOKE, MISSING, IMPLIED = "spoke", "missing", "implied"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What one field says of a pair.

    `state` is spoke, missing (unknown on a side) or implied (another field has
    said it). `left` and `right` are the values as delivered. `most_milli` and
    `least_milli` are what a missing field would add to the weight if it agreed and
    if it did not, with everything that follows. `holders` are how many left records
    share the value, where the level asks for its frequency, else 0. `disagrees` says
    that an implied field, stated on both sides, does not say the same; `is_kin` that
    this counts in what a household explains.
    """

    field: str
    title: str
    kind: str
    state: str
    words: str
    milli: int = 0
    left: str | None = None
    right: str | None = None
    most_milli: int = 0
    least_milli: int = 0
    holders: int = 0
    disagrees: bool = False
    is_kin: bool = False


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What would be decided if a missing field turned out like this."""

    words: str
    weight_milli: int
    decision: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """A field that is not known: what it would likely say of one person, and of two."""

    field: str
    title: str
    where: str
    best: Outcome
    worst: Outcome


@dataclass(frozen=True, kw_only=True)
class Rival:
    """The other left record that competes for the right record."""

    left_row: int
    record_id: str
    weight_milli: int
    is_certain: bool


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a person decided about the pair: `same`, `not_same` or `unsure`."""

    kind: str
    by: str
    on: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The lines that the weight is held against, in milli-bits.

    `accept_milli` is `None` where such a pair is never accepted by its weight.
    """

    accept_milli: int | None
    review_milli: int
    margin_milli: int


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """All that is said of a pair; weights in milli-bits (log2 of the odds).

    `was_compared` is false for a pair that no blocking key had proposed. `doubt` is
    the title of the model's line that such a pair is held against. `decides`
    is the single field that would decide, where there is one.
    """

    left_id: str
    right_id: str
    facts: tuple[Fact, ...]
    prior_milli: int
    household_milli: int
    weight_milli: int
    probability: float
    decision: str
    tier: str
    is_certain: bool
    was_compared: bool
    left_records: int
    limits: Limits
    doubt: str = ""
    rival: Rival | None = None
    verdict: Verdict | None = None
    questions: tuple[Question, ...] = ()
    decides: Question | None = None
    reasons: tuple[str, ...] = ()

    @property
    def is_accepted(self) -> bool:
        """Say whether the pair is taken for one person."""
        return self.decision == ACCEPT

    @property
    def for_milli(self) -> int:
        """Return how much speaks for one person."""
        return sum(fact.milli for fact in self.facts if fact.milli > 0)

    @property
    def against_milli(self) -> int:
        """Return how much speaks against it, as a positive number."""
        spoken = sum(fact.milli for fact in self.facts if fact.milli < 0)
        return -(spoken + self.household_milli)

    @property
    def missing_milli(self) -> int:
        """Return how much the missing fields could still add, each by itself."""
        return sum(max(fact.most_milli, 0) for fact in self.facts)

    def is_lifted_by(self, one: Question) -> bool:
        """Say whether a field could lift the decision by speaking for it."""
        gains = one.best.weight_milli > self.weight_milli
        return gains and RANKS[one.best.decision] > RANKS[self.decision]

    def is_sunk_by(self, one: Question) -> bool:
        """Say whether a field could lower the decision by speaking against it."""
        loses = one.worst.weight_milli < self.weight_milli
        return loses and RANKS[one.worst.decision] < RANKS[self.decision]
