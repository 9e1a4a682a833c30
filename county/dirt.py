"""The dirt of real extracts, with a label for every error.

Kinds and rates follow `design/identity.md` §4. ID errors: excel (15 digits kept,
or only the power of ten), fifteen (the number before 1999), masked, digit,
transposed, missing, placeholder, relative (a relative's number); `format` is
harmless (spaces, apostrophe, full width, small x). Name errors: homophone, shape,
variant, traditional, annotation, wildcard, pinyin, dropped; `space` is harmless.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import polars as pl

from county.columns import FORCED
from county.dirty_names import NAME_DAMAGE, unwritable
from county.dirty_numbers import NUMBER_DAMAGE
from county.extracts import extract_for
from county.households import Ints
from county.world import NOBODY, World
from store.meaning import Meaning
from store.odcs import contract_for

CLEAN = "clean"
NUMBER_RATES: Mapping[str, float] = MappingProxyType(
    {
        "format": 0.095,
        "excel": 0.009,
        "fifteen": 0.008,
        "masked": 0.004,
        "digit": 0.005,
        "transposed": 0.002,
        "missing": 0.003,
        "placeholder": 0.001,
        "relative": 0.003,
    }
)
NAME_RATES: Mapping[str, float] = MappingProxyType(
    {
        "space": 0.015,
        "homophone": 0.003,
        "shape": 0.0015,
        "variant": 0.003,
        "traditional": 0.0015,
        "annotation": 0.003,
        "wildcard": 0.0015,
        "pinyin": 0.0004,
        "dropped": 0.0008,
    }
)
CARE: Mapping[str, float] = MappingProxyType(
    {"registry/resident": 0.08, "registry/death": 0.3, "registry/company": 0.5,
     "finance/staff_payroll": 0.6, "loan/loan_contract": 0.6}
)  # fmt: skip
WORKBOOKS = frozenset({"xlsx", "xls"})


@dataclass(frozen=True)
class Role:
    """One person of a row: the columns of true number, ID number and name."""

    name: str
    person: str
    number: str
    label: str


ROLES: Mapping[str, tuple[Role, ...]] = MappingProxyType(
    {
        "relief/dibao_member": (
            Role("person", "person", "id_number", "person_name"),
            Role("head", "head_person", "head_id_number", "head_name"),
        ),
        "relief/subsidy_payment": (
            Role("person", "person", "id_number", "person_name"),
            Role("payee", "payee_person", "payee_id_number", "payee_name"),
        ),
        "loan/loan_contract": (
            Role("person", "person", "id_number", "person_name"),
            Role("spouse", "spouse_person", "spouse_id_number", "spouse_name"),
        ),
        "registry/company": (
            Role(
                "legal_representative",
                "legal_representative_person",
                "legal_representative_id_number",
                "legal_representative",
            ),
        ),
        "registry/unit": (),
        "relief/subsidy_project": (),
        "loan/loan_note": (),
    }
)
IDENTIFYING = (Meaning.ID_NUMBER, Meaning.PERSON_NAME)
_DEFAULT = (Role("person", "person", "id_number", "person_name"),)


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """Where a file is typed: how carelessly, in which format, with what luck."""

    care: float
    form: str
    stream: np.random.Generator


def roles_of(path: str) -> tuple[Role, ...]:
    """Return the roles of a table that carry an ID number and a name."""
    if extract_for(path) is None:
        return ROLES.get(path, _DEFAULT)
    return tuple(
        Role(
            name=role,
            person="person" if role == "person" else f"{role}_person",
            number=columns[Meaning.ID_NUMBER],
            label=columns[Meaning.PERSON_NAME],
        )
        for role, columns in contract_for(path).roles(*IDENTIFYING).items()
        if set(columns) == set(IDENTIFYING)
    )


def _care(path: str) -> float:
    extract = extract_for(path)
    return CARE.get(path, 1.0) if extract is None else extract.care


def soil(
    world: World, path: str, rows: pl.DataFrame, form: str, stream: np.random.Generator
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Return the rows as a clerk would have typed them, and one label frame a role.

    `form` is the file format: Excel spoils numbers only in workbooks, and DBF
    cannot hold rare characters. A label frame has role, person, id_error and
    name_error, row by row.
    """
    desk = _Desk(care=_care(path), form=form, stream=stream)
    labels: list[pl.DataFrame] = []
    for role in roles_of(path):
        numbers, number_errors = _soil_numbers(desk, rows, role, world)
        names, name_errors = _soil_names(desk, rows, role)
        rows = rows.with_columns(numbers, names)
        labels.append(
            pl.DataFrame(
                {
                    "person": rows[role.person],
                    "id_error": number_errors,
                    "name_error": name_errors,
                }
            ).with_columns(pl.lit(role.name).alias("role"))
        )
    return rows, labels


