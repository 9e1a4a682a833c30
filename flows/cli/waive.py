"""`crosscheck inbox waive`: let one delivery in without an agreeing hand-over sheet."""

from typing import Annotated

import typer

from connectors.waiver import WAIVERS, Waiver, add_waiver
from flows.cli.options import HomeOption, home_of
from flows.cli.screen import write_line
from flows.clock import now
from store.errors import SettingsError
from store.home import Home
from store.odcs import all_contracts
from store.settings import load_settings

DeliveryArgument = Annotated[
    str,
    typer.Argument(
        metavar="报送", help="报送名，如 县民政局/20261105_低保。", show_default=False
    ),
]
NameOption = Annotated[
    str, typer.Option("--name", help="由谁决定（姓名）。", show_default=False)
]
ReasonOption = Annotated[
    str, typer.Option("--reason", help="为什么可以免。", show_default=False)
]
DatasetOption = Annotated[
    str,
    typer.Option(
        "--dataset", help="只免这一类数据（契约名）；省略时整批。", show_default=False
    ),
]


def waive(
    delivery: DeliveryArgument,
    name: NameOption,
    reason: ReasonOption,
    dataset: DatasetOption = "",
    home: HomeOption = None,
) -> None:
    """Note who lets a delivery in, why and when."""
    place = home_of(home)
    load_settings(place)
    waiver = Waiver(
        name=_said(name, "--name"),
        reason=_said(reason, "--reason"),
        delivery=_delivery(place, delivery),
        dataset=_dataset(dataset),
        at=now().isoformat(timespec="seconds"),
    )
    add_waiver(place.intake / WAIVERS, waiver)
    write_line(f"已记下：{waiver.delivery} 免交接单（{waiver.words}）；下一夜起采用")


def _said(text: str, option: str) -> str:
    if not text.strip():
        raise SettingsError(f"{option} 不能空", remedy="写明谁决定的、为什么")
    return text.strip()


def _delivery(home: Home, given: str) -> str:
    """Return the name of a delivery, however its folder was written."""
    own = given.strip().removeprefix("inbox/").strip("/") or "."
    folder = (home.inbox / own).resolve()
    if not folder.is_relative_to(home.inbox.resolve()) or not folder.is_dir():
        raise SettingsError(
            f"收件目录里没有 {own}",
            remedy="报送名是 inbox 下的目录，如 县民政局/20261105_低保",
        )
    return folder.relative_to(home.inbox.resolve()).as_posix()


def _dataset(path: str) -> str:
    if path and path not in {contract.path for contract in all_contracts()}:
        raise SettingsError(
            f"没有名为 {path} 的数据契约", remedy="用 crosscheck contracts list 查看"
        )
    return path
