"""What a rule is: one question, its basis, its tables and how it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from store.tables import CHAIN_STEPS
from store.warehouse import read_sql


class Status(StrEnum):
    """How far a rule has been proven."""

    DRAFT = "draft"  # being written; never runs in a night
    SHADOW = "shadow"  # runs beside the others and raises nothing
    IN_USE = "in_use"
    RETIRED = "retired"  # kept for its id and its reason


class Queue(StrEnum):
    """Where a rule's hits go; the two are never listed or counted together."""

    CLUE = "clue"  # something to be checked
    ENTITLEMENT = "entitlement"  # 应享未享: something due that did not arrive


class Read(StrEnum):
    """How a cited text is known to us; only `FULL_TEXT` counts as verified."""

    FULL_TEXT = "full_text"  # the text of the law was read
    FOUND = "found"  # quoted by a public page that was read
    RECALLED = "recalled"  # known by number, not looked up


class Params(BaseModel):
    """The thresholds of one rule; field names are the SQL's `$parameters`."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, kw_only=True)
class Basis:
    """One legal or policy text that a rule rests on, and how we know it."""

    document: str
    article: str = ""
    read: Read

    @property
    def verified(self) -> bool:
        """Say whether the text itself was read."""
        return self.read is Read.FULL_TEXT


@dataclass(frozen=True, kw_only=True)
class Post:
    """The office that answers for one step when the source names no handler."""

    step: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class Escalation:
    """When a hit weighs more than each of its acts.

    From `months` distinct months on, an act counts with its `severity_long`;
    where `subjects` subjects have one `shared` value, with `severity_shared`.
    """

    months: int | None = None
    subjects: int | None = None
    severity_shared: str = "S1"


@dataclass(frozen=True, kw_only=True)
class Retirement:
    """Why a rule no longer runs, since when, and the id of what took its place."""

    reason: str
    on: date
    replaced_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A question put to the resolved tables; each answer row is one act.

    `act` is the contract whose rows are the acts. `partition` names the column
    by which a table may be split without changing the answer (None: the table
    is small and goes to every part). `sentences` has one template for each
    variant of an act; `{months} {count} {amount} {from} {to} {matter}` are filled
    in over the acts of that variant (`{amount}` as `360.55元`, or 不详).

    `logic` says in Chinese sentences what the query asks, `cannot_see` what it
    misses, `effort_minutes` what one check costs. `unexplained` is why a rule has
    no explanations, `exemption` the legal ground for reading a prohibited column.
    `approval` is the contract whose rows name the persons whose accounts may be read;
    without one the rule refuses to run. `queue` says whether a hit is a candidate
    clue or an entitlement not received.
    """

    id: str
    version: int
    status: Status
    title: str
    question: str
    basis: tuple[Basis, ...]
    needs: tuple[str, ...]
    optional: tuple[str, ...]
    policies: tuple[str, ...]
    act: str
    partition: Mapping[str, str | None]
    params: Params = field(default_factory=Params)
    explanations: tuple[str, ...]
    questions: tuple[str, ...]
    verify: tuple[str, ...]
    chain: tuple[Post, ...]
    amount_basis: str
    sentences: Mapping[str, str]
    escalation: Escalation = Escalation()
    logic: tuple[str, ...] = ()
    cannot_see: tuple[str, ...] = ()
    effort_minutes: int = 20
    unexplained: str = ""
    exemption: str = ""
    retired: Retirement | None = None
    queue: Queue = Queue.CLUE
    approval: str = ""
    module: str

    @property
    def reads(self) -> tuple[str, ...]:
        """Return the contract paths the rule and its explanations may read."""
        return (*self.needs, *self.optional)

    @property
    def sql(self) -> str:
        """Return the query in the `.sql` file of the same stem."""
        package, _, name = self.module.rpartition(".")
        return read_sql(package, name)


def posts(*units: str) -> tuple[Post, ...]:
    """Return the five posts of the chain from the offices, in the chain's order."""
    pairs = zip(CHAIN_STEPS, units, strict=True)
    return tuple(Post(step=step, unit=unit) for step, unit in pairs)
