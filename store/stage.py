"""Stages on disk: computed once, named by what they rest on, never half there.

A stage is a folder `stages/<name>/<key>/` with its tables and a `stage.json`.
The key is the digest of inputs, code and parameters, so a night that was
killed, repeated or changed in one place computes only what is missing. The
folder is written beside its final place, flushed to disk and renamed: either
the whole stage is there or none of it.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from store.digest import Json, digest_json

MANIFEST = "stage.json"


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a stage is made from; its digest is the stage's key."""

    name: str
    inputs: Mapping[str, str]
    code: str
    parameters: Json = None

    @property
    def key(self) -> str:
        """Return the digest of everything the stage rests on, 32 hex digits."""
        basis: Json = {
            "name": self.name,
            "inputs": dict(self.inputs),
            "code": self.code,
            "parameters": self.parameters,
        }
        return digest_json(basis)[:32]


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A finished stage: its key, its folder and the summary it wrote."""

    name: str
    key: str
    folder: Path
    summary: Mapping[str, Json]
    reused: bool

    def file(self, name: str) -> Path:
        """Return the path of one of the stage's files."""
        return self.folder / name


Compute = Callable[[Path], Mapping[str, Json]]


def run_stage(root: Path, request: Request, compute: Compute) -> Stage:
    """Return the stage for `request`, computing it only if it is not there.

    `compute` gets an empty folder to fill and returns a small summary that
    holds counts and names, never rows.
    """
    folder = root / request.name / request.key
    if not (folder / MANIFEST).is_file():
        _build(folder, request, compute)
        return _finished(request, folder, reused=False)
    return _finished(request, folder, reused=True)


def _finished(request: Request, folder: Path, *, reused: bool) -> Stage:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return Stage(
        name=request.name,
        key=request.key,
        folder=folder,
        summary=cast("Mapping[str, Json]", manifest["summary"]),
        reused=reused,
    )


def _build(folder: Path, request: Request, compute: Compute) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder.parent))
    try:
        summary = compute(draft)
        _write_manifest(draft, request, summary)
        publish_folder(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write_manifest(draft: Path, request: Request, summary: Mapping[str, Json]) -> None:
    manifest = {
        "name": request.name,
        "key": request.key,
        "inputs": dict(request.inputs),
        "code": request.code,
        "parameters": request.parameters,
        "summary": summary,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    (draft / MANIFEST).write_text(text, encoding="utf-8")


def publish_folder(draft: Path, folder: Path) -> None:
    """Flush a finished draft to disk and rename it to its final place."""
    for path in (*draft.rglob("*"), draft):
        _flush(path)
    if folder.exists():
        shutil.rmtree(folder)
    draft.rename(folder)
    _flush(folder.parent)


def publish_file(draft: Path, file: Path) -> None:
    """Flush a finished draft file to disk and rename it over `file`."""
    _flush(draft)
    draft.replace(file)
    _flush(file.parent)


def sweep_drafts(root: Path) -> int:
    """Remove the drafts that a killed night left behind; return how many."""
    drafts = list(root.glob("*/.draft-*")) if root.is_dir() else []
    for draft in drafts:
        shutil.rmtree(draft, ignore_errors=True)
    return len(drafts)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
