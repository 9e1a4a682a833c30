"""Packs the files of a delivery into one archive, as some departments send them."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from county.file import File

MOMENT = (2026, 11, 6, 9, 0, 0)  # the same bytes whenever it is written


def pack(folder: Path, files: Sequence[File]) -> None:
    """Move files into the archive that they name; the hand-over sheet stays beside."""
    for name in sorted({file.archive for file in files} - {""}):
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as packed:
            for file in files:
                if file.archive == name:
                    lying = folder / file.name
                    member = zipfile.ZipInfo(file.name, MOMENT)
                    member.compress_type = zipfile.ZIP_DEFLATED
                    packed.writestr(member, lying.read_bytes())
                    lying.unlink()
