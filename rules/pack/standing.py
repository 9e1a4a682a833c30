"""The standing of rules that a pack states: in the shadow, in use, retired."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from rules.library import all_rules
from rules.pack.ledger import contents_in_force
from rules.pack.read_pack import STATUS
from rules.rule import Rule, Status
from store.errors import Place, RuleError


class Standing(BaseModel):
    """How far one rule may go, why, and which rule answers its question instead."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    status: Literal["shadow", "in_use", "retired"]
    reason: str = Field(min_length=1)
    replacement: str = ""


STANDINGS = TypeAdapter(dict[str, Standing])


def read_standings(content: bytes | None) -> dict[str, Standing]:
    """Return the standings in a pack's `status.toml`, none without the file.

    Raises `RuleError` naming the rule and the item: unknown rules, drafts, a
    standing without its reason.
    """
    if content is None:
        return {}
    place = Place(file=STATUS)
    try:
        found = STANDINGS.validate_python(tomllib.loads(content.decode()))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"不是有效的 TOML：{error}", place=place) from error
    except ValidationError as error:
        items = "、".join(" ".join(map(str, one["loc"])) for one in error.errors())
        raise RuleError(
            f"规则的状态写得不对：{items}",
            place=place,
            remedy="每条规则写 status（shadow、in_use、retired）和 reason",
        ) from error
    _refuse_unknown(place, found)
    return found


def rules_in_force(policy_home: Path | None) -> tuple[Rule, ...]:
    """Return every rule with the status that the pack in force gives it."""
    standings = read_standings(contents_in_force(policy_home).get(STATUS))
    return tuple(
        replace(rule, status=Status(standings[rule.id].status))
        if rule.id in standings
        else rule
        for rule in all_rules()
    )


def status_now(policy_home: Path | None) -> dict[str, Status]:
    """Return the status of every rule by id, as the pack in force has it."""
    return {rule.id: rule.status for rule in rules_in_force(policy_home)}


def _refuse_unknown(place: Place, standings: Mapping[str, Standing]) -> None:
    rules = {rule.id: rule for rule in all_rules()}
    named = [*standings, *(one.replacement for one in standings.values())]
    unknown = sorted({name for name in named if name and name not in rules})
    if unknown:
        raise RuleError(
            f"本程序没有规则 {'、'.join(unknown)}",
            place=place,
            remedy="规则随程序升级；请先升级，或请签发单位更正",
        )
    drafts = [name for name in standings if rules[name].status is Status.DRAFT]
    if drafts:
        raise RuleError(
            f"规则 {'、'.join(drafts)} 还在起草，不能由规则包启用", place=place
        )
