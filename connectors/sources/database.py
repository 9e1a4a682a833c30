"""Fetch the views of a database as one delivery: all of them, or nothing."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from connectors.sources.fetched import Fetched, Memory, remember
from connectors.sources.read_view import Noted, View, query_of, read_view, view_of
from connectors.sources.secret import password_of
from connectors.sources.session import Session, session
from connectors.sources.write_handover import Paper, write_handover
from store.digest import digest_file
from store.home import Home
from store.source_settings import DatabaseSource
from store.stage import publish_folder


def fetch_database(
    name: str, source: DatabaseSource, home: Home, day: date, noted: Noted
) -> Fetched:
    """Lay what the views hold into the inbox, under today's date.

    One read-only transaction reads them all. What was fetched today already is
    not fetched again. Raises `SourceError` for what may pass by itself,
    `SettingsError` and `DeliveryError` for what does not; then nothing is left.
    """
    folder = home.inbox / source.supplier / f"{day:%Y%m%d}_{name}"
    if folder.exists():
        return Fetched(source=name)
    draft = folder.with_name(f".{folder.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        with session(name, source, password_of(name, source, home)) as opened:
            papers = [_read(opened, view, draft, noted) for view in _views(source)]
        write_handover(draft, source, day, papers)
        publish_folder(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    delivery = folder.relative_to(home.inbox).as_posix()
    memory = Memory(folder="", signature="", delivery=delivery, on=day.isoformat())
    remember(home, name, memory)
    rows = sum(paper.rows for paper in papers)
    return Fetched(source=name, deliveries=(delivery,), rows=rows)


def _views(source: DatabaseSource) -> Iterator[View]:
    for title, name in source.views.items():
        yield view_of(title, name)
    for title, statement in source.queries.items():
        yield query_of(title, statement)


def _read(opened: Session, view: View, draft: Path, noted: Noted) -> Paper:
    file = draft / f"{view.title}.parquet"
    rows = read_view(opened, view, file, noted)
    return Paper(title=view.title, file=file.name, rows=rows, sha256=digest_file(file))
