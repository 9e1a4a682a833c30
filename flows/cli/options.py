"""Options that many commands share, with their Chinese help."""

import os
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from store.home import HOME_VARIABLE, Home, find_home

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        help="工作目录；省略时取环境变量 CROSSCHECK_HOME，再取当前目录。",
        show_default=False,
    ),
]


def known_rule(text: str) -> str:
    """Return a rule's id as the library writes it, empty for none.

    Raises `RuleError` for an id that there is not: nothing is not an answer to it.
    """
    if not text:
        return ""
    from rules.library import rule_for  # noqa: PLC0415 - slow; --help must not be

    return rule_for(text).id


RuleOption = Annotated[
    str, typer.Option("--rule", callback=known_rule, help="只看这条规则。")
]
JsonOption = Annotated[bool, typer.Option("--json", help="以 JSON 输出到标准输出。")]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="不显示进度，只输出结果与错误。")
]
AsOfOption = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        formats=["%Y-%m-%d"],
        help="以哪一天为准（YYYY-MM-DD）；省略时取北京时间今天。",
        show_default=False,
    ),
]


def home_of(option: Path | None) -> Home:
    """Return the home that a command works on; raises `SettingsError`."""
    return find_home(option)


def given_home(option: Path | None) -> Home | None:
    """Return the home that was named or that lies here, or nothing.

    Raises `SettingsError` only where a named one is none.
    """
    if option is None and HOME_VARIABLE not in os.environ:
        here = Home(Path.cwd())
        return here if here.settings.is_file() else None
    return find_home(option)


def day_of(option: datetime | None, default: date) -> date:
    """Return the day given on the command line, or the default."""
    return option.date() if option is not None else default
