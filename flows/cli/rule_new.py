"""`crosscheck rules new`: the files of a draft, in the source tree."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.screen import write_line

HELP = "在源码目录中新建一条规则的草稿：规则、查询、测试和虚构案例四个文件。"
NEXT = """接下来：
  1. 写测试 {test}，运行 ./dev test {test}，应当不通过
  2. 改查询和规则，直到测试通过；把（待补）全部写完
  3. ./dev rules-lock 记入 rules.lock，./dev rules-cards 更新说明书，./dev check
  4. crosscheck rules try {rule} --home 目录，看在真实数据上会多出什么
  5. 写好虚构案例后，把状态改为 SHADOW；影子运行无误再改为 IN_USE"""


def new(  # noqa: PLR0913, PLR0917 - one argument an option
    rule: Annotated[
        str, typer.Argument(metavar="规则编号", help="如 SS-13；用过的编号不再用。")
    ],
    topic: Annotated[
        str, typer.Argument(metavar="主题", help="rules 下的目录，如 social_security。")
    ],
    name: Annotated[
        str, typer.Argument(metavar="名称", help="文件名，英文小写加下划线。")
    ],
    title: Annotated[str, typer.Option("--title", help="规则名称，须中性。")],
    act: Annotated[
        str,
        typer.Option(
            "--act",
            help="逐笔判断哪一类数据（契约名）；省略时取主题中第一类有人员的数据。",
            show_default=False,
        ),
    ] = "",
    root: Annotated[
        Path,
        typer.Option("--root", help="源码目录；省略时是当前目录。", show_default=False),
    ] = Path(),
) -> None:
    """Scaffold a draft and say what comes next."""
    from flows.new_rule import Draft, new_rule  # noqa: PLC0415 - slow, not for --help

    draft = Draft(rule_id=rule, topic=topic, name=name, title=title, act=act)
    made = [file.relative_to(root) for file in new_rule(root, draft)]
    for file in made:
        write_line(f"已写 {file}")
    write_line(NEXT.format(test=made[2], rule=rule))
