"""The secret of one exchange, and the digests made with it.

HMAC (RFC 2104; with SM3, GB/T 32905, the construction of GM/T 0091) over parts that
each carry their length, so that kind, purpose and salt keep digests apart.
"""

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from cryptography.hazmat.primitives.hashes import SHA256, SM3
from cryptography.hazmat.primitives.hmac import HMAC

FORMAT = "crosscheck-sealed-1"
LENGTH_BYTES = 4
KEY_CHECK, FILE = "key-check", "file"
CHECK_DIGITS = 16


class Algorithm(StrEnum):
    """The keyed digest, as sealed files state it."""

    SM3 = "HMAC-SM3"
    SHA256 = "HMAC-SHA256"


@dataclass(frozen=True, kw_only=True)
class Secret:
    """One exchange: its key, and what both offices agreed it is for."""

    key: bytes
    algorithm: Algorithm
    purpose: str
    salt: str = ""

    def digests(self, kind: str, values: Iterable[str]) -> Iterator[str]:
        """Yield the keyed digest of each value of one kind, in hex."""
        begun = self._begun(kind)
        for value in values:
            state = begun.copy()
            state.update(_measured(value))
            yield state.finalize().hex()

    def digest(self, kind: str, value: str) -> str:
        """Return the keyed digest of one value, in hex."""
        return next(self.digests(kind, [value]))

    @property
    def key_check(self) -> str:
        """Return what tells two keys apart and says nothing else about them."""
        return self.digest(KEY_CHECK, "")[:CHECK_DIGITS]

    def seal_of(self, lines: Iterable[str]) -> str:
        """Return the keyed digest of a whole file, line by line."""
        state = self._begun(FILE)
        for line in lines:
            state.update(_measured(line))
        return state.finalize().hex()

    def _begun(self, kind: str) -> HMAC:
        algorithm = SM3() if self.algorithm is Algorithm.SM3 else SHA256()
        state = HMAC(self.key, algorithm)
        for part in (FORMAT, self.purpose, self.salt, kind):
            state.update(_measured(part))
        return state


def is_same(left: str, right: str) -> bool:
    """Say whether two digests are equal, in a time that does not tell where not."""
    return hmac.compare_digest(left.encode(), right.encode())


def _measured(text: str) -> bytes:
    content = text.encode()
    return len(content).to_bytes(LENGTH_BYTES, "big") + content
