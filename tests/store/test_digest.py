"""Digests name content, whatever its order or place."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.digest import Json, canonical_json, code_digest, digest_file, digest_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.text(), VALUES, max_size=4))
def test_the_order_of_keys_does_not_count(value: dict[str, Json]) -> None:
    turned = dict(reversed(value.items()))
    assert digest_json(turned) == digest_json(value)


def test_canonical_json_is_sorted_tight_and_readable() -> None:
    assert canonical_json({"b": [1, None], "a": "县"}) == '{"a":"县","b":[1,null]}'


def test_a_file_has_the_sha256_that_others_compute(tmp_path: Path) -> None:
    file = tmp_path / "a"
    content = b"x" * 3_000_000
    file.write_bytes(content)
    assert digest_file(file) == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("name", ["store", "store.stage", "data_contracts"])
def test_code_has_a_digest_of_its_own(name: str) -> None:
    assert len(code_digest(name)) == 64
    assert code_digest(name) == code_digest(name)
    assert code_digest(name) != code_digest("store.errors")


def test_the_order_of_packages_does_not_count() -> None:
    assert code_digest("store", "checks") == code_digest("checks", "store")
