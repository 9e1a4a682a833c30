"""`crosscheck tests list|show|run`: the ready tests of audit tools on any table."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from clues.unmask import unmask
from flows.cli.options import HomeOption, JsonOption, home_of
from flows.cli.screen import write_json, write_line, write_table
from store.home import Home
from store.settings import load_settings

tests_app = typer.Typer(
    help="审计测试：重复、断号、数字分布、抽样等，对任何一张表即查即看，不产生疑点。",
    no_args_is_help=True,
)
RUN_HELP = """对上一夜的一张表做一项审计测试；列名写英文名或表头都可以。

例：crosscheck tests run gaps --dataset 非税收入票据 --column 票据号码 --key 票据代码
"""
SHOWN = 20


class Digits(StrEnum):
    """Which leading digits are looked at."""

    FIRST = "first"
    SECOND = "second"
    FIRST_TWO = "first-two"


NameArgument = Annotated[
    str, typer.Argument(metavar="测试", help="tests list 中的名称，中英文都可以。")
]
ColumnOption = Annotated[
    list[str] | None, typer.Option("--column", help="所查的列；可以写几次。")
]
KeyOption = Annotated[
    list[str] | None, typer.Option("--key", help="分组的列；可以写几次。")
]
BesideOption = Annotated[
    list[str] | None, typer.Option("--show", help="一并列出的列；可以写几次。")
]
MinOption = Annotated[
    int | None,
    typer.Option(
        "--min-count",
        min=1,
        help="一组至少多少行才判断；省略时各测试自有下限。",
        show_default=False,
    ),
]


@tests_app.command("list", help="列出全部审计测试：问什么、看哪种列。")
def list_tests(*, as_json: JsonOption = False) -> None:
    """List the ready tests."""
    from rules.audit_tests.catalogue import all_audit_tests  # noqa: PLC0415 - slow; --help must not be

    tests = all_audit_tests()
    if as_json:
        write_json([test.model_dump() for test in tests])
        return
    rows = [[t.name, t.title, t.question, t.column_kind] for t in tests]
    write_table("审计测试", ["名称", "中文名", "问什么", "所查的列"], rows)


@tests_app.command("show", help="一项审计测试：何时用、说明什么、不说明什么。")
def show_test(name: NameArgument, *, as_json: JsonOption = False) -> None:
    """Show one ready test in plain words."""
    from rules.audit_tests.catalogue import audit_test_named  # noqa: PLC0415 - slow; --help must not be

    test = audit_test_named(name)
    if as_json:
        write_json(test.model_dump())
        return
    write_line(f"{test.title}（{test.name}）：{test.question}")
    write_line(f"  何时用：{test.when}")
    write_line(f"  所查的列：{test.column_kind}")
    write_line(f"  说明：{test.limits}")


@tests_app.command("run", help=RUN_HELP)
def run_test(  # noqa: PLR0913, PLR0917 - one argument an option
    name: NameArgument,
    dataset: Annotated[str, typer.Option("--dataset", help="数据表：英文名或中文名。")],
    column: ColumnOption = None,
    key: KeyOption = None,
    show: BesideOption = None,
    amount: Annotated[
        str, typer.Option("--amount", help="月末：一并合计的金额列。")
    ] = "",
    home: HomeOption = None,
    supplier: Annotated[
        str, typer.Option("--supplier", help="只看这个报送单位。")
    ] = "",
    seed: Annotated[
        str, typer.Option("--seed", help="抽样的种子；同一种子抽得相同。")
    ] = "1",
    size: Annotated[int, typer.Option("--size", min=1, help="抽多少。")] = 60,
    digits: Annotated[
        Digits, typer.Option("--digits", help="本福特看哪一位。")
    ] = Digits.FIRST,
    min_count: MinOption = None,
    factor: Annotated[
        int, typer.Option("--factor", min=2, help="相对大小：多少倍以上。")
    ] = 10,
    alike: Annotated[
        int, typer.Option("--alike", min=500, max=1000, help="近似重复：相似度‰。")
    ] = 800,
    unit: Annotated[
        int, typer.Option("--unit", min=1, help="整数金额：多少的整倍数。")
    ] = 10_000,
    days: Annotated[
        int, typer.Option("--days", min=1, max=15, help="月末：最后几天。")
    ] = 3,
    bounds: Annotated[
        str, typer.Option("--bounds", help="分层的界，如 100,1000,10000。")
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option("--out", help="写到 .xlsx、.csv 或 .jsonl 文件。"),
    ] = None,
    top: Annotated[
        int, typer.Option("--top", min=1, help="屏幕上每张表最多显示几行。")
    ] = SHOWN,
    reason: Annotated[str, typer.Option("--reason", help="为何要看完整信息。")] = "",
    *,
    unmasked: Annotated[
        bool,
        typer.Option("--unmasked", help="显示完整姓名和号码；须有分析员角色和理由。"),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Run one ready test and show, or write, what it found."""
    from flows.audit_files import require_form, write_answer  # noqa: PLC0415 - slow; --help must not be
    from flows.audit_page import answer_json  # noqa: PLC0415 - slow; --help must not be
    from flows.audit_tests import bounds_of, choose, run_audit_test  # noqa: PLC0415 - slow; --help must not be
    from flows.cli.audit_table import write_audit  # noqa: PLC0415 - slow; --help must not be
    from rules.audit_tests.catalogue import audit_test_named  # noqa: PLC0415 - slow; --help must not be
    from rules.audit_tests.result import Asked  # noqa: PLC0415 - slow; --help must not be

    test, place = audit_test_named(name), home_of(home)
    chosen = choose(dataset, column or (), key or (), show or (), amount)
    if out is not None:
        require_form(out)
    asked = Asked(
        seed=seed,
        size=size,
        digits=digits.value,
        min_count=min_count,
        factor=factor,
        alike_milli=alike,
        unit=unit,
        bounds=bounds_of(bounds),
        days=days,
    )
    answer = run_audit_test(place, test, chosen, asked, supplier)
    if unmasked:
        _unmask(place, reason, answer.listed.height, test.name)
    if out is not None:
        write_answer(answer, out, unmasked=unmasked)
    if as_json:
        write_json(answer_json(answer, unmasked=unmasked))
        return
    write_audit(answer, top, unmasked=unmasked)
    if out is not None:
        write_line(f"已写到 {out}")


def _unmask(home: Home, reason: str, count: int, name: str) -> None:
    unmask(load_settings(home), reason, home, count, f"tests run {name}")
