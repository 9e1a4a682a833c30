"""The pairs whose verdict would teach most, as a table for an analyst to fill in."""

from collections.abc import Sequence

import polars as pl

from identity.explain.delivered import Shown, delivered_values, masked
from identity.labels import FORMULA, PAIR, low_id_left
from identity.matcher.compare import LEFT, RIGHT
from identity.matcher.epoch import MILLI
from identity.matcher.link import Linked
from identity.matcher.weigh import WEIGHT

NEAR_BITS = 6  # of the accept line; a pair further off is asked about last
SEED = 20_261_128
VERDICT, WHY = "verdict", "why"


def pairs_worth_asking(
    pairs: pl.DataFrame, count: int, *, levels: Sequence[str], accept_milli: int
) -> pl.DataFrame:
    """Return up to `count` weighed pairs, the one most worth asking about first.

    Those within `NEAR_BITS` of the accept line come first, in turns: one of each
    pattern of `levels` (the columns that hold them), then a second of each. Within
    a turn the nearest come first, in whole bits; ties fall by a hash of the ids, the
    same in every run. Pairs that are certain are never asked about.
    """
    away = (pl.col(WEIGHT) - accept_milli).abs() // MILLI
    mark = pl.concat_str(PAIR, separator="|").hash(SEED)
    ranked = (
        pairs.filter(pl.col("certain").is_null())
        .with_columns(away.alias("away"), mark.alias("mark"))
        .sort("away", "mark", *PAIR)
        .with_columns(turn=pl.int_range(pl.len()).over(list(levels)))
        .with_columns(is_far=pl.col("away") >= NEAR_BITS)
        .sort("is_far", "turn", "away", "mark", *PAIR)
    )
    return ranked.head(count).select(pairs.columns)


def question_sheet(
    linked: Linked,
    tables: tuple[pl.DataFrame, pl.DataFrame],
    count: int,
    known: pl.DataFrame,
) -> pl.DataFrame:
    """Return one row for each pair worth asking: both sides' values, no verdict yet.

    `tables` are both as delivered, `known` the labels that there are. Numbers are
    masked as in an explanation. The weight is not shown: who judges shall look at
    the facts.
    """
    model = linked.model
    told = low_id_left(known) if linked.sides.is_one else known
    open_ones = linked.pairs.join(told, on=PAIR, how="anti")
    chosen = pairs_worth_asking(
        open_ones,
        count,
        levels=[spec.field for spec in model.comparisons],
        accept_milli=model.thresholds.accept_milli,
    )
    return pl.DataFrame(
        [_question(linked, tables, row) for row in chosen.iter_rows(named=True)],
        schema=dict.fromkeys(_columns(linked), pl.String),
    )


def _columns(linked: Linked) -> list[str]:
    titles = _titles(linked)
    values = [f"{title}（{side}）" for title in titles.values() for side in "左右"]
    return [*PAIR, *values, VERDICT, WHY]


def _titles(linked: Linked) -> dict[str, str]:
    """Return the title of each field that is compared."""
    return {spec.field: spec.title for spec in linked.model.comparisons}


def _question(
    linked: Linked,
    tables: tuple[pl.DataFrame, pl.DataFrame],
    pair: dict[str, object],
) -> dict[str, str]:
    model, titles = linked.model, _titles(linked)
    kinds = {field.name: field.kind for field in model.fields}
    told = {name: _harmless(str(pair[name])) for name in PAIR}
    for side, column, table in zip("左右", (LEFT, RIGHT), tables, strict=True):
        values = delivered_values(table, int(str(pair[column])), model)
        for field, title in titles.items():
            shown = masked(Shown(text=values[field] or ""), kinds[field]).text
            told[f"{title}（{side}）"] = _harmless(shown)
    return told


def _harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(tuple(FORMULA)) else text
