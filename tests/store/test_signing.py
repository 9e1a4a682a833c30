"""Keys of offices and whose signatures are accepted."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import SettingsError
from store.signing import (
    KEY_FILE,
    PublicKey,
    SigningKey,
    load_signing_key,
    make_signing_key,
)
from store.trusted import TRUSTED, Signer, distrust, signers, trust

DAY = date(2026, 11, 20)


def signer(folder: Path, name: str = "示例市巡察办") -> Signer:
    """Return a signer with a new key."""
    folder.mkdir()
    key = make_signing_key(folder).public
    return Signer(name=name, key=key, checked_by="甲某", checked_on=DAY)


def test_a_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    made = make_signing_key(tmp_path)
    file = tmp_path / KEY_FILE
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_bytes()
    with pytest.raises(SettingsError, match="已有签名密钥"):
        make_signing_key(tmp_path)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [KEY_FILE]
    assert load_signing_key(tmp_path).public == made.public


@pytest.mark.parametrize(
    ("content", "mode", "message"),
    [
        (None, 0o600, "还没有签名密钥"),
        (b"", 0o600, "已损坏"),
        (b"-----BEGIN PRIVATE KEY-----\n", 0o600, "已损坏"),
        (b"x", 0o644, "别人也能读"),
    ],
)
def test_a_key_that_cannot_be_used_is_said_so(
    tmp_path: Path, content: bytes | None, mode: int, message: str
) -> None:
    if content is not None:
        (tmp_path / KEY_FILE).write_bytes(content)
        (tmp_path / KEY_FILE).chmod(mode)
    with pytest.raises(SettingsError, match=message):
        load_signing_key(tmp_path)


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_a_signature_is_of_one_content_by_one_key(one: bytes, other: bytes) -> None:
    key = KEYS["a"]
    signature = key.sign(one)
    assert key.public.signed(one, signature)
    assert key.public.signed(other, signature) is (one == other)
    assert not KEYS["b"].public.signed(one, signature)
    assert not key.public.signed(one, signature[:-1])


@pytest.fixture(scope="module", autouse=True)
def two_keys(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Make the two keys that the signatures are of."""
    for name in ("a", "b"):
        KEYS[name] = make_signing_key(tmp_path_factory.mktemp(name))


KEYS: dict[str, SigningKey] = {}


def test_a_fingerprint_is_eight_groups_of_five_digits() -> None:
    public = PublicKey(bytes(32))
    assert re.fullmatch(r"(\d{5} ){7}\d{5}", public.fingerprint)
    assert public.fingerprint != PublicKey(bytes([1] * 32)).fingerprint
    assert PublicKey.of_line(public.line) == public


@pytest.mark.parametrize(
    "line", ["", "crosscheck-ed25519", "crosscheck-ed25519 AAAA", "other !!!", "甲 乙"]
)
def test_what_is_no_public_key_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"key|base64"):
        PublicKey.of_line(line)


def test_whoever_was_heard_is_trusted_until_distrusted(tmp_path: Path) -> None:
    keys, one = tmp_path / "keys", signer(tmp_path / "one")
    spoken = one.key.fingerprint.replace(" ", "-")
    trust(keys, one, spoken)
    trust(keys, one, spoken)
    assert signers(keys) == (one,)
    assert len((keys / TRUSTED).read_text(encoding="utf-8").splitlines()) == 1
    distrust(keys, one.name, by="乙某", on=DAY)
    assert signers(keys) == ()
    trust(keys, replace(one, checked_by="乙某"), spoken)
    assert [found.checked_by for found in signers(keys)] == ["乙某"]


def test_trust_needs_the_digits_a_name_and_one_key(tmp_path: Path) -> None:
    keys, one = tmp_path / "keys", signer(tmp_path / "one")
    other = signer(tmp_path / "other")
    with pytest.raises(SettingsError, match="指纹与公钥文件不符"):
        trust(keys, one, other.key.fingerprint)
    with pytest.raises(SettingsError, match="须写明"):
        trust(keys, replace(one, checked_by=" "), one.key.fingerprint)
    trust(keys, one, one.key.fingerprint)
    with pytest.raises(SettingsError, match="另一把公钥"):
        trust(keys, other, other.key.fingerprint)
    with pytest.raises(SettingsError, match="没有信任过"):
        distrust(keys, "别处", by="甲某", on=DAY)
    with pytest.raises(SettingsError, match="须写明办理人"):
        distrust(keys, one.name, by="", on=DAY)
    assert signers(keys) == (one,)


def test_a_record_changed_by_hand_is_an_error(tmp_path: Path) -> None:
    (tmp_path / TRUSTED).write_text('{"name": "甲"}\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="读不出来"):
        signers(tmp_path)
