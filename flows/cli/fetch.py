"""`crosscheck inbox fetch`: ask the sources now rather than by night."""

from collections.abc import Callable
from typing import Annotated

import typer

from connectors.sources.fetched import Fetched
from flows.cli.options import HomeOption, JsonOption, QuietOption, home_of
from flows.cli.screen import write_error, write_json, write_line
from flows.clock import today
from store.digest import Json
from store.errors import CrosscheckError
from store.settings import load_settings

SourcesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[来源]...",
        help="设置中 \\[sources.名称] 的名称；省略时全部。",
        show_default=False,
    ),
]


def fetch(
    sources: SourcesArgument = None,
    home: HomeOption = None,
    *,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Ask the sources one after another; the first trouble is the exit code."""
    from flows.fetch_sources import fetch_of, names_of  # noqa: PLC0415 - slow; --help must not be

    place = home_of(home)
    settings = load_settings(place)
    answers: list[Fetched] = []
    for name in names_of(settings, sources or []):
        if not quiet and not as_json:
            write_line(f"{name}：正在取数……")
        answer = _ask(name, fetch_of(place, settings, name, today()))
        answers.append(answer)
        if not as_json:
            _show(answer)
    if as_json:
        write_json([_record(answer) for answer in answers])
    troubles = [trouble for answer in answers for trouble in answer.problems]
    if troubles:
        raise typer.Exit(troubles[0].exit_code)


def _ask(name: str, ask: Callable[[], Fetched]) -> Fetched:
    try:
        return ask()
    except CrosscheckError as error:
        return Fetched(source=name, problems=(error,))


def _show(answer: Fetched) -> None:
    for delivery in answer.deliveries:
        rows = f"（{answer.rows:,} 行）" if answer.rows else ""
        write_line(f"{answer.source}：已放进 inbox/{delivery}{rows}")
    for folder in answer.waiting:
        write_line(f"{answer.source}：“{folder}”还没有传完，或还没有交接单，下次再取")
    for trouble in answer.problems:
        write_error(f"错误：{trouble}")
    if not (answer.deliveries or answer.waiting or answer.problems):
        write_line(f"{answer.source}：没有新的数据")


def _record(answer: Fetched) -> Json:
    return {
        "source": answer.source,
        "deliveries": list(answer.deliveries),
        "waiting": list(answer.waiting),
        "problems": [
            {"error": type(one).__name__, "message": one.message, "remedy": one.remedy}
            for one in answer.problems
        ],
        "rows": answer.rows,
    }
