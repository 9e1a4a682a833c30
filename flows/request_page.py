"""The data request of one department as Markdown."""

from collections.abc import Iterator, Sequence

from flows.data_request import MODES, Asked
from flows.request_words import (
    COLUMN_HEADINGS,
    HANDOVER_HEADINGS,
    HANDOVER_NOTE,
    HANDOVER_TITLE,
    LIST_HEADINGS,
    TITLE,
    Letter,
    column_rows,
    listed_rows,
)


def request_page(letter: Letter) -> str:
    """Return the request as one Markdown text."""
    return "\n".join(_lines(letter)) + "\n"


def _lines(letter: Letter) -> Iterator[str]:
    yield from (f"# {TITLE}", "", f"{letter.department}：", "", letter.opening, "")
    yield from _table(LIST_HEADINGS, listed_rows(letter))
    yield from ("", "## 怎样报送", "")
    yield from (f"{place}. {rule}" for place, rule in enumerate(letter.rules, start=1))
    for asked in letter.asked:
        yield from _dataset(asked)
    yield from ("", f"## {HANDOVER_TITLE}（模板）", "")
    yield from (f"- {label}" for label in letter.handover_labels)
    yield ""
    yield from _table(HANDOVER_HEADINGS, [[""] * len(HANDOVER_HEADINGS)])
    yield from ("", HANDOVER_NOTE)


def _dataset(asked: Asked) -> Iterator[str]:
    contract = asked.contract
    yield from ("", f"## {contract.title}", "", f"用途：{asked.why}", "")
    yield from (f"报送范围：{MODES[contract.mode]}。报送时间：{asked.due}。", "")
    yield from (f"保存与销毁：{asked.retention}。", "")
    yield from _table(COLUMN_HEADINGS, column_rows(asked))


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield _row(headings)
    yield _row(["---"] * len(headings))
    yield from (_row(cells) for cells in rows)


def _row(cells: Sequence[str]) -> str:
    plain = (cell.replace("|", "\\|").replace("\n", "<br>") for cell in cells)
    return f"| {' | '.join(plain)} |"
