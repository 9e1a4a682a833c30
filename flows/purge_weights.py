"""Matching weights in a purge: what was weighed goes, and weights that name anybody.

Weights are shares, and tables of the values that two records or more have. Those with
a number that is to go are forgotten whole; the next night learns from what stays.
"""

import shutil
from pathlib import Path

from flows.epoch import CURRENT, WEIGHED
from flows.traces import Marks
from store.home import Home


def remove_weighed(home: Home) -> int:
    """Remove what nights kept so as to weigh only what is new; return how many."""
    gone = list(home.models.glob(f"*/{WEIGHED}/*"))
    for folder in gone:
        shutil.rmtree(folder)
    return len(gone)


def remove_weights(home: Home, marks: Marks) -> int:
    """Remove the weights that name anybody, in use or not; return how many."""
    folders = [path for path in sorted(home.models.glob("*/*")) if path.is_dir()]
    gone = [folder for folder in folders if _names_anybody(folder, marks)]
    for folder in gone:
        pointer = folder.parent / CURRENT
        if _is_named_by(pointer, folder):
            pointer.unlink()
        shutil.rmtree(folder)
    return len(gone)


def _names_anybody(folder: Path, marks: Marks) -> bool:
    return any(marks.in_file(file) for file in folder.rglob("*") if file.is_file())


def _is_named_by(pointer: Path, folder: Path) -> bool:
    named = pointer.read_text(encoding="utf-8") if pointer.is_file() else ""
    return named.strip() == folder.name
