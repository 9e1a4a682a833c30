"""Packs from a higher office: read with suspicion, applied whole, taken back."""

import os
import signal
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.library import rule_for
from rules.pack import ledger
from rules.pack.differences import differences
from rules.pack.ledger import PACKS, Decision, apply_pack, contents_in_force, in_force
from rules.pack.manifest import MANIFEST, SIGNATURE
from rules.pack.read_pack import MOST_BYTES, read_pack
from rules.pack.standing import read_standings, status_now
from rules.policy import policy_tables
from rules.policy.in_force import rows_in_force
from rules.policy.row import Layer
from store.digest import Json
from store.errors import CrosscheckError, RuleError, SettingsError
from store.signing import make_signing_key
from store.trusted import trust
from tests.rules.packing import (
    CITY,
    DAY,
    DECISION,
    HEADER,
    LAG,
    STATUS,
    City,
    entries_of,
    signed_again,
    write_zip,
)


@pytest.fixture(name="city")
def a_city(tmp_path: Path) -> City:
    """Return a city that signs packs."""
    return City(tmp_path / "city")


@pytest.fixture(name="policy")
def a_county(tmp_path: Path) -> Path:
    """Return the policy folder of a county of the city."""
    home = tmp_path / "county"
    (home / "policy").mkdir(parents=True)
    settings_file = home / "crosscheck.toml"
    settings_file.write_text('[office]\nregion = "420281"\n', encoding="utf-8")
    return home / "policy"


def death_days(policy: Path) -> list[int]:
    """Return the lag of deaths in force, oldest first."""
    table = policy_tables(policy)["registry_lag"]
    return table.filter(table["registry"] == "death")["days"].to_list()


def test_a_pack_holds_from_its_day_beneath_the_offices_own(
    city: City, policy: Path
) -> None:
    pack = city.pack(policy_registry_lag=LAG, status=STATUS)
    assert apply_pack(policy, pack, DECISION)
    assert death_days(policy) == [60, 45]
    assert status_now(policy)["SS-01"].value == "shadow"
    own = (
        "region,registry,days,valid_from,valid_to,source,verified,entered_by,"
        "confirmed_by\n420281,death,30,2026-06-01,,本县,yes,甲某,乙某\n"
    )
    (policy / "registry_lag.csv").write_text(own, encoding="utf-8")
    assert death_days(policy) == [60, 45, 30]
    layers = [
        r.layer for r in rows_in_force(policy)["registry_lag"] if r.key == ("death",)
    ]
    assert layers == [Layer.SHIPPED, Layer.PACK, Layer.OWN]


def test_applying_again_changes_nothing(city: City, policy: Path) -> None:
    pack = city.pack(policy_registry_lag=LAG)
    assert apply_pack(policy, pack, DECISION)
    before = (policy / PACKS / ledger.LEDGER).read_bytes()
    assert not apply_pack(policy, pack, DECISION)
    assert (policy / PACKS / ledger.LEDGER).read_bytes() == before


def test_taking_back_restores_what_was_before(city: City, policy: Path) -> None:
    first = city.pack("one.zip", policy_registry_lag=LAG)
    second = city.pack("two.zip", policy_registry_lag=LAG.replace(",45,", ",20,"))
    shipped = death_days(policy)
    why = replace(DECISION, reason="数值有误")
    apply_pack(policy, first, DECISION)
    apply_pack(policy, second, DECISION)
    assert death_days(policy) == [60, 20]
    assert ledger.roll_back(policy, why).pack_id == second.manifest.pack_id
    assert death_days(policy) == [60, 45]
    assert apply_pack(policy, second, DECISION)
    ledger.roll_back(policy, why)
    ledger.roll_back(policy, why)
    assert death_days(policy) == shipped
    with pytest.raises(RuleError, match="无可退回"):
        ledger.roll_back(policy, why)
    kinds = [entry.kind for entry in ledger.entries(policy)]
    assert kinds == ["apply", "apply", "rollback", "apply", "rollback", "rollback"]


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (Decision(name="", second="丁某", reason="有误", on=DAY), "经办人和复核人"),
        (Decision(name="丙某", second=" ", reason="有误", on=DAY), "经办人和复核人"),
        (Decision(name="丙某", second="丙某", reason="有误", on=DAY), "同一个人"),
        (Decision(name="丙某", second="丁某", reason=" ", on=DAY), "理由"),
    ],
)
def test_two_people_and_a_reason(
    city: City, policy: Path, decision: Decision, message: str
) -> None:
    pack = city.pack(policy_registry_lag=LAG)
    apply_pack(policy, pack, DECISION)
    with pytest.raises(SettingsError, match=message):
        ledger.roll_back(policy, decision)
    if message != "理由":
        with pytest.raises(SettingsError, match=message):
            apply_pack(policy, city.pack("b.zip", status=STATUS), decision)


