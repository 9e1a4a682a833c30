"""Packs for tests: a city that signs, an office that trusts it."""

import json
import zipfile
from datetime import date
from pathlib import Path

from rules.pack.ledger import Decision
from rules.pack.manifest import MANIFEST, SIGNATURE, signed_bytes
from rules.pack.read_pack import Pack, read_pack
from rules.pack.seal_pack import Issue, seal_pack
from store.digest import Json, canonical_json
from store.signing import SigningKey, make_signing_key
from store.trusted import Signer

CITY = "示例市巡察办"
DAY = date(2026, 11, 20)
HEADER = "region,registry,days,valid_from,valid_to,source,verified\n"
LAG = f"{HEADER}4202,death,45,2026-01-01,,市人社局文件,yes\n"
STATUS = '[SS-01]\nstatus = "shadow"\nreason = "试看一个月"\n'
DECISION = Decision(name="丙某", second="丁某", reason="", on=DAY)


class City:
    """An issuing office with a key, a folder of contents and its own count."""

    def __init__(self, root: Path) -> None:
        """Make the city's folders and its key."""
        self.root = root
        for name in ("keys", "source", "policy"):
            (root / name).mkdir(parents=True)
        self.key: SigningKey = make_signing_key(root / "keys")

    @property
    def signer(self) -> Signer:
        """Return the city as a county that called it trusts it."""
        return Signer(name=CITY, key=self.key.public, checked_by="丙某", checked_on=DAY)

    def seal(
        self, name: str = "pack.zip", *, confirmed_by: str = "乙某", **contents: str
    ) -> Path:
        """Write a pack whose files are `policy_<table>` or `status`; return it."""
        source = self.root / f"source-{name}"
        (source / "policy").mkdir(parents=True)
        for given, text in contents.items():
            kind, _, table = given.partition("_")
            path = f"policy/{table}.csv" if kind == "policy" else f"{given}.toml"
            (source / path).write_text(text, encoding="utf-8")
        issue = Issue(
            issuer=CITY,
            entered_by="甲某",
            confirmed_by=confirmed_by,
            created_on=DAY,
            note="",
        )
        file = self.root / name
        seal_pack(source, file, issue, self.key, self.root / "policy")
        return file

    def pack(self, name: str = "pack.zip", **contents: str) -> Pack:
        """Return a pack as the county reads it."""
        return read_pack(self.seal(name, **contents), [self.signer])


def entries_of(file: Path) -> dict[str, bytes]:
    """Return the entries of a zip by name."""
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_zip(file: Path, entries: dict[str, bytes]) -> Path:
    """Write a zip of the given entries."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return file


def signed_again(city: City, file: Path, **changes: Json) -> Path:
    """Rewrite a pack's manifest with changes, signed by the city as it then stands."""
    entries = entries_of(file)
    manifest = {**json.loads(entries[MANIFEST]), **changes}
    text = canonical_json(manifest).encode()
    entries[MANIFEST], entries[SIGNATURE] = text, city.key.sign(signed_bytes(text))
    return write_zip(file, entries)
