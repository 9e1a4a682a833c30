"""Packs from a higher office: sealed strictly, read with suspicion."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.pack.ledger import PACKS
from rules.pack.manifest import MANIFEST, SIGNATURE
from rules.pack.read_pack import MOST_BYTES, read_pack
from store.digest import Json
from store.errors import CrosscheckError, RuleError, SettingsError
from store.signing import make_signing_key
from tests.rules.packing import (
    CITY,
    HEADER,
    LAG,
    STATUS,
    City,
    entries_of,
    signed_again,
    write_zip,
)


def test_nobody_and_somebody_else_is_not_the_signer(city: City, tmp_path: Path) -> None:
    file = city.seal(policy_registry_lag=LAG)
    with pytest.raises(RuleError, match="不在信任名单"):
        read_pack(file, [])
    (tmp_path / "other").mkdir()
    other = make_signing_key(tmp_path / "other")
    with pytest.raises(RuleError, match="签名不是"):
        read_pack(file, [replace(city.signer, key=other.public)])


@pytest.mark.parametrize("name", [MANIFEST, SIGNATURE, "policy/registry_lag.csv"])
def test_one_changed_byte_is_found(city: City, name: str) -> None:
    file = city.seal(policy_registry_lag=LAG)
    whole = entries_of(file)
    for at in range(0, len(whole[name]), 7):
        data = bytearray(whole[name])
        data[at] ^= 1
        write_zip(file, {**whole, name: bytes(data)})
        with pytest.raises(RuleError):
            read_pack(file, [city.signer])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format": 2}, "格式版本"),
        ({"sequence": 0}, "sequence"),
        ({"pack_id": "../x"}, "pack_id"),
        ({"extra": 1}, "extra"),
        ({"contents": {}}, "与签发时不符"),
        ({"contents": {"policy/lpr_1y.csv": "0" * 64}}, "与签发时不符"),
    ],
)
def test_a_signed_manifest_is_still_read_strictly(
    city: City, changes: dict[str, Json], message: str
) -> None:
    file = signed_again(city, city.seal(policy_registry_lag=LAG), **changes)
    with pytest.raises(RuleError, match=message):
        read_pack(file, [city.signer])


@pytest.mark.parametrize(
    "name",
    [
        "../evil.csv",
        "/etc/passwd",
        "policy/../../evil.csv",
        "policy\\evil.csv",
        "rules/evil.py",
        "policy/evil.py",
        "policy/",
        "policy/甲.csv",
    ],
)
def test_a_pack_holds_no_other_file(city: City, name: str) -> None:
    file = city.seal(policy_registry_lag=LAG)
    write_zip(file, {**entries_of(file), name: b"x"})
    with pytest.raises(RuleError, match="不应有的文件"):
        read_pack(file, [city.signer])


def test_a_name_that_stands_twice_is_refused(city: City) -> None:
    file = city.seal(policy_registry_lag=LAG)
    with (
        zipfile.ZipFile(file, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate"),
    ):
        archive.writestr(MANIFEST, b"{}")
    with pytest.raises(RuleError, match="重名"):
        read_pack(file, [city.signer])


def test_a_zip_bomb_is_refused_before_it_bursts(city: City) -> None:
    file = city.seal(policy_registry_lag=LAG)
    bomb = {**entries_of(file), "policy/lpr_1y.csv": bytes(MOST_BYTES + 1)}
    write_zip(file, bomb)
    assert file.stat().st_size < MOST_BYTES // 100
    with pytest.raises(RuleError, match="太大"):
        read_pack(file, [city.signer])


def test_a_bomb_that_lies_about_its_size_is_refused(city: City) -> None:
    file = city.seal(policy_registry_lag=LAG)
    size = MOST_BYTES + 1
    write_zip(file, {**entries_of(file), "policy/lpr_1y.csv": bytes(size)})
    data = file.read_bytes().replace(size.to_bytes(4, "little"), b"\x10\0\0\0")
    file.write_bytes(data)
    with pytest.raises(RuleError):
        read_pack(file, [city.signer])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"hello" * 99])
def test_what_is_no_zip_is_said_so(city: City, content: bytes) -> None:
    file = city.root / "odd.zip"
    file.write_bytes(content)
    with pytest.raises(RuleError, match="zip"):
        read_pack(file, [city.signer])
    with pytest.raises(RuleError, match="没有文件"):
        read_pack(city.root / "none.zip", [city.signer])
    with pytest.raises(RuleError, match="不是规则包"):
        read_pack(write_zip(file, {"status.toml": b""}), [city.signer])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_file_is_a_pack_or_an_error_of_ours(
    city: City, data: st.DataObject
) -> None:
    file = city.root / "fuzzed.zip"
    if not (city.root / "pack.zip").exists():
        city.seal(policy_registry_lag=LAG)
    whole = bytearray((city.root / "pack.zip").read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] = data.draw(st.integers(0, 255))
    file.write_bytes(bytes(whole[: data.draw(st.integers(1, len(whole)))]))
    try:
        pack = read_pack(file, [city.signer])
    except CrosscheckError:
        return
    assert pack.contents["policy/registry_lag.csv"].decode() == LAG


@pytest.mark.parametrize(
    ("contents", "message"),
    [
        ({"policy_vehicle_limit": LAG}, "不认识的政策表"),
        ({"policy_registry_lag": f"{HEADER},death,x,2026-01-01,,甲,no\n"}, "days"),
        ({"policy_registry_lag": f"{HEADER}99,death,1,2026-01-01,,甲,no\n"}, "region"),
        ({"policy_registry_lag": LAG + LAG.split("\n")[1] + "\n"}, "重叠"),
        ({"policy_registry_lag": "region\n"}, "表头"),
        ({"status": '[ZZ-99]\nstatus = "shadow"\nreason = "甲"\n'}, "没有规则 ZZ-99"),
        ({"status": '[SS-01]\nstatus = "draft"\nreason = "甲"\n'}, "SS-01"),
        ({"status": '[SS-01]\nstatus = "shadow"\nreason = ""\n'}, "SS-01"),
        ({"status": '[SS-01]\nstatus = "shadow"\n'}, "SS-01"),
        ({"status": "[SS-01"}, "TOML"),
        ({"status": 'SS-01 = "shadow"'}, "SS-01"),
        ({}, "没有可签发的内容"),
    ],
)
def test_an_unusable_pack_is_not_even_signed(
    city: City, contents: dict[str, str], message: str
) -> None:
    with pytest.raises(RuleError, match=message):
        city.seal(**contents)
    assert not (city.root / "pack.zip").exists()


def test_a_pack_never_stands_on_another_file(city: City) -> None:
    before = city.seal(policy_registry_lag=LAG).read_bytes()
    (city.root / "source-pack.zip").rename(city.root / "older")
    with pytest.raises(SettingsError, match="已经存在"):
        city.seal(status=STATUS)
    assert (city.root / "pack.zip").read_bytes() == before


def test_equal_contents_give_equal_bytes(tmp_path: Path) -> None:
    files = []
    city = City(tmp_path / "one")
    for name in ("one.zip", "two.zip"):
        files.append(city.seal(name, policy_registry_lag=LAG))
        (city.root / "policy" / PACKS / "issued.jsonl").unlink()
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_issuer_counts_its_packs(city: City) -> None:
    first = city.pack("one.zip", status=STATUS).manifest
    assert (first.issuer, first.sequence, first.parent) == (CITY, 1, "")
    assert (first.pack_id, first.entered_by) == ("20261120-001", "甲某")
