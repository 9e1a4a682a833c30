"""A delivery counts only when its hand-over sheet agrees, or somebody waived it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from connectors import take
from connectors.delivery import find_deliveries
from connectors.file_digest import stated_digest
from connectors.waiver import WAIVERS, Waiver, add_waiver, load_waivers
from store.errors import SettingsError
from store.odcs import all_contracts
from store.snapshot import Snapshot
from tests.connectors import given

NAME = "民政/20261105"
SM3_OF_ABC = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
WAIVER = Waiver(
    name="周主任", reason="光盘损坏，先行使用", delivery=NAME, at="2026-11-06"
)


def _deaths(root: Path) -> Path:
    folder = root / "inbox" / NAME
    given.write_text(folder / "死亡.csv", [given.DEATH_HEADINGS, *given.deaths(3)])
    return folder


def _payments(root: Path, *amounts: str, heading: str = "金额（元）") -> Path:
    folder = root / "inbox" / NAME
    headings = ("项目名称", "补贴年度", "补贴对象", "身份证号码", heading, "发放日期")
    rows = [
        ("耕地地力保护补贴", "2026", f"李乙{i}", given.id_number(i), text, "2026-04-03")
        for i, text in enumerate(amounts)
    ]
    given.write_text(folder / "补贴.csv", [headings, *rows])
    return folder


def _sheet(folder: Path, *lines: str, name: str = "交接单.csv") -> None:
    (folder / name).write_text("\n".join(lines), encoding="utf-8")


def _messages(root: Path, *waivers: Waiver) -> list[str]:
    intakes = given.take_all(root / "inbox", root / "s", *waivers, office=False)
    return [refusal.message for intake in intakes for refusal in intake.refusals]


def test_without_a_sheet_a_delivery_is_refused_with_the_remedy(tmp_path: Path) -> None:
    _deaths(tmp_path)
    (intake,) = given.take_all(tmp_path / "inbox", tmp_path / "s", office=False)
    (refusal,) = intake.refusals
    assert intake.snapshots == ()
    assert (refusal.dataset, refusal.delivery) == ("registry/death", NAME)
    assert refusal.message == "没有交接单，无法核对数据是否完整"
    assert "crosscheck inbox waive" in refusal.remedy


def test_a_waiver_given_later_lets_the_same_files_in(tmp_path: Path) -> None:
    _deaths(tmp_path)
    assert _messages(tmp_path)
    assert _messages(tmp_path, WAIVER) == []


@pytest.mark.parametrize(
    ("waiver", "refused"),
    [
        (WAIVER, 0),
        (replace(WAIVER, dataset="registry/death"), 0),
        (replace(WAIVER, dataset="relief/dibao_payment"), 1),
        (replace(WAIVER, delivery="民政/20261104"), 1),
        (given.WAIVED, 1),  # the office's waiver is for sheets that never came
    ],
)
def test_a_difference_is_waived_only_by_name_of_the_delivery(
    tmp_path: Path, waiver: Waiver, refused: int
) -> None:
    _sheet(_deaths(tmp_path), "数据名称,文件名,条数", "死亡登记,死亡.csv,4")
    assert len(_messages(tmp_path, waiver)) == refused


TOTALS = [
    ("金额合计（元）", "300.10", ""),
    ("金额合计（元）", "300.11", "交接单写明金额合计 300.11 元，实际读到 300.10 元（"),
    ("金额合计（万元）", "0.03", ""),  # all that two decimals of 万元 can say
    ("金额合计（万元）", "0.0301", "交接单写明金额合计 301.00 元，"),
    ("合计金额", "300.1元", ""),
    ("金额合计", "见附表", ""),
]


@pytest.mark.parametrize(("heading", "stated", "said"), TOTALS)
def test_the_total_is_compared_exactly(
    tmp_path: Path, heading: str, stated: str, said: str
) -> None:
    folder = _payments(tmp_path, "100.05", "200.05")
    _sheet(folder, f"数据名称,文件名,条数,{heading}", f"补贴,补贴.csv,2,{stated}")
    messages = _messages(tmp_path)
    assert len(messages) == bool(said)
    assert all(message.startswith(said) for message in messages)


def test_the_unit_of_the_data_counts(tmp_path: Path) -> None:
    folder = _payments(tmp_path, "1.5", "2", heading="金额（万元）")
    _sheet(folder, "数据名称,文件名,条数,金额合计（元）", "补贴,补贴.csv,2,35000")
    assert _messages(tmp_path) == []


def test_a_cell_that_cannot_be_read_leaves_the_total_open(tmp_path: Path) -> None:
    folder = _payments(tmp_path, "100", "壹佰#")
    _sheet(folder, "数据名称,文件名,条数,金额合计", "补贴,补贴.csv,2,200")
    assert _messages(tmp_path) == []


def test_sm3_is_the_standards_own_example(tmp_path: Path) -> None:
    file = tmp_path / "abc"
    file.write_bytes(b"abc")
    assert stated_digest(file, "SM3") == SM3_OF_ABC


SM3_SHEETS = [
    ("数据名称,文件名,SM3", "死亡登记,死亡.csv,{sm3}"),
    ("数据名称,文件名,校验值,算法", "死亡登记,死亡.csv,{sm3},国密SM3"),
    ("校验算法：SM3\n数据名称,文件名,校验值", "死亡登记,死亡.csv,{sm3}"),
    ("数据名称,文件名,SHA-256,SM3", "死亡登记,死亡.csv,,{sm3}"),
    ("数据名称,文件名,校验值", "死亡登记,死亡.csv,{sha256}"),
    ("数据名称,文件名,校验值,算法", "死亡登记,死亡.csv,{sha256},SHA256"),
]


@pytest.mark.parametrize(("heading", "line"), SM3_SHEETS)
def test_sm3_and_sha256_are_told_apart_by_words(
    tmp_path: Path, heading: str, line: str
) -> None:
    folder = _deaths(tmp_path)
    digests = {
        name.lower().replace("-", ""): stated_digest(folder / "死亡.csv", name)
        for name in ("SM3", "SHA-256")
    }
    _sheet(folder, heading, line.format(**digests))
    assert _messages(tmp_path) == []
    _sheet(folder, heading, line.format(**dict.fromkeys(digests, "0" * 64)))
    (message,) = _messages(tmp_path)
    assert message.endswith("与交接单不符")
    _sheet(folder, heading, line.format(**dict.fromkeys(digests, "0" * 63)))
    (message,) = _messages(tmp_path)
    assert message.endswith("不是 64 位，可能抄漏")


@pytest.mark.parametrize("below", [False, True])
def test_what_needs_approval_comes_only_with_its_number(
    tmp_path: Path, *, below: bool
) -> None:
    folder = _deaths(tmp_path)
    table = ["数据名称,文件名,条数", "死亡登记,死亡.csv,3"]
    contracts = [replace(contract, needs_approval=True) for contract in all_contracts()]

    def intake() -> take.Intake:
        found = find_deliveries(
            tmp_path / "inbox", as_of=given.AS_OF, settle_seconds=0, waivers=[WAIVER]
        )
        return take.take_delivery(found.deliveries[0], tmp_path / "s", contracts)

    _sheet(folder, *table)
    (refusal,) = intake().refusals  # although everything else is waived
    assert "没有写明批准文号" in refusal.message
    words = ["批准文号：示巡批〔2026〕7号", "依据：监察法第十八条,,用途：养老待遇比对"]
    _sheet(folder, *(table + words if below else words + table))
    (snapshot,) = intake().snapshots
    papers = Snapshot.load(snapshot)
    assert papers.approval == "示巡批〔2026〕7号"
    assert (papers.basis, papers.purpose) == ("监察法第十八条", "养老待遇比对")


def test_waivers_are_only_ever_added(tmp_path: Path) -> None:
    file = tmp_path / "intake" / WAIVERS
    assert load_waivers(file) == ()
    for waiver in (WAIVER, replace(WAIVER, dataset="registry/death")):
        add_waiver(file, waiver)
    assert [waiver.dataset for waiver in load_waivers(file)] == ["", "registry/death"]
    first = json.loads(file.read_text(encoding="utf-8").splitlines()[0])
    assert (first["at"], first["name"], first["delivery"]) == (
        "2026-11-06",
        "周主任",
        NAME,
    )


def test_a_damaged_list_of_waivers_waives_nothing(tmp_path: Path) -> None:
    file = tmp_path / WAIVERS
    file.write_text('{"name": "周主任"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="已损坏"):
        load_waivers(file)
