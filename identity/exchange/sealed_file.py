"""Sealed files: a header in the open, digests sorted, and one seal over all of it.

CSV (first line the header as JSON) or Parquet (header in the file's metadata), by
the suffix. A digest stands there once, however many records share it.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

import polars as pl

from identity.exchange.secret import FORMAT, Algorithm, Secret, is_same
from store.errors import DeliveryError, Place, SettingsError

SCHEMA = pl.Schema({"kind": pl.String, "digest": pl.String})
PARQUET, CSV = ".parquet", ".csv"
MARK, METADATA = "# ", "crosscheck"
BROKEN = (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError)


@dataclass(frozen=True, kw_only=True)
class Header:
    """What a sealed file says about itself; all of it is under the seal."""

    format: str
    purpose: str
    salt: str
    algorithm: str
    key_check: str
    digests: int


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """A sealed file whose seal holds: `kind, digest`, distinct and sorted."""

    header: Header
    rows: pl.DataFrame


def write_sealed(rows: pl.DataFrame, secret: Secret, file: Path) -> Sealed:
    """Write the distinct `kind, digest` of `rows`; raises `SettingsError`."""
    distinct = rows.select(SCHEMA.names()).unique().sort(SCHEMA.names())
    header = Header(
        format=FORMAT,
        purpose=secret.purpose,
        salt=secret.salt,
        algorithm=secret.algorithm,
        key_check=secret.key_check,
        digests=distinct.height,
    )
    seal = secret.seal_of(_lines(header, distinct))
    text = json.dumps({**asdict(header), "seal": seal}, ensure_ascii=False)
    if _suffix(file) == PARQUET:
        distinct.write_parquet(file, metadata={METADATA: text})
    else:
        body = distinct.write_csv()
        file.write_text(f"{MARK}{text}\n{body}", encoding="utf-8", newline="\n")
    return Sealed(header=header, rows=distinct)


def read_sealed(file: Path, key: bytes) -> Sealed:
    """Return a sealed file that this key sealed and nobody has changed since.

    Raises `SettingsError` where it was sealed with another key, `DeliveryError`
    where it is no sealed file or was changed.
    """
    try:
        stated, rows = _read(file)
        seal = stated.pop("seal")
        header = Header(**stated)  # type: ignore[arg-type] # a wrong type breaks the seal
        algorithm = Algorithm(header.algorithm)
        purpose, salt = str(header.purpose), str(header.salt)
    except (*BROKEN, pl.exceptions.PolarsError) as error:
        raise DeliveryError(
            "不是 crosscheck 的封存文件，或已损坏",
            place=Place(file=file.name),
            remedy="请对方重新用 crosscheck identity seal 生成并传来",
        ) from error
    secret = Secret(key=key, algorithm=algorithm, purpose=purpose, salt=salt)
    _refuse_other_key(file, secret, header)
    _refuse_changed(file, secret.seal_of(_lines(header, rows)), str(seal))
    return Sealed(header=header, rows=rows)


def _refuse_other_key(file: Path, secret: Secret, header: Header) -> None:
    if not is_same(secret.key_check, str(header.key_check)):
        raise SettingsError(
            f"{file.name} 不是用这把密钥封存的（或文件头被改过）",
            remedy="双方核对密钥文件是否同一份，再重新封存",
        )


def _refuse_changed(file: Path, expected: str, stated: str) -> None:
    if not is_same(expected, stated):
        raise DeliveryError(
            "封存之后被改动过，或没有传完整",
            place=Place(file=file.name),
            remedy="不要使用；请对方重新传来",
        )


def _read(file: Path) -> tuple[dict[str, object], pl.DataFrame]:
    if _suffix(file) == PARQUET:
        text = pl.read_parquet_metadata(file)[METADATA]
        return _object(text), pl.read_parquet(file).match_to_schema(SCHEMA)
    with file.open(encoding="utf-8") as stream:
        text = stream.readline().removeprefix(MARK)
    rows = pl.read_csv(file, skip_rows=1, schema=SCHEMA, quote_char=None)
    return _object(text), rows


def _object(text: str) -> dict[str, object]:
    return dict(cast("dict[str, object]", json.loads(text)))


def _lines(header: Header, rows: pl.DataFrame) -> Iterator[str]:
    yield json.dumps(asdict(header), ensure_ascii=False, sort_keys=True)
    for kind, digest in rows.iter_rows():
        yield f"{kind} {digest}"


def _suffix(file: Path) -> str:
    suffix = file.suffix.lower()
    if suffix not in {PARQUET, CSV}:
        raise SettingsError(
            f"{file.name}：封存文件的扩展名应为 .csv 或 .parquet",
            remedy="换一个文件名",
        )
    return suffix
