"""A roll-up for people: names of officials masked, numbers as they are read."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from clues.labels import matter_label
from clues.rollup.shared_problems import KINDS
from clues.rollup.wording import (
    MEASURES,
    PEOPLE,
    PLACES,
    STANDINGS,
    UNITS,
    per_thousand,
)
from store.mask import masked_name
from store.odcs import contract_for

Row: TypeAlias = Mapping[str, Any]
Line: TypeAlias = dict[str, str | int]
ROLLUP_WIDTHS: Mapping[str, int] = {
    "结果": 16,
    "规则或检查": 22,
    "按": 10,
    "名称": 20,
    "单位": 28,
    "经手笔数": 10,
    "经手对象": 10,
    "待核实笔数": 12,
    "待核实对象": 12,
    "同类每千": 10,
    "收缩后每千": 12,
    "说明": 80,
}
SHARED_WIDTHS: Mapping[str, int] = {
    "类别": 18,
    "内容": 34,
    "部门": 40,
    "事项": 50,
    "规则": 20,
    "对象": 8,
    "说明": 80,
}
DISPARITY_WIDTHS: Mapping[str, int] = {
    "规则": 10,
    "按": 8,
    "群体": 28,
    "对象": 8,
    "待核实对象": 12,
    "每千": 8,
    "结果": 16,
}


def masked_rows(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return roll-up rows with the names of officials masked."""
    return [dict(row) | {"name": _shown(row)} for row in rows]


def _shown(row: Row) -> str:
    return masked_name(row["name"]) if row["breakdown"] in PEOPLE else row["name"]


def checked(row: Row) -> str:
    """Return which order of steps was checked, and in which data."""
    title = contract_for(row["dataset"]).title.rpartition("—")[2]
    return f"{title}（{MEASURES[row['measure']]}）"


def rollup_line(row: Row) -> Line:
    """Return one compared cell under the headings of `ROLLUP_WIDTHS`."""
    return {
        "结果": STANDINGS[row["standing"]],
        "规则或检查": row["rule"] or checked(row),
        "按": PLACES[row["breakdown"]],
        "名称": row["name"],
        "单位": row["unit"],
        "经手笔数": row["acts"],
        "经手对象": row["subjects"],
        "待核实笔数": row["found_acts"],
        "待核实对象": row["found_subjects"],
        "同类每千": per_thousand(row["peer_ppm"]),
        "收缩后每千": per_thousand(row["shrunk_ppm"]),
        "说明": row["sentence"],
    }


def shared_line(row: Row) -> Line:
    """Return one shared problem under the headings of `SHARED_WIDTHS`."""
    return {
        "类别": KINDS[row["kind"]],
        "内容": row["title"],
        "部门": _listed(row["departments"]),
        "事项": _listed([matter_label(matter) for matter in row["matters"]]),
        "规则": _listed(row["rules"]),
        "对象": row["subjects"],
        "说明": row["sentence"],
    }


def disparity_line(row: Row) -> Line:
    """Return one group of people under the headings of `DISPARITY_WIDTHS`."""
    return {
        "规则": row["rule"],
        "按": PLACES[row["breakdown"]],
        "群体": row["name"],
        "对象": f"{row['subjects']} {UNITS[row['counted']]}",
        "待核实对象": row["found_subjects"],
        "每千": per_thousand(row["rate_ppm"]),
        "结果": STANDINGS[row["standing"]],
    }


def _listed(names: Sequence[str]) -> str:
    return "、".join(names)
