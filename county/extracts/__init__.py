"""The datasets that bring themselves: one module each, found by walking.

`all_extracts` returns them so that each follows those it rests on.
"""

from functools import cache
from graphlib import TopologicalSorter
from importlib import import_module
from pkgutil import iter_modules

from county.extract import Extract


@cache
def all_extracts() -> tuple[Extract, ...]:
    """Return the `EXTRACT` of every module here, in the order of filling.

    Raises `ValueError` (graphlib's `CycleError`) where two rest on each other.
    """
    names = sorted(entry.name for entry in iter_modules(__path__))
    found: dict[str, Extract] = {}
    for name in names:
        extract: Extract = import_module(f"{__name__}.{name}").EXTRACT
        found[extract.path] = extract
    order = TopologicalSorter(
        {
            path: [need for need in extract.after if need in found]
            for path, extract in found.items()
        }
    )
    return tuple(found[path] for path in order.static_order())


def extract_for(path: str) -> Extract | None:
    """Return the extract of a dataset, or nothing."""
    return next((one for one in all_extracts() if one.path == path), None)
