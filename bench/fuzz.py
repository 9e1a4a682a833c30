"""Look for files that a reader cannot bear: damaged ones, for a bounded time.

Sound files are changed at random from a fixed seed (bytes cut, turned, doubled,
put in) and, where atheris can be imported, by atheris as well. A reader may
refuse with a `CrosscheckError`; anything else is a finding, printed with its file
in hex.
"""

import importlib.util
import random
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.reader_files import WRITERS
from connectors.readers import read_sheets
from connectors.readers.archive import MOST_BYTES, Archive, is_archive
from store.errors import CrosscheckError
from tests.connectors import zips
from tests.connectors.test_markup import book, xml_row

ROWS = 30
SHOWN_BYTES = 4000
SLOW_SECONDS = 20
SIGNS = (b"\0", b"\xff", b'"', b"\r", b"\n", b",", b"<", b">", b"<table>", b"\x1a")


def _xml(file: Path, rows: int) -> None:
    book(file, {"表": xml_row(("姓名", "号")) * rows})


def _zip(file: Path, rows: int) -> None:
    zips.write_zip(file, {"a.csv": b"a,b\n" * rows, "b/c.csv": b"1,2\n" * rows})


SEEDS: Mapping[str, Callable[[Path, int], None]] = {**WRITERS, "xml": _xml, "zip": _zip}


def run(seconds: int, formats: list[str]) -> None:
    """Damage a file of each format for so many seconds and print the findings."""
    for suffix in formats or list(SEEDS):
        with TemporaryDirectory() as folder:
            seed = Path(folder, f"seed.{suffix}")
            SEEDS[suffix](seed, ROWS)
            tried, findings = _damaged(seed, seconds)
            _line(f"{suffix}: {tried} damaged files, {findings} findings")
            if importlib.util.find_spec("atheris"):
                _line(f"{suffix}: atheris, exit code {_atheris(seed, seconds)}")


def read_all(file: Path) -> None:
    """Read a file to its end; refusals are no findings."""
    try:
        if is_archive(file):
            archive = Archive(file, (), MOST_BYTES)
            for member in archive.members:
                archive.extract(member, file.with_name("out"))
            archive.close()
            return
        for sheet in read_sheets(file):
            for _ in sheet.chunks:
                pass
    except CrosscheckError:
        pass


def _damaged(seed: Path, seconds: int) -> tuple[int, int]:
    sound = seed.read_bytes()
    chance = random.Random(seed.suffix)  # damage need not be secret
    file = seed.with_name(f"damaged{seed.suffix}")
    tried = findings = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        tried += 1
        file.write_bytes(damage(sound, chance))
        findings += _is_finding(file)
    return tried, findings


def damage(sound: bytes, chance: random.Random) -> bytes:
    """Return a file with one to four pieces cut, turned, doubled or put in."""
    content = bytearray(sound)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(content) + 1)
        end = min(len(content), at + chance.choice((1, 2, 4, 16, 256)))
        piece = content[at:end]
        content[at:end] = chance.choice(
            (b"", chance.randbytes(len(piece)), piece * 2, chance.choice(SIGNS) + piece)
        )
        if not chance.randrange(8):
            del content[at:]
    return bytes(content)


def _is_finding(file: Path) -> bool:
    started = time.monotonic()
    try:
        read_all(file)
    except BaseException as error:  # panics of Rust are no Exception
        if isinstance(error, KeyboardInterrupt):
            raise
        _line(f"  FINDING {type(error).__name__}: {error}")
    else:
        if time.monotonic() - started < SLOW_SECONDS:
            return False
        _line(f"  FINDING took {time.monotonic() - started:.0f} s")
    _line(f"  {file.read_bytes()[:SHOWN_BYTES].hex()}")
    return True


def _atheris(seed: Path, seconds: int) -> int:
    """Run atheris on one reader in a child; return its exit code, 0 for no finding."""
    corpus = seed.parent / "corpus"
    corpus.mkdir()
    (corpus / "seed").write_bytes(seed.read_bytes())
    limits = [f"-max_total_time={seconds}", "-rss_limit_mb=3000", "-timeout=60"]
    command = [sys.executable, "-m", "bench.fuzz_atheris", seed.suffix, *limits]
    return subprocess.run([*command, str(corpus)], check=False).returncode


def _line(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
