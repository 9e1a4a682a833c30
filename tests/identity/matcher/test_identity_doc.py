"""`docs/identity.md` names every option, kind and level that a model file can use."""

from importlib import import_module
from importlib.resources import files

import polars as pl
import pytest

from identity.matcher import model
from identity.matcher.model import Part
from identity.matcher.prepare import preparer
from tests.house.source import ROOT

TEXT = (ROOT / "docs" / "identity.md").read_text(encoding="utf-8")
GIVEN_BY_FILE = {"name"}  # of a model: its file's name
PARTS = [one for one in vars(model).values() if isinstance(one, type)]


def modules(package: str) -> list[str]:
    """Return the kinds that a package offers."""
    names = (one.name for one in (files("identity") / package).iterdir())
    return sorted(n[:-3] for n in names if n.endswith(".py") and n[0] != "_")


def listed_in(kind: str, *, cells: int) -> str:
    """Return the row of a kind in the table of so many columns."""
    rows = (line for line in TEXT.splitlines() if line.startswith(f"| `{kind}` |"))
    return next(row for row in rows if row.count("|") == cells + 1)


@pytest.mark.parametrize(
    "part", [one for one in PARTS if issubclass(one, Part) and one is not Part]
)
def test_every_option_is_explained(part: type[Part]) -> None:
    structure = {"fields", "comparisons", "blocks", "certain", "tiers", "lines"}
    structure |= {"prior", "thresholds", "caps", "household", "training"}
    for name in part.model_fields:
        written = (
            f"[{name}]" if part is model.Model and name in structure else f"`{name}`"
        )
        assert written in TEXT or (part is model.Model and name in GIVEN_BY_FILE)


@pytest.mark.parametrize("kind", modules("fields"))
def test_every_kind_of_field_and_its_columns_are_listed(kind: str) -> None:
    listed = listed_in(kind, cells=3)
    for column in preparer(kind)(pl.Series([], dtype=pl.String), None):
        assert f"`{column}`" in listed


@pytest.mark.parametrize("kind", modules("levels"))
def test_every_level_is_listed(kind: str) -> None:
    module = import_module(f"identity.levels.{kind}")
    listed = listed_in(kind, cells=2)
    own = [
        name
        for name, found in vars(module).items()
        if getattr(found, "__module__", "") == module.__name__
        and not name.startswith("_")
        and name != "measure"
    ]
    assert own
    for name in own:
        assert f"`{name}`" in listed
