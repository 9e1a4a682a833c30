"""One malformed delivery: how it is made and what must come of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.connectors import given

SOUND = (given.DEATH_HEADINGS, *given.deaths(20))


@dataclass(frozen=True, kw_only=True)
class Case:
    """A malformed delivery.

    `write` fills the delivery's folder; `says` are words of a refusal, of a
    complaint or of a broken check; `kept` is how many rows reach the snapshot.
    A heavy case runs in a process of its own.
    """

    name: str
    write: Callable[[Path], object]
    says: str
    kept: int = 0
    heavy: bool = False


def text(rows: Sequence[given.Row] = SOUND, encoding: str = "utf-8") -> bytes:
    """Return rows as a text file."""
    lines = (",".join("" if c is None else str(c) for c in row) for row in rows)
    return "".join(f"{line}\r\n" for line in lines).encode(encoding)


def put(name: str, content: bytes) -> Callable[[Path], object]:
    """Return what writes one file with the given content."""
    return lambda folder: (folder / name).write_bytes(content)
