"""Keep an epoch in a folder: `epoch.json`, and one Parquet file a frequency table.

The JSON names the digest of every table and of itself, and the latter names the
epoch: what was altered is not used.
Frequent names and shared telephones stand in the tables: the folder stays in the
office like any other data.
"""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from identity.matcher.epoch import Epoch, Learnt
from identity.matcher.model import Model
from store.digest import canonical_json, digest_json
from store.errors import MatchError

FORMAT = 3
NAME = "epoch.json"
TABLES = ("frequencies", "capped", "new_names")
DIGEST = "digest"
UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError)
Tables = dict[str, pl.DataFrame]


def write_epoch(epoch: Epoch, folder: Path) -> str:
    """Write an epoch into a folder, which is made; return its digest."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in _tables(epoch).items():
        table.write_parquet(folder / name)
    content = _content(epoch)
    digest = digest_json(content)
    kept = canonical_json({**content, DIGEST: digest})
    (folder / NAME).write_text(kept, encoding="utf-8")
    return digest


def epoch_digest(epoch: Epoch) -> str:
    """Return the digest that names an epoch, kept or not."""
    return digest_json(_content(epoch))


def read_epoch(folder: Path) -> Epoch:
    """Return the epoch kept in a folder.

    Raises `MatchError` where it is missing, of another format or damaged.
    """
    try:
        content = json.loads((folder / NAME).read_text(encoding="utf-8"))
        digest = content.pop(DIGEST, None)
        tables = {
            part: {
                name: pl.read_parquet(folder / _file(part, place))
                for place, name in enumerate(sorted(content[part]))
            }
            for part in TABLES
        }
        epoch = _epoch(content, tables)
        whole = content["format"] == FORMAT and _content(epoch) == content
    except (*UNREADABLE, pl.exceptions.PolarsError):
        raise MatchError(
            f"“{folder.name}”里没有可用的训练结果",
            remedy="重新运行 crosscheck identity train",
        ) from None
    if not whole or digest != digest_json(content):
        raise MatchError(
            f"“{folder.name}”里的训练结果被改动过或版本不符",
            remedy="重新运行 crosscheck identity train",
        )
    return epoch


def is_of_this_format(folder: Path) -> bool:
    """Say whether an epoch was kept in today's format; a damaged one counts as such."""
    try:
        content = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return bool(content["format"] == FORMAT)
    except UNREADABLE:
        return True


def check_fits(epoch: Epoch, model: Model) -> None:
    """Refuse an epoch that was learnt with another model; raises `MatchError`."""
    if epoch.model_digest != model.digest:
        raise MatchError(
            f"训练结果属于另一个匹配模型（{epoch.model}），不能用于 {model.name}",
            remedy="重新运行 crosscheck identity train",
        )


def _content(epoch: Epoch) -> dict[str, Any]:
    """Return all of an epoch as JSON, tables by their digests."""
    whole = {
        name: value
        for name, value in vars(epoch).items()
        if name not in ("comparisons", *TABLES)
    }
    content = {
        **whole,
        "format": FORMAT,
        "comparisons": {f: asdict(one) for f, one in epoch.comparisons.items()},
        **{part: _digests(getattr(epoch, part)) for part in TABLES},
    }
    plain: dict[str, Any] = json.loads(canonical_json(content))
    return plain


def _epoch(content: dict[str, Any], tables: dict[str, Tables]) -> Epoch:
    learnt = {
        field: Learnt(**{name: tuple(values) for name, values in one.items()})
        for field, one in content["comparisons"].items()
    }
    kept = {
        name: content[name]
        for name in Epoch.__dataclass_fields__
        if name not in ("comparisons", "seldom", "notices", *TABLES)
    }
    return Epoch(
        **kept,
        comparisons=learnt,
        frequencies=tables["frequencies"],
        capped=tables["capped"],
        new_names=tables["new_names"],
        seldom={c: tuple(map(tuple, rows)) for c, rows in content["seldom"].items()},
        notices=tuple(content["notices"]),
    )


def _tables(epoch: Epoch) -> Tables:
    """Return every table by the name of its file."""
    return {
        _file(part, place): table
        for part in TABLES
        for place, (_, table) in enumerate(sorted(getattr(epoch, part).items()))
    }


def _digests(tables: Tables) -> dict[str, str]:
    return {
        name: hashlib.sha256(table.write_csv().encode()).hexdigest()
        for name, table in tables.items()
    }


def _file(part: str, place: int) -> str:
    return f"{part}-{place:02d}.parquet"
