"""The same line under Prefect: one flow, coarse tasks, retries on the connectors.

Prefect must be imported only after `flows.prefect_server` has set its
environment, so this module is imported inside functions, never at the top.
"""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from httpx import HTTPError
from prefect import Task, flow
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.exceptions import PrefectException

from flows.clock import today
from flows.context import Runner
from flows.night import run_night
from flows.report_night import NightResult
from flows.translate_errors import REMEDY, is_full
from store.errors import EngineError, SourceError, StorageError
from store.home import Home
from store.settings import Night as NightSettings
from store.settings import load_settings

T = TypeVar("T")
LEAST_FREE_BYTES = 16 << 20
FLOW_NAME = "crosscheck-night"


@flow(name=FLOW_NAME, persist_result=False, validate_parameters=True)
def nightly(home: str, as_of: str | None = None) -> NightResult:
    """Run one night of the home in folder `home`; `as_of` is an ISO date."""
    place = Home(Path(home))
    day = date.fromisoformat(as_of) if as_of else today()
    settings = load_settings(place)
    return run_night(place, day, as_tasks(settings.night))


def run_flow(home: Home, day: date) -> NightResult:
    """Run the flow once; Prefect's own troubles become errors of the house."""
    try:
        return nightly(str(home.root), day.isoformat())
    except (PrefectException, HTTPError) as error:
        if shutil.disk_usage(home.root).free < LEAST_FREE_BYTES:
            raise StorageError("磁盘已满或不可写", remedy=REMEDY) from error
        raise EngineError(
            f"Prefect 服务出错：{type(error).__name__}",
            remedy="查看 logs/prefect.log 后重新运行",
        ) from error


def as_tasks(settings: NightSettings) -> Runner:
    """Return a runner that makes each step one Prefect task.

    Tasks take nothing and their results stay in memory: Prefect's records hold
    names and states, never rows.
    """

    def run(name: str, call: Callable[[], T], *, retried: bool) -> T:
        task: Task[[], T] = Task(
            call,
            name=name,
            cache_policy=NO_CACHE,
            persist_result=False,
            retries=settings.retries if retried else 0,
            retry_delay_seconds=settings.retry_seconds,
            retry_condition_fn=worth_retrying,
        )
        return task()

    return run


def worth_retrying(
    task: Task[..., Any], run: TaskRun | None, state: State[Any]
) -> bool:
    """Say whether a failure may go away by itself: the system's, not ours."""
    del task, run
    error: object = state.data
    return isinstance(error, OSError | SourceError) and not is_full(error)
