"""A small office of synthetic people, and an epoch like one learnt from 500 000.

The shares are rounded from an epoch trained on a synthetic county, so that weights
are those of real nights while a test needs no training.
"""

import polars as pl

from identity.matcher.epoch import LENGTHS, Epoch, Learnt
from identity.matcher.identifier import IDENTIFIER
from identity.matcher.link import Linked, link
from identity.matcher.model_file import load_model
from identity.matcher.prepare import preparer
from store.normalise.id_number import check_character
from tests.support.tables import parse_table

MODEL = load_model("resident")
# Of one billion pairs of one person, of strangers and of housemates, by level.
SHARES = """
    field | level | person | stranger | housemate
    id_number | same_number | 895780000 | 2000 | 5506000
    id_number | one_digit_wrong | 30870000 | 6 | 6
    id_number | cut_by_spreadsheet | 28750000 | 560 | 560
    id_number | shown_digits_agree | 31420000 | 10600 | 10600
    id_number | two_digits_wrong | 10000 | 60 | 60
    id_number | both_valid_but_different | 13130000 | 909340000 | 904330000
    id_number | same_birth_digits | 10000 | 1760 | 1760
    id_number | different_number | 30000 | 90646000 | 90151000
    name | same_name | 960340000 | 3900 | 409000
    name | same_sound | 19760000 | 5260 | 501000
    name | unshown_character | 9620000 | 5000 | 7700
    name | similar_shape | 4000 | 1700 | 7700
    name | character_missing | 4380000 | 71700 | 1457600
    name | one_character | 3400000 | 205000 | 78811000
    name | same_surname | 1996000 | 28735000 | 569140000
    name | different_name | 500000 | 970970000 | 349666000
    birth_date | same_day | 912270000 | 25000 | 131000
    birth_date | known_part_agrees | 50210000 | 690000 | 7700
    birth_date | day_and_month_swapped | 3420000 | 2800 | 54000
    birth_date | lunar_for_solar | 4070000 | 15000 | 40000
    birth_date | weeks_apart | 30000000 | 2320000 | 7140000
    birth_date | one_part_differs | 10000 | 4028000 | 6270000
    birth_date | same_year | 10000 | 8305000 | 26430000
    birth_date | decades_apart | 1000 | 700000000 | 520000000
    birth_date | different_day | 9000 | 284612000 | 439927000
    sex | same_value | 990520000 | 502770000 | 450610000
    sex | other_value | 9480000 | 497230000 | 549390000
    village | same_value | 874600000 | 3911000 | 999776000
    village | other_value | 125400000 | 996089000 | 224000
    town | same_value | 999950000 | 49981000 | 999792000
    town | other_value | 50000 | 950019000 | 208000
    phone | same_value | 698480000 | 811 | 500000000
    phone | other_value | 301520000 | 999999189 | 500000000
    account | same_value | 900000000 | 10 | 500000000
    account | other_value | 100000000 | 999999990 | 500000000
"""
RARE = {"person": "10000", "stranger": "10000", "housemate": "10000"}
# How many of 500 000 records have a value; every other value has one.
HOLDERS = {
    "name": {"张伟": 420, "王芳": 460, "李建华": 95, "刘玉兰": 120},
    "village": {"湾马村": 2000, "石李村": 2000, "水河村": 2000},
    "town": {"白泉镇": 25_000, "堡桥镇": 25_000},
    "phone": {"13800000000": 5200, "15112340001": 3, "15112340002": 2},
}
SELDOM = {
    "name.key": (140, 777, 1667, 2462, 5000),
    "name.sound": (308, 979, 1839, 2845, 5000),
    "phone.key": (200, 842, 1800, 2900, 5000),
}
WITHOUT_CHECK = 17
NO_CORRECTION = (1000, 2000, 3000, 4000, 5000)


def id_number(body: str) -> str:
    """Return 17 digits with their check character."""
    return body + check_character(body)


def table(text: str) -> pl.DataFrame:
    """Return the rows of a `|` table as text; 17 digits get their check character."""
    rows = parse_table(text)
    for row in rows:
        number = row["id_number"] or ""
        if len(number) == WITHOUT_CHECK:
            row["id_number"] = id_number(number)
    return pl.DataFrame(rows, schema=dict.fromkeys(rows[0], pl.String))


def linked(left: pl.DataFrame, right: pl.DataFrame) -> Linked:
    """Return two tables linked with the office's epoch."""
    return link(left, right, MODEL, epoch=epoch())


def epoch() -> Epoch:
    """Return the epoch of the office."""
    columns = sorted(
        f"{spec.field}.{level.frequency}"
        for spec in MODEL.comparisons
        for level in spec.levels
        if level.frequency
    )
    return Epoch(
        model=MODEL.name,
        model_digest=MODEL.digest,
        left_records=500_000,
        right_records=200_000,
        prior_milli=-19_252,
        household_milli=-17_347,
        comparisons={s.field: _learnt(s.field, s.names) for s in MODEL.comparisons},
        frequencies={column: _frequencies(column) for column in columns},
        seldom={
            column: (SELDOM.get(column, NO_CORRECTION),) * (LENGTHS + 1)
            for column in columns
        },
        new_names={},
        capped={IDENTIFIER: pl.DataFrame(schema={"value": pl.Int64})},
        method="anchored",
    )


def _learnt(field: str, names: tuple[str, ...]) -> Learnt:
    known = {(row["field"], row["level"]): row for row in parse_table(SHARES)}
    rows = [known.get((field, name), RARE) for name in names]
    m, u, h = (
        tuple(int(row[kind] or 0) for row in rows)
        for kind in ("person", "stranger", "housemate")
    )
    return Learnt(
        m=m,
        u=u,
        h=h,
        m_pairs=tuple(share // 10_000 for share in m),
        u_pairs=tuple(share // 10_000 for share in u),
    )


def _frequencies(column: str) -> pl.DataFrame:
    """Return `value, records` of the values that more than one record has."""
    field, _, derived = column.partition(".")
    kind = next(spec.kind for spec in MODEL.fields if spec.name == field)
    held = HOLDERS.get(field, {})
    delivered = pl.Series(list(held), dtype=pl.String)
    values = preparer(kind)(delivered, None)[derived].alias("value")
    records = pl.Series("records", list(held.values()), pl.UInt32)
    return pl.DataFrame([values, records])
