"""A small synthetic register and claims on it, with known truth and known errors."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

import polars as pl

from store.normalise.id_number import check_character

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建文志国春梅"
VILLAGES = tuple(f"{one}{other}村" for one in "青白石水河口" for other in "山坡溪湾")
HOMOPHONES = {"伟": "玮", "静": "婧", "敏": "闵", "华": "桦", "志": "治", "国": "帼"}
Row = dict[str, str | None]


@dataclass(frozen=True, kw_only=True)
class People:
    """A register, claims, and for each claim the register's record, or none."""

    register: pl.DataFrame
    claims: pl.DataFrame
    truth: dict[str, str | None]
    errors: dict[str, str] = field(default_factory=dict[str, str])


def id_number(random: Random, birth: str, sequence: int) -> str:
    """Return a valid number of the invented county."""
    body = f"{random.choice(('420526', '422726'))}{birth}{sequence:03d}"
    return body + check_character(body)


def resident(random: Random, number: int) -> Row:
    """Return one resident; every number of a record is unique."""
    year, month, day = (
        random.randint(1935, 2005),
        random.randint(1, 12),
        random.randint(1, 28),
    )
    birth = f"{year}{month:02d}{day:02d}"
    identifier = id_number(random, birth, number % 1000)
    given = "".join(random.choices(GIVEN, k=random.choice((1, 2, 2, 2))))
    return {
        "record_id": f"A{number}",
        "name": random.choice(SURNAMES) + given,
        "sex": "男" if int(identifier[16]) % 2 else "女",
        "birth_date": birth,
        "id_number": identifier,
        "town": "白泉镇",
        "village": random.choice(VILLAGES),
        "phone": f"1{random.randint(3_000_000_000, 9_999_999_999)}",
    }


def as_it_is(random: Random, row: Row) -> Row:
    """Change nothing."""
    del random
    return row


def cut_by_excel(random: Random, row: Row) -> Row:
    """Lose the last three digits to a spreadsheet."""
    del random
    return row | {"id_number": str(row["id_number"])[:15] + "000"}


def masked(random: Random, row: Row) -> Row:
    """Hide the birth date in the number."""
    del random
    number = str(row["id_number"])
    return row | {"id_number": f"{number[:6]}********{number[14:]}"}


def mistyped(random: Random, row: Row) -> Row:
    """Write one digit wrong."""
    number, place = str(row["id_number"]), random.randrange(17)
    wrong = random.choice([d for d in "0123456789" if d != number[place]])
    return row | {"id_number": number[:place] + wrong + number[place + 1 :]}


def without_number(random: Random, row: Row) -> Row:
    """Leave the number out."""
    del random
    return row | {"id_number": None}


def misheard(random: Random, row: Row) -> Row:
    """Write the name by its sound."""
    del random
    name = str(row["name"])
    return row | {"name": name[0] + "".join(HOMOPHONES.get(c, c) for c in name[1:])}


def short_of_facts(random: Random, row: Row) -> Row:
    """Leave out the number and the telephone, and the sex."""
    del random
    return row | {"id_number": None, "phone": None, "sex": None}


Error = Callable[[Random, Row], Row]
ERRORS: tuple[Error, ...] = (
    *([as_it_is] * 12),
    cut_by_excel,
    masked,
    mistyped,
    without_number,
    misheard,
    short_of_facts,
)


def people(residents: int, claims: int, seed: int = 7) -> People:
    """Return so many residents and claims, of which nine in ten are residents'."""
    random = Random(seed)
    rows = [resident(random, number) for number in range(residents)]
    made: list[Row] = []
    truth: dict[str, str | None] = {}
    errors: dict[str, str] = {}
    for number in range(claims):
        known = random.random() < 0.9
        source = random.choice(rows) if known else resident(random, residents + number)
        error = random.choice(ERRORS)
        name = f"B{number}"
        made.append(error(random, source) | {"record_id": name})
        truth[name] = str(source["record_id"]) if known else None
        errors[name] = error.__name__
    return People(
        register=pl.DataFrame(rows),
        claims=pl.DataFrame(made),
        truth=truth,
        errors=errors,
    )
