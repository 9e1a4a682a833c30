"""`crosscheck county` and `crosscheck score`: a made-up county and its scoreboard."""

from typing import Annotated

import typer

from flows.cli.make_home import FolderArgument
from flows.cli.options import HomeOption, JsonOption, QuietOption, home_of
from flows.cli.progress import waiting
from flows.cli.scoreboard import write_mechanisms, write_scoreboard
from flows.cli.screen import write_json, write_line
from store.errors import SettingsError
from store.home import Home

SMALLEST = 200
PeopleOption = Annotated[
    int, typer.Option("--people", min=SMALLEST, help="虚构人口数。")
]
SeedOption = Annotated[int, typer.Option("--seed", min=0, help="随机种子。")]


def county(
    folder: FolderArgument,
    people: PeopleOption = 20_000,
    seed: SeedOption = 1,
    *,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Make a synthetic county in a new home."""
    if Home(folder).settings.exists():
        raise SettingsError(f"{folder} 已经是工作目录", remedy="换一个目录")
    from county.build import build_county  # noqa: PLC0415 - slow; --help must not be

    with waiting("造县", quiet=quiet or as_json):
        summary = build_county(folder.resolve(), people=people, seed=seed)
    if as_json:
        write_json(summary)
    elif not quiet:
        write_line(f"已造好虚构县 {folder}，运行：")
        write_line(f"  crosscheck night --home {folder} --as-of 2026-11-20")


RuleOption = Annotated[
    str, typer.Option("--rule", help="只看一条规则，按埋设方式分列。")
]


def score(
    home: HomeOption = None, rule: RuleOption = "", *, as_json: JsonOption = False
) -> None:
    """Score the last night against the truth of a synthetic home."""
    from county.score import score as score_home  # noqa: PLC0415 - as above

    result = score_home(home_of(home))
    if as_json:
        write_json(result)
    elif rule:
        write_mechanisms(result, rule.upper())
    else:
        write_scoreboard(result)
