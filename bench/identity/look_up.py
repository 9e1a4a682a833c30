"""How long one look-up takes once the register is loaded, and whether it is right.

Usage: `LEFT RIGHT [COUNT]`; prints one JSON object. Asked are claims with an error in
the ID number or the name, chosen by a fixed seed. Right is: the person, the weight and
the decision that `link` gives the same claim among all claims.
"""

import json
import sys
import time

import numpy as np
import polars as pl

import identity
from identity.matcher.lookup import Register

COUNT, WARM, SEED = 500, 20, 1
BEST = ["right_id", "left_id", "weight_milli", "decision"]
TRUTH = ("person", "id_err", "name_err")


def main() -> None:
    """Link the tables, load the register, look claims up one by one."""
    left, right = map(pl.read_parquet, sys.argv[1:3])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else COUNT  # noqa: PLR2004 - two files
    linked = identity.link(left, right, "resident")
    began = time.perf_counter()
    register = Register(left, linked.model, linked.epoch)
    loaded = time.perf_counter() - began
    asked = dirty(right).sample(count, seed=SEED)
    seconds: list[float] = []
    found: list[pl.DataFrame] = []
    for claim in asked.drop(TRUTH, strict=False).to_dicts():
        began = time.perf_counter()
        alone = register.find(claim)
        seconds.append(time.perf_counter() - began)
        found.append(
            best(alone.pairs).with_columns(right_id=pl.lit(claim["record_id"]))
        )
    together = best(linked.pairs).join(
        asked, left_on="right_id", right_on="record_id", how="semi"
    )
    same = pl.concat(found).sort("right_id").equals(together.sort("right_id"))
    milli = np.array(seconds[WARM:]) * 1000
    told = {
        "look_ups": len(milli),
        "load_s": round(loaded, 1),
        "median_ms": round(float(np.median(milli)), 1),
        "p99_ms": round(float(np.percentile(milli, 99)), 1),
        "as_link": same,
    }
    sys.stdout.write(json.dumps(told))


def dirty(claims: pl.DataFrame) -> pl.DataFrame:
    """Return the claims with an error in the ID number or the name."""
    return claims.filter(
        (pl.col("id_err") != "clean") | (pl.col("name_err") != "clean")
    )


def best(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the first candidate of each right record."""
    return pairs.filter(pl.col("place") == 0).select(BEST)


if __name__ == "__main__":
    main()
