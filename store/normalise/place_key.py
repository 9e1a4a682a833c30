"""Names of villages, streets and towns: one key for the spellings of one place.

A county's departments write 白泉镇铺口村委会三组, 铺口村 and 铺口村3组; the key of
all three is 铺口.
"""

import re
from dataclasses import dataclass

import polars as pl

from store.normalise.plain import is_absent, on_unique, plain_unspaced

# Units above the town, the larger first; each is cut only where more follows.
ABOVE = (
    re.compile(r".{2,8}?(?:省|自治区)(?=..)"),
    re.compile(r"(?:.{2,10}?自治州|.{2,6}?(?:地区|盟|市))(?:市辖区)?(?=..)"),
    re.compile(r".{2,8}?(?:自治县|县|旗|市|(?<![社小片库])区)(?=..)"),
)
TOWN = re.compile(
    r"(.{2,8}?)(?:镇|民族乡|乡|苏木|街道办事处|街道办|街道|办事处)(?=$|..|\d)"
)
TOWN_AUTHORITY = re.compile(r"^(?:党委|人民政府|政府)")
NUMERAL = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
GROUP = re.compile(
    rf"第?({NUMERAL})(?:村民小组|居民小组|生产小?队|小组|组|社|队)(?:\d+(?:-\d+)*号)?$"
)
SEAT = (
    r"(?:村村民委员会|村民委员会|村委会|社区居民委员会|社区居委会|社区村委会"
    r"|居民委员会|居委会|社区)"
)
UNTIL_SEAT = re.compile(rf"(.+?){SEAT}")
SUFFIX = re.compile(r"(?<=.)(?:行政村|自然村|嘎查|中心村|村)$")
DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")}
TEN = 10


@dataclass(frozen=True, kw_only=True)
class Place:
    """What one text names: a town, a village or street, a group's number."""

    town: str | None
    village: str | None
    group: int | None


def place_keys(texts: pl.Series) -> pl.Series:
    """Return the key of each place: of its village, or of the town if it has none."""
    return on_unique(texts, None, lambda text, _: place_key(text), pl.String)


def place_key(text: str) -> str | None:
    """Return the key of one place, or None if nothing is named."""
    place = read_place(text)
    return place.village or place.town


def place_parts(texts: pl.Series) -> pl.DataFrame:
    """Return the keys of `town` and `village`, and `group` (Int16), of each text."""
    return pl.DataFrame(
        {
            "town": on_unique(texts, None, lambda t, _: read_place(t).town, pl.String),
            "village": on_unique(
                texts, None, lambda t, _: read_place(t).village, pl.String
            ),
            "group": on_unique(texts, None, lambda t, _: read_place(t).group, pl.Int16),
        }
    )


def read_place(text: str) -> Place:
    """Return the town, the village and the group that one text names.

    Units above the town (省 市 县), and house numbers behind a group, are left out;
    what stands behind 村委会, 居委会 or 社区 besides a group is too.
    """
    name = plain_unspaced(text)
    if is_absent(name):
        return Place(town=None, village=None, group=None)
    for unit in ABOVE:
        name = unit.sub("", name, count=1) if unit.match(name) else name
    town = None
    if found := TOWN.match(name):
        town, name = found[1], TOWN_AUTHORITY.sub("", name[found.end() :])
    name, group = _without_group(name)
    return Place(town=town, village=_village(name) or None, group=group)


def _without_group(name: str) -> tuple[str, int | None]:
    if found := GROUP.search(name):
        return name[: found.start()], _number(found[1])
    return name, None


def _number(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return (DIGITS.get(tens, 1) * TEN if ten else 0) + DIGITS.get(ones, 0)


def _village(name: str) -> str:
    """Return the bare name: 李村村委会, 李村 and 李 are one."""
    if found := UNTIL_SEAT.match(name):
        name = found[1]
    while (shorter := SUFFIX.sub("", name)) != name:
        name = shorter
    return name


def renamed(keys: pl.Series, aliases: pl.DataFrame) -> pl.Series:
    """Return the keys with old places as what they are called or part of now.

    `aliases` has the columns `old` and `new`, names in any spelling. Chains are
    followed to their end; names that lead in a circle are one place, under the
    least of them. A place that was divided (two different `new`) stays as it is.
    """
    pairs = pl.DataFrame(
        {"old": place_keys(aliases["old"]), "new": place_keys(aliases["new"])}
    ).drop_nulls()
    certain = pairs.unique().filter(pl.col("old").is_unique()).sort("old")
    step = dict(certain.iter_rows())
    last = {old: _last(old, step) for old in step}
    return keys.replace(list(last), list(last.values())) if last else keys


def _last(name: str, step: dict[str, str]) -> str:
    seen: list[str] = []
    while name in step and name not in seen:
        seen.append(name)
        name = step[name]
    return min(seen[seen.index(name) :]) if name in seen else name
