"""Read one view in batches into a Parquet file of text, and prove it was all of it."""

import re
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy import Row, Select, TextualSelect, func, select, table, text

from connectors.sources.session import Session
from connectors.sources.text_parquet import TextParquet
from store.errors import DeliveryError, SourceError

Noted = Callable[[str, int], None]


@dataclass(frozen=True, kw_only=True)
class View:
    """One thing to read: the name that the data has, and what gives its rows."""

    title: str
    rows: Select[Any] | TextualSelect
    count: Select[Any]


def view_of(title: str, name: str) -> View:
    """Return a view by its name, `schema.view` or `view`."""
    schema, _, own = name.rpartition(".")
    source = table(own, schema=schema or None)
    return View(
        title=title,
        rows=select(text("*")).select_from(source),
        count=select(func.count()).select_from(source),
    )


def query_of(title: str, statement: str) -> View:
    """Return what one SELECT of the office gives; colons in it are plain text."""
    plain = re.sub(r":", r"\\:", statement.strip().rstrip(";"))
    rows = text(plain).columns()
    counted = select(func.count()).select_from(rows.subquery("counted"))
    return View(title=title, rows=rows, count=counted)


def read_view(session: Session, view: View, file: Path, noted: Noted) -> int:
    """Write the rows of a view to `file` and return how many they are.

    `noted` hears the rows read so far, after each batch. Raises `SourceError`
    where the rows are not as many as were counted before and after.
    """
    before = _counted(session, view)
    written = _write(session, view, file, noted)
    after = _counted(session, view)
    if not before == written == after:
        raise SourceError(
            f"来源 {session.name}，“{view.title}”读取时还在变动："
            f"读前 {before} 行，读到 {written} 行，读后 {after} 行",
            remedy="本次不采用；避开对方业务时间再取，下一夜会自动再取",
        )
    return written


def _counted(session: Session, view: View) -> int:
    rows = session.ask(
        f"清点“{view.title}”", lambda: session.connection.execute(view.count).scalar()
    )
    return int(rows or 0)


def _write(session: Session, view: View, file: Path, noted: Noted) -> int:
    written = 0
    with closing(_batches(session, view)) as batches:
        names, first = next(batches)
        with TextParquet(file, names) as out:
            for _, rows in chain([(names, first)], batches):
                out.add(rows)
                written += len(rows)
                noted(view.title, written)
    return written


def _batches(
    session: Session, view: View
) -> Generator[tuple[list[str], Sequence[Row[Any]]]]:
    size = session.source.batch_rows
    what = f"读取“{view.title}”"
    streamed = session.connection.execution_options(yield_per=size)
    result = session.ask(what, lambda: streamed.execute(view.rows))
    cursor: Any = result.cursor
    names = list(result.keys())
    try:
        _refuse_doubled(session, view, names)
        while True:
            rows = session.ask(what, lambda: result.fetchmany(size))
            yield names, rows
            if len(rows) < size:
                return
    finally:
        session.close_cursor(cursor)


def _refuse_doubled(session: Session, view: View, names: Sequence[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise DeliveryError(
            f"来源 {session.name}，“{view.title}”有同名的列：{'、'.join(twice)}",
            remedy="请在视图里给这些列取不同的名称",
        )
