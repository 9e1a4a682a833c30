"""Take an analyst's word on two records that the last night knows."""

from dataclasses import replace

from flows.last_night import LinkedNight, last_night, newest_night
from identity.judgements import (
    Judgement,
    add_judgement,
    check_reference,
    effective,
    load_judgements,
)
from identity.mention import person_sources
from identity.node import node_of_record
from store.errors import SettingsError
from store.home import Home
from store.lock import hold
from store.odcs import all_contracts
from store.settings import load_home_key

LOCK = ".lock"
REMEDY = (
    "写作 数据集|角色|记录编号，外面加引号；编号见已发布的表 identity.link"
    "（warehouse.duckdb）"
)


def judge(home: Home, given: Judgement) -> Judgement:
    """Record a judgement and return it as recorded, with what its records say.

    Raises `MatchError` where no night has run, `SettingsError` where the last one
    does not know one of the records, `BusyError` while another is being recorded.
    """
    night, key = last_night(home), load_home_key(home)
    known = replace(
        given,
        left_says=_said(night, given.left.strip(), key),
        right_says=_said(night, given.right.strip(), key),
    )
    with hold(home.judgements / LOCK, busy="正在记下另一条判定"):
        return add_judgement(home.judgements, known)


def judgement_of(
    home: Home, night: LinkedNight, left: str, right: str
) -> Judgement | None:
    """Return the judgement of two records of a night that holds, by what they say."""
    said = effective(load_judgements(home.judgements))
    if not said or not all(text.count("|") for text in (left, right)):
        return None
    key = load_home_key(home)
    says = sorted(_said(night, text, key) for text in (left, right))
    return said.get((says[0], says[1]))


def refused_last_night(home: Home) -> list[list[str]]:
    """Return the judgements that the last night could not follow, as two records."""
    night = newest_night(home)
    if night is None:
        return []
    return list(night.manifest["summary"].get("judgements_refused", []))


def _said(night: LinkedNight, reference: str, key: bytes) -> str:
    try:
        check_reference(reference)
    except ValueError as error:
        raise SettingsError(str(error), remedy=REMEDY) from None
    dataset, role, record_id = reference.split("|", 2)
    for source in person_sources(night.accepted, all_contracts()):
        if (source.dataset, source.role) == (dataset, role):
            node = node_of_record(source, record_id, key)
            if node is not None:
                return node
    raise SettingsError(f"上一夜没有记录 {reference}", remedy=REMEDY)
