"""The frame around every help page and usage error, in Chinese."""

import re

from typer import rich_utils
from typer._click.core import Command, Context  # pyright: ignore[reportPrivateImportUsage] - typer keeps click inside
from typer._click.exceptions import ClickException, UsageError
from typer._click.formatting import HelpFormatter
from typer.core import TyperArgument, TyperOption

from flows.cli.screen import write_error, write_hint
from flows.cli.usage_errors import in_chinese

USAGE = {"[OPTIONS]": "[选项]", "COMMAND": "命令", "[ARGS]...": "[参数]..."}
TYPES = {
    "bool": "开关",
    "str": "文字",
    "int range": "整数",
    "int": "整数",
    "float range": "数",
    "float": "数",
    "path": "路径",
    "Path": "路径",
}
HELP_OPTION = Command.get_help_option
OPTION_TYPE = TyperOption.display_type_rich
ARGUMENT_TYPE = TyperArgument.display_type_rich
TYPE = re.compile(r"\b(?:" + "|".join(TYPES) + r")\b")
MANY = re.compile(r"list\[(.*?)\]")


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


def _in_words(told: str | None) -> str | None:
    """Return the type of a parameter as typer shows it, named in Chinese."""
    return told and MANY.sub(r"\1…", TYPE.sub(lambda it: TYPES[it.group()], told))


def _option_type(option: TyperOption, ctx: Context) -> str | None:
    return _in_words(OPTION_TYPE(option, ctx))


def _argument_type(argument: TyperArgument, ctx: Context) -> str | None:
    return _in_words(ARGUMENT_TYPE(argument, ctx))


def _help_of(command: Command, ctx: Context) -> TyperOption | None:
    option = HELP_OPTION(command, ctx)
    if option is not None:
        option.help = "显示本页。"
    return option


OURS = (
    (Command, "get_help_option", _help_of),
    (TyperOption, "display_type_rich", _option_type),
    (TyperArgument, "display_type_rich", _argument_type),
)


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
    for owner, name, ours in OURS:
        setattr(owner, name, ours)
