"""Prohibited inputs: what a rule may not read unless a law is written down for it.

The list is data, `rules/prohibited.toml`; past clues and findings are no table of
any contract and are refused by name.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from rules.rule import Rule
from rules.shared import without_comments
from store.contract import Column
from store.odcs import contract_for

PAST = re.compile(r"\b(clue|finding|workbench)\s*\.\s*[a-z_]+", re.IGNORECASE)


class Prohibited(BaseModel):
    """One kind of input: how its columns are told, and where they are allowed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    columns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    contracts: Mapping[str, tuple[str, ...]] = {}
    schemes: tuple[str, ...] = ()
    things: tuple[str, ...] = ()

    def covers(self, path: str, column: Column) -> bool:
        """Say whether a column of the contract `path` is meant."""
        if path in self.things:
            return False
        said = " ".join((*column.headings, column.description))
        return (
            column.name in self.columns
            or column.name in self.contracts.get(path, ())
            or column.meaning.value in self.meanings
            or any(word in said for word in self.words)
        )


@cache
def prohibited_inputs() -> tuple[Prohibited, ...]:
    """Return the list of prohibited inputs."""
    text = (files("rules") / "prohibited.toml").read_text(encoding="utf-8")
    return tuple(
        Prohibited.model_validate(entry) for entry in tomllib.loads(text)["input"]
    )


def prohibited_columns(
    rule: Rule, columns: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    """Yield in words each prohibited column among those that a rule reads."""
    for path, names in sorted(columns.items()):
        contract = contract_for(path)
        for name in sorted(names):
            for kind in prohibited_inputs():
                if rule.act not in kind.schemes and kind.covers(
                    path, contract.column(name)
                ):
                    heading = contract.column(name).title
                    yield f"{kind.name}：{contract.title}的“{heading}”（{path}.{name}）"


def past_findings(sql: str) -> tuple[str, ...]:
    """Return the tables of earlier clues and findings that a query names."""
    bare = without_comments(sql)
    return tuple(sorted({match.group() for match in PAST.finditer(bare)}))
