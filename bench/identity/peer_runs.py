"""Run a peer's script in an environment of its own, measured like everything else."""

import hashlib
import subprocess
import sys
from pathlib import Path

import polars as pl

from bench.measure import Measured, measured

HERE = Path(__file__).parent
LOCK = HERE / "peers-lock.txt"
ENVIRONMENT = Path(".venv-peers")


def environment() -> Path:
    """Return the peers' environment, made from its lock when it is not there."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
    mark = ENVIRONMENT / f".ready-{hash_of(LOCK)}"
    if not mark.exists():
        pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run(
            [*map(str, pip), "--no-deps", "--require-hashes", "-r", str(LOCK)],
            check=True,
        )
        mark.touch()
    return ENVIRONMENT


def hash_of(path: Path) -> str:
    """Return a short digest of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def peer(script: str, left: Path, right: Path, out: Path) -> Measured:
    """Run `bench.identity.peers.SCRIPT LEFT RIGHT OUT`."""
    python = str(environment() / "bin" / "python")
    module = f"bench.identity.peers.{script}"
    return measured(
        [python, "-W", "ignore", "-m", module, *map(str, (left, right, out))]
    )


def links(out: Path) -> pl.DataFrame:
    """Return the `left_id, right_id, score` that a peer wrote."""
    return pl.read_parquet(out)
