"""HMAC-SM3 and HMAC-SHA-256 as published; kinds, purposes and salts stay apart."""

import hashlib
import hmac
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.hashes import SM3, Hash
from cryptography.hazmat.primitives.hmac import HMAC
from hypothesis import given
from hypothesis import strategies as st

from identity.exchange.secret import FORMAT, Algorithm, Secret
from tests.identity.exchange.people import KEY, SECRET

BLOCK = 64


def sm3(content: bytes) -> bytes:
    state = Hash(SM3())
    state.update(content)
    return state.finalize()


def hmac_sm3(key: bytes, message: bytes) -> bytes:
    """RFC 2104 spelled out, to hold the library against."""
    block = (sm3(key) if len(key) > BLOCK else key).ljust(BLOCK, b"\0")
    inner = sm3(bytes(b ^ 0x36 for b in block) + message)
    return sm3(bytes(b ^ 0x5C for b in block) + inner)


def measured(*parts: str) -> bytes:
    contents = [part.encode() for part in parts]
    return b"".join(len(c).to_bytes(4, "big") + c for c in contents)


def test_sm3_is_that_of_gb_t_32905() -> None:
    assert sm3(b"abc").hex() == (
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    )
    assert sm3(b"abcd" * 16).hex() == (
        "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    )


@pytest.mark.parametrize(
    ("key", "message", "expected"),
    [
        (
            bytes(range(1, 33)),
            b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq" * 2,
            "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a",
        ),
        (
            bytes(range(1, 38)),
            b"\xcd" * 50,
            "220bf579ded555393f0159f66c99877822a3ecf610d1552154b41d44b94db3ae",
        ),
    ],
)
def test_hmac_sm3_is_that_of_gm_t_0042(
    key: bytes, message: bytes, expected: str
) -> None:
    state = HMAC(key, SM3())
    state.update(message)
    assert state.finalize().hex() == hmac_sm3(key, message).hex() == expected


@given(
    key=st.binary(min_size=32, max_size=130),
    value=st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)
def test_digests_are_hmac_over_measured_parts(key: bytes, value: str) -> None:
    secret = replace(SECRET, key=key, salt="二批")
    message = measured(FORMAT, secret.purpose, "二批", "id18", value)
    assert secret.digest("id18", value) == hmac_sm3(key, message).hex()
    other = replace(secret, algorithm=Algorithm.SHA256)
    expected = hmac.new(key, message, hashlib.sha256).hexdigest()
    assert other.digest("id18", value) == expected


def test_kind_purpose_salt_key_and_algorithm_keep_digests_apart() -> None:
    secrets = [
        SECRET,
        replace(SECRET, purpose="别的用途"),
        replace(SECRET, salt="1"),
        replace(SECRET, key=KEY[::-1]),
        replace(SECRET, algorithm=Algorithm.SHA256),
    ]
    found = [s.digest(kind, "1") for s in secrets for kind in ("id18", "name_birth")]
    assert len(set(found)) == len(found)


def test_what_ends_one_part_does_not_begin_the_next() -> None:
    left = Secret(key=KEY, algorithm=Algorithm.SM3, purpose="甲乙", salt="丙")
    right = Secret(key=KEY, algorithm=Algorithm.SM3, purpose="甲", salt="乙丙")
    assert left.digest("id18", "1") != right.digest("id18", "1")
