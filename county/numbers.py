"""Numbers with check digits: citizen, organisation, bank card and phone numbers.

Vectorised over numpy integers; check digits by GB 11643 (MOD 11-2), GB 32100 (MOD 31)
and Luhn. Years of birth run from 1917 to 2026.
"""

import numpy as np
import numpy.typing as npt
import polars as pl

Ints = npt.NDArray[np.int64]
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
SEQUENCE_STEP, SEQUENCES = 37, 500  # coprime: ranks map to distinct sequence numbers


def citizen_numbers(
    region: Ints, born: pl.Series, male: npt.NDArray[np.bool_]
) -> pl.Series:
    """Return distinct valid 18-digit numbers for region codes, birth dates and sexes.

    Raises `ValueError` where more than 500 of one sex share region and birth date.
    """
    day = (born.dt.year() * 10000 + born.dt.month().cast(pl.Int32) * 100).to_numpy()
    day = day.astype(np.int64) + born.dt.day().to_numpy()
    group = (region * 100_000_000 + day) * 2 + male
    rank = _rank_within(group)
    if rank.max(initial=0) >= SEQUENCES:
        raise ValueError("more people than sequence numbers on one birth date")
    sequence = ((rank * SEQUENCE_STEP + group % SEQUENCES) % SEQUENCES) * 2 + male
    body = (region * 100_000_000 + day) * 1000 + sequence
    return _text(body, 17) + checks_of(body)


def checks_of(body: Ints) -> pl.Series:
    """Return the check character of 17-digit numbers held as integers."""
    total = np.zeros(len(body), dtype=np.int64)
    for place, weight in enumerate(ID_WEIGHTS):
        total += (body // 10 ** (16 - place)) % 10 * weight
    return _gather(list(ID_CHECKS), total % 11)


def credit_codes(kind: str, region: int, serial: Ints) -> pl.Series:
    """Return unified social credit codes: kind, region, serial, check character."""
    head = [CREDIT_ALPHABET.index(c) for c in f"{kind}{region:06d}"]
    body = np.empty((len(serial), 17), dtype=np.int64)
    body[:, :8] = head
    for place in range(9):
        step = 31 if place in {0, 4} else 10
        body[:, 16 - place] = serial % step
        serial = serial // step
    total = (body * np.array(CREDIT_WEIGHTS)).sum(axis=1)
    columns = [_gather(list(CREDIT_ALPHABET), body[:, i]) for i in range(17)]
    columns.append(_gather(list(CREDIT_ALPHABET), (31 - total % 31) % 31))
    return pl.select(pl.concat_str(columns)).to_series()


def bank_cards(serial: Ints) -> pl.Series:
    """Return 19-digit card numbers with a Luhn check digit, one for each serial."""
    body = 621_799_000_000_000_000 + (serial * 7_919) % 999_999_999_989
    total = np.zeros(len(body), dtype=np.int64)
    for place in range(18):
        digit = (body // 10**place) % 10
        total += (digit * 2) // 10 + (digit * 2) % 10 if place % 2 == 0 else digit
    return _text(body, 18) + _text((10 - total % 10) % 10, 1)


def phone_numbers(serial: Ints) -> pl.Series:
    """Return 11-digit mobile numbers, one for each serial."""
    heads = np.array([135, 136, 138, 139, 150, 151, 158, 159, 182, 187, 189, 199])
    return _text(heads[serial % 12] * 100_000_000 + (serial * 7_919) % 99_999_989, 11)


def _rank_within(group: Ints) -> Ints:
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    starts = (
        np.r_[True, ordered[1:] != ordered[:-1]] if len(group) else np.array([], bool)
    )
    positions = np.arange(len(group))
    first = np.maximum.accumulate(np.where(starts, positions, 0))
    rank = np.empty(len(group), dtype=np.int64)
    rank[order] = positions - first
    return rank


def _gather(values: list[str], index: Ints) -> pl.Series:
    return pl.Series(values, dtype=pl.String).gather(index)


def _text(numbers: Ints, width: int) -> pl.Series:
    return pl.Series(numbers).cast(pl.String).str.zfill(width)
