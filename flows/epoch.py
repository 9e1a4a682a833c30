"""The weights of the fuzzy tier: a training epoch, made once and kept in `models/`.

`models/resident/<digest>/` is an epoch, `models/resident/current` names the one that
nights use. The first night makes it; a later one is a deliberate act
(`crosscheck identity train`), but for a new version of the matching model, whose
old weights cannot be used. `models/resident/weighed/` keeps what nights weighed, so
that the next weighs only what is new: no result rests on it, and it may always go.
"""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from identity.matcher.epoch import Epoch
from identity.matcher.epoch_file import (
    epoch_digest,
    is_of_this_format,
    read_epoch,
    write_epoch,
)
from identity.matcher.model import Model
from identity.weigh_untied import MODEL
from store.digest import digest_json
from store.home import Home
from store.stage import publish_file, publish_folder

CURRENT, WEIGHED = "current", "weighed"
DIGITS = 32


@dataclass(frozen=True, kw_only=True)
class KeptEpoch:
    """An epoch on disk: its folder, what names it, and what it warns of."""

    folder: Path
    digest: str
    notices: tuple[str, ...]


def kept_epoch(home: Home, model: Model) -> KeptEpoch | None:
    """Return the epoch that nights use; none yet, none for this model or version.

    Raises `MatchError` for one that is damaged.
    """
    pointer = _pointer(home)
    if not pointer.is_file():
        return None
    folder = pointer.parent / pointer.read_text(encoding="utf-8").strip()
    if not is_of_this_format(folder):
        return None
    epoch = read_epoch(folder)
    return _kept(folder, epoch) if epoch.model_digest == model.digest else None


def epoch_named(home: Home, digest: str) -> Epoch:
    """Return a kept epoch by its digest; raises `MatchError` where it is not whole."""
    return read_epoch(_pointer(home).parent / digest[:DIGITS])


def keep_epoch(home: Home, epoch: Epoch) -> KeptEpoch:
    """Keep an epoch beside earlier ones; it is not used before `use_epoch`."""
    folder = _pointer(home).parent / epoch_digest(epoch)[:DIGITS]
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=home.models))
    try:
        write_epoch(epoch, draft)
        publish_folder(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return _kept(folder, epoch)


def use_epoch(home: Home, kept: KeptEpoch) -> None:
    """Let nights use a kept epoch from now on."""
    pointer = _pointer(home)
    draft = pointer.with_name(f".{CURRENT}")
    draft.write_text(f"{kept.folder.name}\n", encoding="utf-8")
    publish_file(draft, pointer)


def weighed_before(home: Home, epoch: KeptEpoch, code: str) -> Path:
    """Return the folder of what this code weighed with this epoch; others go."""
    folder = (
        _pointer(home).parent / WEIGHED / digest_json([epoch.digest, code])[:DIGITS]
    )
    for other in folder.parent.glob("*"):
        if other != folder:
            shutil.rmtree(other)
    return folder


def _kept(folder: Path, epoch: Epoch) -> KeptEpoch:
    return KeptEpoch(folder=folder, digest=epoch_digest(epoch), notices=epoch.notices)


def _pointer(home: Home) -> Path:
    return home.models / MODEL / CURRENT
