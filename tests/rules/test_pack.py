"""Packs from a higher office: applied whole, taken back, told before."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from rules.library import rule_for
from rules.pack import ledger
from rules.pack.differences import differences
from rules.pack.ledger import PACKS, Decision, apply_pack, contents_in_force, in_force
from rules.pack.read_pack import read_pack
from rules.pack.standing import read_standings, status_now
from rules.policy import policy_tables
from rules.policy.in_force import rows_in_force
from rules.policy.row import Layer
from store.errors import RuleError, SettingsError
from store.trusted import trust
from tests.rules.packing import (
    DAY,
    DECISION,
    LAG,
    STATUS,
    City,
)


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
        (Decision(name="丙·某", second="丙 某", reason="有误", on=DAY), "同一个人"),
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


@pytest.mark.parametrize(
    ("second", "said"), [("甲某", "同一个人"), ("甲 某", "同一个人"), (" ", "复核人")]
)
def test_nothing_is_signed_by_one_person(city: City, second: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        city.seal(confirmed_by=second, status=STATUS)
    assert not (city.root / "pack.zip").exists()
    assert not (city.root / "policy" / PACKS).exists()


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


@pytest.mark.parametrize(
    ("region", "elsewhere"),
    [("4301", 1), ("420282", 1), ("4202", 0), ("42", 0), ("420281", 0), ("", 0)],
)
def test_rows_of_other_regions_are_counted(
    city: City, policy: Path, region: str, elsewhere: int
) -> None:
    rows = LAG.replace("4202,", f"{region},")
    found = differences(policy, city.pack(policy_registry_lag=rows).contents)
    assert (found.elsewhere, found.given) == (elsewhere, 1)
    assert bool(found.rows) is not bool(elsewhere)


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
