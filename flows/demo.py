"""What `./dev demo` runs: a made-up county, one night, its scoreboard, first clues."""

import shutil
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from clues.listing import published_clues, ranked
from county.build import build_county
from county.score import score
from flows.cli.chinese import speak_chinese
from flows.cli.clue_table import write_clues
from flows.cli.county import SMALLEST
from flows.cli.guard import run_to_end
from flows.cli.progress import waiting, watched
from flows.cli.scoreboard import write_scoreboard
from flows.cli.screen import write_line
from flows.prefect_server import standing_server
from flows.report_night import NightResult
from store.errors import SettingsError
from store.home import Home

FOLDER = Path("demo-home")
PEOPLE, SEED = 20_000, 1
AS_OF = date(2026, 11, 20)
FIRST = 10
HELP = "演示：造一个虚构的县，运行一夜，打分，列出最前的十条疑点。"


def run_demo(folder: Path, *, people: int = PEOPLE, seed: int = SEED) -> NightResult:
    """Make a county in `folder`, run one night on it and say what came out.

    The folder is made anew if it is a made-up county's or named as the demo's own.
    Raises `SettingsError` for a real home and for any other folder with something in.
    """
    home = Home(folder.resolve())
    _refuse_others(home, folder)
    shutil.rmtree(home.root, ignore_errors=True)
    with waiting(f"造一个 {people:,} 人的虚构县", quiet=False):
        build_county(home.root, people=people, seed=seed)
    result = _night(home)
    _tell(home, result)
    return result


def _refuse_others(home: Home, folder: Path) -> None:
    """Raise `SettingsError` where making the folder anew would destroy other files."""
    if home.truth.is_dir():
        return
    if home.settings.exists():
        raise SettingsError(f"{folder} 是真实的工作目录，演示不会改动它")
    left_half_made = folder == FOLDER
    if home.root.exists() and not left_half_made and not _is_empty(home.root):
        raise SettingsError(
            f"{folder} 里已有别的内容，演示不会改动它", remedy="换一个新的目录"
        )


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())


def _night(home: Home) -> NightResult:
    with watched(quiet=False), standing_server(home):
        from flows.nightly import run_flow  # noqa: PLC0415 - Prefect reads its environment at import

        return run_flow(home, AS_OF)


def _tell(home: Home, result: NightResult) -> None:
    for line in result.lines:
        write_line(line)
    write_line("")
    write_scoreboard(score(home))
    write_clues(ranked(published_clues(home.warehouse), top=FIRST), unmasked=False)
    for line in (
        "接下来可以打开：",
        f"  晨报（浏览器）      {result.morning_page}",
        f"  全部疑点            ./dev run clues list --home {home.root.name}",
        f"  一条疑点的全部证据  ./dev run clues show 疑点编号 --home {home.root.name}",
        f"  导出为 Excel        ./dev run clues export --out 疑点.xlsx "
        f"--home {home.root.name}",
    ):
        write_line(line)


def demo(
    home: Annotated[
        Path, typer.Option("--home", help="在哪个目录造县；已有的演示会重造。")
    ] = FOLDER,
    people: Annotated[
        int, typer.Option("--people", min=SMALLEST, help="虚构人口数。")
    ] = PEOPLE,
) -> None:
    """Run the demonstration as the command line asks."""
    run_demo(home, people=people)


def main() -> None:
    """Read the command line and run the demonstration."""
    speak_chinese()
    app = typer.Typer(
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.command(help=HELP)(demo)
    run_to_end(partial(app, prog_name="./dev demo"))


if __name__ == "__main__":
    main()
