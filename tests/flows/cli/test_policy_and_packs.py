"""`policy`, `keys` and `rules pack` as two offices use them, up to the next night."""

import json
from datetime import date
from pathlib import Path

from typer.testing import CliRunner, Result

from flows.cli.main import app
from flows.night import run_night
from store.errors import BusyError, CrosscheckError, RuleError, SettingsError
from store.home import Home
from store.lock import hold
from store.settings import write_home_key
from tests.flows.deliveries import home_with_one_clue
from tests.support.homes import copied

RUNNER = CliRunner()
CITY = "示例市巡察办"
TWO = ("--name", "丙某", "--second", "丁某")
LAG = (
    "region,registry,days,valid_from,valid_to,source,verified\n"
    "4202,death,45,2026-01-01,,市人社局文件,yes\n"
)
OWN = (
    "region,registry,days,valid_from,valid_to,source,verified,entered_by,"
    "confirmed_by\n,death,90,2026-07-01,,本县文件,yes,甲某,乙某\n"
)
STATUS = '[SS-01]\nstatus = "shadow"\nreason = "试看一个月"\n'


def run(home: Home, *arguments: str) -> Result:
    return RUNNER.invoke(app, [*arguments, "--home", str(home.root)])


def said(home: Home, *arguments: str) -> str:
    done = run(home, *arguments)
    assert done.exit_code == 0, done.exception
    return done.stdout


def refused(home: Home, *arguments: str) -> CrosscheckError:
    raised = run(home, *arguments).exception
    assert isinstance(raised, CrosscheckError)
    return raised


def office(root: Path, name: str, region: str) -> Home:
    home = Home(root)
    home.create()
    text = f'[office]\nname = "{name}"\nregion = "{region}"\n'
    home.settings.write_text(text, encoding="utf-8")
    write_home_key(home)
    return home


def introduce(city: Home, county: Home) -> None:
    """Let the county trust the city after a telephone call."""
    file = city.root / "city.pub"
    said(city, "keys", "show", "--out", str(file))
    told = json.loads(said(city, "keys", "show", "--json"))
    heard = ("--fingerprint", told["fingerprint"], "--by", "丙某")
    said(county, "keys", "trust", str(file), *heard)


def sealed(city: Home, name: str = "one.zip", lag: str = LAG) -> str:
    """Return the path of a pack that the city signed."""
    source = city.root / f"source-{name}"
    (source / "policy").mkdir(parents=True)
    (source / "policy" / "registry_lag.csv").write_text(lag, encoding="utf-8")
    (source / "status.toml").write_text(STATUS, encoding="utf-8")
    file = str(city.root / name)
    said(city, "rules", "pack", "export", str(source), "--out", file, *TWO)
    return file


def test_what_is_in_force_is_told_with_its_source(county: Home) -> None:
    (county.policy / "registry_lag.csv").write_text(OWN, encoding="utf-8")
    listed = said(county, "policy", "list", "--as-of", "2026-11-20")
    assert "registry_lag　登记信息传递期：5 项，未经核实 4 项，本单位 1 项" in listed
    assert "须由本单位录入的：" in listed
    shown = said(county, "policy", "show", "registry_lag", "--as-of", "2026-11-20")
    assert "死亡登记　90 日" in shown
    assert "2026-07-01 至 现在　本单位　录入 甲某、复核 乙某" in shown
    assert "已核实：本县文件" in shown
    earlier = said(county, "policy", "show", "registry_lag", "--as-of", "2026-06-30")
    assert "死亡登记　60 日" in earlier
    assert "本单位" not in earlier
    both = said(county, "policy", "show", "registry_lag", "--history")
    assert "60 日" in both
    assert "90 日" in both


def test_a_table_is_written_to_be_entered_anew(county: Home) -> None:
    file = county.policy / "startup_loan_limit.csv"
    show = ("policy", "show", "startup_loan_limit", "--as-of", "2026-11-20")
    assert "另一人复核" in said(county, *show, "--out", str(file))
    assert "没有写姓名" in str(refused(county, "policy", "check"))
    text = file.read_text(encoding="utf-8-sig")
    signed = text.replace(",,\n", ",甲某,乙某\n").replace("30000000", "40000000")
    file.write_text(signed, encoding="utf-8")
    (file.parent / "~$startup_loan_limit.csv").write_bytes(b"\x05")
    (file.parent / ".~startup_loan_limit.csv").write_bytes(b"\x05")
    shown = said(county, *show)
    assert "个人　额度 400,000.00 元、期限 36 月、累计次数 3 次" in shown
    assert "录入 甲某、复核 乙某" in shown


def test_policy_is_told_to_machines(county: Home) -> None:
    (county.policy / "registry_lag.csv").write_text(OWN, encoding="utf-8")
    rows = json.loads(
        said(
            county, "policy", "show", "registry_lag", "--json", "--as-of", "2026-11-20"
        )
    )
    (death,) = [row for row in rows if row["registry"] == "death"]
    assert death == {
        "region": "",
        "registry": "death",
        "days": 90,
        "valid_from": "2026-07-01",
        "valid_to": None,
        "source": "本县文件",
        "verified": True,
        "layer": "本单位",
        "entered_by": "甲某",
        "confirmed_by": "乙某",
    }
    counts = json.loads(said(county, "policy", "list", "--json"))
    assert {row["name"] for row in counts} >= {"registry_lag", "retire_age"}
    assert json.loads(said(county, "policy", "check", "--json"))["tables"] == len(
        counts
    )


