"""The weights of the fuzzy tier: a training epoch, made once and kept in `models/`.

`models/resident/<digest>/` is an epoch, `models/resident/current` names the one that
nights use. The first night makes it; a later one is a deliberate act
(`crosscheck identity train`), but for a new version of the matching model, whose
old weights cannot be used.
"""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.context import Night
from identity.known import know_people
from identity.learn import learn_epoch
from identity.matcher.epoch import Epoch
from identity.matcher.epoch_file import epoch_digest, read_epoch, write_epoch
from identity.matcher.model import Model
from identity.matcher.model_file import load_model
from identity.weigh_untied import MODEL
from store.home import Home
from store.stage import publish_file, publish_folder

CURRENT = "current"
DIGITS = 32


@dataclass(frozen=True, kw_only=True)
class KeptEpoch:
    """An epoch on disk: its folder, what names it, and what it warns of."""

    folder: Path
    digest: str
    notices: tuple[str, ...]


def kept_epoch(home: Home, model: Model) -> KeptEpoch | None:
    """Return the epoch that nights use; none yet, or none for this model.

    Raises `MatchError` for one that is damaged.
    """
    pointer = _pointer(home)
    if not pointer.is_file():
        return None
    folder = pointer.parent / pointer.read_text(encoding="utf-8").strip()
    epoch = read_epoch(folder)
    return _kept(folder, epoch) if epoch.model_digest == model.digest else None


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


def train_epoch(
    night: Night, accepted: Mapping[str, Path], generic: Path
) -> KeptEpoch | None:
    """Learn an epoch from the accepted tables and keep it; none where too few teach."""
    known = know_people(accepted, night.contracts, key=night.key, generic=generic)
    learnt = learn_epoch(known, load_model(MODEL))
    return None if learnt is None else keep_epoch(night.home, learnt)


def tonights_epoch(
    night: Night, accepted: Mapping[str, Path], generic: Path
) -> KeptEpoch | None:
    """Return the epoch in use; the first night learns it."""
    found = kept_epoch(night.home, load_model(MODEL))
    if found is not None:
        return found
    learnt = train_epoch(night, accepted, generic)
    if learnt is not None:
        use_epoch(night.home, learnt)
    return learnt


def _kept(folder: Path, epoch: Epoch) -> KeptEpoch:
    return KeptEpoch(folder=folder, digest=epoch_digest(epoch), notices=epoch.notices)


def _pointer(home: Home) -> Path:
    return home.models / MODEL / CURRENT
