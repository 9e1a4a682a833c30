"""A small office of synthetic people, and an epoch like one learnt from 500 000.

The shares are rounded from an epoch trained on a synthetic county, so that weights
are those of real nights while a test needs no training.
"""

import polars as pl

from identity.matcher.epoch import Epoch, Learnt
from identity.matcher.identifier import IDENTIFIER
from identity.matcher.link import Linked, link
from identity.matcher.model_file import load_model
from identity.matcher.prepare import preparer
from store.normalise.id_number import check_character
from tests.support.tables import parse_table

MODEL = load_model("resident")
# Of one billion, by level in the model's order: one person, strangers, housemates.
SHARES = {
    "id_number": (
        "895780000 30870000 28750000 31420000 10000 13130000 10000 30000",
        "2000 6 560 10600 60 909340000 1760 90646000",
        "5506000 6 560 10600 60 904330000 1760 90151000",
    ),
    "name": (
        "960340000 19760000 9620000 4000 4380000 3400000 1996000 500000",
        "3900 5260 5000 1700 71700 205000 28735000 970970000",
        "409000 501000 7700 7700 1457600 78811000 569140000 349666000",
    ),
    "birth_date": (
        "912270000 50210000 3420000 34070000 10000 10000 10000",
        "25000 690000 2800 2337000 4028000 8305000 984612000",
        "131000 7700 54000 7180000 6270000 26430000 959927000",
    ),
    "sex": (
        "990520000 9480000",
        "502770000 497230000",
        "450610000 549390000",
    ),
    "village": (
        "874600000 125400000",
        "3911000 996089000",
        "999776000 224000",
    ),
    "town": (
        "999950000 50000",
        "49981000 950019000",
        "999792000 208000",
    ),
    "phone": (
        "698480000 301520000",
        "811 999999189",
        "500000000 500000000",
    ),
    "account": (
        "900000000 100000000",
        "10 999999990",
        "500000000 500000000",
    ),
}
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
        comparisons={field: _learnt(*shares) for field, shares in SHARES.items()},
        frequencies={column: _frequencies(column) for column in columns},
        seldom={column: SELDOM.get(column, NO_CORRECTION) for column in columns},
        capped={IDENTIFIER: pl.DataFrame(schema={"value": pl.Int64})},
        method="anchored",
    )


def _learnt(*shares: str) -> Learnt:
    m, u, h = (tuple(int(share) for share in one.split()) for one in shares)
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
