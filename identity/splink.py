"""Hand weights to a third party: Splink 5 settings, and the levels of every pair.

Splink compares two columns in SQL; our levels are worked out in Python. So each
pair becomes one row that is read as both the left and the right table and joined
to itself by `pair_id`; a comparison only looks its level up. Where u depends on the
value's frequency, and for what a household takes off, the pair's own u stands in
`tf_<field>`. Splink's weight is then ours, but for rounding to thousandths of a bit.
"""

import numpy as np
import polars as pl

from identity.explain.words import statement
from identity.matcher.compare import UNKNOWN_LEVEL, sentence
from identity.matcher.epoch import BILLION, MILLI, Learnt
from identity.matcher.link import Linked
from identity.matcher.model import ComparisonSpec
from identity.matcher.weigh import ALIKE, WEIGHT
from store.digest import Json

PAIR, LEVEL, HOUSEHOLD = "pair_id", "_level", "household"
EVEN = 0.5  # m and u of the household: all that it says stands in its tf column
HOUSEHOLD_TITLE = "因家属之间本就会这样相像"


def splink_settings(linked: Linked) -> dict[str, Json]:
    """Return settings that Splink 5 reads, with m, u and the prior as learnt."""
    epoch, model = linked.epoch, linked.model
    comparisons: list[Json] = [
        _comparison(spec, epoch.comparisons[spec.field]) for spec in model.comparisons
    ]
    if epoch.household_milli is not None:
        comparisons.append(_household())
    odds = 2 ** (epoch.prior_milli / MILLI)
    return {
        "link_type": "link_only",
        "sql_dialect": "duckdb",
        "unique_id_column_name": PAIR,
        "probability_two_random_records_match": odds / (1 + odds),
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": f'l."{PAIR}" = r."{PAIR}"', "sql_dialect": "duckdb"}
        ],
        "comparisons": comparisons,
        "retain_intermediate_calculation_columns": True,
        "additional_columns_to_retain": ["left_id", "right_id", WEIGHT],
    }


def splink_pairs(linked: Linked) -> pl.DataFrame:
    """Return one row for each pair, without anybody's data.

    Columns: `pair_id, left_id, right_id, weight_milli`; `<field>_level`, the place
    of the level or null; `tf_<field>_level`, the pair's own u where it has one.
    """
    pairs, epoch = linked.pairs.sort("right_id", "left_id"), linked.epoch
    columns = [pairs["left_id"], pairs["right_id"], pairs[WEIGHT]]
    for spec in linked.model.comparisons:
        level = pl.col(spec.field)
        known = pl.when(level != UNKNOWN_LEVEL).then(level)
        columns.append(pairs.select(known.alias(_column(spec.field))).to_series())
        if any(one.frequency for one in spec.levels):
            own = _own_u(pairs, spec, epoch.comparisons[spec.field])
            columns.append(own.alias(f"tf_{_column(spec.field)}"))
    if epoch.household_milli is not None:
        off = np.exp2(-pairs[ALIKE].to_numpy() / MILLI) * EVEN
        columns.append(
            pl.Series(_column(HOUSEHOLD), [0], pl.Int8).new_from_index(0, pairs.height)
        )
        columns.append(pl.Series(f"tf_{_column(HOUSEHOLD)}", off, pl.Float64))
    return pl.DataFrame(columns).with_row_index(PAIR)


def _column(field: str) -> str:
    return f"{field}{LEVEL}"


def _own_u(pairs: pl.DataFrame, spec: ComparisonSpec, learnt: Learnt) -> pl.Series:
    """Return the u behind each pair's weight where a frequency made it, else null."""
    level = pairs[spec.field]
    places = [place for place, one in enumerate(spec.levels) if one.frequency]
    m = np.append(np.array(learnt.m, np.float64) / BILLION, 1.0)[level.to_numpy()]
    own = pl.Series(m * np.exp2(-pairs[f"{spec.field}.milli"].to_numpy() / MILLI))
    return pl.select(pl.when(level.is_in(places)).then(own)).to_series()


def _comparison(spec: ComparisonSpec, learnt: Learnt) -> Json:
    column = _column(spec.field)
    levels: list[Json] = [_null_level(column)]
    for place, one in enumerate(spec.levels):
        level: dict[str, Json] = {
            "sql_condition": f'"{column}_l" = {place}',
            "label_for_charts": statement(spec.title, sentence(spec.kind, one.level)),
            "m_probability": learnt.m[place] / BILLION,
            "u_probability": learnt.u[place] / BILLION,
            "fix_m_probability": True,
            "fix_u_probability": True,
        }
        levels.append(level | (_frequent(column) if one.frequency else {}))
    return {
        "output_column_name": column,
        "comparison_description": spec.title,
        "comparison_levels": levels,
    }


def _null_level(column: str) -> Json:
    return {
        "sql_condition": f'"{column}_l" IS NULL',
        "label_for_charts": "不知道",
        "is_null_level": True,
    }


def _frequent(column: str) -> dict[str, Json]:
    return {
        "tf_adjustment_column": column,
        "tf_adjustment_weight": 1.0,
        "tf_minimum_u_value": 0.0,
        "disable_tf_exact_match_detection": True,
    }


def _household() -> Json:
    """Return a comparison that says nothing but what its tf column does.

    Splink wants two levels of every comparison; no pair stands in the second.
    """
    column = _column(HOUSEHOLD)
    even: dict[str, Json] = {
        "label_for_charts": HOUSEHOLD_TITLE,
        "m_probability": EVEN,
        "u_probability": EVEN,
        "fix_m_probability": True,
        "fix_u_probability": True,
    }
    taken_off = {"sql_condition": f'"{column}_l" = 0'} | even | _frequent(column)
    nobody = {"sql_condition": "ELSE"} | even
    return {
        "output_column_name": column,
        "comparison_description": HOUSEHOLD_TITLE,
        "comparison_levels": [_null_level(column), taken_off, nobody],
    }
