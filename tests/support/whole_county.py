"""Every rule on all the planted cases together, in a county without any dirt.

    .venv/bin/python -m tests.support.whole_county --people 8000 --seed 3

says of each rule: planted, found, cannot decide, look-alikes, raised, unlabelled, and
shows whatever is wrong. `tests.support.clean_county` plants one rule's cases alone;
here the cases of all rules meet in one county, as they do before a dirty night, and
what goes wrong is a rule or a judgement that overlooks what another rule's case did.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence

import polars as pl

from county.cases.library import all_cases, plant_all
from county.simulate import simulate
from county.world import World
from tests.support.clean_county import PEOPLE, SEED, Board, judge_on


def whole_county(people: int = PEOPLE, seed: int = SEED) -> World:
    """Return a county with the cases of every rule."""
    world = simulate(people, seed)
    plant_all(world)
    return world


def boards(world: World, rules: Sequence[str] = ()) -> Iterator[Board]:
    """Yield the board of each rule that has cases (or of those named)."""
    for cases in all_cases():
        if not rules or cases.rule in rules:
            yield judge_on(world, cases.rule)


def main() -> None:
    """Print a line for each rule, and whatever is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("rules", nargs="*")
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    for board in boards(whole_county(asked.people, asked.seed), asked.rules):
        figures = (board.planted, board.found, board.cannot_decide)
        others = (board.look_alikes, board.raised, board.unlabelled)
        sys.stdout.write(f"{board.rule} {figures} {others}\n")
        if not board.wrong.is_empty():
            with pl.Config(tbl_rows=60, fmt_str_lengths=60, tbl_width_chars=180):
                sys.stdout.write(f"{board.wrong}\n")


if __name__ == "__main__":
    main()
