"""Hand-over sheets: what is stated is compared with what was read."""

from pathlib import Path

import pytest

from connectors.handover import read_handover
from store.digest import digest_file
from store.errors import HeaderError
from tests.connectors import given


def _folder(root: Path) -> Path:
    folder = root / "inbox" / "民政" / "20261105"
    rows = [given.DEATH_HEADINGS, *given.deaths(3), ("合计", "", "", "3")]
    given.write_text(folder / "死亡.csv", rows)
    return folder


@pytest.mark.parametrize("listed", ["死亡.csv", "死亡", ""])
def test_the_stated_rows_are_kept_with_the_snapshot(
    tmp_path: Path, listed: str
) -> None:
    line = ("死亡登记", listed, "2026年1-10月", "3条")
    given.write_handover(_folder(tmp_path), [line, ("合计", "", "", "3")])
    papers, _ = given.the_snapshot(given.take_one(tmp_path / "inbox", tmp_path / "s"))
    assert papers.supplier == "某县民政局"
    if listed:
        assert (papers.stated_rows, papers.period) == (3, "2026年1-10月")


@pytest.mark.parametrize("listed", ["死亡.csv", ""])
def test_a_difference_withholds_the_dataset_and_names_both_counts(
    tmp_path: Path, listed: str
) -> None:
    given.write_handover(_folder(tmp_path), [("死亡登记", listed, "", 4)])
    intake = given.take_one(tmp_path / "inbox", tmp_path / "s")
    (refusal,) = intake.refusals
    assert intake.snapshots == ()
    assert refusal.dataset == "registry/death"
    assert refusal.message == "交接单写明 4 条，实际读到 3 条"


def test_a_sheet_that_states_neither_rows_nor_digest_proves_nothing(
    tmp_path: Path,
) -> None:
    given.write_handover(_folder(tmp_path), [("死亡登记", "死亡.csv", "", "见附件")])
    (refusal,) = given.take_one(tmp_path / "inbox", tmp_path / "s").refusals
    assert refusal.place == "死亡.csv"
    assert refusal.message.startswith("交接单没有写明这个文件的条数或校验值")


def test_a_file_that_the_sheet_leaves_out_is_refused(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    given.write_text(folder / "死亡续.csv", [given.DEATH_HEADINGS, *given.deaths(1, 9)])
    given.write_handover(folder, [("死亡登记", "死亡.csv", "", 3)])
    (refusal,) = given.take_one(tmp_path / "inbox", tmp_path / "s").refusals
    assert (refusal.dataset, refusal.place) == ("registry/death", "死亡续.csv")


def test_a_listed_file_that_did_not_come_withholds_its_dataset(tmp_path: Path) -> None:
    lines = [("死亡登记", "死亡.csv", "", 3), ("死亡登记", "死亡2.csv", "", 9)]
    given.write_handover(_folder(tmp_path), lines)
    intake = given.take_one(tmp_path / "inbox", tmp_path / "s")
    (refusal,) = intake.refusals
    assert intake.snapshots == ()
    assert refusal.place == "死亡2.csv"
    assert "没有收到" in refusal.message


def test_digests_are_compared_too(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    digest = digest_file(folder / "死亡.csv").upper()
    heading = "数据名称,文件名,SHA-256"
    for stated, refused in ((digest, 0), ("0" * 64, 1)):
        text = f"报送单位：民政\n{heading}\n死亡登记,死亡.csv,{stated}\n"
        (folder / "移交清单.csv").write_text(text, encoding="utf-8")
        intake = given.take_one(tmp_path / "inbox", tmp_path / "s")
        assert len(intake.refusals) == refused


def test_a_handover_sheet_names_the_dataset_of_an_unnamed_file(tmp_path: Path) -> None:
    folder = tmp_path / "inbox" / "民政" / "20261105"
    header = ("姓名", "身份证号", "年月", "金额", "项目名称", "发放日期")
    row = ("王甲", given.id_number(1), "202603", "100", "某项目", "2026-03-05")
    given.write_text(folder / "1.csv", [header, row])
    given.write_handover(folder, [("低保金发放", "1.csv", "", 1)])
    papers, _ = given.the_snapshot(given.take_one(tmp_path / "inbox", tmp_path / "s"))
    assert papers.dataset == "relief/dibao_payment"


def test_an_unreadable_handover_sheet_is_refused_alone(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    given.write_xlsx(folder / "交接单.xlsx", {"表": [("没有表头",)]})
    with pytest.raises(HeaderError, match="没有找到"):
        read_handover(folder / "交接单.xlsx")
    (intake,) = given.take_all(tmp_path / "inbox", tmp_path / "s")
    assert len(intake.snapshots) == 1


def test_the_amount_columns_of_the_form_do_not_disturb(tmp_path: Path) -> None:
    rows: list[given.Row] = [
        ("报送单位：某县财政局", "", "报送日期：2026-11-05"),
        ("数据名称", "文件名", "期间", "条数", "金额合计（元）", "SHA-256"),
        ("一卡通", "a.xls", "2026年", 1200, 98.5, ""),
        ("合计", "", "", 1200, 98.5, ""),
    ]
    sheet = read_handover(given.write_xlsx(tmp_path / "交接表.xlsx", {"表": rows}))
    assert sheet.supplier == "某县财政局"
    assert [(line.file, line.rows) for line in sheet.lines] == [("a.xls", 1200)]
