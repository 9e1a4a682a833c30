"""Headings and code spellings that many contracts share, read strictly."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

import yaml

FILE = "vocabulary.yaml"
KEYS = {"headings", "codes"}


@dataclass(frozen=True, kw_only=True)
class Words:
    """How departments are known to write one thing: its heading, its codes."""

    headings: tuple[str, ...]
    codes: Mapping[str, tuple[str, ...]]


@cache
def vocabulary() -> Mapping[str, Words]:
    """Return the entries of `data_contracts/vocabulary.yaml` by name.

    Raises `ValueError` for unknown keys.
    """
    text = (files("data_contracts") / FILE).read_text(encoding="utf-8")
    raw = cast("dict[str, dict[str, object]]", yaml.safe_load(text))
    return {name: _words(name, entry) for name, entry in raw.items()}


def _words(name: str, entry: dict[str, object]) -> Words:
    if unknown := set(entry) - KEYS:
        raise ValueError(f"{FILE}: {name} has unknown keys {sorted(unknown)}")
    headings = cast("list[str]", entry.get("headings", []))
    codes = cast("dict[str, list[object]]", entry.get("codes", {}))
    return Words(
        headings=tuple(map(str, headings)),
        codes={code: tuple(map(str, others)) for code, others in codes.items()},
    )


def shared_words(names: list[str]) -> Words:
    """Return the entries of those names as one; raises `ValueError` for others."""
    known = vocabulary()
    if unknown := sorted(set(names) - set(known)):
        raise ValueError(f"unknown vocabulary {unknown}")
    codes: dict[str, tuple[str, ...]] = {}
    for name in names:
        codes |= known[name].codes
    headings = [heading for name in names for heading in known[name].headings]
    return Words(headings=tuple(dict.fromkeys(headings)), codes=codes)