def _soil_numbers(
    desk: _Desk, rows: pl.DataFrame, role: Role, world: World
) -> tuple[pl.Series, pl.Series]:
    kinds = list(NUMBER_RATES)
    errors = _draw_errors(NUMBER_RATES, desk.care, rows.height, desk.stream)
    if role.name == "person":
        errors = _forced(errors, rows[FORCED], kinds)
    chosen = np.flatnonzero(errors >= 0)
    numbers = rows[role.number].gather(chosen).to_list()
    relatives = _relatives(world, rows[role.person].to_numpy()[chosen])
    dice = desk.stream.random(len(chosen)).tolist()
    found: list[int] = errors[chosen].tolist()
    names = [_possible(kinds[error], desk.form) for error in found]
    new = [
        _damaged(kind, number, relative, die)
        for kind, number, relative, die in zip(
            names, numbers, relatives, dice, strict=True
        )
    ]
    labels = [
        "" if old == value else kind
        for kind, old, value in zip(names, numbers, new, strict=True)
    ]
    column = _written(rows[role.number], chosen, new)
    return column, _labelled(rows.height, chosen, labels)


def _possible(kind: str, form: str) -> str:
    """Return the error, or none where only Excel could make it and it did not."""
    return "" if kind == "excel" and form not in WORKBOOKS else kind


def _damaged(kind: str, number: str | None, relative: str, die: float) -> str | None:
    if not kind or number is None:
        return number
    if kind == "missing":
        return None
    if kind == "relative":
        return relative or number
    return NUMBER_DAMAGE[kind](number, die)


def _soil_names(
    desk: _Desk, rows: pl.DataFrame, role: Role
) -> tuple[pl.Series, pl.Series]:
    kinds = list(NAME_RATES)
    errors = _draw_errors(NAME_RATES, desk.care, rows.height, desk.stream)
    if role.name == "person":
        kept = (rows[FORCED] == CLEAN).fill_null(value=False).to_numpy()
        errors = np.where(kept, -1, errors)
    chosen = np.flatnonzero(errors >= 0)
    found: list[int] = errors[chosen].tolist()
    names = rows[role.label].gather(chosen).to_list()
    dice = desk.stream.random(len(chosen)).tolist()
    new = [
        name if name is None else NAME_DAMAGE[kinds[error]](name, die)
        for error, name, die in zip(found, names, dice, strict=True)
    ]
    labels = [
        "" if old == name else kinds[error]
        for error, old, name in zip(found, names, new, strict=True)
    ]
    column = _written(rows[role.label], chosen, new)
    marks = _labelled(rows.height, chosen, labels)
    return unwritable(column, marks) if desk.form == "dbf" else (column, marks)


def _draw_errors(
    rates: Mapping[str, float], care: float, count: int, stream: np.random.Generator
) -> Ints:
    """Return the number of each row's error, −1 for none."""
    steps = np.cumsum([rate * care for rate in rates.values()])
    found = np.searchsorted(steps, stream.random(count), side="right")
    return np.where(found == len(steps), -1, found).astype(np.int64)


def _forced(errors: Ints, forced: pl.Series, kinds: Sequence[str]) -> Ints:
    if forced.null_count() == len(forced):
        return errors
    numbers = {kind: number for number, kind in enumerate(kinds)} | {CLEAN: -1}
    asked = forced.replace_strict(numbers, default=None, return_dtype=pl.Int64)
    return asked.fill_null(pl.Series(errors)).to_numpy()


def _relatives(world: World, people: Ints) -> list[str]:
    """Return the number of somebody's spouse, mother or father, "" if unknown."""
    persons = world.persons
    kin = np.full(len(people), NOBODY)
    safe = np.maximum(people, 0)
    for side in ("father", "mother", "spouse"):
        other = persons[side].to_numpy()[safe]
        kin = np.where((other >= 0) & (people >= 0), other, kin)
    found = persons["id_number"].gather(np.maximum(kin, 0).astype(np.int64)).to_list()
    return ["" if one < 0 else number for one, number in zip(kin, found, strict=True)]


def _written(column: pl.Series, chosen: Ints, new: Sequence[str | None]) -> pl.Series:
    if not len(chosen):
        return column
    return column.clone().scatter(chosen, pl.Series(new, dtype=pl.String))


def _labelled(count: int, chosen: Ints, labels: Sequence[str]) -> pl.Series:
    blank = pl.Series([""], dtype=pl.String).new_from_index(0, count)
    return _written(blank, chosen, labels)
