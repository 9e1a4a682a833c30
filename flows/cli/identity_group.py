"""The group `crosscheck identity`; each command stands in a module of its own."""

import typer

identity = typer.Typer(
    help="认人：谁是谁；两个单位之间找共同人员而不出示其他人。",
    no_args_is_help=True,
)
