"""The runnable-rule map: what each rule lacks, and what would help most.

A rule `cannot` run without a dataset it needs; it runs `degraded` where an optional
dataset, or a column it reads, is wanting or old. The names of officials are missed,
but without them a rule still answers in full. What is missing is ranked by how many
rules it would unlock.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from rules.reading import columns_of
from rules.rule import Rule
from store.contract import Column
from store.digest import Json
from store.odcs import contract_for

Kind = Literal[
    "missing",
    "withheld",
    "empty",
    "unapproved",
    "stale",
    "empty_column",
    "sparse_column",
]
Status = Literal["runs", "degraded", "cannot"]
LEAST_FILLED_MILLI = 500
HANDLERS = frozenset({"accepting", "reviewing", "approving", "paying"})
ABSENT = frozenset({"missing", "withheld", "empty", "unapproved"})
KINDS: Mapping[str, str] = {
    "missing": "没有报送",
    "withheld": "未通过检查，暂停使用",
    "empty": "一行数据也没有",
    "unapproved": "没有列明任何对象，不得比对个人账户",
    "stale": "已过期",
    "empty_column": "整列为空",
    "sparse_column": "多数为空",
}


@dataclass(frozen=True, kw_only=True)
class DatasetStanding:
    """One dataset tonight; `filled_milli` are the shares of filled cells by column.

    `months` has the rows by month (`2026-05`), by the clock of the contract.
    """

    withheld: bool = False
    stale_days: int | None = None
    filled_milli: Mapping[str, int] = field(default_factory=dict[str, int])
    months: Mapping[str, int] = field(default_factory=dict[str, int])

    @property
    def is_empty(self) -> bool:
        """Say whether it came without a row: no column has a filled cell."""
        return not any(self.filled_milli.values())


@dataclass(frozen=True, kw_only=True)
class Lack:
    """One thing a rule lacks: a dataset, or one column of it."""

    dataset: str
    column: str = ""
    kind: Kind

    @property
    def text(self) -> str:
        """Return it in words: which data, which column, and why."""
        contract = contract_for(self.dataset)
        heading = f"“{contract.column(self.column).title}”" if self.column else ""
        return f"{contract.title}{heading}{KINDS[self.kind]}"


@dataclass(frozen=True, kw_only=True)
class RuleCover:
    """One rule: whether it can run and what it lacks, needed things first.

    `blocked_by` are the datasets without which it cannot run.
    """

    rule: str
    title: str
    status: Status
    lacks: tuple[Lack, ...]
    blocked_by: tuple[str, ...] = ()

    @property
    def as_json(self) -> dict[str, Json]:
        """Return the cover as JSON."""
        return {
            "rule": self.rule,
            "title": self.title,
            "status": self.status,
            "lacks": [
                {"dataset": one.dataset, "column": one.column, "kind": one.kind}
                for one in self.lacks
            ],
        }


@dataclass(frozen=True, kw_only=True)
class Wish:
    """One missing dataset or column; `unlocks` rules need nothing else to run."""

    lack: Lack
    unlocks: tuple[str, ...]
    improves: tuple[str, ...]

    @property
    def as_json(self) -> dict[str, Json]:
        """Return the wish as JSON."""
        return {
            "dataset": self.lack.dataset,
            "column": self.lack.column,
            "kind": self.lack.kind,
            "text": self.lack.text,
            "unlocks": list(self.unlocks),
            "improves": list(self.improves),
        }


Standing = Mapping[str, DatasetStanding]
Columns = Callable[[str], Mapping[str, frozenset[str]]]


def cover(
    rules: Sequence[Rule], standing: Standing, columns: Columns = columns_of
) -> tuple[RuleCover, ...]:
    """Return what each rule lacks; `standing` are the datasets that came, by path."""
    return tuple(_cover(rule, standing, columns(rule.id)) for rule in rules)


def _cover(
    rule: Rule, standing: Standing, columns: Mapping[str, frozenset[str]]
) -> RuleCover:
    needed = [lack for path in rule.needs for lack in _dataset(path, standing)]
    needed = [_unapproved(rule, lack) for lack in needed]
    wished = [lack for path in rule.optional for lack in _dataset(path, standing)]
    usable = [path for path in rule.reads if _is_usable(path, standing)]
    cells = [
        lack
        for path in usable
        for name in sorted(columns.get(path, frozenset()))
        for lack in _column(path, name, standing[path])
    ]
    blocked = tuple(lack.dataset for lack in needed if lack.kind in ABSENT)
    lacks = (*needed, *wished, *cells)
    weighs = any(not _is_handler(lack) for lack in lacks)
    status: Status = "cannot" if blocked else "degraded" if weighs else "runs"
    return RuleCover(
        rule=rule.id,
        title=rule.title,
        status=status,
        lacks=lacks,
        blocked_by=blocked,
    )


def _unapproved(rule: Rule, lack: Lack) -> Lack:
    """Return the lack; an approval without a row is one that names nobody."""
    is_approval = lack.dataset == rule.approval and lack.kind == "empty"
    return replace(lack, kind="unapproved") if is_approval else lack


def _is_handler(lack: Lack) -> bool:
    """Say whether only the name of an official is wanting, which decides nothing."""
    if not lack.column:
        return False
    return contract_for(lack.dataset).column(lack.column).role in HANDLERS


def _is_usable(path: str, standing: Standing) -> bool:
    one = standing.get(path)
    return one is not None and not one.withheld and not one.is_empty


def _dataset(path: str, standing: Standing) -> Iterator[Lack]:
    if path not in standing:
        yield Lack(dataset=path, kind="missing")
    elif standing[path].withheld:
        yield Lack(dataset=path, kind="withheld")
    elif standing[path].is_empty:
        yield Lack(dataset=path, kind="empty")
    elif standing[path].stale_days:
        yield Lack(dataset=path, kind="stale")


def _column(path: str, name: str, dataset: DatasetStanding) -> Iterator[Lack]:
    filled = dataset.filled_milli.get(name, 0)
    if not filled:
        yield Lack(dataset=path, column=name, kind="empty_column")
    elif filled < LEAST_FILLED_MILLI and _is_expected(contract_for(path).column(name)):
        yield Lack(dataset=path, column=name, kind="sparse_column")


def _is_expected(column: Column) -> bool:
    """Say whether a column should be filled in every row: many rightly are not."""
    return column.required or column.key


def wishes(covers: Sequence[RuleCover]) -> tuple[Wish, ...]:
    """Return what is missing, first what would unlock most rules, then help most."""
    wanted: dict[Lack, list[RuleCover]] = {}
    for one in covers:
        for lack in one.lacks:
            wanted.setdefault(lack, []).append(one)
    found = [_wish(lack, covers_of) for lack, covers_of in wanted.items()]
    return tuple(
        sorted(
            found,
            key=lambda w: (
                -len(w.unlocks),
                -len(w.improves),
                w.lack.dataset,
                w.lack.column,
            ),
        )
    )


def _wish(lack: Lack, covers: Sequence[RuleCover]) -> Wish:
    unlocks: tuple[str, ...] = ()
    if lack.kind in ABSENT:
        alone = (lack.dataset,)
        unlocks = tuple(one.rule for one in covers if one.blocked_by == alone)
    others = tuple(one.rule for one in covers if one.rule not in unlocks)
    return Wish(lack=lack, unlocks=unlocks, improves=others)
