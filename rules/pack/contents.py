"""What a pack says, read as strictly as if it were in force already."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.pack.read_pack import STATUS
from rules.pack.standing import Standing, read_standings
from rules.policy import frame_of
from rules.policy.in_force import pack_rows
from rules.policy.row import PolicyRow


@dataclass(frozen=True, kw_only=True)
class Contents:
    """A pack's policy rows by table and the standing it gives to rules by id."""

    rows: Mapping[str, tuple[PolicyRow, ...]]
    standings: Mapping[str, Standing]


def read_contents(files: dict[str, bytes]) -> Contents:
    """Return what the files of a pack say.

    Raises `RuleError` with the place: unknown tables or rules, wrong columns, cells
    that cannot be read, periods that overlap or leave a hole.
    """
    rows = pack_rows(files)
    for name, held in rows.items():
        frame_of(name, held)  # as the night will
    return Contents(rows=rows, standings=read_standings(files.get(STATUS)))
