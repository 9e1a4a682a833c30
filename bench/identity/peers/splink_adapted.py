"""Splink as an expert on Chinese residents would set it up; its settings as JSON.

Derived columns (`adapted_columns`) make every comparison one of equal texts or of
digits, for DuckDB counts bytes. m is learnt from pairs of one ID number, that of the ID
from pairs of one name, birth day and village; u of ID levels too rare to sample is
fixed. What the ID implies is then not counted again: the trained settings get another
null level for day of birth and sex. `splink_adapted.json` is what was trained on the
development set.
"""

import json
from typing import Any

from bench.identity.peers.adapted_columns import KEYS, prepared
from bench.identity.peers.adapted_levels import facts
from bench.identity.peers.splink_runs import (
    ID,
    arguments,
    linker_of,
    splink,
    write_pairs,
)

MAX_PAIRS, SEED, IN_REGISTER = 5e6, 1, 0.8
IMPLIED = (
    " OR substr(id_l, 1, 15) = substr(id_r, 1, 15)"
    " OR damerau_levenshtein(id_l, id_r) <= 1"
)


def main() -> None:
    """Train on the two tables, write the settings and the scored pairs."""
    left, right, out = arguments()
    tables = [prepared(left, is_left=True), prepared(right, is_left=False)]
    linker = linker_of(tables, _settings(left.height))
    train, on = linker.training, splink.block_on
    train.estimate_u_using_random_sampling(max_pairs=MAX_PAIRS, seed=SEED)
    for anchor in (on("valid_id"), on("sound", "day", "village")):
        train.estimate_parameters_using_expectation_maximisation(
            anchor, fix_probability_two_random_records_match=True
        )
    trained = linker.misc.save_model_to_json()
    trained["comparisons"] = [_implied(each) for each in trained["comparisons"]]
    out.with_suffix(".json").write_text(json.dumps(trained, indent=2, sort_keys=True))
    write_pairs(linker_of(tables, trained), out)


def _implied(comparison: dict[str, Any]) -> dict[str, Any]:
    """Return the comparison, silent where the ID number says the same."""
    if comparison["output_column_name"] in {"day", "sex"}:
        null = comparison["comparison_levels"][0]
        null["sql_condition"] += IMPLIED
    return comparison


def _settings(left_rows: int) -> object:
    return splink.SettingsCreator(
        link_type="link_only",
        unique_id_column_name=ID,
        probability_two_random_records_match=IN_REGISTER / left_rows,
        blocking_rules_to_generate_predictions=[splink.block_on(key) for key in KEYS],
        comparisons=facts(),
    )


if __name__ == "__main__":
    main()
