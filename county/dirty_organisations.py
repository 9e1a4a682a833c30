"""How clerks of villages write the name of a firm that they have before them on paper.

Kinds: form (有限责任公司, 公司), clipped (no 有限公司 at all), place (云溪, or none),
moved (the place in brackets), ear (a character of the same sound), seal (（盖章）),
traditional. A firm that a kind cannot befall keeps its name.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
import polars as pl

from county.dirty_names import misheard, traditional

COUNTY, SHORT = "云溪县", "云溪"
COMPANY = "有限公司"
RATES: Mapping[str, float] = MappingProxyType(
    {
        "form": 0.05,
        "clipped": 0.02,
        "place": 0.05,
        "moved": 0.01,
        "ear": 0.01,
        "seal": 0.01,
        "traditional": 0.01,
    }
)


def soil_organisations(
    names: pl.Series, stream: np.random.Generator
) -> tuple[pl.Series, pl.Series]:
    """Return the names as written, and the kind of each error, "" for none."""
    kinds, steps = list(RATES), np.cumsum(list(RATES.values()))
    found = np.searchsorted(steps, stream.random(len(names)), side="right")
    chosen: list[int] = found.tolist()
    dice: list[float] = stream.random(len(names)).tolist()
    new: list[str | None] = []
    errors: list[str] = []
    for name, number, die in zip(names, chosen, dice, strict=True):
        kind = kinds[number] if number < len(kinds) and name else ""
        written = DAMAGE[kind](name, die) if kind else name
        new.append(written)
        errors.append(kind if written != name else "")
    return pl.Series(names.name, new, pl.String), pl.Series("error", errors, pl.String)


def _other_form(name: str, die: float) -> str:
    return _exchanged(name, COMPANY, ("有限责任公司", "公司")[int(die * 2)])


def _clipped(name: str, die: float) -> str:
    del die
    return _exchanged(name, COMPANY, "")


def _other_place(name: str, die: float) -> str:
    return name.replace(COUNTY, (SHORT, "", f"湖北省{COUNTY}")[int(die * 3)], 1)


def _moved_place(name: str, die: float) -> str:
    del die
    if not (name.startswith(COUNTY) and name.endswith(COMPANY)):
        return name
    inside = name.removeprefix(COUNTY).removesuffix(COMPANY)
    return f"{inside}（{COUNTY}）{COMPANY}"


def _sealed(name: str, die: float) -> str:
    return f"{name}{('（盖章）', '(公章)')[int(die * 2)]}"


def _exchanged(name: str, end: str, other: str) -> str:
    return name.removesuffix(end) + other if name.endswith(end) else name


DAMAGE: Mapping[str, Callable[[str, float], str]] = MappingProxyType(
    {
        "form": _other_form,
        "clipped": _clipped,
        "place": _other_place,
        "moved": _moved_place,
        "ear": misheard,
        "seal": _sealed,
        "traditional": traditional,
    }
)
