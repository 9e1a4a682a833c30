"""Values of a database as exact text, as the rest of the line expects them.

Nothing is lost: dates are ISO, decimals plain (never `1E+3`), a float is the
shortest text that reads back as the same number, bytes are hex, true and false
are 1 and 0. What the driver hands over as text stays as it is.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any


def as_text(value: object) -> str | None:
    """Return one value as text, null as None."""
    if value is None or isinstance(value, str):
        return value
    spelling = SPELLINGS.get(type(value), str)
    return spelling(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=as_text)


def _hex(value: bytes | bytearray | memoryview) -> str:
    return bytes(value).hex()


SPELLINGS: Mapping[type, Callable[[Any], str]] = MappingProxyType(
    {
        bool: lambda value: str(int(value)),
        Decimal: lambda value: format(value, "f"),
        float: lambda value: format(Decimal(repr(value)), "f"),
        datetime: lambda value: value.isoformat(sep=" "),
        bytes: _hex,
        bytearray: _hex,
        memoryview: _hex,
        list: _json,
        dict: _json,
    }
)
