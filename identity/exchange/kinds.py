"""What is sealed of each person: the number, and on request parts that survive dirt."""

from dataclasses import dataclass

import polars as pl

from store.normalise.dates import read_dates
from store.normalise.id_number import birth_dates, judge_id_numbers
from store.normalise.person_name import UNKNOWN, name_keys, pinyin_key
from store.normalise.plain import on_unique

PEOPLE = ("record_id", "id_number", "person_name", "birth_on")
HEAD, TAIL = 6, 4
KEPT_BY_EXCEL = 15
MASKED = r"^([0-9]{6})[^0-9]+([0-9]{3}[0-9X])$"
CUT = r"^[0-9]{15}"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of digest: its name in files, its words, what a collision means."""

    name: str
    title: str
    certainty: str


NUMBER = Kind(
    name="id18",
    title="身份证号",
    certainty="几乎可以肯定是同一人：校验位正确的身份证号完全相同",
)
SEGMENTS = (
    Kind(
        name="id15_name",
        title="身份证号前15位和姓名读音",
        certainty="很可能是同一人：前15位和姓名读音相同，后3位没有比，须核对证件",
    ),
    Kind(
        name="id6_4_name",
        title="身份证号前6后4位和姓名读音",
        certainty="很可能是同一人：前6后4位和姓名读音相同，中间没有比，须核对证件",
    ),
    Kind(
        name="name_birth",
        title="姓名读音和出生日期",
        certainty="可能是同一人：姓名读音和出生日期相同，也可能是巧合，须核对证件",
    ),
)
KINDS = (NUMBER, *SEGMENTS)


def sealable(people: pl.DataFrame, *, segments: bool) -> pl.DataFrame:
    """Return `record_id, kind, value` for all that can be sealed of each person.

    `people` has the columns `PEOPLE` as delivered, null where nothing is. What is
    not there gives no value: an empty cell is common to nobody.
    """
    read = pl.concat(
        [people.select("record_id"), judge_id_numbers(people["id_number"])],
        how="horizontal",
    )
    values = {NUMBER.name: pl.col("id18")}
    if segments:
        read = read.with_columns(_sounds(people["person_name"]), _births(people, read))
        values |= _segment_values()
    found = [
        read.select("record_id", pl.lit(kind).alias("kind"), value.alias("value"))
        for kind, value in values.items()
    ]
    return pl.concat(found).filter(pl.col("value").is_not_null())


def _segment_values() -> dict[str, pl.Expr]:
    text, sound = pl.col("id_text"), pl.col("sound")
    cut = pl.when(pl.col("id_kind") == "excel_damaged").then(text.str.extract(CUT, 0))
    masked = pl.when(pl.col("id_kind") == "masked").then(
        text.str.extract(MASKED, 1) + text.str.extract(MASKED, 2)
    )
    whole = pl.col("id18")
    ends = whole.str.head(HEAD) + whole.str.tail(TAIL)
    values = (
        pl.coalesce(whole.str.head(KEPT_BY_EXCEL), cut),
        pl.coalesce(ends, masked),
        pl.col("born").dt.to_string("%Y-%m-%d"),
    )
    return {
        kind.name: value + "|" + sound
        for kind, value in zip(SEGMENTS, values, strict=True)
    }


def _sounds(names: pl.Series) -> pl.Series:
    """Return how each name is read, null where a character is not known."""
    return on_unique(name_keys(names), None, _sound, pl.String).alias("sound")


def _sound(key: str, _: str) -> str | None:
    return None if UNKNOWN in key else pinyin_key(key)


def _births(people: pl.DataFrame, read: pl.DataFrame) -> pl.Series:
    stated = read_dates(people["birth_on"])
    inside = birth_dates(read["id18"])
    return inside.zip_with(inside.is_not_null(), stated).alias("born")
