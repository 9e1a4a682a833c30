"""`crosscheck rules withdraw|restore`: a rule is taken back, or runs again."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.options import (
    AsOfOption,
    HomeOption,
    JsonOption,
    QuietOption,
    day_of,
    home_of,
)
from flows.cli.screen import write_json, write_line
from flows.clock import today
from store.home import Home

if TYPE_CHECKING:
    from flows.rule_withdrawals import RuleWithdrawal

WITHDRAW, RESTORE = "withdraw", "restore"  # as flows.rule_withdrawals, slow to import
WITHDRAW_HELP = "撤回一条规则：以后不再运行，用过它的疑点标为待复核。"
RESTORE_HELP = "恢复一条被撤回的规则；待复核的标记不会因此消失。"

RuleArgument = Annotated[
    str, typer.Argument(metavar="规则编号", help="如 SS-01，见 rules list。")
]
ReasonOption = Annotated[str, typer.Option("--reason", help="为什么。")]
ByOption = Annotated[str, typer.Option("--by", help="谁决定的。")]
SecondOption = Annotated[str, typer.Option("--second", help="谁复核的，须是另一人。")]


def withdraw(  # noqa: PLR0913, PLR0917 - one argument an option
    rule: RuleArgument,
    reason: ReasonOption,
    by: ByOption,
    second: SecondOption,
    home: HomeOption = None,
    as_of: AsOfOption = None,
    *,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Record that a rule was withdrawn, and say which clues used it."""
    place = home_of(home)
    told = {"rule": rule, "reason": reason, "by": by, "second": second}
    recorded = _record(place, WITHDRAW, told, as_of)
    used = _clues_using(place, recorded.rule)
    if as_json:
        write_json({**recorded.record, "clues": list(used)})
    elif not quiet:
        write_line(f"已撤回规则 {recorded.rule}，{recorded.on} 及以后的夜里不再运行")
        write_line(f"用过它的疑点 {len(used)} 条，下一夜起标为待复核：")
        for clue_id in used:
            write_line(f"  {clue_id}")


def restore(  # noqa: PLR0913, PLR0917 - one argument an option
    rule: RuleArgument,
    reason: ReasonOption,
    by: ByOption,
    second: SecondOption,
    home: HomeOption = None,
    as_of: AsOfOption = None,
    *,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Record that a withdrawn rule runs again."""
    told = {"rule": rule, "reason": reason, "by": by, "second": second}
    recorded = _record(home_of(home), RESTORE, told, as_of)
    if as_json:
        write_json(recorded.record)
    elif not quiet:
        write_line(f"已恢复规则 {recorded.rule}，{recorded.on} 及以后的夜里重新运行")


def _record(
    home: Home,
    action: str,
    told: Mapping[str, str],
    as_of: datetime | None,
) -> "RuleWithdrawal":
    from flows.rule_withdrawals import (  # noqa: PLC0415 - slow; --help must not be
        RuleWithdrawal,
        decide,
    )

    on = day_of(as_of, today())
    return decide(home, RuleWithdrawal(action=action, on=on, **told))


def _clues_using(home: Home, rule: str) -> tuple[str, ...]:
    """Return the ids of the published clues that a rule stands behind."""
    from clues.listing import published_clues  # noqa: PLC0415 - slow, as above
    from clues.recheck import rules_used  # noqa: PLC0415 - slow, as above

    if not home.warehouse.is_file():
        return ()
    found = published_clues(home.warehouse, queue=None)
    return tuple(sorted(one.clue_id for one in found if rule in rules_used(one)))
