"""Registers that are handed over twice: as they stood in May, and in November.

What ended meanwhile stood in May as if nothing were; what began meanwhile was not
there. A planter may add what only the register of May had (`World.earlier`): nobody
wrote off what ended, it is merely gone, or stands under somebody else's name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import polars as pl

from county.file import FIRST_HALF, File
from county.order import in_order
from county.world import World

IN_MAY, IN_NOVEMBER, GONE_ON = "in_may", "in_november", "gone_on"
DAYS = (("20261106", "20260506"), ("2026年10月31日", "2026年4月30日"))


@dataclass(frozen=True, kw_only=True)
class Register:
    """How a register tells of time.

    `key` is what a row is about, whoever holds it; `starts` name the day on which a
    row begins (the first that is known counts), `ends` that of its end; `standing`
    says which word stands where of a row that has not ended. `ends_with_holder`:
    that end is the holder's (a firm goes on under another leader).
    """

    key: tuple[str, ...]
    starts: tuple[str, ...]
    ends: str
    standing: Mapping[str, str] = field(default_factory=dict[str, str])
    ends_with_holder: bool = True

    @property
    def start(self) -> pl.Expr:
        """Return the day on which each row begins."""
        return pl.coalesce(*(pl.col(name) for name in self.starts))


REGISTERS: Mapping[str, Register] = MappingProxyType(
    {
        "registry/cadre": Register(
            key=("person", "unit_name"), starts=("appointed_on",), ends="removed_on"
        ),
        "registry/company": Register(
            key=("credit_code",),
            starts=("founded_on",),
            ends="cancelled_on",
            standing={"status": "存续"},
            ends_with_holder=False,
        ),
        "registry/company_member": Register(
            key=("credit_code", "person", "member_kind"),
            starts=("joined_on",),
            ends="left_on",
        ),
        "registry/custody": Register(
            key=("person", "started_on"), starts=("started_on",), ends="released_on"
        ),
        "registry/real_estate": Register(
            key=("certificate_number", "person"),
            starts=("registered_on",),
            ends="ended_on",
            standing={"status": "现势"},
        ),
        "registry/resident": Register(
            key=("person",),
            starts=("birth_on",),
            ends="changed_on",
            standing={"status": "正常"},
            ends_with_holder=False,
        ),
        "registry/vehicle": Register(
            key=("plate_kind", "plate_number"),
            starts=("acquired_on", "first_registered_on"),
            ends="left_on",
            standing={"status": "正常"},
        ),
    }
)


def in_may(file: File) -> File:
    """Return the file of May beside that of November."""
    name: str = file.name
    titles: tuple[str, ...] = file.layout.titles
    for now, then in DAYS:
        name = name.replace(now, then)
        titles = tuple(title.replace(now, then) for title in titles)
    if name == file.name:
        stem, _, suffix = name.rpartition(".")
        name = f"{stem}（2026年5月）.{suffix}"
    return replace(
        file,
        on=FIRST_HALF,
        name=name,
        layout=replace(file.layout, titles=titles),
        typed=f"{file.delivery}/{file.name}",
    )


def both_rows(world: World, path: str) -> pl.DataFrame:
    """Return a table's rows as they stand; of a register those of May too.

    Of a register with `IN_MAY` and `IN_NOVEMBER`: which of its files have the row.
    """
    rows = world.tables[path]
    register = REGISTERS.get(path)
    if register is None:
        return rows
    before = world.earlier.get(path, rows.clear()).select(rows.columns)
    taken = before.select(*register.key, taken=True).unique()
    told = rows.join(taken, on=register.key, how="left", maintain_order="left")
    begun = register.start.is_null() | (register.start <= FIRST_HALF)
    in_may = (begun & pl.col("taken").is_null()).alias(IN_MAY)
    now = told.with_columns(in_may, pl.lit(value=True).alias(IN_NOVEMBER))
    then = before.with_columns(
        pl.lit(value=True).alias(IN_MAY), pl.lit(value=False).alias(IN_NOVEMBER)
    )
    return pl.concat([now.drop("taken"), then])


def as_of_may(path: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that the register of May had, as they were told then."""
    register = REGISTERS[path]
    ended = pl.col(register.ends) > FIRST_HALF
    words = [
        pl.when(ended).then(pl.lit(word)).otherwise(pl.col(name)).alias(name)
        for name, word in register.standing.items()
    ]
    day = pl.when(~ended).then(pl.col(register.ends)).alias(register.ends)
    return rows.filter(IN_MAY).with_columns(*words, day)


def as_it_was(world: World, path: str) -> pl.DataFrame:
    """Return a register's rows with `held_from` and `held_to`, as it truly was.

    What only the register of May has (`is_gone`) was held until `GONE_ON`; what
    stands under the same key in November (`is_next`), since then. Elsewhere the own
    dates hold. Where a row ends with its holder, its own dates say the same.
    """
    register, rows = REGISTERS[path], world.tables[path]
    before = world.earlier.get(path, rows.clear().with_columns(gone_on=FIRST_HALF))
    left = before.group_by(register.key).agg(pl.col(GONE_ON).max())
    later = rows.join(left, on=register.key, how="left", maintain_order="left")
    now = later.with_columns(
        held_from=pl.max_horizontal(register.start, GONE_ON),
        held_to=pl.col(register.ends),
        is_gone=pl.lit(value=False),
        is_next=pl.col(GONE_ON).is_not_null(),
    )
    then = before.with_columns(
        held_from=register.start,
        held_to=GONE_ON,
        is_gone=pl.lit(value=True),
        is_next=pl.lit(value=False),
    )
    both = pl.concat([now, then.select(now.columns)]).drop(GONE_ON)
    if not register.ends_with_holder:
        return both
    first = pl.col(register.starts[0])
    return both.with_columns(
        pl.coalesce(first, "held_from").alias(register.starts[0]),
        pl.col("held_to").alias(register.ends),
    )


def rows_of(world: World, file: File) -> pl.DataFrame:
    """Return the rows of which a file is made, in the order of its lines.

    Of a register those of both its files: what a clerk once typed stays as it is.
    """
    rows = both_rows(world, file.path).filter(file.rows)
    return in_order(file.path, rows, file.sheet_by)


def shown_in(file: File, rows: pl.DataFrame) -> pl.Series:
    """Say which of the rows stand in this very file."""
    if file.path not in REGISTERS:
        return pl.Series([True]).new_from_index(0, rows.height)
    return rows[IN_MAY if file.typed else IN_NOVEMBER]
