"""The frame around every help page and usage error, in Chinese."""

from typer import rich_utils
from typer._click.core import Context  # pyright: ignore[reportPrivateImportUsage] - typer keeps click inside
from typer._click.exceptions import ClickException, UsageError
from typer._click.formatting import HelpFormatter

from flows.cli.screen import write_error, write_hint
from flows.cli.usage_errors import in_chinese

USAGE = {"[OPTIONS]": "[选项]", "COMMAND": "命令", "[ARGS]...": "[参数]..."}


class ChineseFormatter(HelpFormatter):
    """Writes the line that shows how a command is written."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line with its fixed words in Chinese."""
        words = (USAGE.get(word, word) for word in args.split(" "))
        super().write_usage(prog, " ".join(words), prefix or "用法：")


def show_mistake(error: ClickException) -> None:
    """Write what is wrong with a command line: its usage, and one red line."""
    if type(error).__name__ == "NoArgsIsHelpError":  # the help page stands there
        return
    context = error.ctx if isinstance(error, UsageError) else None
    if context is not None:
        write_hint(context.get_usage())
        write_hint(f"用 '{context.command_path} --help' 查看用法。")
    write_error(f"错误：{in_chinese(error.format_message())}")


def speak_chinese() -> None:
    """Set the words that typer frames its pages with."""
    rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    rich_utils.DEFAULT_STRING = "[默认：{}]"
    rich_utils.ENVVAR_STRING = "[环境变量：{}]"
    rich_utils.REQUIRED_LONG_STRING = "[必填]"
    rich_utils.ABORTED_TEXT = "已中止。"
    rich_utils.rich_format_error = lambda self: show_mistake(self)  # noqa: PLW0108 - typer's type names its parameter
    Context.formatter_class = ChineseFormatter