def test_a_mistake_ends_check_and_only_the_rules_that_read_the_table(
    county: Home,
) -> None:
    assert "项规定可用" in said(county, "policy", "check")
    wrong = OWN.replace(",甲某,乙某", ",甲某,甲某")
    (county.policy / "registry_lag.csv").write_text(wrong, encoding="utf-8")
    raised = refused(county, "policy", "check")
    assert isinstance(raised, RuleError)
    assert "registry_lag.csv › 第 2 行 › 列“confirmed_by”" in str(raised)
    unknown = refused(county, "policy", "show", "lag")
    assert "confirmed_by" in str(unknown)
    (county.policy / "registry_lag.csv").unlink()
    assert "没有政策表 lag" in str(refused(county, "policy", "show", "lag"))


def test_keys_are_made_once_and_trusted_by_their_digits(
    city: Home, county: Home
) -> None:
    assert isinstance(refused(city, "keys", "make"), SettingsError)
    assert "还没有签名密钥" in said(county, "keys", "show")
    assert "还没有信任" in said(county, "keys", "show")
    introduce(city, county)
    assert f"信任 {CITY}" in said(county, "keys", "show")
    file = city.root / "city.pub"
    wrong = ("--fingerprint", "0" * 40, "--by", "丙某")
    assert "指纹" in str(refused(county, "keys", "trust", str(file), *wrong))
    file.write_text("hello\n", encoding="utf-8")
    assert "不是公钥文件" in str(refused(county, "keys", "trust", str(file), *wrong))
    assert "没有文件" in str(refused(county, "keys", "trust", "none.pub", *wrong))
    assert "不再信任" in said(county, "keys", "distrust", CITY, "--by", "丙某")
    pack = sealed(city)
    assert "不在信任名单" in str(refused(county, "rules", "pack", "verify", pack))


def test_a_pack_is_verified_previewed_applied_and_taken_back(
    city: Home, county: Home
) -> None:
    introduce(city, county)
    pack = sealed(city)
    assert "可以应用" in said(county, "rules", "pack", "verify", pack)
    told = json.loads(said(county, "rules", "pack", "verify", pack, "--json"))
    assert (told["issuer"], told["sequence"]) == (CITY, 1)
    seen = said(county, "rules", "pack", "preview", pack)
    assert "新增　登记信息传递期 死亡登记　地区 420200 2026-01-01 起" in seen
    assert "使用中 → 影子（试看一个月）" in seen
    changes = json.loads(said(county, "rules", "pack", "preview", pack, "--json"))
    assert [row["kind"] for row in changes["rows"]] == ["changed", "added"]
    assert "没有应用中的规则包" in said(county, "rules", "pack", "list")
    assert "下一夜起生效" in said(county, "rules", "pack", "apply", pack, *TWO)
    assert "没有变动" in said(county, "rules", "pack", "apply", pack, *TWO)
    assert "没有不同" in said(county, "rules", "pack", "preview", pack)
    assert "规则包 1 项" in said(county, "policy", "list", "--as-of", "2026-11-20")
    listed = json.loads(said(county, "rules", "pack", "list", "--json"))
    assert listed["in_force"] == told["pack_id"]
    back = ("rules", "pack", "rollback", *TWO, "--reason", "数值有误")
    assert "随程序的规定" in said(county, *back)
    assert "无可退回" in str(refused(county, *back))
    ledger = said(county, "rules", "pack", "list")
    assert "经办 丙某、复核 丁某：数值有误" in ledger


def test_nothing_is_applied_while_a_night_runs_or_by_one_person(
    city: Home, county: Home
) -> None:
    introduce(city, county)
    pack = sealed(city)
    with hold(county.night_lock):
        done = refused(county, "rules", "pack", "apply", pack, *TWO)
        assert isinstance(done, BusyError)
    alone = ("--name", "丙某", "--second", "丙某")
    assert "同一个人" in str(refused(county, "rules", "pack", "apply", pack, *alone))
    source = city.root / "source-one.zip"
    out = ("--out", str(city.root / "two.zip"), *alone)
    assert "同一个人" in str(
        refused(city, "rules", "pack", "export", str(source), *out)
    )
    assert "没有应用中的规则包" in said(county, "rules", "pack", "list")


def test_a_preview_says_that_rows_are_another_regions(tmp_path: Path) -> None:
    city = office(tmp_path / "city", CITY, "430100")
    county = office(tmp_path / "county", "云溪县巡察办", "420281")
    said(city, "keys", "make")
    introduce(city, county)
    source = tmp_path / "source" / "policy"
    source.mkdir(parents=True)
    elsewhere = LAG.replace("4202,", "4301,")
    (source / "registry_lag.csv").write_text(elsewhere, encoding="utf-8")
    pack = str(tmp_path / "pack.zip")
    said(city, "rules", "pack", "export", str(source.parent), "--out", pack, *TWO)
    told = said(county, "rules", "pack", "preview", pack)
    assert "与现行规定没有不同" in told
    assert "本包的 1 项政策规定都不属本地区" in told
    as_json = json.loads(said(county, "rules", "pack", "preview", pack, "--json"))
    assert (as_json["rows"], as_json["elsewhere"]) == ([], 1)


def test_the_next_night_goes_by_the_pack(city: Home, tmp_path: Path) -> None:
    ready = home_with_one_clue(tmp_path / "ready")
    home = copied(ready, tmp_path / "home")
    region = '[office]\nregion = "420281"\n'
    home.settings.write_text(
        home.settings.read_text(encoding="utf-8") + region, encoding="utf-8"
    )
    introduce(city, home)
    said(home, "rules", "pack", "apply", sealed(city), *TWO)
    run_night(home, date(2026, 11, 21))
    assert json.loads(said(home, "clues", "list", "--json")) == []
    said(home, "rules", "pack", "rollback", *TWO, "--reason", "试看已毕")
    run_night(home, date(2026, 11, 22))
    assert len(json.loads(said(home, "clues", "list", "--json"))) == 1
