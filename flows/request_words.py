"""The sentences of a data request that the workbook and the page have in common."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.data_request import (
    MODES,
    Asked,
    codes_text,
    example_text,
    format_text,
    other_headings,
)
from store.settings import Settings

TITLE = "数据需求清单"
NO_PURPOSE, NO_BASIS, NO_CONTACT = "巡察数据比对", "（文件号待填）", "（待填）"
HANDOVER_TITLE = "数据交接单"
HANDOVER_HEADINGS = ("数据名称", "文件名", "期间", "条数", "金额合计", "校验值")
HANDOVER_LABELS = (
    *("报送单位：", "报送日期：", "用途：", "依据："),
    *("批准文号：", "保管期限：", "移交人：", "接收人："),
)
HANDOVER_NOTE = (
    "把本表另存为“交接单.xlsx”，与数据文件放在同一文件夹；一个文件一行，"
    "条数不含表头和合计；校验值填 SHA-256 或 SM3（Windows 可用命令 "
    "certutil -hashfile 文件名 SHA256 算出）。"
)
COLUMN_HEADINGS = (
    *("序号", "列名", "必填", "含义", "填写格式"),
    *("代码与写法", "示例", "也认得的表头"),
)
LIST_HEADINGS = ("序号", "数据名称", "报送范围", "报送时间", "用途", "保存与销毁")
NEEDED = {True: "必填", False: "有则填"}


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A request to one department: who asks, on what basis, for which datasets."""

    department: str
    settings: Settings
    asked: Sequence[Asked]

    @property
    def opening(self) -> str:
        """Return the paragraph that says why and on what basis."""
        programme = self.settings.programme
        purpose = programme.purpose or NO_PURPOSE
        basis = programme.legal_basis or NO_BASIS
        return (
            f"为开展{purpose}，依据{basis}，请提供下列 {len(self.asked)} 项数据。"
            "只需提供所列各列，清单之外的个人信息请不要提供。"
        )

    @property
    def handover_labels(self) -> tuple[str, ...]:
        """Return the lines above the hand-over sheet, with what is known filled in."""
        programme = self.settings.programme
        known = {
            "报送单位：": self.department,
            "用途：": programme.purpose,
            "依据：": programme.legal_basis,
        }
        return tuple(f"{label}{known.get(label, '')}" for label in HANDOVER_LABELS)

    @property
    def rules(self) -> tuple[str, ...]:
        """Return how to hand over, one sentence each."""
        office = self.settings.office
        contact = office.contact or NO_CONTACT
        return (
            "文件可用 xlsx、xls、csv、dbf 或系统原样导出的表；表头写法与本清单不同也"
            "可以，只要在“也认得的表头”之列。不必为此改系统。",
            "csv、txt 用 GB18030（GBK）或 UTF-8 编码；身份证号、账号、编号存成文本，"
            "防止末几位变成 0。",
            "一次报送放一个文件夹，名称为“日期_数据名称”，内附“交接单.xlsx”（见工作"
            "表“交接单”）。条数与交接单不符的，整批退回核对。",
            "介质加密，口令另行告知；由专人送达或经政务内网传送，不得使用互联网邮箱、"
            "网盘和即时通信工具。",
            "发现有误时，更正后按原期间重新报送即可替换；需要撤回的，请告知本办。",
            "数据只用于上述用途；比对结果须经人工核实，不作为停发待遇的依据。到期销毁"
            "后出具销毁证明。",
            f"联系人：{contact}（{office.name}）",
        )


def required_text(asked: Asked) -> str:
    """Return which columns a dataset cannot do without."""
    must = [column.title for column in asked.contract.columns if column.required]
    return "、".join(must)


def listed_rows(letter: Letter) -> list[list[str]]:
    """Return one row for each dataset, under `LIST_HEADINGS`."""
    return [
        [
            str(place),
            asked.contract.title,
            MODES[asked.contract.mode],
            asked.due,
            asked.why,
            asked.retention,
        ]
        for place, asked in enumerate(letter.asked, start=1)
    ]


def column_rows(asked: Asked) -> list[list[str]]:
    """Return one row for each column of a dataset, under `COLUMN_HEADINGS`."""
    return [
        [
            str(place),
            column.title,
            NEEDED[column.required],
            column.description,
            format_text(column),
            codes_text(column),
            example_text(column),
            other_headings(column),
        ]
        for place, column in enumerate(asked.contract.columns, start=1)
    ]
