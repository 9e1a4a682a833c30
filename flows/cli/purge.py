"""`crosscheck purge`: destroy what is due, or one delivery, and certify it."""

from typing import Annotated

import typer

from flows.cli.options import AsOfOption, HomeOption, JsonOption, day_of, home_of
from flows.cli.screen import write_json, write_line, write_table
from flows.clock import today
from flows.purge import Order, purge
from flows.purge_plan import Doomed, plan_purge
from store.errors import SettingsError
from store.settings import load_settings

HELP = """销毁到期的报送及由它算出的一切，并出具销毁证明。

先用 --dry-run 看清单。被打断时再运行一次即可接着做完；有一夜正在运行时不执行。
"""
HEADINGS = ("报送批次", "单位", "数据", "应销毁日期", "文件", "快照")
DeliveryOption = Annotated[
    list[str] | None,
    typer.Option("--delivery", help="只销毁这一批（未到期也销毁），可重复。"),
]


def purge_deliveries(  # noqa: PLR0913 - one argument an option
    home: HomeOption = None,
    as_of: AsOfOption = None,
    delivery: DeliveryOption = None,
    name: Annotated[str, typer.Option("--name", help="谁决定销毁。")] = "",
    reason: Annotated[str, typer.Option("--reason", help="为什么销毁。")] = "",
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只列出要销毁什么，什么也不动。")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Destroy what is due, or say what would be."""
    place, day = home_of(home), day_of(as_of, today())
    settings = load_settings(place)
    if dry_run:
        _show(plan_purge(place, settings, day, delivery or ()), as_json=as_json)
        return
    if day > today():
        raise SettingsError(
            f"不能按将来的日期 {day} 销毁", remedy="加上 --dry-run 只看清单"
        )
    order = Order(as_of=day, name=name, reason=reason, deliveries=delivery or ())
    done = purge(place, settings, order)
    if as_json:
        write_json([plan.record for plan in done])
        return
    for plan in done:
        count = len(plan.deliveries)
        write_line(f"已销毁 {count} 批报送，证明 {plan.certificate}")
        write_line(f"  {place.intake / 'certificates' / plan.certificate}.docx")
    if done:
        write_line("数据仓库和疑点清单已清空，请运行 crosscheck night 重新建立")
    else:
        write_line("没有到期应销毁的报送")


def _show(doomed: tuple[Doomed, ...], *, as_json: bool) -> None:
    if as_json:
        write_json([one.record for one in doomed])
        return
    rows = [
        (
            one.delivery,
            one.supplier,
            "、".join(str(entry["title"]) for entry in one.datasets),
            *(one.destroy_on, len(one.files), len(one.snapshots)),
        )
        for one in doomed
    ]
    write_table("要销毁的报送（尚未执行）", HEADINGS, rows)
