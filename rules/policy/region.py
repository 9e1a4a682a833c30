"""Codes of regions: a county lies in a city, the city in a province."""

from pathlib import Path

from store.home import Home
from store.settings import load_settings

NATIONAL = ""
DIGITS = 6
LENGTHS = (0, 2, 4, DIGITS)
PROVINCES = frozenset(
    str(code)
    for first, last in (
        (11, 15),
        (21, 23),
        (31, 37),
        (41, 46),
        (50, 54),
        (61, 66),
        (71, 71),
        (81, 82),
    )
    for code in range(first, last + 1)
)


def region_code(text: str) -> str:
    """Return a region's six digits for `42`, `4202` or `420281`, empty for empty.

    Raises `ValueError` for what is no such code.
    """
    ascii_digits = text.isascii() and text.isdigit()
    if text and not (ascii_digits and text[:2] in PROVINCES):
        raise ValueError("not a region")
    if len(text) not in LENGTHS:
        raise ValueError("not a region")
    return text.ljust(DIGITS, "0") if text else NATIONAL


def chain_of(region: str) -> tuple[str, ...]:
    """Return a region and all it lies in, the nearest first, the country last."""
    if region == NATIONAL:
        return (NATIONAL,)
    wider = (region, region[:4].ljust(DIGITS, "0"), region[:2].ljust(DIGITS, "0"))
    return (*dict.fromkeys(wider), NATIONAL)


def region_of_home(policy_home: Path | None) -> str:
    """Return the region in the `crosscheck.toml` beside a policy folder.

    Without a policy folder or settings: the country. Raises `SettingsError`.
    """
    if policy_home is None:
        return NATIONAL
    home = Home(policy_home.parent)
    if not home.settings.is_file():
        return NATIONAL
    return load_settings(home).office.region
