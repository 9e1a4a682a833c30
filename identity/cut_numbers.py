"""Numbers that a spreadsheet cut to fifteen digits, and that look valid by chance.

Excel keeps fifteen digits and writes 000 for the rest; one time in eleven the last
0 is the right check character. Such a number is nobody's where no register knows
it and another number with the same fifteen digits belongs to the same name.
"""

import polars as pl

from identity.reference import RESIDENT_REGISTER

CUT_KIND = "excel_damaged"
KEPT, LOST = 15, "000"


def without_cut_numbers(mentions: pl.DataFrame) -> pl.DataFrame:
    """Return the mentions with such numbers judged as damaged, not as valid."""
    known = mentions.filter(pl.col("id18").is_not_null(), pl.col("name_key") != "")
    ends = pl.col("id18").str.ends_with(LOST)
    whole = known.filter(~ends).select("name_key", head=_head()).unique()
    registered = mentions.filter(pl.col("dataset") == RESIDENT_REGISTER)["id18"]
    looks = known.filter(ends, ~pl.col("id18").is_in(registered.implode()))
    cut = looks.with_columns(head=_head()).join(
        whole, on=["name_key", "head"], how="semi"
    )
    is_cut = pl.col("id18").is_in(cut["id18"].unique().implode()).fill_null(value=False)
    marked = mentions.with_columns(is_cut.alias("is_cut"))
    kind = pl.when("is_cut").then(pl.lit(CUT_KIND)).otherwise("id_kind")
    return marked.with_columns(
        kind.alias("id_kind"), pl.when(~pl.col("is_cut")).then("id18").alias("id18")
    )


def what_is_left() -> pl.Expr:
    """Return what may be compared of a mention's cut number, null for another.

    The matcher reads fifteen digits and three asterisks as a number that was cut;
    one that looks valid it would take at its word.
    """
    return pl.when("is_cut").then(pl.col("id_text").str.head(KEPT) + "*" * len(LOST))


def _head() -> pl.Expr:
    return pl.col("id18").str.head(KEPT)
