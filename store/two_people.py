"""Whether two names written by hand are two people's: acts need a second person."""

import unicodedata


def are_two_people(one: str, other: str) -> bool:
    """Return whether both names say something and are not one name spelt twice.

    Spaces of every kind, width, case, middle dots and other marks do not tell
    two people apart.
    """
    return (
        bool(_letters(one))
        and bool(_letters(other))
        and _letters(one) != _letters(other)
    )


def _letters(name: str) -> str:
    told = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in told if sign.isalnum())
