"""Who is known to be whose relative, read from a published warehouse."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from identity.kin_source import MARRIAGE
from store import statement
from store.errors import MatchError
from store.odcs import contract_for
from store.warehouse import Warehouse, read_sql

HEAD = "户主"
NIGHT = "先运行 crosscheck night"


@dataclass(frozen=True, kw_only=True)
class Tie:
    """What one dataset says two people are to each other, and where it stands.

    `relation` is what the relative is and `own_relation` what the person asked for
    is; `places` are where the rows stand in what was delivered, as far as tonight's
    tables still hold them.
    """

    kind: str
    relation: str | None
    own_relation: str | None
    dataset: str
    title: str
    record_ids: tuple[str, ...]
    places: tuple[Mapping[str, Any], ...]
    valid_from: date | None
    valid_to: date | None
    tier: str
    records: int

    @property
    def text(self) -> str:
        """Return the relation in words, seen from the person asked for."""
        return self._in_household if self._is_household else self._of_two

    @property
    def _is_household(self) -> bool:
        return len(self.record_ids) > 1 and self.kind != MARRIAGE

    @property
    def _in_household(self) -> str:
        own, other = (word or "成员" for word in (self.own_relation, self.relation))
        if own == other == HEAD:
            return "同户，两人都写作户主"
        if own == HEAD:
            return f"同户，户主（本人）的{other}"
        if other == HEAD:
            return f"同户，户主；本人是户主的{own}"
        return f"同户，户主的{other}；本人是户主的{own}"

    @property
    def _of_two(self) -> str:
        if self.relation:
            return f"本人的{self.relation}"
        return f"本人是其{self.own_relation}" if self.own_relation else "关系未写明"


@dataclass(frozen=True, kw_only=True)
class Named:
    """A person, with the name and number that are known."""

    person_id: str
    person_name: str | None
    id_number: str | None


@dataclass(frozen=True, kw_only=True)
class Relative(Named):
    """One relative and every tie to that person."""

    ties: tuple[Tie, ...]


@dataclass(frozen=True, kw_only=True)
class Asked(Named):
    """A person who was asked for, and the relatives that are known."""

    relatives: tuple[Relative, ...]


def known_kin(warehouse: Path, asked: str) -> tuple[Asked, ...]:
    """Return the people whom a person's or a record's id names, with their kin.

    Raises `MatchError` without a night that drew ties, and where nobody is named.
    """
    if not warehouse.is_file():
        raise MatchError("还没有认人的结果", remedy=NIGHT)
    with Warehouse.published(warehouse) as opened:
        if not opened.frame(read_sql("identity", "kin_drawn")).item():
            raise MatchError("上一夜还没有整理亲属关系", remedy=NIGHT)
        people = opened.frame(read_sql("identity", "kin_asked"), {"asked": asked})
        if people.is_empty():
            raise MatchError(
                "没有这个编号的人，或这条记录没有认出是谁",
                remedy="编号见 crosscheck clues show 编号 --json",
            )
        return tuple(
            Asked(**row, relatives=_relatives(opened, row["person_id"]))
            for row in people.to_dicts()
        )


def _relatives(opened: Warehouse, person_id: str) -> tuple[Relative, ...]:
    rows = opened.frame(read_sql("identity", "kin"), {"person_id": person_id})
    found = groupby(rows.to_dicts(), key=lambda row: row["relative_id"])
    return tuple(_relative(opened, list(ties)) for _, ties in found)


def _relative(opened: Warehouse, rows: list[dict[str, Any]]) -> Relative:
    first = rows[0]
    return Relative(
        person_id=first["relative_id"],
        person_name=first["person_name"],
        id_number=first["id_number"],
        ties=tuple(_tie(opened, row) for row in rows),
    )


def _tie(opened: Warehouse, row: Mapping[str, Any]) -> Tie:
    contract = contract_for(row["dataset"])
    given = (row["record_id"], row["other_record_id"])
    records = tuple(record for record in given if record is not None)
    table = f"accepted.{contract.dataset}"
    same = ("kind", "relation", "own_relation", "dataset", "valid_from", "valid_to")
    places = (_place(opened, table, record) for record in records)
    return Tie(
        **{name: row[name] for name in (*same, "tier", "records")},
        title=contract.title,
        record_ids=records,
        places=tuple(place for place in places if place is not None),
    )


def _place(opened: Warehouse, table: str, record_id: str) -> Mapping[str, Any] | None:
    rows = opened.frame(statement.select_record(table), {"record_id": record_id})
    names = {"file": "source_file", "sheet": "source_sheet", "row": "source_row"}
    if rows.is_empty():
        return None
    return {key: rows[name].item(0) for key, name in names.items()}
