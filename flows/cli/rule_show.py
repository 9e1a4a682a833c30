"""`crosscheck rules show`: the card of a rule, on the screen or as a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.options import HomeOption, JsonOption, given_home
from flows.cli.screen import write_json, write_line, write_table
from flows.clock import today
from store.digest import Json

if TYPE_CHECKING:  # slow to import, and --help must not be
    from rules.card import Card

HELP = "显示一条规则的说明书：依据、数据、逻辑、参数、解释、核查步骤、看不到什么。"


def show(
    rule: Annotated[
        str, typer.Argument(metavar="规则编号", help="如 SS-01，见 rules list。")
    ],
    home: HomeOption = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="写成文件：.docx 或 .md。", show_default=False),
    ] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Show the card of a rule."""
    from flows.rule_book import write_card  # noqa: PLC0415 - slow; --help must not be
    from flows.rule_card import card_at  # noqa: PLC0415 - as above
    from rules.library import rule_for  # noqa: PLC0415 - as above

    card = card_at(given_home(home), rule_for(rule))
    if out is not None:
        write_card(card, out, today())
        write_line(f"已写到 {out}")
    elif as_json:
        write_json(_json(card))
    else:
        _write(card)


def _json(card: "Card") -> dict[str, Json]:
    return {
        "id": card.rule_id,
        "title": card.title,
        "head": card.head,
        "sections": [
            {
                "title": section.title,
                "lines": list(section.lines),
                "tables": [
                    {
                        "caption": grid.caption,
                        "headings": list(grid.headings),
                        "rows": [list(row) for row in grid.rows],
                    }
                    for grid in section.grids
                ],
            }
            for section in card.sections
        ],
    }


def _write(card: "Card") -> None:
    write_line(f"{card.rule_id}　{card.title}")
    write_line(card.head)
    for section in card.sections:
        write_line("")
        write_line(f"【{section.title}】")
        for place, line in enumerate(section.lines, 1):
            write_line(f"  {place}. {line}" if section.ordered else f"  {line}")
        for grid in section.grids:
            write_table(grid.caption, grid.headings, grid.rows)
