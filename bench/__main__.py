"""`./dev bench`: `scores` (how good), `night` (how fast), or both, and readers.

`readers` times every reader beside its peers, `fuzz` looks for input that one
cannot bear, `malformed` prints what is said about each malformed delivery.
`identity` measures the matcher beside Splink and recordlinkage.
"""

import argparse
from pathlib import Path

from bench import fuzz, malformed, nights, readers, scores
from bench.identity import report

AS_OF = "2026-11-20"
FRESH_SEEDS = [90101, 90102, 90103]


def main() -> None:
    """Parse the arguments and run the measurements asked for."""
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument(
        "what",
        nargs="?",
        choices=[
            "scores",
            "night",
            "all",
            "readers",
            "fuzz",
            "malformed",
            "identity",
        ],
        default="all",
    )
    parser.add_argument(
        "--people", type=int, help="default: 20000 scores, 500000 night"
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=FRESH_SEEDS)
    parser.add_argument("--home", type=Path, default=Path("bench-home"))
    parser.add_argument("--rows", type=int, default=readers.ROWS, help="readers")
    parser.add_argument("--formats", nargs="*", default=[], help="readers, fuzz")
    parser.add_argument("--seconds", type=int, default=60, help="fuzz, each reader")
    for kind in ("quick", "scale", "febrl", report.ALL):
        parser.add_argument(
            f"--{kind}", dest="kind", action="store_const", const=kind, help="identity"
        )
    options = parser.parse_args()
    if options.what == "identity":
        report.run(options.kind or "residents")
    if options.what == "readers":
        readers.run(options.rows, options.formats)
    if options.what == "fuzz":
        fuzz.run(options.seconds, options.formats)
    if options.what == "malformed":
        malformed.run()
    if options.what in {"scores", "all"}:
        scores.run(options.people or 20_000, options.seeds, AS_OF)
    if options.what in {"night", "all"}:
        nights.run(options.home, options.people or 500_000, options.seeds[0], AS_OF)


if __name__ == "__main__":
    main()
