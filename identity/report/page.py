"""A report on a linking as one offline HTML page."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from identity.explain.page import style
from identity.explain.words import signed
from identity.matcher.epoch import BILLION
from identity.report.charts import level_chart, weight_chart
from identity.report.figures import Figures
from identity.report.weights import TIMES

METHODS = {
    "anchored": "有效号码相同的配对作标注，学其他字段怎样出错；其他字段都相同的配对"
    "再教号码怎样出错",
    "em": "没有足够的有效号码可作标注，用期望最大化从候选对里估计",
}
RARE = 5000  # one in so many says more than hundredths of a per cent
NOTE = (
    "本页只有计数和分量，不含任何人的姓名和号码；"
    "认作同一人只是比对的依据，不说明任何人有问题。"
)


def report_page(shown: Figures, names: tuple[str, str]) -> str:
    """Return the page; `names` are what the two tables are called."""
    lines = [(f"{t.name} {signed(t.milli)}", t.milli) for t in shown.thresholds]
    return _template().render(
        shown=shown,
        names=names,
        headline=headline(shown),
        method=METHODS.get(shown.method, shown.method),
        levels=level_chart(shown.levels),
        weights=weight_chart(shown.bins, lines),
        most_block=max([*(block.pairs for block in shown.blocks), 1]),
        has_truth=any(one.false is not None for one in shown.thresholds),
        note=NOTE,
        style=style(),
    )


def headline(shown: Figures) -> str:
    """Return the linking in one sentence."""
    false = _links(shown.thresholds[0].expected_false)
    return (
        f"打分 {shown.scored:,} 对，接受 {shown.accepted:,} 对，"
        f"待核 {shown.review:,} 对；接受的里面预计错认 {false} 对。"
    )


def _links(thousandths: int) -> str:
    """Return thousandths of links as links with one decimal."""
    return f"{thousandths / TIMES:,.1f}"


def _share(per_billion: int | None) -> str:
    """Return a share in per cent, or as one in so many where it is rare."""
    if per_billion is None:
        return "—"
    if per_billion * RARE < BILLION:
        return f"1/{round(BILLION / per_billion):,}"
    return f"{100 * per_billion / BILLION:.2f}%"


def _index(thousandths: int) -> str:
    return f"{thousandths / TIMES:.3f}"


@cache
def _template() -> Template:
    text = (files("identity.report") / "page.html").read_text(encoding="utf-8")
    page = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    page.filters.update(
        signed=signed, links=_links, share=_share, index=_index, number="{:,}".format
    )
    return page.from_string(text)
