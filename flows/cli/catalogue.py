"""`crosscheck rules list`: the rules that ship."""

import typer

from flows.cli.options import JsonOption
from flows.cli.screen import write_json, write_table

rules_app = typer.Typer(help="比对规则。", no_args_is_help=True)


@rules_app.command("list", help="列出全部规则：编号、名称、状态、版本、所需数据。")
def list_rules(*, as_json: JsonOption = False) -> None:
    """List every rule that ships."""
    from rules.library import all_rules  # noqa: PLC0415 - slow; --help must not be

    rules = all_rules()
    if as_json:
        write_json(
            [
                {
                    "id": rule.id,
                    "title": rule.title,
                    "status": rule.status.value,
                    "version": rule.version,
                    "needs": list(rule.needs),
                    "optional": list(rule.optional),
                }
                for rule in rules
            ]
        )
        return
    rows = [[r.id, r.title, r.status.value, r.version, r.needs] for r in rules]
    write_table("规则", ["编号", "名称", "状态", "版本", "所需数据"], rows)
