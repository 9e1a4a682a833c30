"""`crosscheck inbox`: what lies in the inbox, and how it gets there."""

import typer

from flows.cli.fetch import fetch
from flows.cli.waive import waive

FETCH = "向设置中的来源（数据库、共享目录、SFTP、S3）取数，放进收件目录。"
WAIVE = "免一批报送的交接单：谁、为什么，只增不改地记下来。"

inbox_app = typer.Typer(help="收件目录：取数、核对、免交接单。", no_args_is_help=True)
inbox_app.command(help=FETCH)(fetch)
inbox_app.command(help=WAIVE)(waive)
