"""`./dev bench`: `scores` (how good) and `night` (how fast), or both."""

import argparse
from pathlib import Path

from bench import nights, scores

AS_OF = "2026-11-20"
FRESH_SEEDS = [90101, 90102, 90103]


def main() -> None:
    """Parse the arguments and run the measurements asked for."""
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument(
        "what", nargs="?", choices=["scores", "night", "all"], default="all"
    )
    parser.add_argument(
        "--people", type=int, help="default: 20000 scores, 500000 night"
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=FRESH_SEEDS)
    parser.add_argument("--home", type=Path, default=Path("bench-home"))
    options = parser.parse_args()
    if options.what in {"scores", "all"}:
        scores.run(options.people or 20_000, options.seeds, AS_OF)
    if options.what in {"night", "all"}:
        nights.run(options.home, options.people or 500_000, options.seeds[0], AS_OF)


if __name__ == "__main__":
    main()
