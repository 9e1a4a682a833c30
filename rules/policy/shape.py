"""The columns of each policy table: what it is looked up by, and what it says.

Beside each `<name>.csv` stands `<name>.toml`: `title`, `keys`, `texts`, the table
`figures` with the unit of each, `unknown`, `[words]`, `dates`, `patterns`, `own_words`,
`ends` and `earlier`. There is nothing to register.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from store.errors import Place, RuleError

PACKAGE = "rules.policy"
Unit = Annotated[str, Field(min_length=1)]
UNITS = {"fen": "分", "ppm": "百万分之一"}  # what the ending of a column's name says
# The most that a figure of a unit may be: more is a slip of the hand, and a product
# of two such figures still fits a column.
MOST: Mapping[str, int] = MappingProxyType(
    {
        "分": 10**12,
        "百万分之一": 10**6,
        "日": 36_500,
        "月": 1_200,
        "年": 100,
        "周岁": 150,
    }
)
MOST_OF_OTHERS = 10**6


class Shape(BaseModel):
    """The columns between `region` and the dates; figures are whole numbers.

    `keys` are texts that a row is looked up by, `texts` what it says in words,
    `figures` in numbers, each with its unit in Chinese (分, 月, 日, 百万分之一 …). A
    figure named in `unknown` may be empty; what rests on an empty figure cannot be
    decided. A `local` table has no figures for the whole country: it ships empty and
    holds what a pack or the office enters.

    `words` lists all that a key or text may say, `dates` names those that are days and
    `patterns` those that are regular expressions. A key may say what the table ships
    with; in a key of `own_words` an office may write what is called so locally. `ends`
    says what it means that a key's rows end and none follow: the figure is wanting
    (`hole`); the provision may have been repealed (`repeal`), so that acts are in doubt
    only where no row at all is in force; or each row speaks for its own days alone
    (`normal`) and the rules see to it themselves. With `earlier = "wanting"` other
    figures held before the first row, which nobody entered; else there was no such
    provision.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Annotated[str, Field(min_length=2)]
    keys: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    figures: dict[str, Unit] = Field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    local: bool = False
    words: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    dates: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    own_words: tuple[str, ...] = ()
    ends: Literal["hole", "repeal", "normal"] = "hole"
    earlier: Literal["none", "wanting"] = "none"

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the header of the table's CSV file."""
        middle = (*self.keys, *self.texts, *self.figures)
        return ("region", *middle, "valid_from", "valid_to", "source", "verified")

    def most(self, figure: str) -> int:
        """Return the most that a figure may be."""
        return MOST.get(self.figures[figure], MOST_OF_OTHERS)


@cache
def all_shapes() -> Mapping[str, Shape]:
    """Return the shape of every policy table by name, sorted; raises `RuleError`."""
    names = (entry.name for entry in files(PACKAGE).iterdir())
    stems = sorted(name[:-5] for name in names if name.endswith(".toml"))
    return {stem: _shape(stem) for stem in stems}


def _shape(name: str) -> Shape:
    text = (files(PACKAGE) / f"{name}.toml").read_text(encoding="utf-8")
    return read_shape(f"{name}.toml", text)


def read_shape(file: str, text: str) -> Shape:
    """Return the shape in a table's `.toml`; `file` names it in errors.

    Raises `RuleError` with the item that is wrong: no title, a figure without its
    unit or with another one than its name says, an unknown figure that is none.
    """
    place = Place(file=file)
    try:
        shape = Shape.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"不是有效的 TOML：{error}", place=place) from error
    except ValidationError as error:
        items = "、".join(".".join(map(str, one["loc"])) for one in error.errors())
        raise RuleError(
            f"{items} 有误或缺少",
            place=place,
            remedy="每个数值列在 [figures] 下写明单位",
        ) from error
    for column, unit in shape.figures.items():
        if unit != UNITS.get(column.rpartition("_")[2], unit):
            at = Place(file=file, column=column)
            raise RuleError(f"单位“{unit}”与列名不符", place=at)
    if unlike := set(shape.unknown) - set(shape.figures):
        raise RuleError(f"unknown 不是数值列：{'、'.join(sorted(unlike))}", place=place)
    _refuse_unlisted(place, shape)
    return shape


def _refuse_unlisted(place: Place, shape: Shape) -> None:
    told = {
        "words": (shape.words, (*shape.keys, *shape.texts)),
        "dates": (shape.dates, (*shape.keys, *shape.texts)),
        "patterns": (shape.patterns, shape.texts),
        "own_words": (shape.own_words, shape.keys),
    }
    for item, (named, there) in told.items():
        if unlike := sorted(set(named) - set(there)):
            raise RuleError(f"{item} 不是文字列：{'、'.join(unlike)}", place=place)
    settled = {*shape.words, *shape.own_words}
    if shape.local and (open_keys := sorted(set(shape.keys) - settled)):
        raise RuleError(
            f"没有写明 {'、'.join(open_keys)} 可写什么",
            place=place,
            remedy="列入 [words]，或列入 own_words",
        )
