"""The cards of the data-sanity checks, found by walking the folder."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from store.errors import ContractError
from store.warehouse import read_sql

PACKAGE = "checks.sanity"
# How much an issue asks for: a row is wrong, must be looked at, or is worth knowing.
SEVERITIES = {"fault": "须更正", "doubt": "请核对", "notice": "供参考"}


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Variant(_Frozen):
    """One kind of finding: what is wrong with a row, the sentence on all, what to do.

    `{count}`, `{heading}` and `{detail}` of the sentence are filled in.
    """

    name: str
    brief: Annotated[str, Field(min_length=2)]
    severity: Literal["fault", "doubt", "notice"]
    sentence: Annotated[str, Field(pattern=r"。$")]
    remedy: Annotated[str, Field(min_length=2)]


class SanityCheck(_Frozen):
    """One data-sanity check.

    `reads` are the shapes and given tables of its query; it runs where all of
    `needs` and, if there are any, one of `any_of` (contract paths) came.
    """

    name: str
    id: Annotated[str, Field(pattern=r"^DQ-\d\d$")]
    title: str
    reads: tuple[str, ...]
    needs: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    parameters: dict[str, int] = {}
    variants: tuple[Variant, ...]

    @property
    def sql(self) -> str:
        """Return the query of the same stem."""
        return read_sql(PACKAGE, self.name)


@cache
def all_checks() -> tuple[SanityCheck, ...]:
    """Return every check that ships, sorted by id; raises `ContractError`."""
    names = [entry.name for entry in files(PACKAGE).iterdir()]
    found = [_check(name[:-5]) for name in names if name.endswith(".toml")]
    return tuple(sorted(found, key=lambda check: check.id))


def _check(stem: str) -> SanityCheck:
    text = (files(PACKAGE) / f"{stem}.toml").read_text(encoding="utf-8")
    try:
        return SanityCheck(name=stem, **tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError, TypeError) as error:
        raise ContractError(f"数据检查 {stem}.toml 有误：{error}") from error