def test_an_earlier_pack_is_refused(city: City, policy: Path) -> None:
    first = city.pack("one.zip", policy_registry_lag=LAG)
    second = city.pack("two.zip", status=STATUS)
    assert second.manifest.sequence == 2
    assert second.manifest.parent == first.manifest.pack_id
    apply_pack(policy, second, DECISION)
    with pytest.raises(RuleError, match="不晚于"):
        apply_pack(policy, first, DECISION)


def test_a_pack_of_another_issuer_does_not_come_over_the_first(
    city: City, policy: Path
) -> None:
    pack = city.pack(policy_registry_lag=LAG)
    apply_pack(policy, pack, DECISION)
    manifest = pack.manifest.model_copy(update={"issuer": "另一单位", "sequence": 9})
    with pytest.raises(RuleError, match="不能叠加"):
        apply_pack(policy, replace(pack, manifest=manifest), DECISION)


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


def test_the_differences_are_told_before(city: City, policy: Path) -> None:
    files = city.pack(policy_registry_lag=LAG, status=STATUS).contents
    found = differences(policy, files)
    told = [(r.kind, r.key, r.region, str(r.valid_from)) for r in found.rows]
    assert told == [
        ("changed", "死亡登记", "", "2000-01-01"),
        ("added", "死亡登记", "420200", "2026-01-01"),
    ]
    assert found.rows[1].after == "45 日（现行；市人社局文件；已核实）"
    assert [(s.rule, s.before, s.after) for s in found.statuses] == [
        ("SS-01", rule_for("SS-01").status.value, "shadow")
    ]
    assert found.overruled == 0
    assert in_force(policy) is None


def test_what_the_office_holds_itself_is_told_to_stay(city: City, policy: Path) -> None:
    own = (
        "region,registry,days,valid_from,valid_to,source,verified,entered_by,"
        "confirmed_by\n4202,death,30,2000-01-01,,本县,yes,甲某,乙某\n"
    )
    (policy / "registry_lag.csv").write_text(own, encoding="utf-8")
    found = differences(policy, city.pack(policy_registry_lag=LAG).contents)
    assert (found.rows, found.overruled) == ((), 1)


def test_files_changed_after_applying_are_refused_and_mended(
    city: City, policy: Path
) -> None:
    pack = city.pack(policy_registry_lag=LAG)
    apply_pack(policy, pack, DECISION)
    (stored,) = (policy / PACKS).glob("*/policy/registry_lag.csv")
    stored.write_text(LAG.replace(",45,", ",1,"), encoding="utf-8")
    with pytest.raises(RuleError, match="与应用时不符"):
        policy_tables(policy)
    assert not apply_pack(policy, pack, DECISION)
    assert death_days(policy) == [60, 45]


def test_no_file_says_nothing() -> None:
    assert read_standings(None) == {}
    assert contents_in_force(None) == {}


KILLED = """
import os, signal, sys
from pathlib import Path
from rules.pack import ledger
from rules.pack.read_pack import read_pack
from rules.pack.ledger import apply_pack
from store.trusted import signers
from tests.rules.packing import DECISION

def stop(*_):
    os.kill(os.getpid(), signal.SIGKILL)

step, policy, pack, keys = sys.argv[1:]
place = {
    "draft": (ledger, "publish_folder"),
    "line": (ledger, "append_records"),
    "flush": (os, "fsync"),
    "rename": (Path, "rename"),
}[step]
setattr(*place, stop)
apply_pack(Path(policy), read_pack(Path(pack), signers(Path(keys))), DECISION)
"""


@pytest.mark.parametrize("step", ["draft", "rename", "flush", "line"])
def test_a_killed_process_leaves_what_was_or_what_is(
    city: City, policy: Path, tmp_path: Path, step: str
) -> None:
    keys = tmp_path / "keys"
    trust(keys, city.signer, city.signer.key.fingerprint)
    first = city.pack("one.zip", policy_registry_lag=LAG)
    apply_pack(policy, first, DECISION)
    second = city.seal("two.zip", policy_registry_lag=LAG.replace(",45,", ",20,"))
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, step, policy, second, keys],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
    )
    assert ran.returncode == -signal.SIGKILL
    assert death_days(policy) == [60, 45]
    assert apply_pack(policy, read_pack(second, [city.signer]), DECISION)
    assert death_days(policy) == [60, 20]
    assert not list((policy / PACKS).glob(".draft-*"))
    assert [entry.kind for entry in ledger.entries(policy)] == ["apply", "apply"]


def test_a_torn_line_was_never_said(city: City, policy: Path) -> None:
    apply_pack(policy, city.pack(policy_registry_lag=LAG), DECISION)
    file = policy / PACKS / ledger.LEDGER
    file.write_bytes(file.read_bytes()[:-9])
    assert in_force(policy) is None
    file.write_text('{"kind": "apply"}\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="读不出来"):
        in_force(policy)


def test_the_issuer_counts_its_packs(city: City) -> None:
    first = city.pack("one.zip", status=STATUS).manifest
    assert (first.issuer, first.sequence, first.parent) == (CITY, 1, "")
    assert (first.pack_id, first.entered_by) == ("20261120-001", "甲某")
