"""Ask each configured source on its own: one that fails leaves the others alone."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from connectors.sources.database import fetch_database
from connectors.sources.fetched import Fetched, is_due
from connectors.sources.pick_up import pick_up
from flows.clock import today
from flows.context import Night
from flows.ledger import Failure
from store.errors import SettingsError
from store.home import Home
from store.lock import hold
from store.settings import Settings
from store.source_settings import DatabaseSource

PHASE = "取数"
LOCK = "fetch.lock"
Fetch = Callable[[], Fetched]


def fetch_tonight(night: Night) -> None:
    """Fetch what is due into the inbox; troubles are noted by the source's name.

    A night of an earlier day asks nobody: what comes now would not count for it.
    """
    day = today()
    due = [
        name
        for name, source in night.settings.sources.items()
        if night.as_of >= day and is_due(night.home, name, source.every_days, day)
    ]
    if due:
        night.watcher.begin(PHASE, len(due))
    for name in due:
        fetch = fetch_of(night.home, night.settings, name, day)
        label = f"{PHASE}：{name}"
        step = partial(night.timed, label, fetch, retried=True)
        fetched = night.attempt(PHASE, name, step)
        for problem in fetched.problems if fetched is not None else ():
            night.ledger.failures.append(Failure.of(PHASE, name, problem))


def names_of(settings: Settings, wanted: Sequence[str]) -> list[str]:
    """Return the sources asked for, all of them by default.

    Raises `SettingsError` for a name that is not configured.
    """
    for name in wanted:
        if name not in settings.sources:
            known = "、".join(settings.sources) or "（没有）"
            raise SettingsError(
                f"没有名为 {name} 的来源",
                remedy=f"crosscheck.toml 里的来源：{known}；写法见 docs/sources.md",
            )
    return list(dict.fromkeys(wanted)) or list(settings.sources)


def fetch_of(home: Home, settings: Settings, name: str, day: date) -> Fetch:
    """Return the call that asks one source; only one at a time asks in a home."""
    source = settings.sources[name]
    settle = settings.night.settle_seconds

    def fetch() -> Fetched:
        with hold(home.intake / LOCK, busy="里已有另一个取数在运行"):
            if isinstance(source, DatabaseSource):
                return fetch_database(name, source, home, day, _unseen)
            return pick_up(name, source, home, day, settle)

    return fetch


def _unseen(title: str, rows: int) -> None:
    """Nobody watches the rows come in: a night shows steps, not batches."""
