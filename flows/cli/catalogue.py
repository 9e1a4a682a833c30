"""`crosscheck rules list`: the rules that ship, and which can run tonight."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import typer

from flows.cli.options import HomeOption, JsonOption, given_home
from flows.cli.screen import write_json, write_table
from rules.words import status_text
from store.digest import Json

if TYPE_CHECKING:  # slow to import, and --help must not be
    from rules.rule import Rule
    from store.home import Home

rules_app = typer.Typer(help="比对规则。", no_args_is_help=True)
HELP = (
    "列出全部规则：编号、名称、状态、版本、所需数据；给出工作目录时还有今夜能否运行。"
)
TONIGHT: Mapping[str, str] = {
    "runs": "可运行",
    "degraded": "部分检验",
    "cannot": "不能运行",
    "withdrawn": "已撤回",
    "": "—",
}


@rules_app.command("list", help=HELP)
def list_rules(home: HomeOption = None, *, as_json: JsonOption = False) -> None:
    """List every rule that ships."""
    from rules.library import all_rules  # noqa: PLC0415 - slow; --help must not be
    from rules.pack.standing import rules_in_force  # noqa: PLC0415 - as above

    place = given_home(home)
    rules = rules_in_force(place.policy) if place is not None else all_rules()
    tonight = _tonight(place) if place is not None else {}
    if as_json:
        write_json([_json(rule, tonight, told=place is not None) for rule in rules])
        return
    headings = ["编号", "名称", "状态", "版本", "所需数据"]
    rows = [[r.id, r.title, status_text(r.status), r.version, r.needs] for r in rules]
    if place is not None:
        headings.append("今夜")
        for row, rule in zip(rows, rules, strict=True):
            row.append(TONIGHT[tonight.get(rule.id, "")])
    write_table("规则", headings, rows)


def _json(rule: "Rule", tonight: Mapping[str, str], *, told: bool) -> dict[str, Json]:
    entry: dict[str, Json] = {
        "id": rule.id,
        "title": rule.title,
        "status": rule.status.value,
        "version": rule.version,
        "needs": list(rule.needs),
        "optional": list(rule.optional),
    }
    return {**entry, "tonight": tonight.get(rule.id) or None} if told else entry


def _tonight(home: "Home") -> dict[str, str]:
    """Return whether each nightly rule could run on what is published."""
    from flows.cover_rules import published_cover  # noqa: PLC0415 - as above
    from flows.rule_withdrawals import withdrawn_rules  # noqa: PLC0415 - as above

    back = dict.fromkeys(withdrawn_rules(home, date.max), "withdrawn")
    return {one.rule: one.status for one in published_cover(home)} | back
