"""Splink on residents as its documentation would have it: library comparisons only."""

from bench.identity.peers.splink_runs import (
    ID,
    arguments,
    comparisons,
    linker_of,
    splink,
    write_pairs,
)

MAX_PAIRS, SEED, RECALL = 1e6, 1, 0.8


def main() -> None:
    """Train on the two tables and write the scored pairs."""
    left, right, out = arguments()
    columns = [ID, "name", "sex", "birth_date", "id_number", "village", "phone"]
    tables = [left.select(columns), right.select(columns)]
    linker = linker_of(tables, _settings())
    train = linker.training
    on = splink.block_on
    train.estimate_probability_two_random_records_match([on("id_number")], RECALL)
    train.estimate_u_using_random_sampling(max_pairs=MAX_PAIRS, seed=SEED)
    train.estimate_parameters_using_expectation_maximisation(on("id_number"))
    train.estimate_parameters_using_expectation_maximisation(on("name", "village"))
    write_pairs(linker, out)


def _settings() -> object:
    on, of = splink.block_on, comparisons
    return splink.SettingsCreator(
        link_type="link_only",
        unique_id_column_name=ID,
        blocking_rules_to_generate_predictions=[
            on("id_number"),
            on("name"),
            on("substr(id_number, 1, 15)"),
            on("substr(id_number, 1, 6)", "substr(id_number, 15, 4)", "village"),
            on("phone"),
            on("birth_date", "village"),
        ],
        comparisons=[
            of.NameComparison("name").configure(term_frequency_adjustments=True),
            of.DamerauLevenshteinAtThresholds("id_number", [1, 2, 4]),
            of.LevenshteinAtThresholds("birth_date", [1, 2]),
            of.ExactMatch("sex"),
            of.ExactMatch("village").configure(term_frequency_adjustments=True),
            of.ExactMatch("phone"),
        ],
    )


if __name__ == "__main__":
    main()
