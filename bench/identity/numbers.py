"""ID numbers of invented residents, and what a clerk or a spreadsheet makes of them."""

import numpy as np
import numpy.typing as npt
import polars as pl

Ints = npt.NDArray[np.int64]
WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
CHECK = np.array(list("10X98765432"))
BODY = 17
ORDERS, STRIDE = 499, 37  # a prime, so that nobody of a kind shares a number
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def full_numbers(area: Ints, birth: Ints, male: npt.NDArray[np.bool_]) -> pl.Series:
    """Return unique valid numbers; `birth` is YYYYMMDD, at most 499 of a kind."""
    frame = pl.DataFrame({"area": area, "birth": birth, "male": male})
    rank = frame.select(pl.int_range(pl.len()).over("area", "birth", "male"))
    start = (area * 7_919 + birth * 104_729) % ORDERS
    order = (start + rank.to_series().to_numpy() * STRIDE) % ORDERS
    return _closed(area * 10**11 + birth * 10**3 + order * 2 + np.where(male, 1, 2))


def altered(number: str, die: float) -> str:
    """Return a valid number of somebody else: order changed, check digit right."""
    order = (int(number[14:17]) + 2 * (1 + int(die * 40))) % 1000
    return str(_closed(np.array([int(number[:14]) * 1000 + order]))[0])


def cut_by_excel(number: str, die: float) -> str:
    """Return the number with its last three digits lost to a spreadsheet."""
    del die
    return number[:15] + "000"


def old_form(number: str, die: float) -> str:
    """Return the 15 digits given before October 1999."""
    del die
    return number[:6] + number[8:17]


def masked(number: str, die: float) -> str:
    """Return the number with the date of birth starred out."""
    del die
    return number[:6] + "********" + number[14:]


def reformatted(number: str, die: float) -> str:
    """Return the number in another spelling that loses nothing."""
    spelled = (
        f"'{number}",
        f" {number}",
        number.translate(FULL_WIDTH),
        f"{number[:6]} {number[6:14]} {number[14:]}",
        number.lower(),
        f"{number}\t",
    )
    return spelled[int(die * 1000) % len(spelled)]


def one_digit_wrong(number: str, die: float) -> str:
    """Return the number with one of the first seventeen digits changed."""
    place, step = int(die * 1_000_003) % BODY, int(die * 7_919) % 9 + 1
    digit = (int(number[place]) + step) % 10
    return f"{number[:place]}{digit}{number[place + 1 :]}"


def transposed(number: str, die: float) -> str:
    """Return the number with two different neighbours exchanged."""
    start = int(die * 1_000_003) % 16
    places = [(start + shift) % 16 for shift in range(16)]
    place = next(at for at in places if number[at] != number[at + 1])
    one, two = number[place], number[place + 1]
    return number[:place] + two + one + number[place + 2 :]


def _closed(bodies: Ints) -> pl.Series:
    digits = bodies[:, None] // 10 ** np.arange(BODY - 1, -1, -1)[None, :] % 10
    check = CHECK[digits @ WEIGHTS % 11]
    return pl.Series(bodies).cast(pl.String) + pl.Series(check.tolist())
