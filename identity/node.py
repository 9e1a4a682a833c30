"""What names a profile from night to night: a keyed digest of all that it says.

A new delivery gives its records new ids; what they say of a person stays, so that
judgements and the ids of people without a number outlive it.
"""

from collections.abc import Sequence

import polars as pl

from identity.mention import PROFILE, Source
from identity.pseudonym import pseudonyms

SEPARATOR, ABSENT = "\x1f", "\x1e"


def in_one_text(columns: Sequence[str], *before: pl.Expr) -> pl.Expr:
    """Return what columns say as one text that no other values give."""
    said = [pl.col(name).fill_null(ABSENT) for name in columns]
    return pl.concat_str(*before, *said, separator=SEPARATOR)


def with_nodes(
    profiles: pl.DataFrame, sources: Sequence[Source], key: bytes
) -> pl.DataFrame:
    """Return profiles (columns `source` and `PROFILE`) with the `node` of each.

    `source` is a place in `sources`; `key` the home's secret. Each profile costs one
    HMAC-SHA256.
    """
    names = [f"{one.dataset}{SEPARATOR}{one.role}" for one in sources]
    source = pl.col("source").replace_strict(
        dict(enumerate(names)), default=None, return_dtype=pl.String
    )
    texts = profiles.select(node=in_one_text(PROFILE, source))
    return profiles.with_columns(pseudonyms("N", texts["node"], key))


def node_of_record(source: Source, record_id: str, key: bytes) -> str | None:
    """Return the node of what one record says; None where it is not there."""
    own = source.profiles().filter(pl.col("record_id") == record_id).collect()
    if own.is_empty():
        return None
    placed = own.with_columns(pl.lit(0, pl.Int32).alias("source"))
    return str(with_nodes(placed, [source], key)["node"][0])
