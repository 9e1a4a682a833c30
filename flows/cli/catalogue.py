"""`crosscheck rules list` and `crosscheck contracts list`: what ships."""

import typer

from flows.cli.options import JsonOption
from flows.cli.screen import write_json, write_table
from store.odcs import all_contracts

rules_app = typer.Typer(help="比对规则。", no_args_is_help=True)
contracts_app = typer.Typer(help="数据契约：各部门应报什么。", no_args_is_help=True)
MODES = {"full": "全量", "period": "按期", "append": "增量"}


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


@contracts_app.command("list", help="列出全部数据契约：报送单位、方式、列。")
def list_contracts(*, as_json: JsonOption = False) -> None:
    """List every data contract that ships."""
    contracts = all_contracts()
    if as_json:
        write_json(
            [
                {
                    "dataset": contract.path,
                    "title": contract.title,
                    "owner": contract.owner,
                    "mode": contract.mode.value,
                    "version": contract.version,
                    "columns": [column.name for column in contract.columns],
                }
                for contract in contracts
            ]
        )
        return
    rows = [
        [c.path, c.title, c.owner, MODES[c.mode.value], len(c.columns)]
        for c in contracts
    ]
    write_table("数据契约", ["数据集", "名称", "报送单位", "方式", "列"], rows)
