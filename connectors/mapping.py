"""Saved mappings: an office's own headings, as data in the home directory.

One file `mappings/<name>.json` for each supplier, dataset and layout. It holds the
headings that it was made for, and is applied to a sheet with exactly these
headings, in any order, and to no other.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from connectors.matching import Headings
from store.digest import digest_json
from store.errors import SettingsError
from store.heading import plain_heading
from store.stage import publish_file

SUFFIX = ".json"
ANY_SUPPLIER = "各单位"
LAYOUT_DIGITS, DIGEST_DIGITS = 8, 12
FROM_SHEET = "@表名"  # a constant that is the name of each sheet
SPLIT = re.compile(r"[(（]\d+[)）]$")  # of a sheet that goes on in another
UNFIT = re.compile(r'[\\/:*?"<>|\s.]+')  # for the name of a file


class SavedMapping(BaseModel):
    """How one layout of one supplier is to be read.

    `supplier` "" means whoever delivers it; `headings` are those it was made for,
    as printed; `columns` maps a heading to a column of the contract, `constants` a
    column to the text of every row; `ignored` headings are known and not loaded.
    `hinted` is the dataset that the names of that file pointed to, "" for none.
    `version` counts how often it was renewed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    supplier: str = ""
    dataset: str
    version: Annotated[int, Field(ge=1)] = 1
    headings: tuple[str, ...]
    layout: str = ""
    columns: dict[str, str] = {}
    ignored: tuple[str, ...] = ()
    constants: dict[str, str] = {}
    unit: str = ""
    header_row: Annotated[int | None, Field(ge=1)] = None
    header_lines: Annotated[int, Field(ge=1, le=3)] = 1
    sheets_ignored: tuple[str, ...] = ()
    hinted: str = ""

    @property
    def name(self) -> str:
        """Return the name of its file, without the suffix."""
        whose = UNFIT.sub("-", self.supplier or ANY_SUPPLIER)
        dataset = self.dataset.replace("/", ".")
        return f"{whose}_{dataset}_{self.layout[:LAYOUT_DIGITS]}"

    @property
    def digest(self) -> str:
        """Return the digest of all it says."""
        return digest_json(self.model_dump(mode="json"))

    @property
    def label(self) -> str:
        """Return what the papers of a snapshot call it."""
        return f"{self.name} v{self.version} {self.digest[:DIGEST_DIGITS]}"

    def overlaid(self, known: Headings) -> Headings:
        """Return a contract's headings with the mapping's laid over them.

        Raises `KeyError` naming a column that the contract does not have.
        """
        for name in (*self.columns.values(), *self.constants):
            known.contract.column(name)
        own = {plain_heading(heading): name for heading, name in self.columns.items()}
        silent = {plain_heading(heading) for heading in self.ignored}
        columns = {k: v for k, v in known.columns.items() if k not in silent}
        return Headings(contract=known.contract, columns={**columns, **own})

    def fills(self, sheet: str) -> dict[str, str]:
        """Return the text of each constant on a sheet."""
        name = SPLIT.sub("", sheet)
        return {c: name if t == FROM_SHEET else t for c, t in self.constants.items()}

    def replaces(self, other: Self) -> bool:
        """Say whether another mapping takes the same sheets for another dataset."""
        same = (self.supplier, self.layout) == (other.supplier, other.layout)
        return same and self.hinted == other.hinted and self.dataset != other.dataset

    def save(self, folder: Path) -> Path:
        """Write the mapping into a folder, whole or not at all; return its file."""
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{self.name}{SUFFIX}"
        draft = file.with_suffix(".draft")
        text = json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=1)
        draft.write_text(f"{text}\n", encoding="utf-8")
        publish_file(draft, file)
        return file

    @classmethod
    def load(cls, file: Path) -> Self:
        """Return the mapping in a file; raises `SettingsError` naming what is wrong."""
        try:
            content = file.read_bytes()
        except OSError as error:
            raise _unreadable(file.name, "无法读取") from error
        return cls.read(file.name, content)

    @classmethod
    def read(cls, name: str, content: bytes) -> Self:
        """Return the mapping in the bytes of a file; raises `SettingsError`."""
        try:
            found = cls.model_validate_json(content)
        except ValidationError as error:
            wrong = "、".join(".".join(map(str, e["loc"])) for e in error.errors())
            raise _unreadable(name, f"有误：{wrong or '不是 JSON'}") from error
        if found.layout != layout_of(found.headings):
            raise _unreadable(name, "的表头与其指纹不符，可能被手工改动")
        return found


def _unreadable(name: str, what: str) -> SettingsError:
    return SettingsError(
        f"映射文件 {name} {what}",
        remedy="用 crosscheck inbox map --remove 删除后重新映射",
    )


def layout_of(headings: Sequence[str]) -> str:
    """Return the digest of a header: its headings in plain spelling, in any order."""
    return digest_json(sorted(plain_headings(headings)))


def plain_headings(headings: Sequence[str]) -> list[str]:
    """Return headings in plain spelling, without empty cells."""
    return [plain for heading in headings if (plain := plain_heading(heading))]


def load_mappings(folder: Path) -> tuple[SavedMapping, ...]:
    """Return the mappings of a home, sorted by name; raises `SettingsError`."""
    files = sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
    return tuple(SavedMapping.load(file) for file in files)


def mappings_digest(mappings: Sequence[SavedMapping]) -> Mapping[str, str]:
    """Return the digest of each mapping by its name."""
    return {mapping.name: mapping.digest for mapping in mappings}
