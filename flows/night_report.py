"""What a night says in the morning: the records that the morning page is made of.

Nothing here holds a person's data: the clues are masked when they come in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from clues.certainty import CONFIRMED
from clues.clue import Clue
from clues.labels import matter_label
from clues.listing import of_identity, ranked
from clues.render import period_text, sentence_text, subject_json
from clues.wording import yuan
from flows.gathered import Gathered
from flows.rule_withdrawals import RuleWithdrawal
from flows.standing import Standing

TOP = 10


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """One dataset of one delivery: rows read, kept and set aside."""

    supplier: str
    delivery: str
    delivered_on: date
    dataset: str
    title: str = ""
    rows: int = 0
    accepted: int = 0
    quarantined: int = 0
    dropped: int = 0
    blocked_by: tuple[str, ...] = ()
    waived: str = ""  # who took it without an agreeing hand-over sheet, and why


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A file or delivery that was not taken: where, why and what to do."""

    delivery: str
    place: str = ""
    message: str
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class DatasetState:
    """One dataset as the rules saw it; `stale_days` counts past its due date."""

    dataset: str
    title: str
    rows: int
    stale_days: int | None = None
    withheld: bool = False
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class RuleRun:
    """One rule's night; status is runs, degraded, cannot or error.

    A rule in the shadow counts its hits and raises no clue.
    `reason` says why it cannot run, `gaps` which data its acts lack; `uncovered` acts
    could not be decided for that.
    """

    rule: str
    title: str
    status: str
    missing: tuple[str, ...] = ()
    reason: str = ""
    gaps: tuple[str, ...] = ()
    eligible: int = 0
    evaluated: int = 0
    uncovered: int = 0
    cannot_decide: int = 0
    hit: int = 0
    explained: int = 0
    seconds: float = 0.0
    is_shadow: bool = False


@dataclass(frozen=True, kw_only=True)
class TopClue:
    """One of the first clues, masked."""

    clue_id: str
    score: int
    since_last: str
    subject: str
    matter: str
    rules: str
    amount: str
    period: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class QualityIssue:
    """Rows of one dataset set aside for one reason, or a notice about a column."""

    dataset: str
    title: str
    column: str = ""
    reason: str
    rows: int
    blocking: bool = False


@dataclass(frozen=True, kw_only=True)
class SanityRun:
    """One data-sanity check's night; status is ran, cannot or error."""

    check: str
    title: str
    status: str
    issues: int = 0
    findings: int = 0
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One feedback sheet that was written tonight."""

    number: str
    supplier: str
    due_on: date
    new: int
    open: int
    fixed: int


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Data or a column that is missing, and the rules it would let run or improve."""

    what: str
    unlocks: tuple[str, ...] = ()
    improves: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StageRun:
    """One stage's time in seconds and peak memory in MiB (0: not measured)."""

    name: str
    seconds: float
    peak_mb: int = 0
    reused: bool = False


@dataclass(frozen=True, kw_only=True)
class Late:
    """A dataset that is overdue: who owes it, for which periods, since when."""

    owner: str
    title: str
    periods: str
    since: date
    days: int
    last_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class TakenBack:
    """A delivery that was withdrawn and takes no part."""

    delivery: str
    name: str
    reason: str
    on: date


@dataclass(frozen=True, kw_only=True)
class Due:
    """What people are due and did not get (应享未享), counted by itself; yuan."""

    count: int = 0
    new: int = 0
    by_rule: Mapping[str, int] = field(default_factory=dict[str, int])
    amount: str = "0.00"
    top: tuple[TopClue, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A source, rule or stage that failed, and what to do about it."""

    what: str
    message: str
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class NightReport:
    """One night, told.

    `clues` counts those on the list, `clues_by_change` has the keys of
    `clues.labels.CHANGES`, `titles` names datasets by contract path, those that
    never came included. `newly_runnable` and `no_longer_runnable` are rules,
    compared with the night before.
    """

    as_of: date
    office: str
    started_at: datetime
    finished_at: datetime
    deliveries: tuple[Delivered, ...] = ()
    refusals: tuple[Refused, ...] = ()
    datasets: tuple[DatasetState, ...] = ()
    rules: tuple[RuleRun, ...] = ()
    clues: int = 0
    clues_by_rule: Mapping[str, int] = field(default_factory=dict[str, int])
    clues_by_change: Mapping[str, int] = field(default_factory=dict[str, int])
    top: tuple[TopClue, ...] = ()
    issues: tuple[QualityIssue, ...] = ()
    sanity: tuple[SanityRun, ...] = ()
    letters: tuple[Letter, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    newly_runnable: tuple[str, ...] = ()
    no_longer_runnable: tuple[str, ...] = ()
    stages: tuple[StageRun, ...] = ()
    failures: tuple[Failure, ...] = ()
    late: tuple[Late, ...] = ()
    taken_back: tuple[TakenBack, ...] = ()
    withdrawn_rules: tuple[RuleWithdrawal, ...] = ()
    recheck: int = 0  # clues that were marked 待复核 tonight
    unconfirmed: int = 0  # clues on the list whose identity is to be confirmed
    top_unconfirmed: tuple[TopClue, ...] = ()
    due: Due = field(default_factory=Due)
    gathered: Gathered = field(default_factory=Gathered)
    identities: str = ""  # whose records were tied by what, in a sentence
    titles: Mapping[str, str] = field(default_factory=dict[str, str])
    standing: Standing = field(default_factory=Standing)


def top_clues(
    clues: Sequence[Clue], count: int = TOP, *, identity: str = CONFIRMED
) -> tuple[TopClue, ...]:
    """Return the first clues of that identity, masked."""
    chosen = of_identity(clues, identity)
    return tuple(_top(clue) for clue in ranked(chosen, top=count))


def _top(clue: Clue) -> TopClue:
    return TopClue(
        clue_id=clue.clue_id,
        score=clue.score,
        since_last=clue.since_last,
        subject=str(subject_json(clue)["name"]),
        matter=matter_label(clue.matter),
        rules="、".join(clue.rules),
        amount=yuan(clue.amount_fen),
        period=period_text(clue.period_from, clue.period_to),
        sentence=sentence_text(clue),
    )
