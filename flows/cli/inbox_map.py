"""Make a mapping from flags or by asking; list, show and remove mappings."""

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from connectors.mapping import ANY_SUPPLIER, SUFFIX, SavedMapping
from connectors.propose import Decided, column_named, proposed, suggested
from connectors.recognise import Recognition, Surroundings
from connectors.view import Asked, Fit, Known, SheetView, view_file
from flows.cli.screen import write_json, write_line
from flows.mappings import mappings_of
from store.errors import SettingsError
from store.home import Home

if TYPE_CHECKING:  # slow to import, and --help must not be
    from flows.open_archive import Lying

IGNORE = "-"


@dataclass(frozen=True, kw_only=True)
class Flags:
    """What was said on the command line, as it was said."""

    supplier: str = ""
    dataset: str = ""
    sheet: str = ""
    header_row: int | None = None
    columns: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    constants: tuple[str, ...] = ()
    unit: str = ""
    sheets_ignored: tuple[str, ...] = ()
    accept: bool = False

    @property
    def decided(self) -> Decided:
        """Return what was decided; raises `SettingsError` for a malformed pair."""
        return Decided(
            columns=dict(_pair(text, "--set 表头=列") for text in self.columns),
            ignored=self.ignored,
            constants=dict(_pair(t, "--constant 列=值") for t in self.constants),
            unit=self.unit,
            sheets_ignored=self.sheets_ignored,
        )

    @property
    def are_given(self) -> bool:
        """Say whether anything but the supplier and the sheet was said."""
        told = {f.name for f in fields(self) if getattr(self, f.name)}
        return bool(told - {"supplier", "sheet", "accept"})


def map_file(file: Path, home: Home, known: Known, flags: Flags) -> str:
    """Save the mapping of a sheet; return what to tell the user.

    Raises `SettingsError` for flags that do not fit the file, `DeliveryError` for
    a file that cannot be read and `HeaderError` where the sheet could still not be
    taken: such a mapping is not saved.
    """
    from flows.open_archive import opened_member, passwords_of  # noqa: PLC0415 - slow; --help must not be

    _refuse_unknown_dataset(flags.dataset, known)
    with opened_member(file, passwords_of(home)) as lying:
        return _map_lying(lying, home, known, flags)


def _map_lying(lying: "Lying", home: Home, known: Known, flags: Flags) -> str:
    from flows.inspect_files import surroundings_of  # noqa: PLC0415 - slow; --help must not be

    file = lying.file
    around, _ = surroundings_of(lying, home, flags.supplier or None)
    view, fit = _chosen(file, around, known, flags)
    decided = flags.decided
    if flags.accept:
        decided = suggested(fit)
    elif not flags.are_given:
        decided = _asked(fit)
    supplier = around.supplier or ""
    mapping = proposed(view, fit, decided, supplier=supplier, known=known.contracts)
    _try(file, around, view, mapping, known)
    for old in known.mappings:
        if mapping.replaces(old):
            _file(home, old.name).unlink()
    mapping.save(home.mappings)
    whose = supplier or f"{ANY_SUPPLIER}（没有注明报送单位，对所有单位有效）"
    return (
        f"已保存映射 {mapping.name}（第 {mapping.version} 版）：{whose}的"
        f"“{fit.contract.title}”，{len(mapping.columns)} 个表头另有所指，"
        f"{len(mapping.ignored)} 个不读入"
    )


def _pair(text: str, form: str) -> tuple[str, str]:
    left, sign, right = text.rpartition("=") if "表头" in form else text.partition("=")
    if not sign or not left or not right:
        raise SettingsError(f"看不懂 {text}", remedy=f"写成 {form}")
    return left.strip(), right.strip()


def _refuse_unknown_dataset(dataset: str, known: Known) -> None:
    if dataset and known.contract(dataset) is None:
        raise SettingsError(
            f"没有数据集 {dataset}", remedy="数据集见 crosscheck contracts list"
        )


