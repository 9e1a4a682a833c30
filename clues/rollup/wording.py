"""What a roll-up says: numbers beside numbers, and never that anybody did wrong.

The sentences name no person; whose cell it is stands in columns that can be masked.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

PLACES: Mapping[str, str] = MappingProxyType(
    {
        "handler": "经办人",
        "reviewer": "审核人",
        "approver": "审批人",
        "payer": "拨付人",
        "unit": "单位",
        "town": "乡镇",
        "village": "村（社区）",
        "batch": "批次",
        "scheme": "项目",
        "sex": "性别",
        "age": "年龄",
    }
)
PEOPLE = frozenset({"handler", "reviewer", "approver", "payer"})
MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "hit": "待核实",
        "decided_first": "审批日期早于受理日期",
        "same_day_batch": "受理当日成批审批",
        "paid_first": "拨付日期早于审批日期",
    }
)
NO_DATES: Mapping[str, str] = MappingProxyType(
    {
        "decided_first": "没有受理日期或审批日期，暂不能判断",
        "same_day_batch": "没有受理日期或审批日期，暂不能判断",
        "paid_first": "没有审批日期或拨付日期，暂不能判断",
    }
)
STANDINGS: Mapping[str, str] = MappingProxyType(
    {
        "above": "高于同类",
        "within": "与同类无明显差别",
        "higher": "高于其他群体",
        "lower": "低于其他群体",
        "alike": "无明显差别",
    }
)
UNITS: Mapping[str, str] = MappingProxyType({"person": "人", "act": "笔"})
ADVICE = "高于同类，建议调卷了解办理过程；集中本身不说明原因"
NOTHING_APART = "与同类没有明显差别"
NO_RECURRENCE = "整改后复发（Q05）：尚未导入核实结论和整改记录，暂不能判断"
NO_SECONDS = "秒批（Q03）：报送的数据只有日期，没有时刻，暂不能判断"


def per_thousand(ppm: int) -> str:
    """Return 3.1 for 3,100 millionths."""
    tenths = (ppm + 50) // 100
    return f"{tenths // 10}.{tenths % 10}"


def cell_sentence(row: Mapping[str, Any], *, is_above: bool) -> str:
    """Return one compared cell in a plain sentence, without any name."""
    place, measure = PLACES[row["breakdown"]], MEASURES[row["measure"]]
    unit = UNITS[row["counted"]]
    peers = "同类" if row["measure"] == "hit" else "同一数据"
    return (
        f"该{place}{_share(row, measure)}；{peers}其他{place}平均每千{unit} "
        f"{per_thousand(row['peer_ppm'])} {unit}，收缩后每千{unit} "
        f"{per_thousand(row['shrunk_ppm'])} {unit}。"
        f"{ADVICE if is_above else NOTHING_APART}。"
    )


def _share(row: Mapping[str, Any], measure: str) -> str:
    verb = "经手" if row["breakdown"] in PEOPLE else "涉及"
    if row["counted"] == "act":
        return f"{verb} {row['acts']} 笔，其中 {row['found_acts']} 笔{measure}"
    return (
        f"{verb} {row['acts']} 笔、{row['subjects']} 人，"
        f"其中 {row['found_acts']} 笔、{row['found_subjects']} 人{measure}"
    )


def scope_reason(breakdown: str, *, cells: int, compared: int) -> str:
    """Return why nothing of a breakdown could be compared, "" where something was."""
    if compared:
        return ""
    place = PLACES[breakdown]
    if not cells:
        return f"数据没有{place}，须调卷"
    return f"{place}太少或办理量太小，不作比较"
