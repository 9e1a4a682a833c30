"""The quality page: what came, what was accepted, what was set aside and why.

One HTML file without scripts, fonts or links from elsewhere, so that it opens on
a machine without network and prints. It shows counts, headings and places, and
never a value of a row.
"""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from jinja2 import BaseLoader, Environment, StrictUndefined

from store.digest import Json

TEMPLATE = "report.html"
CHECK_LABELS = {
    "row_count": "有数据行",
    "whole_row": "整行可读",
    "required": "必填",
    "readable": "内容可读",
    "code_list": "在代码表内",
    "range": "在合理范围内",
    "pattern": "格式",
    "unique": "不重复",
    "id_valid": "号码有效（≥98%）",
    "named": "姓名不空（≥99.9%）",
    "name_whole": "姓名无缺字（≥99.5%）",
}
SEVERITY_LABELS = {"blocking": "阻断", "error": "隔离", "warning": "提示"}

Summaries = Sequence[Mapping[str, Json]]


def write_quality_report(  # noqa: PLR0913 - one argument a table of the page
    file: Path,
    *,
    checked: Summaries,
    current: Summaries,
    refusals: Sequence[Mapping[str, str]],
    sanity: Summaries = (),
    title: str,
) -> None:
    """Write the page to `file`.

    `checked` are summaries of `check_snapshot`, `current` those of `assemble`,
    `refusals` lines with `delivery, dataset, error, place, message, remedy`,
    `sanity` issues with `check, supplier, title, sentence, remedy, severity`.
    """
    environment = Environment(
        loader=BaseLoader(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    text = (files("checks") / TEMPLATE).read_text(encoding="utf-8")
    page = environment.from_string(text).render(
        title=title,
        deliveries=_by_delivery(checked),
        current=sorted(current, key=_dataset),
        refusals=refusals,
        sanity=sanity,
        totals=_totals(checked),
        check_labels=CHECK_LABELS,
        severity_labels=SEVERITY_LABELS,
    )
    file.write_text(page, encoding="utf-8")


def _by_delivery(checked: Summaries) -> list[tuple[str, list[Mapping[str, Json]]]]:
    ordered = sorted(checked, key=lambda s: (_delivery(s), _dataset(s)))
    return [(name, list(group)) for name, group in groupby(ordered, key=_delivery)]


def _delivery(summary: Mapping[str, Json]) -> str:
    return str(summary["delivery"])


def _dataset(summary: Mapping[str, Json]) -> str:
    return str(summary["dataset"])


def _totals(checked: Summaries) -> dict[str, int]:
    names = ("rows", "accepted", "quarantined", "dropped")
    return {name: sum(int(str(s[name])) for s in checked) for name in names}
