"""Pick up the deliveries of a folder elsewhere: only whole ones, each only once.

A folder that holds files is a delivery, as in the inbox. It is copied under a
hidden name, file by file, so that an interrupted copy goes on where it broke off;
it is renamed into the inbox once its files are whole and agree with the digests of
its hand-over sheet. Nothing is changed or deleted at the source.
"""

import os
import shutil
import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from connectors.delivery import is_ignored, is_unfinished
from connectors.file_digest import HEX_DIGITS, stated_digest
from connectors.handover import Line, is_handover, read_handover
from connectors.sources.fetched import Fetched, Memory, remember, remembered
from connectors.sources.remote import Remote, RemoteFile, signature
from connectors.sources.s3 import open_s3
from connectors.sources.sftp import open_sftp
from connectors.sources.share import open_share
from store.errors import DeliveryError, Place, SourceError
from store.home import Home
from store.source_settings import PickUpSource, S3Source, SftpSource
from store.stage import publish_folder

SIGNATURE = ".signature"
PART = ".part"
DAY_SECONDS = 86_400


@dataclass(frozen=True, kw_only=True)
class _Job:
    """One folder to copy: from where, as it looks now, to where."""

    name: str
    folder: str
    files: Sequence[RemoteFile]
    signature: str
    target: Path

    @property
    def draft(self) -> Path:
        return self.target.with_name(f".{self.target.name}.fetching")


def pick_up(
    name: str, source: PickUpSource, home: Home, day: date, settle_seconds: float
) -> Fetched:
    """Copy the complete deliveries that were not fetched before into the inbox.

    What is wrong with one folder is told in `problems` and the others go on;
    raises `SourceError` where the source itself fails.
    """
    deliveries: list[str] = []
    problems: list[DeliveryError] = []
    with _opened(name, source, home) as remote:
        jobs, waiting = _jobs(name, source, home, remote, settle_seconds)
        for job in jobs:
            try:
                _refuse_changed(job, home)
                deliveries.append(_copied(job, remote, home, day))
            except SourceError:
                raise
            except DeliveryError as error:
                problems.append(error)
    for folder, files in waiting.items():
        problems += _at_rest(name, folder, files)
    return Fetched(
        source=name,
        deliveries=tuple(deliveries),
        waiting=tuple(waiting),
        problems=tuple(problems),
    )


def _opened(
    name: str, source: PickUpSource, home: Home
) -> AbstractContextManager[Remote]:
    if isinstance(source, SftpSource):
        return open_sftp(name, source, home)
    if isinstance(source, S3Source):
        return open_s3(name, source, home)
    return open_share(name, source, home)


def _jobs(
    name: str, source: PickUpSource, home: Home, remote: Remote, settle_seconds: float
) -> tuple[list[_Job], dict[str, list[RemoteFile]]]:
    """Return the folders to copy, and those that are not whole yet."""
    seen = _folders(remote.files())
    known = {(memory.folder, memory.signature) for memory in remembered(home, name)}
    fresh: dict[str, list[RemoteFile]] = {}
    for folder, files in seen.items():
        data = [file for file in files if _is_data(file.name, source)]
        if data and (folder, signature(data)) not in known:
            fresh[folder] = data
    whole = [folder for folder in fresh if _is_whole(folder, seen, source)]
    if whole:
        time.sleep(settle_seconds)
    again = _folders(remote.files()) if whole else {}
    calm = [f for f in whole if signature(again.get(f, ())) == signature(seen[f])]
    supplier = home.inbox / source.supplier
    jobs = [
        _Job(
            name=name,
            folder=folder,
            files=fresh[folder],
            signature=signature(fresh[folder]),
            target=supplier / (folder.replace("/", "_") or name),
        )
        for folder in calm
    ]
    return jobs, {folder: fresh[folder] for folder in fresh if folder not in calm}


def _at_rest(
    name: str, folder: str, files: Sequence[RemoteFile]
) -> list[DeliveryError]:
    """Return a trouble where nothing has moved for a day and it is still not whole."""
    if time.time() - max(file.modified for file in files) < DAY_SECONDS:
        return []
    error = DeliveryError(
        f"来源 {name} 的目录“{folder}”一天多没有动静，仍没有交接单或完成标记，没有取",
        remedy="请报送单位补上交接单（或约定的完成标记）",
    )
    return [error]


def _folders(files: Sequence[RemoteFile]) -> dict[str, tuple[RemoteFile, ...]]:
    """Return the files by folder; hidden folders are passed over."""
    found: dict[str, tuple[RemoteFile, ...]] = {}
    for file in sorted(files):
        if not any(part.startswith(".") for part in file.folder.split("/")):
            found[file.folder] = (*found.get(file.folder, ()), file)
    return found


