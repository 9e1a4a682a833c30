"""A matching model: what is compared, how, and when two records are one.

A model is a TOML file; those that come with the product stand in
`identity/models/`. It names everything that differs between kinds of records,
so that nothing of it is wired into the engine.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from store.digest import digest_json

Share = Annotated[float, Field(gt=0, lt=1)]
Levels = dict[str, list[str]]


class Part(BaseModel):
    """A table of a model file: unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldSpec(Part):
    """One thing known of a record, and the columns that may hold it."""

    name: str
    kind: str
    columns: list[str]
    fallback: str = ""


class LevelSpec(Part):
    """One level of agreement; `m` and `u` are floors, or fixed where rare.

    `u` may name a derived column: then it is the chance that two left records
    agree in it. `of` are the kinds of right values that the level arises for: a
    given u is among these. `frequency` names the derived column whose own
    frequency replaces u.
    """

    level: str
    m: Share | None = None
    u: Share | str | None = None
    of: list[str] = []
    frequency: str = ""


class ComparisonSpec(Part):
    """How one field is compared, the strongest level first.

    `known` is the derived column that must be there on both sides; `stated` one
    that must be there on a side. `other` is a column of a field that this one may
    have been confused with. A pair that stands in a level of `implied_by` has
    already said it; in one of `stated_unless`, unless both sides state it.
    `anchor` are the columns whose agreement teaches an identifier.
    """

    field: str
    title: str
    kind: str
    known: str
    stated: str = ""
    other: str = ""
    levels: list[LevelSpec]
    implied_by: Levels = {}
    stated_unless: Levels = {}
    anchor: list[str] = []

    @property
    def is_told_twice(self) -> bool:
        """Say whether a record can state what another of its fields implies."""
        return bool(self.stated and self.implied_by)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the levels in order."""
        return tuple(spec.level for spec in self.levels)


class BlockSpec(Part):
    """Records that agree in all `keys` are compared; `right` limits who asks.

    `neighbours` names a column of damaged ID numbers: then the numbers one slip
    away are looked for instead of the record's own key.
    """

    title: str
    keys: list[str]
    right: dict[str, list[str]] = {}
    left_records: int | None = None
    neighbours: str = ""


class TierSpec(Part):
    """A tier, and what puts a pair in it.

    `levels` must hold in every named field; `either` asks for a derived value on
    one of the sides; at least `agree` of the fields in `among` must speak for it.
    A tier with an accept line of its own is never accepted by what was learnt
    without an identifier.
    """

    tier: str
    levels: Levels = {}
    either: dict[str, list[str]] = {}
    agree: int = 0
    among: list[str] = []
    accept_milli: int | None = None


class LineSpec(Part):
    """Pairs that look alike and are not to be trusted: an accept line of their own.

    A pair is meant that stands in `levels`, in none of `unless`, and, where `owned` is
    given, whose right record bears an identifier that a left record has, or has not.
    `rival` are levels in which another candidate of the right record stands. Without
    `accept_milli` such a pair is never accepted by its weight. `title` tells a
    reviewer why.
    """

    title: str
    levels: Levels
    unless: Levels = {}
    rival: Levels = {}
    owned: bool | None = None
    accept_milli: int | None = None


class Prior(Part):
    """What is believed before anything is compared."""

    match_share: Share


class Thresholds(Part):
    """Weights in milli-bits, after the prior."""

    accept_milli: int
    strict_milli: int
    review_milli: int
    margin_milli: int = 0


class Caps(Part):
    """How much is compared at most."""

    left_records: int
    pairs_per_record: int
    pairs: int


class Identity(Part):
    """The column that names a person by itself; equal pairs teach the rest."""

    key: str
    level: str

    @property
    def field(self) -> str:
        """Return the field that the column belongs to."""
        return _field_of(self.key)


class Training(Part):
    """How many pairs the values are learnt from, and when they are too few."""

    random_pairs: int = 300_000
    identity_pairs: int = 200_000
    fewest_pairs: int = 50
    rounds: int = 200


class Household(Part):
    """The third class: who shares `share` without being one person.

    `fallback` is a derived column whose sharers teach it where too few share `share`.
    """

    share: str
    fallback: str = ""
    members: int
    shared_milli: int


class Model(Part):
    """A whole model; `digest` names its content."""

    name: str
    title: str
    version: int
    prior: Prior
    thresholds: Thresholds
    caps: Caps
    fields: list[FieldSpec]
    comparisons: list[ComparisonSpec]
    blocks: list[BlockSpec]
    certain: list[TierSpec] = []
    tiers: list[TierSpec] = []
    lines: list[LineSpec] = []
    household: Household | None = None
    identity: Identity | None = None
    training: Training = Training()

    @property
    def digest(self) -> str:
        """Return the digest of all that the model says."""
        return digest_json(self.model_dump(mode="json"))

    def comparison(self, name: str) -> ComparisonSpec:
        """Return the comparison of a field; raises `KeyError`."""
        return next(spec for spec in self.comparisons if spec.field == name)

    def places(self, field: str, names: list[str]) -> list[int]:
        """Return the places of named levels within their comparison."""
        known = self.comparison(field).names
        return [known.index(name) for name in names]

    @model_validator(mode="after")
    def _names_exist(self) -> "Model":
        """Refuse a level, field or column that nothing else declares."""
        fields = {spec.name for spec in self.fields}
        keys = [key for block in self.blocks for key in block.keys]
        named = [*(spec.field for spec in self.comparisons), *map(_field_of, keys)]
        if unknown := sorted(set(named) - fields):
            raise ValueError(f"没有字段 {'、'.join(unknown)}")
        levels = {spec.field: set(spec.names) for spec in self.comparisons}
        for field, names in self._named_levels():
            if unknown := sorted(set(names) - levels.get(field, set())):
                raise ValueError(f"{field} 没有级别 {'、'.join(unknown)}")
        return self

    def _named_levels(self) -> list[tuple[str, list[str]]]:
        found: list[Levels] = [tier.levels for tier in (*self.certain, *self.tiers)]
        found += [line.levels for line in self.lines]
        found += [held for line in self.lines for held in (line.unless, line.rival)]
        for spec in self.comparisons:
            found += [spec.implied_by, spec.stated_unless]
        among = [{field: list[str]()} for tier in self.tiers for field in tier.among]
        return [item for one in (*found, *among) for item in one.items()]


def _field_of(column: str) -> str:
    return column.partition(".")[0]
