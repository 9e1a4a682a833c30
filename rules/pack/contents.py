"""What a pack says, read as strictly as if it were in force already."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.pack.read_pack import STATUS
from rules.pack.standing import Standing, read_standings
from rules.policy.in_force import pack_texts
from rules.policy.row import Layer, PolicyRow, read_rows
from rules.policy.shape import all_shapes


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
    return Contents(
        rows={
            name: tuple(
                read_rows(f"policy/{name}.csv", all_shapes()[name], text, Layer.PACK)
            )
            for name, text in pack_texts(files).items()
        },
        standings=read_standings(files.get(STATUS)),
    )