def _is_data(name: str, source: PickUpSource) -> bool:
    return not (is_ignored(name) or _is_marker(name, source) or is_unfinished(name))


def _is_marker(name: str, source: PickUpSource) -> bool:
    return any(
        name == marker or (marker.startswith(".") and name.endswith(marker))
        for marker in source.markers
    )


def _is_whole(
    folder: str, seen: Mapping[str, Sequence[RemoteFile]], source: PickUpSource
) -> bool:
    """Say whether a folder says of itself that everything has come."""
    names = [file.name for file in seen[folder]]
    if any(is_unfinished(name) for name in names):
        return False
    if source.complete == "handover":
        return any(is_handover(Path(name)) for name in names)
    parent, _, own = folder.rpartition("/")
    beside = {file.name for file in seen.get(parent, ())} if folder else set[str]()
    return any(_is_marker(name, source) for name in names) or any(
        f"{own}{marker}" in beside for marker in source.markers
    )


def _refuse_changed(job: _Job, home: Home) -> None:
    if any(job.folder == memory.folder for memory in remembered(home, job.name)):
        raise DeliveryError(
            f"来源 {job.name} 的目录“{job.folder}”取走以后又有改动，没有再取",
            remedy="请报送单位把更正后的数据放进新的目录，目录名写新的日期",
        )


def _copied(job: _Job, remote: Remote, home: Home, day: date) -> str:
    """Copy one folder into the inbox and return the delivery's name."""
    if job.target.exists():
        raise DeliveryError(
            f"收件目录里已有“{job.target.name}”，来源 {job.name} 的同名目录没有取",
            remedy="请报送单位换一个目录名，或核对后移走已有的目录",
        )
    _prepare(job.draft, job.signature)
    for file in job.files:
        _copy_file(job, file, remote)
    _refuse_disagreeing(job)
    (job.draft / SIGNATURE).unlink()
    publish_folder(job.draft, job.target)
    delivery = job.target.relative_to(home.inbox).as_posix()
    memory = Memory(
        folder=job.folder,
        signature=job.signature,
        delivery=delivery,
        on=day.isoformat(),
    )
    remember(home, job.name, memory)
    return delivery


def _prepare(draft: Path, own: str) -> None:
    """Keep what an earlier attempt copied of the very same files, else start anew."""
    kept = draft / SIGNATURE
    if not kept.is_file() or kept.read_text(encoding="utf-8") != own:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        kept.write_text(own, encoding="utf-8")


def _copy_file(job: _Job, file: RemoteFile, remote: Remote) -> None:
    target = job.draft / file.name
    part = job.draft / f"{file.name}{PART}"
    if target.is_file() and not is_handover(target):  # a sheet is always read anew
        return
    if part.is_file() and part.stat().st_size > file.size:
        part.unlink()
    remote.copy(file, part)
    if part.stat().st_size != file.size:
        part.unlink()
        raise SourceError(
            f"来源 {job.name}：文件大小与来源不符，可能正在改动",
            place=Place(file=file.name),
            remedy="下一夜会自动再取",
        )
    os.utime(part, (file.modified, file.modified))
    part.replace(target)


def _refuse_disagreeing(job: _Job) -> None:
    """Compare what came with the hand-over sheet; a wrong file is copied anew."""
    sheets = [job.draft / f.name for f in job.files if is_handover(Path(f.name))]
    for sheet in map(read_handover, sheets):
        for file in job.files:
            for line in sheet.lines_for(file.name):
                _refuse_damaged(job, job.draft / file.name, line)
        came = {line for file in job.files for line in sheet.lines_for(file.name)}
        for line in sheet.lines:
            if not line.file or line in came:
                continue
            raise DeliveryError(
                f"来源 {job.name} 的目录“{job.folder}”还缺交接单列出的文件，没有取",
                place=Place(file=line.file),
                remedy="请报送单位补上该文件；补齐后会自动取",
            )


def _refuse_damaged(job: _Job, file: Path, line: Line) -> None:
    if len(line.digest) != HEX_DIGITS:
        return
    if stated_digest(file, line.algorithm) != line.digest:
        file.unlink()
        raise DeliveryError(
            f"来源 {job.name}：文件的 {line.algorithm} 与交接单不符，没有取",
            place=Place(file=file.name),
            remedy="请报送单位核对文件和交接单；改正后会自动取",
        )
