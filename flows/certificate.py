"""The certificate of destruction (销毁证明): JSON for machines, a letter to sign."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from flows.letter import Letter
from flows.purge_plan import Plan
from store.digest import Json, digest_file
from store.errors import StorageError
from store.home import Home
from store.settings import Settings
from store.stage import publish_file

FOLDER = "certificates"
TITLE = "数据销毁证明"
METHOD = (
    "删除收件原件、快照、中间结果、数据仓库以及含有该批数据的报表和导出文件，并逐个"
    "文件检索确认。文件系统之外的备份和介质按介质管理规定另行处理。"
)
KEPT = (
    "保留：接收台账、本证明、不含个人信息的统计数；归档疑点只保留编号、事项、金额和"
    "期间；匹配权重只保留比例，和两条以上记录共有的姓名、电话、村名等及其次数，"
    "含有上述号码的已清除。"
)
HEADINGS = ("报送批次", "数据名称", "条数", "文件", "校验值（SHA-256）")
WIDTHS = (3.6, 3.2, 1.6, 3.2, 4.0)
KINDS = {
    "drafts": "未完成的中间文件",
    "reports": "报表和导出文件",
    "archived_clues": "归档疑点（去除个人信息）",
    "archived_rows": "归档记录",
    "stages": "中间结果",
    "weighed": "认人的比对缓存",
    "weights": "匹配权重",
    "receipts": "接收记录",
    "warehouse": "数据仓库文件",
}


def write_certificate(
    home: Home, settings: Settings, plan: Plan, at: datetime
) -> tuple[Path, str]:
    """Write both forms; return the JSON file and its SHA-256."""
    folder = home.intake / FOLDER
    file = folder / f"{plan.certificate}.json"
    if not file.is_file():  # a purge killed after this stands by what it wrote
        _write_json(file, _certificate(settings, plan, at))
    _write_letter(folder / f"{plan.certificate}.docx", settings, plan, at)
    return file, digest_file(file)


def _certificate(settings: Settings, plan: Plan, at: datetime) -> Mapping[str, Json]:
    return {
        **plan.record,
        "office": settings.office.name,
        "purpose": settings.programme.purpose,
        "legal_basis": settings.programme.legal_basis,
        "destroyed_at": at.isoformat(timespec="seconds"),
        "method": METHOD,
        "kept": KEPT,
    }


def _write_json(file: Path, certificate: Mapping[str, Json]) -> None:
    draft = file.with_name(f".{file.name}.draft")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(certificate, ensure_ascii=False, indent=1, sort_keys=True)
        draft.write_text(text, encoding="utf-8")
        publish_file(draft, file)
    except OSError as error:
        raise StorageError("无法写入销毁证明", remedy="检查磁盘空间") from error


def _write_letter(file: Path, settings: Settings, plan: Plan, at: datetime) -> None:
    letter = Letter(TITLE, plan.certificate, at.date())
    count = len(plan.deliveries)
    letter.paragraph(
        f"{settings.office.name}于{at.year}年{at.month}月{at.day}日"
        f"{at.hour}时{at.minute}分销毁下列 {count} 批报送数据。"
    )
    letter.paragraph(f"理由：{plan.reason}")
    letter.paragraph(f"方法：{METHOD}")
    letter.table(HEADINGS, _rows(plan), WIDTHS)
    removed = "；".join(
        f"{KINDS[kind]} {number}" for kind, number in plan.removed.items() if number
    )
    letter.paragraph(
        f"同时清除：{removed or '无'}。清除后检索 {plan.verified_files} 个文件，没有"
        "发现只属于上述数据的证件号码和账号。"
    )
    letter.paragraph(KEPT)
    letter.paragraph(f"执行人：{plan.name}　　　　监销人：")
    letter.sign(settings.office.name, at.date())
    letter.save(file)


def _rows(plan: Plan) -> list[tuple[str, ...]]:
    """Return one row for each file, its delivery and datasets named once."""
    rows: list[tuple[str, ...]] = []
    for one in plan.deliveries:
        titles = "、".join(str(entry["title"]) for entry in one.datasets)
        counts = "、".join(str(entry["rows"] or "—") for entry in one.datasets)
        head = (one.delivery, titles, counts)
        for name, digest in one.files.items() or [("（无）", "")]:
            rows.append((*head, name, digest))
            head = ("", "", "")
    return rows
