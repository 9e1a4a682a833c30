"""`./dev bench`: `scores` (how good), `night` (how fast), or both, and readers.

`readers` times every reader beside its peers, `fuzz` looks for input that one
cannot bear, `malformed` prints what is said about each malformed delivery.
`rules` times every rule beside bare DuckDB running the same statements, and
`identity` measures the matcher beside Splink and recordlinkage.
"""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from bench import fuzz, malformed, nights, readers, rules, scores
from bench.identity import report

AS_OF = "2026-11-20"
KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType({"all": ("scores", "night")})
FRESH_SEEDS = [90101, 90102, 90103]


def main() -> None:
    """Parse the arguments and run the measurements asked for."""
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument(
        "what",
        nargs="?",
        choices=[*MEASUREMENTS, *KINDS],
        default="all",
    )
    parser.add_argument(
        "--people", type=int, help="default: 20000 scores, 500000 night"
    )
    parser.add_argument("--copies", type=int, default=1, help="rules: counties")
    parser.add_argument("--alone", action="store_true", help="rules: without bare runs")
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
    for name in KINDS.get(options.what, (options.what,)):
        MEASUREMENTS[name](options)


def _identity(options: argparse.Namespace) -> None:
    report.run(options.kind or "residents")


def _rules(options: argparse.Namespace) -> None:
    people = options.people or 500_000
    rules.run(
        people,
        options.seeds[0],
        options.copies,
        options.home,
        bare=not options.alone,
    )


def _readers(options: argparse.Namespace) -> None:
    readers.run(options.rows, options.formats)


def _fuzz(options: argparse.Namespace) -> None:
    fuzz.run(options.seconds, options.formats)


def _malformed(_: argparse.Namespace) -> None:
    malformed.run()


def _scores(options: argparse.Namespace) -> None:
    scores.run(options.people or 20_000, options.seeds, AS_OF)


def _night(options: argparse.Namespace) -> None:
    nights.run(options.home, options.people or 500_000, options.seeds[0], AS_OF)


MEASUREMENTS: Mapping[str, Callable[[argparse.Namespace], None]] = MappingProxyType(
    {
        "scores": _scores,
        "night": _night,
        "rules": _rules,
        "readers": _readers,
        "fuzz": _fuzz,
        "malformed": _malformed,
        "identity": _identity,
    }
)


if __name__ == "__main__":
    main()
