"""What the delivered text of one column means, and what could not be read.

Beside the values themselves the checks need, under the column's name:

- `<name>__bad`: the delivered text where it could not be read as what the
  column means, else null;
- `<name>__given`: true where a required column of such a kind was filled in;
- `<name>__doubtful`: true where an identity number cannot be anybody's.
"""

import polars as pl

from store.contract import Column
from store.meaning import Meaning
from store.normalise.apply import interpret, says_nothing
from store.normalise.id_number import USABLE_KINDS, judge_id_numbers

BAD, GIVEN, DOUBTFUL = "__bad", "__given", "__doubtful"
FALLIBLE = frozenset(
    {
        Meaning.MONEY,
        Meaning.RATE,
        Meaning.QUANTITY,
        Meaning.COUNT,
        Meaning.DATE,
        Meaning.PERIOD,
        Meaning.ACCOUNT_NUMBER,
        Meaning.PHONE,
        Meaning.NUMBER,
    }
)
KNOWN_AT_MOST = 1_000_000
ASKED = ["__text", "__unit"]


class ColumnReader:
    """One column's reader; it reads each distinct text once and remembers it."""

    def __init__(self, column: Column) -> None:
        """Start knowing nothing."""
        self.column = column
        self.known: pl.DataFrame | None = None

    def read(self, text: pl.Series, units: pl.Series | None) -> dict[str, pl.Series]:
        """Return the values of one slice, and what the checks need, by name.

        `units` are the units that the headings state, null where none does.
        """
        unit = units if units is not None else pl.lit(None, dtype=pl.String)
        rows = pl.DataFrame({ASKED[0]: text.cast(pl.String)}).with_columns(
            unit.alias(ASKED[1])
        )
        known = self._learned(rows.unique())
        found = rows.join(
            known, on=ASKED, how="left", maintain_order="left", nulls_equal=True
        )
        return found.drop(ASKED).to_dict()

    def _learned(self, distinct: pl.DataFrame) -> pl.DataFrame:
        """Return what is known, after reading the texts that are new."""
        known = self.known
        if known is None or known.height > KNOWN_AT_MOST:
            known = self._meanings(distinct)
        else:
            fresh = distinct.join(known, on=ASKED, how="anti", nulls_equal=True)
            if fresh.height:
                known = pl.concat([known, self._meanings(fresh)])
        self.known = known
        return known

    def _meanings(self, asked: pl.DataFrame) -> pl.DataFrame:
        column, text = self.column, asked[ASKED[0]]
        units = asked[ASKED[1]]
        stated = None if units.null_count() == len(units) else units
        values = asked.with_columns(list(interpret(column, text, stated).values()))
        if column.meaning is Meaning.ID_NUMBER:
            return values.with_columns(
                _doubtful(text).alias(f"{column.name}{DOUBTFUL}")
            )
        if column.meaning not in FALLIBLE:
            return values
        bad = _unread(column, text, values[column.name])
        values = values.with_columns(bad.alias(f"{column.name}{BAD}"))
        if not column.required:
            return values
        silent = values[column.name].is_null() & bad.is_null()
        given = (~silent).set(silent, None)
        return values.with_columns(given.alias(f"{column.name}{GIVEN}"))


def _doubtful(text: pl.Series) -> pl.Series:
    """Return true where a number is given that cannot be anybody's, else null."""
    kinds = judge_id_numbers(text)["id_kind"]
    sound = kinds.is_in([*USABLE_KINDS, "missing"])
    return (~sound).set(sound, None)


def _unread(column: Column, text: pl.Series, value: pl.Series) -> pl.Series:
    """Return the texts that say something but could not be read."""
    suspects = value.is_null() & text.is_not_null()
    left = text.set(~suspects, None)
    return left.set(says_nothing(column, left), None)
