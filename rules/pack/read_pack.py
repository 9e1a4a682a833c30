"""Read a pack from a file that may have been made by anybody."""

import hashlib
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rules.pack.manifest import MANIFEST, SIGNATURE, Manifest, signed_bytes
from store.errors import Place, RuleError
from store.trusted import Signer

STATUS = "status.toml"
POLICY, MAPPINGS = "policy/", "mappings/"
NAME = re.compile(
    r"policy/[a-z0-9_]{1,60}\.csv|status\.toml|mappings/\w[\w.\-]{0,80}\.json"
)
MOST_FILES, MOST_BYTES, MOST_FILE_BYTES = 300, 32 << 20, 8 << 20
DAMAGED = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error),
    *(OSError, EOFError, ValueError, RuntimeError),
)
KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, kw_only=True)
class Pack:
    """A pack whose signature and digests were checked."""

    manifest: Manifest
    signature: bytes
    contents: dict[str, bytes]

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the manifest, which names everything else."""
        return hashlib.sha256(self.manifest.text).hexdigest()


def read_pack(file: Path, trusted: Sequence[Signer]) -> Pack:
    """Return the pack in a file, checked against the trusted signers.

    Raises `RuleError` for whatever is not exactly a pack of this format: other
    files, names that lead elsewhere, more bytes than a pack may have, a changed
    byte, a signer nobody compared.
    """
    entries = _unpacked(file)
    for wanted in (MANIFEST, SIGNATURE):
        if wanted not in entries:
            raise RuleError(
                f"{file.name} 不是规则包：缺少 {wanted}", remedy="请核对文件"
            )
    text, signature = entries.pop(MANIFEST), entries.pop(SIGNATURE)
    return checked(Place(file=file.name), (text, signature), entries, trusted)


def checked(
    place: Place,
    sealed: tuple[bytes, bytes],
    entries: dict[str, bytes],
    trusted: Sequence[Signer],
) -> Pack:
    """Return a pack from its manifest, signature and contents; raises `RuleError`."""
    text, signature = sealed
    manifest = Manifest.of(text)
    _refuse_unsigned(place, manifest, sealed, trusted)
    if manifest.text != text:
        raise RuleError(f"规则包的 {MANIFEST} 不是标准写法", place=place)
    found = {name: hashlib.sha256(data).hexdigest() for name, data in entries.items()}
    unlike = sorted(
        name
        for name in {*found, *manifest.contents}
        if found.get(name) != manifest.contents.get(name)
    )
    if unlike:
        raise RuleError(
            f"规则包的内容与签发时不符：{'、'.join(unlike)}",
            place=place,
            remedy="文件被改动或损坏，请重新拷贝或请签发单位重新导出",
        )
    return Pack(manifest=manifest, signature=signature, contents=entries)


def _refuse_unsigned(
    place: Place,
    manifest: Manifest,
    sealed: tuple[bytes, bytes],
    trusted: Sequence[Signer],
) -> None:
    signer = next((one for one in trusted if one.name == manifest.issuer), None)
    if signer is None:
        raise RuleError(
            f"规则包的签发单位“{manifest.issuer}”不在信任名单",
            place=place,
            remedy="取得对方公钥并电话核对指纹后，运行 crosscheck keys trust",
        )
    text, signature = sealed
    if not signer.key.signed(signed_bytes(text), signature):
        raise RuleError(
            f"规则包的签名不是“{manifest.issuer}”的，或内容被改动",
            place=place,
            remedy="不要使用；与签发单位核对文件和指纹",
        )


def _unpacked(file: Path) -> dict[str, bytes]:
    if not file.is_file():
        raise RuleError(f"没有文件 {file.name}", remedy="检查路径")
    _refuse_large(file, file.stat().st_size)
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
            _refuse_odd(file, infos)
            return {info.filename: _read(file, archive, info) for info in infos}
    except DAMAGED as error:
        raise RuleError(
            f"{file.name} 不是完好的 zip 文件", remedy="重新拷贝或请签发单位重新导出"
        ) from error


def _refuse_odd(file: Path, infos: Sequence[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in infos]
    odd = sorted({n for n in names if not _known(n)})
    if odd or len(set(names)) != len(names):
        raise RuleError(
            f"{file.name} 含有规则包不应有的文件 {len(odd) or '重名'} 个",
            remedy="规则包只含 policy/表名.csv、status.toml、mappings/ 的映射和签名；"
            "请勿解压使用此文件",
        )
    if any(info.compress_type not in KINDS for info in infos):
        raise RuleError(f"{file.name} 的压缩方式不认识", remedy="请签发单位重新导出")
    if len(names) > MOST_FILES:
        raise RuleError(f"{file.name} 含有 {len(names)} 个文件，多于 {MOST_FILES} 个")
    _refuse_large(file, sum(info.file_size for info in infos))


def _known(name: str) -> bool:
    return name in {MANIFEST, SIGNATURE} or NAME.fullmatch(name) is not None


def _read(file: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return one entry, never more of it than a pack's file may have."""
    with archive.open(info) as stream:
        data = stream.read(MOST_FILE_BYTES + 1)
    if len(data) > MOST_FILE_BYTES:
        _refuse_large(file, MOST_BYTES + 1)
    return data


def _refuse_large(file: Path, size: int) -> None:
    if size > MOST_BYTES:
        raise RuleError(f"{file.name} 展开后太大，不是规则包", remedy="请勿使用此文件")
