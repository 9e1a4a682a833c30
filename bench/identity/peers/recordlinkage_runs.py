"""`recordlinkage` on FEBRL or on residents: blocks, features, ECM.

Usage: `LEFT RIGHT OUT`; the same file twice searches for duplicates. Documented:
full index by several blocks, string comparison by Jaro-Winkler, a classifier without
training data (`ECMClassifier`). The score is the classifier's probability in bits.
"""

import importlib
import math
import sys
from pathlib import Path
from typing import Any

import polars as pl

SIMILAR = 0.85
TEXT, SAME = "text", "same"
FEBRL = {
    "given_name": TEXT,
    "surname": TEXT,
    "date_of_birth": SAME,
    "suburb": TEXT,
    "state": SAME,
    "address_1": TEXT,
    "postcode": SAME,
    "soc_sec_id": SAME,
}
FEBRL_BLOCKS = (
    ["given_name"],
    ["surname"],
    ["date_of_birth"],
    ["postcode"],
    ["soc_sec_id"],
)
RESIDENT = {
    "name": TEXT,
    "sex": SAME,
    "birth_date": SAME,
    "id_number": TEXT,
    "village": SAME,
    "phone": SAME,
}
RESIDENT_BLOCKS = (
    ["id_number"],
    ["name", "village"],
    ["name", "birth_date"],
    ["name", "phone"],
)


def main() -> None:
    """Compare, classify and write the scored pairs."""
    library: Any = importlib.import_module("recordlinkage")
    left, right, out = map(Path, sys.argv[1:4])
    tables = [_table(path) for path in ([left] if left == right else [left, right])]
    is_febrl = "given_name" in tables[0].columns
    fields, blocks = (FEBRL, FEBRL_BLOCKS) if is_febrl else (RESIDENT, RESIDENT_BLOCKS)
    index, compare = library.Index(), library.Compare()
    for block in blocks:
        if set(block) <= set(tables[0].columns):
            index.block(block)
    for name, kind in fields.items():
        if name not in tables[0].columns:
            continue
        if kind == SAME:
            compare.exact(name, name, label=name)
        else:
            compare.string(
                name, name, method="jarowinkler", threshold=SIMILAR, label=name
            )
    features = compare.compute(index.index(*tables), *tables)
    _write(library, features, out, within=left == right)


def _table(path: Path) -> Any:
    return pl.read_parquet(path).to_pandas().set_index("record_id")


def _write(library: Any, features: Any, out: Path, *, within: bool) -> None:
    classifier = library.ECMClassifier()
    classifier.fit(features)
    chance = [min(max(p, 1e-12), 1 - 1e-12) for p in classifier.prob(features)]
    first, second = (
        features.index.get_level_values(0),
        features.index.get_level_values(1),
    )
    pairs = pl.DataFrame(
        {
            "left_id": first.to_list(),
            "right_id": second.to_list(),
            "score": [math.log2(p / (1 - p)) for p in chance],
        }
    )
    if within:
        low = pl.min_horizontal("left_id", "right_id")
        high = pl.max_horizontal("left_id", "right_id")
        pairs = pairs.select("score", left_id=low, right_id=high)
    pairs.write_parquet(out)


if __name__ == "__main__":
    main()
