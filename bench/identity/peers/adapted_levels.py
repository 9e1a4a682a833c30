"""The comparisons of the adapted Splink configuration, as SQL on derived columns."""

from collections.abc import Sequence
from typing import Any

from bench.identity.peers.splink_runs import comparisons, levels

SAME = " + ".join(f"(c{n}_l = c{n}_r)::int" for n in range(1, 5))
LOST = " AND ".join(
    f"(c{n}_l = c{n}_r OR c{n}_l = '?' OR c{n}_r = '?')" for n in range(1, 5)
)
PART = "(c1_l = c1_r AND (c2_l IN (c2_r, c3_r) OR c3_l IN (c2_r, c3_r) AND c3_l <> ''))"
BIRTH = "substr(id_l, 7, 8) = substr(id_r, 7, 8)"
OUTER = "substr(id_l, 1, 6) || right(id_l, 4) = substr(id_r, 1, 6) || right(id_r, 4)"
IS_FULL = "kind_r IN ('valid', 'bad')"
BOTH_VALID = "kind_l = 'valid' AND kind_r = 'valid'"
PHONE, PHONE_SHARED = "phone_l = phone_r", 1e-5  # families share one
DAYS = "date_diff('day', date_r, date_l)"
Level = tuple[str, float | None]
# Pairs of one ID number include relatives who lend it: these two are not learnt.
SURNAME_ONLY, OTHER_NAME = 2e-3, 5e-4
NAME: Sequence[str] = (
    "sound_l = sound_r",
    LOST,
    f"name_size_l = name_size_r AND name_size_l >= 3 AND {SAME} = 3",
    PART,
)
NUMBER: Sequence[Level] = (
    (f"{IS_FULL} AND id_l = id_r", 2e-6),
    (f"{IS_FULL} AND damerau_levenshtein(id_l, id_r) = 1", 2e-7),
    ("kind_r = 'excel' AND substr(id_l, 1, 15) = substr(id_r, 1, 15)", 3e-7),
    (f"kind_r = 'masked' AND {OUTER}", 2e-6),
    (f"{IS_FULL} AND damerau_levenshtein(id_l, id_r) = 2", 1e-6),
    (BOTH_VALID, 0.93),
    (f"kind_r <> 'masked' AND {BIRTH}", 3e-5),
)
DAY: Sequence[str] = (
    "day_l = day_r",
    "length(day_r) = 4 AND substr(day_l, 1, 4) = day_r",
    "day_l = substr(day_r, 1, 4) || substr(day_r, 7, 2) || substr(day_r, 5, 2)",
    f"{DAYS} BETWEEN 15 AND 55",
    "substr(day_l, 1, 4) = substr(day_r, 1, 4)",
)


def facts() -> list[Any]:
    """Return the comparisons: name, number, day, sex, village, phone."""
    exact = levels.ExactMatchLevel("name").configure(tf_adjustment_column="name")
    surname = _fixed(levels.CustomLevel("c1_l = c1_r"), SURNAME_ONLY)
    names = [levels.NullLevel("name"), exact, *map(levels.CustomLevel, NAME), surname]
    other = _fixed(levels.ElseLevel(), OTHER_NAME)
    return [
        comparisons.CustomComparison([*names, other], output_column_name="name"),
        _comparison("id", [levels.NullLevel("id"), *(_rare(*each) for each in NUMBER)]),
        _comparison("day", [levels.NullLevel("day"), *map(levels.CustomLevel, DAY)]),
        comparisons.ExactMatch("sex"),
        comparisons.ExactMatch("village").configure(term_frequency_adjustments=True),
        _comparison("phone", [levels.NullLevel("phone"), _rare(PHONE, PHONE_SHARED)]),
    ]


def _comparison(name: str, stated: list[Any]) -> Any:
    whole = [*stated, levels.ElseLevel()]
    return comparisons.CustomComparison(whole, output_column_name=name)


def _fixed(level: Any, m: float) -> Any:
    return level.configure(m_probability=m, fix_m_probability=True)


def _rare(sql: str, u: float | None) -> Any:
    return levels.CustomLevel(sql).configure(u_probability=u, fix_u_probability=True)
