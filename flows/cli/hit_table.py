"""Changes of hits on the screen: who, what, from which answer to which."""

from collections.abc import Mapping, Sequence

from clues.labels import SUBJECTS, matter_label
from clues.wording import yuan
from flows.cli.screen import write_line, write_table
from flows.compare_hits import KINDS, REASONS, HitChange, counted
from rules.words import OUTCOMES
from store.digest import Json

MOST = 40
HEADINGS = ("变化", "对象", "事项", "原来", "现在", "因为")


def write_changes(changes: Sequence[HitChange]) -> None:
    """Print how many hits changed, and the first of them."""
    counts = counted(changes)
    write_line("命中的变化：" + "，".join(f"{KINDS[k]} {n}" for k, n in counts.items()))
    if changes:
        write_table("", HEADINGS, [_row(one) for one in changes[:MOST]])
    if len(changes) > MOST:
        write_line(f"另有 {len(changes) - MOST} 项，用 --json 查看")


def _row(one: HitChange) -> tuple[str, ...]:
    kind = SUBJECTS.get(one.subject_kind, one.subject_kind)
    return (
        KINDS[one.kind],
        f"{kind} {one.subject_id}",
        matter_label(one.matter),
        _told(one.before),
        _told(one.after),
        "、".join(REASONS[name] for name in one.why) or "—",
    )


def _told(facts: Mapping[str, Json] | None) -> str:
    if facts is None:
        return "—"
    outcome = OUTCOMES.get(str(facts["outcome"]), str(facts["outcome"]))
    amount = facts["amount_fen"]
    if facts["outcome"] != "hit":
        return outcome
    return (
        f"{outcome} {yuan(amount)} 元"
        if isinstance(amount, int)
        else f"{outcome} 金额不详"
    )
