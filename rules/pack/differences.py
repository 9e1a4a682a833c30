"""What a pack would change for this office, before anybody applies it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias

from rules.library import all_rules
from rules.pack.contents import read_contents
from rules.pack.ledger import contents_in_force
from rules.pack.read_pack import MAPPINGS, STATUS
from rules.pack.standing import read_standings, status_now
from rules.policy.in_force import Rows, rows_with
from rules.policy.region import chain_of, region_of_home
from rules.policy.row import Layer, PolicyRow
from rules.policy.shape import Shape, all_shapes
from rules.policy.words import figure_words, key_words

Kind: TypeAlias = Literal["added", "removed", "changed"]
Slot: TypeAlias = tuple[str, tuple[str, ...], date]


@dataclass(frozen=True, kw_only=True)
class RowChange:
    """One policy row that would come, go or say something else."""

    kind: Kind
    table: str
    title: str
    region: str
    key: str
    valid_from: date
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class StatusChange:
    """One rule that would stand differently, and why."""

    rule: str
    title: str
    before: str
    after: str
    reason: str
    replacement: str


@dataclass(frozen=True, kw_only=True)
class Differences:
    """What would change, and what the office's own rows keep as it is.

    `mappings` names the mappings of headings that would come, go or change;
    `overruled` counts rows of the pack for a key that the office holds itself,
    `elsewhere` those of regions that the office does not lie in, of `given` in all.
    """

    rows: tuple[RowChange, ...]
    statuses: tuple[StatusChange, ...]
    mappings: tuple[tuple[Kind, str], ...]
    overruled: int
    elsewhere: int
    given: int


def differences(policy_home: Path, files: dict[str, bytes]) -> Differences:
    """Return what would change if those were the files of the pack in force.

    With no files: what taking the pack in force back would change, had there been
    none before it. Raises `RuleError` for contents that cannot be used.
    """
    contents = read_contents(files)
    now = contents_in_force(policy_home)
    before = rows_with(policy_home, now)
    after = rows_with(policy_home, files)
    changes = (
        change
        for name, shape in all_shapes().items()
        for change in _row_changes(name, shape, before[name], after[name])
    )
    given = [row for rows in contents.rows.values() for row in rows]
    here = chain_of(region_of_home(policy_home))
    return Differences(
        rows=tuple(changes),
        statuses=tuple(_status_changes(policy_home, files)),
        mappings=tuple(_mapping_changes(now, files)),
        overruled=sum(
            row.place in _own_places(after[name])
            for name, rows in contents.rows.items()
            for row in rows
        ),
        elsewhere=sum(row.region not in here for row in given),
        given=len(given),
    )


def _mapping_changes(
    before: Mapping[str, bytes], after: Mapping[str, bytes]
) -> Iterator[tuple[Kind, str]]:
    for name in sorted({*before, *after}):
        one, other = before.get(name), after.get(name)
        if name.startswith(MAPPINGS) and one != other:
            yield _kind(one, other), name.removeprefix(MAPPINGS)


def _kind(before: object, after: object) -> Kind:
    if not before:
        return "added"
    return "changed" if after else "removed"


def _own_places(rows: Rows) -> set[object]:
    return {row.place for row in rows if row.layer is Layer.OWN}


def _row_changes(
    name: str, shape: Shape, before: Rows, after: Rows
) -> Iterator[RowChange]:
    old, new = _slots(shape, before), _slots(shape, after)
    for slot in sorted({*old, *new}):
        one, other = old.get(slot, ""), new.get(slot, "")
        if one == other:
            continue
        region, key, valid_from = slot
        yield RowChange(
            kind=_kind(one, other),
            table=name,
            title=shape.title,
            region=region,
            key=key_words(shape, dict(zip(shape.keys, key, strict=True))),
            valid_from=valid_from,
            before=one,
            after=other,
        )


def _slots(shape: Shape, rows: Rows) -> Mapping[Slot, str]:
    return {(row.region, row.key, row.valid_from): _said(shape, row) for row in rows}


def _said(shape: Shape, row: PolicyRow) -> str:
    until = f"至 {row.valid_to}" if row.valid_to else "现行"
    read = "已核实" if row.is_verified else "未经核实"
    figures = figure_words(shape, row.values)
    return f"{figures}（{until}；{row.values['source']}；{read}）"


def _status_changes(
    policy_home: Path, files: dict[str, bytes]
) -> Iterator[StatusChange]:
    now, given = status_now(policy_home), read_standings(files.get(STATUS))
    for rule in all_rules():
        standing = given.get(rule.id)
        after = standing.status if standing else rule.status.value
        if after != now[rule.id].value:
            yield StatusChange(
                rule=rule.id,
                title=rule.title,
                before=now[rule.id].value,
                after=after,
                reason=standing.reason if standing else "恢复随程序的状态",
                replacement=standing.replacement if standing else "",
            )
