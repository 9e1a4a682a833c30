"""How ID numbers get spoiled on their way through clerks and spreadsheets.

Every function takes a valid 18-digit number and a number in [0, 1) that decides
among its variants, and returns what ends up in the file.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

EXCEL_DIGITS = 15
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
PLACEHOLDERS = ("000000000000000000", "111111111111111111", "123456789012345678")
POWER_SHARE = 0.15


def cut_by_excel(number: str, die: float) -> str:
    """Return the number as Excel keeps it: 15 digits and zeros, or a power of ten."""
    if number.endswith("X"):
        return number  # a letter keeps Excel from taking it for a number
    if die < POWER_SHARE:
        return f"{number[0]}.{number[1:6].rstrip('0') or '0'}E+17"
    return number[:EXCEL_DIGITS] + "000"


def shortened(number: str, die: float) -> str:
    """Return the number of 15 digits that was given before October 1999."""
    del die
    return number[:6] + number[8:17] if number[6:8] == "19" else number


def masked(number: str, die: float) -> str:
    """Return the number with the date of birth, or most of it, starred out."""
    if die < 0.7:  # noqa: PLR2004 - a share
        return number[:6] + "********" + number[14:]
    return number[:4] + "**********" + number[14:]


def one_digit_wrong(number: str, die: float) -> str:
    """Return the number with one digit of the first seventeen changed."""
    place = int(die * 1_000_003) % 17
    step = int(die * 7_919) % 9 + 1
    digit = str((int(number[place]) + step) % 10)
    return number[:place] + digit + number[place + 1 :]


def transposed(number: str, die: float) -> str:
    """Return the number with two different neighbours exchanged."""
    start = int(die * 1_000_003) % 16
    for shift in range(16):
        place = (start + shift) % 16
        left, right = number[place], number[place + 1]
        if left != right:
            return number[:place] + right + left + number[place + 2 :]
    return number


def placeholder(number: str, die: float) -> str:
    """Return what is typed where nobody knows the number."""
    del number
    return PLACEHOLDERS[int(die * 97) % len(PLACEHOLDERS)]


def reformatted(number: str, die: float) -> str:
    """Return the same number with an apostrophe, spaces, full width or a small x."""
    variant = int(die * 1_000) % 6
    if number.endswith("X") and variant < 3:  # noqa: PLR2004 - half of them
        return number[:-1] + "x"
    return (
        f" {number}",
        f"{number} ",
        f"'{number}",
        f"{number[:6]} {number[6:14]} {number[14:]}",
        number.translate(FULL_WIDTH),
        f"{number}　",
    )[variant]


NUMBER_DAMAGE: Mapping[str, Callable[[str, float], str]] = MappingProxyType(
    {
        "format": reformatted,
        "excel": cut_by_excel,
        "fifteen": shortened,
        "masked": masked,
        "digit": one_digit_wrong,
        "transposed": transposed,
        "placeholder": placeholder,
    }
)
