"""`crosscheck inbox withdraw`: a delivery is taken back, by name and reason."""

from typing import Annotated

import typer

from flows.cli.options import AsOfOption, HomeOption, QuietOption, day_of, home_of
from flows.cli.screen import write_line
from flows.clock import today
from flows.withdrawals import Withdrawal, withdraw

WITHDRAW_HELP = "撤回一批报送：以后不再参加比对，已有疑点标为待复核。"


def withdraw_delivery(  # noqa: PLR0913 - one argument an option
    delivery: Annotated[
        str,
        typer.Argument(metavar="报送批次", help="如 县民政局/20261106_低保，见晨报。"),
    ],
    name: Annotated[str, typer.Option("--name", help="谁撤回的。")],
    reason: Annotated[str, typer.Option("--reason", help="为什么撤回。")],
    home: HomeOption = None,
    as_of: AsOfOption = None,
    *,
    quiet: QuietOption = False,
) -> None:
    """Record that a delivery was taken back."""
    given = Withdrawal(
        delivery=delivery,
        name=name,
        reason=reason,
        withdrawn_on=day_of(as_of, today()),
    )
    recorded = withdraw(home_of(home), given)
    if not quiet:
        write_line(f"已撤回 {recorded.delivery}，下一夜起不再参加比对")
        write_line("原件仍在收件目录；要销毁请运行 crosscheck purge --delivery")