def _chosen(
    file: Path, around: Surroundings, known: Known, flags: Flags
) -> tuple[SheetView, Fit]:
    asked = Asked(dataset=flags.dataset, header_row=flags.header_row)
    views = list(view_file(file, around, known, asked))
    if flags.sheet:
        views = [view for view in views if view.around.sheet == flags.sheet]
        if not views:
            raise SettingsError(f"文件里没有工作表 {flags.sheet}", remedy="检查表名")
    fitting = [(view, view.fit) for view in views if view.fit and not view.hidden]
    layouts = {(fit.contract.path, fit.headings) for _, fit in fitting}
    if not fitting and flags.header_row:
        raise SettingsError(
            f"第 {flags.header_row} 行没有表头", remedy="表头须在前 20 行之内"
        )
    if not fitting:
        raise SettingsError("看不出这是哪一类数据", remedy="加上 --dataset 数据集")
    if len(layouts) > 1:
        names = "、".join(view.around.sheet for view, _ in fitting)
        raise SettingsError(
            f"各工作表的表头不同（{names}）", remedy="加上 --sheet 表名，一次映射一张"
        )
    return fitting[0]


def _asked(fit: Fit) -> Decided:
    """Ask for each unknown heading what it is; Enter accepts what is suggested."""
    write_line(f"数据：{fit.contract.title}；表头在第 {fit.row} 行")
    write_line(f"回车接受建议；填列名或中文列名；填 {IGNORE} 表示不读入。")
    columns: dict[str, str] = {}
    ignored: list[str] = []
    for one in fit.suggestions:
        heading = "".join(one.heading.split())
        answer = _answer(heading, fit, one.column.name if one.column else IGNORE)
        if answer == IGNORE:
            ignored.append(one.heading)
        else:
            columns[one.heading] = answer
    return Decided(columns=columns, ignored=ignored)


def _answer(heading: str, fit: Fit, default: str) -> str:
    while True:
        text = str(typer.prompt(f"“{heading}”是哪一列？", default=default)).strip()
        if text == IGNORE:
            return IGNORE
        try:
            return column_named(fit.contract, text).name
        except SettingsError as error:
            write_line(f"  {error.message}；可用：{_names(fit)}")


def _names(fit: Fit) -> str:
    free = [c for c in fit.contract.columns if c.name not in fit.match.columns]
    return "、".join(f"{column.title}（{column.name}）" for column in free)


def _try(
    file: Path,
    around: Surroundings,
    view: SheetView,
    mapping: SavedMapping,
    known: Known,
) -> None:
    """Raise what would still keep the sheet from being taken with the mapping."""
    trial = Known(contracts=known.contracts, mappings=(mapping,))
    for seen in view_file(file, around, trial):
        if seen.around.sheet != view.around.sheet:
            continue
        if not isinstance(seen.what, Recognition):
            raise seen.what.error
        if not seen.what.mapping:
            raise SettingsError(
                "映射对这张表不起作用：表名或文件名指向另一类数据",
                remedy="检查 --dataset",
            )


def list_mappings(home: Home, *, as_json: bool) -> None:
    """Print the mappings of a home."""
    mappings = mappings_of(home)
    if as_json:
        write_json([{"name": m.name, **m.model_dump(mode="json")} for m in mappings])
        return
    if not mappings:
        write_line("还没有映射")
    for one in mappings:  # in lines, so that a name can always be copied whole
        whose = one.supplier or ANY_SUPPLIER
        told = f"{len(one.columns)} 个表头另有所指，{len(one.ignored)} 个不读入"
        write_line(f"{one.name}  {whose}  {one.dataset}  第 {one.version} 版，{told}")


def show_mapping(home: Home, name: str) -> None:
    """Print one mapping as its file has it."""
    mapping = SavedMapping.load(_file(home, name))
    write_line(
        json.dumps(mapping.model_dump(mode="json"), ensure_ascii=False, indent=1)
    )


def remove_mapping(home: Home, name: str) -> None:
    """Remove one mapping; the next night reads its files without it."""
    _file(home, name).unlink()
    write_line(f"已删除映射 {name}")


def _file(home: Home, name: str) -> Path:
    file = home.mappings / f"{name.removesuffix(SUFFIX)}{SUFFIX}"
    if file.parent != home.mappings or not file.is_file():
        raise SettingsError(f"没有映射 {name}", remedy="名称见 inbox map --list")
    return file
