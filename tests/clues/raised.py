"""Clues raised from small finding stages."""

from datetime import date
from pathlib import Path
from typing import Any

from clues.clue import Clue, load_clues
from clues.raise_clues import raise_clues
from tests.clues.findings import (
    AS_OF,
    KEY,
    hit_row,
    item_row,
    write_finding,
    write_person,
)


def raised(
    tmp: Path, *findings: Path, previous: Path | None = None, as_of: date = AS_OF
) -> tuple[Clue, ...]:
    out = tmp / f"out-{as_of}"
    out.mkdir(exist_ok=True)
    person = write_person(tmp / "identity")
    raise_clues(findings, person, out, key=KEY, as_of=as_of, previous=previous)
    return load_clues(out / "clues.parquet")


def finding(tmp: Path, name: str = "SS-01", **given: Any) -> Path:
    hit = hit_row(rule=name, hit_id=name, **given)
    item = {key: hit[key] for key in item_row() if key in hit}
    return write_finding(tmp / name, [hit], [item_row(**item)])
