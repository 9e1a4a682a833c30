"""How good the clues are: the scoreboard on counties of fresh seeds."""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.measure import crosscheck

COLUMNS = (
    "planted",
    "found",
    "recall",
    "recall_clean",
    "look_alikes",
    "look_alikes_raised",
    "unlabelled_hits",
    "cannot_decide",
)


def run(people: int, seeds: list[int], as_of: str) -> None:
    """Print the scoreboard of one county for each seed."""
    for seed in seeds:
        with TemporaryDirectory() as folder:
            _print_board(
                seed, people, _score(Path(folder) / "home", people, seed, as_of)
            )


def _score(home: Path, people: int, seed: int, as_of: str) -> dict[str, Any]:
    crosscheck("county", home, "--people", str(people), "--seed", str(seed), "--quiet")
    crosscheck("night", "--home", home, "--as-of", as_of, "--quiet")
    return dict(json.loads(crosscheck("score", "--home", home, "--json").output))


def _print_board(seed: int, people: int, score: dict[str, Any]) -> None:
    write = sys.stdout.write
    write(f"\nseed {seed}, {people} people\n")
    write("| rule | " + " | ".join(COLUMNS) + " |\n")
    write("| --- " * (len(COLUMNS) + 1) + "|\n")
    for rule, line in [*score["rules"].items(), ("all", score["overall"])]:
        write(
            f"| {rule} | " + " | ".join(str(line.get(c, "")) for c in COLUMNS) + " |\n"
        )
    write(f"links: {score['overall']['links']}\n")
    sys.stdout.flush()
