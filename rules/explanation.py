"""Lawful explanations: what may make an act in question quite in order.

Each is `rules/explanations/<name>.toml` with the `.sql` of the same stem. The
query reads `item` (the acts in question), resolved and policy tables, and returns
`store.tables.VERDICT` rows; an item it does not return was tested and refused.
An explanation without a query cannot be tested from any dataset we receive: it
is a question to the verifier.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from store.errors import RuleError
from store.warehouse import read_sql

PACKAGE = "rules.explanations"


class _Card(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Annotated[str, Field(min_length=2)]
    wanted: Annotated[str, Field(min_length=2)]
    needs: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    without: Literal["untestable", "cannot_decide"] = "untestable"


class Explanation(_Card):
    """One lawful explanation.

    `title` says it in Chinese; `wanted` is what to obtain where it could not be
    tested; `without` is the verdict on every item while one of `needs` (contract
    paths) is not there: `untestable` leaves a hit with a question,
    `cannot_decide` withholds the hit.
    """

    name: str

    @property
    def sql(self) -> str | None:
        """Return the query of the same stem, or None for a mere question."""
        if not (files(PACKAGE) / f"{self.name}.sql").is_file():
            return None
        return read_sql(PACKAGE, self.name)


@cache
def all_explanations() -> dict[str, Explanation]:
    """Return every explanation by name, sorted; raises `RuleError`."""
    names = [entry.name for entry in files(PACKAGE).iterdir()]
    cards = sorted(name for name in names if name.endswith(".toml"))
    return {stem: _explanation(stem) for stem in (name[:-5] for name in cards)}


def explanation_for(name: str) -> Explanation:
    """Return the explanation of that name; raises `RuleError`."""
    try:
        return all_explanations()[name]
    except KeyError as error:
        raise RuleError(f"没有合理解释 {name}") from error


def _explanation(name: str) -> Explanation:
    text = (files(PACKAGE) / f"{name}.toml").read_text(encoding="utf-8")
    try:
        return Explanation(name=name, **tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError, TypeError) as error:
        raise RuleError(f"合理解释 {name}.toml 有误：{error}") from error
