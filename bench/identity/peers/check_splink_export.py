"""Check that Splink gives every pair the weight that we gave it.

Run it with an interpreter that has Splink 5, on what `crosscheck identity splink
LEFT RIGHT --out weights.json` wrote:

    PYTHON bench/identity/peers/check_splink_export.py weights.json

Ours are sums of whole thousandths of a bit, so each comparison may differ by half
a thousandth. Ends with 1 where a weight differs by more than all of these.
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb

HALF_MILLI = 0.0005


def main(settings_file: Path) -> int:
    """Score with Splink, compare, and say how far apart the weights are."""
    settings: dict[str, Any] = json.loads(settings_file.read_text(encoding="utf-8"))
    connection = duckdb.connect()
    pairs = str(settings_file.with_suffix(".parquet"))
    splink: Any = import_module("splink")  # of the peers' environment, not of ours
    api = splink.DuckDBAPI(connection=connection)
    connection.execute(f"CREATE VIEW pairs AS FROM '{pairs}'")
    sides = [
        api.register("pairs", dataset_display_name=name)
        for name in ("left_side", "right_side")
    ]
    predicted = splink.Linker(sides, settings).inference.predict()
    connection.execute(f"CREATE VIEW scored AS FROM {predicted.physical_name}")
    worst, mean, scored_pairs = connection.execute(
        "SELECT coalesce(max(off), 0), coalesce(avg(off), 0), count(*) FROM ("
        "SELECT abs(match_weight - weight_milli_l / 1000) AS off FROM scored)"
    ).fetchall()[0]
    given = connection.execute(
        "SELECT count(*) FROM read_parquet($pairs)", {"pairs": pairs}
    ).fetchall()[0][0]
    allowed = HALF_MILLI * (2 * len(settings["comparisons"]) + 1)
    sys.stdout.write(
        f"pairs {given:,}, scored by Splink {scored_pairs:,}; difference in bits: "
        f"mean {mean:.6f}, worst {worst:.6f}, allowed {allowed:.4f}\n"
    )
    return int(given != scored_pairs or worst > allowed)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
