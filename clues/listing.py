"""The ranked list of clues: read, filtered, and laid out for people."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from clues.clue import Clue, clues_of, of_queue
from clues.labels import (
    AMOUNTS,
    CHANGES,
    CLUE,
    ENTITLEMENT,
    IDENTITIES,
    RECHECK,
    SUBJECTS,
    matter_label,
)
from clues.render import period_text, sentence_text, subject_json
from clues.wording import yuan
from store.errors import ClueError
from store.warehouse import Warehouse, read_sql

HEADINGS = (
    "序号",
    "疑点编号",
    "优先分",
    "变化",
    "身份",
    "类别",
    "对象",
    "证件号码",
    "事项",
    "规则",
    "期间",
    "待核实金额（元）",
    "说明",
)


def headings_of(queue: str) -> tuple[str, ...]:
    """Return the headings of a queue's list, in the places of `HEADINGS`."""
    own = {"疑点编号": "编号", "期间": "漏发月份"} if queue == ENTITLEMENT else {}
    own |= {"待核实金额（元）": f"{AMOUNTS[queue]}（元）"}
    return tuple(own.get(name, name) for name in HEADINGS)


def published_clues(warehouse: Path, queue: str | None = CLUE) -> tuple[Clue, ...]:
    """Return a published warehouse's clues of one queue, or of all (None).

    Raises `ClueError` without a warehouse.
    """
    if not warehouse.is_file():
        raise ClueError("还没有可用的疑点清单", remedy="先运行 crosscheck night")
    with Warehouse.published(warehouse) as opened:
        clues = clues_of(opened.frame(read_sql("clues", "listing")))
    return clues if queue is None else of_queue(clues, queue)


def to_recheck(clues: Iterable[Clue]) -> tuple[Clue, ...]:
    """Return the clues marked 待复核, those that are gone among them."""
    return tuple(clue for clue in clues if clue.recheck)


def of_identity(clues: Iterable[Clue], identity: str) -> tuple[Clue, ...]:
    """Return the clues whose identity is `confirmed`, or `unconfirmed` (待核身份)."""
    return tuple(clue for clue in clues if clue.identity == identity)


def ranked(
    clues: Iterable[Clue],
    *,
    rule: str = "",
    matter: str = "",
    top: int | None = None,
    with_gone: bool = False,
) -> tuple[Clue, ...]:
    """Return the clues asked for, in their total order.

    `matter` is a whole matter or a system (`relief`); clues that are gone are
    left out unless asked for. Raises `ClueError` for a `top` below 1.
    """
    if top is not None and top < 1:
        raise ClueError("显示条数必须大于 0")
    kept = (
        clue
        for clue in clues
        if (with_gone or not clue.is_gone)
        and (not rule or rule in clue.rules)
        and (not matter or matter in (clue.matter, clue.matter.partition("/")[0]))
    )
    return tuple(sorted(kept, key=lambda clue: clue.order)[:top])


def listing_rows(
    clues: Sequence[Clue], *, unmasked: bool = False
) -> list[tuple[str, ...]]:
    """Return one row of text for each clue, under `HEADINGS`."""
    return [
        _row(rank, clue, unmasked=unmasked) for rank, clue in enumerate(clues, start=1)
    ]


def _row(rank: int, clue: Clue, *, unmasked: bool) -> tuple[str, ...]:
    subject = subject_json(clue, unmasked=unmasked)
    return (
        str(rank),
        clue.clue_id,
        str(clue.score),
        _change(clue),
        IDENTITIES[clue.identity],
        SUBJECTS.get(clue.subject_kind, clue.subject_kind),
        str(subject["name"]),
        str(subject["id_number"]),
        matter_label(clue.matter),
        "、".join(clue.rules),
        period_text(clue.period_from, clue.period_to),
        yuan(clue.amount_fen),
        sentence_text(clue, unmasked=unmasked),
    )


def _change(clue: Clue) -> str:
    change = CHANGES.get(clue.since_last, clue.since_last)
    return f"{change}·{RECHECK}" if clue.recheck else change
