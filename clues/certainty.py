"""Whether it is settled who a clue is about, or must be confirmed first (待核身份)."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from clues.hit import Hit

CONFIRMED, UNCONFIRMED = "confirmed", "unconfirmed"
# What ties the weakest record, and what decides whose it is (design/domain.md §2.1).
GROUNDS: Mapping[str, str] = MappingProxyType(
    {
        "T4": "号码有误、不全或差一两位，姓名相符，并有出生日期、住址等相同",
        "T5": "无可用号码，姓名相符，并有出生日期、住址、电话等相同",
    }
)


def identity_of(tiers: Iterable[object]) -> str:
    """Return the identity of a clue whose hits have these tiers.

    One hit that rests on no weak tie confirms it; the others are further evidence.
    """
    weak = [str(tier) in GROUNDS for tier in tiers]
    return UNCONFIRMED if weak and all(weak) else CONFIRMED


def is_weak(hit: Hit) -> bool:
    """Say whether it has first to be confirmed who the hit is about."""
    return hit.tier in GROUNDS


def basis_of(hits: Sequence[Hit]) -> Sequence[Hit]:
    """Return the hits that a clue's money, period and score rest on.

    Those that are confirmed, where there are any; else all.
    """
    return [hit for hit in hits if not is_weak(hit)] or hits


def grounds_text(hits: Iterable[Hit]) -> str:
    """Return what the weakest tie of weak hits rests on, as a sentence."""
    return f"认人依据：{GROUNDS[max(hit.tier for hit in hits)]}；须先核对身份。"
