"""`crosscheck identity`: who is who, and what it rests on."""

import typer

identity = typer.Typer(help="认人：训练、解释、报告。", no_args_is_help=True)
