"""The quality page: what it says, and what it must never contain."""

import re
from pathlib import Path

import pytest

from checks.conformance import check_snapshot
from checks.current import assemble
from checks.report import CHECK_LABELS, write_quality_report
from checks.suite import checks_of
from checks.versions import Version
from store.snapshot import Snapshot
from tests.checks.deliveries import NUMBERS, contract, line, part, snapshot
from tests.checks.test_current import AS_OF

REFUSAL = {
    "delivery": "县社保中心/20261105_养老",
    "dataset": "",
    "error": "EncodingError",
    "place": "发放.csv › 第 7 行",
    "message": "不是 GB18030 编码",
    "remedy": "请另存为 UTF-8 后重报",
}


@pytest.fixture(name="page", scope="module")
def rendered_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the page of one checked, partly refused delivery."""
    root = tmp_path_factory.mktemp("report")
    rows = [line(amount_fen="见附表甲"), line(status="<怪码>"), line()]
    papers = part(rows_kept=3, unknown_headings=("备注<b>",))
    folder = snapshot(root, rows, parts=(papers,), stated_rows=4)
    out, now = root / "out", root / "now"
    out.mkdir()
    now.mkdir()
    agreed = contract()
    checked = check_snapshot(folder, agreed, out, memory_mb=512, threads=2)
    version = Version(
        supplier="县民政局",
        delivered_on=Snapshot.load(folder).delivered_on,
        delivery="县民政局/20260506_补贴",
        accepted=out / "accepted.parquet",
        blocked=bool(checked["blocked"]),
    )
    current = assemble(agreed, [version], now, as_of=AS_OF, memory_mb=512, threads=2)
    file = root / "quality.html"
    write_quality_report(
        file, checked=[checked], current=[current], refusals=[REFUSAL], title="质量报告"
    )
    return file.read_text(encoding="utf-8")


def test_shows_counts_refusals_and_their_remedies(page: str) -> None:
    for text in (
        "补贴发放",
        "交接单写明 4 行，实际读到 3 行",
        "暂停使用",
        "发放.csv › 第 7 行",
        "请另存为 UTF-8 后重报",
        "备注&lt;b&gt;",
        "在代码表内",
    ):
        assert text in page


def test_needs_nothing_from_elsewhere(page: str) -> None:
    assert not re.search(r"https?:|//[a-z]|<script|<link|@import|src=|href=", page)


def test_names_nobody_and_quotes_no_value(page: str) -> None:
    for value in ("见附表甲", "怪码", "测试甲", *NUMBERS, "6200000000000000001"):
        assert value not in page


def test_an_empty_night_has_a_page_too(tmp_path: Path) -> None:
    file = tmp_path / "quality.html"
    write_quality_report(file, checked=[], current=[], refusals=[], title="质量报告")
    assert "没有报送" in file.read_text(encoding="utf-8")


def test_every_check_has_a_label() -> None:
    agreed = contract(unique=("id_number", "paid_in"))
    present = ("amount_fen__bad", "id_number__doubtful")
    assert {check.name for check in checks_of(agreed, present)} <= set(CHECK_LABELS)
