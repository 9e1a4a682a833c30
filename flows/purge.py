"""Destroy what may no longer be held, and certify it.

The plan is written first, then everything made from the deliveries goes, then
all of the home is searched, then the originals go, then the certificate is
written and the plan removed. Whatever moment it is killed at, running it again
finishes; no night takes the deliveries of a plan.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from clues.hide import hidden_text
from flows.certificate import write_certificate
from flows.clock import now
from flows.destroyed import DESTRUCTIONS, PLAN, destructions
from flows.purge_derived import files_with_traces, marks_of, remove_derived
from flows.purge_plan import (
    Doomed,
    Plan,
    next_certificate,
    plan_purge,
    refuse_without_name,
)
from store.digest import digest_file
from store.errors import StorageError
from store.home import Home
from store.lock import hold
from store.record_lines import append_records
from store.settings import Settings

SHOWN_FILES = 5


@dataclass(frozen=True, kw_only=True)
class Order:
    """Who orders what to be destroyed, why, and by which day; no names: all due."""

    as_of: date
    name: str
    reason: str
    deliveries: Sequence[str] = ()


def purge(home: Home, settings: Settings, order: Order) -> list[Plan]:
    """Finish a purge that was killed, then carry out the order; return what was done.

    Raises `BusyError` while a night runs, `SettingsError` without a name and a
    reason, `StorageError` where something cannot be removed or is still there.
    """
    refuse_without_name(order.name, order.reason)
    with hold(home.night_lock):
        done: list[Plan] = []
        wanted = list(order.deliveries)
        pending = Plan.load(home)
        if pending is not None:
            done.append(_finish(home, settings, pending))
            wanted = [name for name in wanted if name not in pending.names]
            if order.deliveries and not wanted:
                return done
        doomed = plan_purge(home, settings, order.as_of, wanted)
        if doomed:
            done.append(_finish(home, settings, _planned(home, order, doomed)))
        return done


def _planned(home: Home, order: Order, doomed: tuple[Doomed, ...]) -> Plan:
    plan = Plan(
        certificate=next_certificate(home, order.as_of),
        name=order.name.strip(),
        reason=order.reason.strip(),
        as_of=order.as_of.isoformat(),
        deliveries=doomed,
    )
    plan.save(home)
    return plan


def _finish(home: Home, settings: Settings, plan: Plan) -> Plan:
    try:
        known = {record["certificate"] for record in destructions(home)}
        if plan.certificate not in known:
            plan = _without_derived(home, plan)
            _remove_originals(home, plan)
            _certify(home, settings, plan)
        (home.intake / PLAN).unlink()
    except OSError as error:
        name = Path(error.filename).name if error.filename else ""
        raise StorageError(
            f"无法删除 {name}：{error.strerror}",
            remedy="检查权限后重新运行 crosscheck purge，会接着做完",
        ) from error
    return plan


def _without_derived(home: Home, plan: Plan) -> Plan:
    """Remove what was made from the deliveries, and search until nothing is left."""
    if plan.verified_files is not None:
        return plan
    marks = marks_of(home, plan)
    removed = remove_derived(home, plan, marks)
    searched, found = files_with_traces(home, marks)
    if found:
        names = "、".join(
            hidden_text(str(file.relative_to(home.root)))
            for file in found[:SHOWN_FILES]
        )
        raise StorageError(
            f"{len(found)} 个文件里仍有应销毁的数据：{names}",
            remedy="移走或删除这些文件后重新运行 crosscheck purge，会接着做完",
        )
    verified = replace(plan, verified_files=searched, removed=removed)
    verified.save(home)
    return verified


def _remove_originals(home: Home, plan: Plan) -> None:
    for name in sorted(plan.snapshots):
        if (home.snapshots / name).exists():
            shutil.rmtree(home.snapshots / name)
    for one in plan.deliveries:
        _empty_folder(home, one)


def _empty_folder(home: Home, one: Doomed) -> None:
    """Remove the planned files; what was laid there since is another delivery."""
    folder = home.inbox / one.delivery
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        if file.is_file() and digest_file(file) in one.files.values():
            file.unlink()
    while folder != home.inbox and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _certify(home: Home, settings: Settings, plan: Plan) -> None:
    at = now()
    file, digest = write_certificate(home, settings, plan, at)
    append_records(
        home.intake / DESTRUCTIONS,
        [
            {
                "certificate": plan.certificate,
                "certificate_sha256": digest,
                "certificate_file": file.relative_to(home.root).as_posix(),
                "delivery": one.delivery,
                "files": dict(one.files),
                "snapshots": list(one.snapshots),
                "destroyed_on": at.date().isoformat(),
                "name": plan.name,
                "reason": plan.reason,
            }
            for one in plan.deliveries
        ],
    )
