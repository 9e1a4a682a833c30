"""Digests that name content: of files, of JSON values, of our own code."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeAlias

Json: TypeAlias = (
    "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
)

CODE_SUFFIXES = (".py", ".sql", ".toml", ".yaml", ".csv", ".html")
CHUNK_BYTES = 1 << 20


def canonical_json(value: Json) -> str:
    """Return the one spelling of a JSON value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_json(value: Json) -> str:
    """Return the SHA-256 of a value's canonical JSON, in hex."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def digest_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hex."""
    state = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            state.update(chunk)
    return state.hexdigest()


def code_digest(*packages: str) -> str:
    """Return one digest of the source files in the named packages and modules.

    `rules.loan` names a package with all below it; `store.stage` a single
    module together with the `.sql` of the same stem.
    """
    return digest_json({name: _sources(name) for name in sorted(packages)})


@cache
def _sources(name: str) -> str:
    state = hashlib.sha256()
    for path, content in sorted(_walk_code(name)):
        state.update(f"{path}\0{len(content)}\0".encode() + content)
    return state.hexdigest()


def _walk_code(name: str) -> Iterable[tuple[str, bytes]]:
    parent, _, leaf = name.rpartition(".")
    if parent and not (files(parent) / leaf).is_dir():
        siblings = (files(parent) / f"{leaf}{suffix}" for suffix in CODE_SUFFIXES)
        yield from ((s.name, s.read_bytes()) for s in siblings if s.is_file())
        return
    yield from _walk_folder(files(name), "")


def _walk_folder(folder: Traversable, prefix: str) -> Iterable[tuple[str, bytes]]:
    for entry in folder.iterdir():
        path = f"{prefix}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _walk_folder(entry, path)
        elif entry.name.endswith(CODE_SUFFIXES):
            yield path, entry.read_bytes()
