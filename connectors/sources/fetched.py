"""What came of asking a source, and what is remembered of it.

`intake/fetched/<source>.jsonl` only grows: which folder of the source, as it then
was, became which delivery. Nothing is ever deleted at the source.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from store.errors import CrosscheckError
from store.home import Home


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What one source gave: new deliveries, folders not yet whole, troubles.

    `deliveries` are names as in the inbox, `rows` what databases gave.
    """

    source: str
    deliveries: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    problems: tuple[CrosscheckError, ...] = ()
    rows: int = 0


@dataclass(frozen=True, kw_only=True)
class Memory:
    """One folder or database that was fetched; `on` is the ISO day."""

    folder: str
    signature: str
    delivery: str
    on: str


def remembered(home: Home, source: str) -> tuple[Memory, ...]:
    """Return what was fetched from a source so far, oldest first."""
    file = _file(home, source)
    if not file.is_file():
        return ()
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(Memory(**json.loads(line)) for line in lines if line)


def remember(home: Home, source: str, memory: Memory) -> None:
    """Add one to what was fetched from a source."""
    file = _file(home, source)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(asdict(memory), ensure_ascii=False) + "\n")


def is_due(home: Home, source: str, every_days: int, day: date) -> bool:
    """Say whether so many days have passed since the source last gave anything."""
    known = remembered(home, source)
    if not known:
        return True
    last = max(date.fromisoformat(memory.on) for memory in known)
    return (day - last).days >= every_days


def _file(home: Home, source: str) -> Path:
    return home.intake / "fetched" / f"{source}.jsonl"
