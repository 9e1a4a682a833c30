"""One of the two that an explanation is about: a person, or a record of a dataset."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from identity.explain.standing import NUMBER, Standing
from identity.known import Known
from identity.mention import MENTION, Source
from identity.profile import comparable_number
from identity.weigh_untied import FACED
from store.errors import MatchError

BAR, SLASH, PERSON, ROLE = "|", "/", "P", "person"
PARTS = 3
REMEDY = "写成 数据集|角色|记录号、数据集/记录号，或人员编号（P 开头）"


@dataclass(frozen=True, kw_only=True)
class Party:
    """What was asked about: its name, whom a night took it for, and what it says.

    `face` is one row under the model's names, whose `record_id` is `name`.
    """

    name: str
    is_person: bool
    standing: Standing
    face: pl.DataFrame

    @property
    def is_known(self) -> bool:
        """Say whether a valid number says who it is."""
        return self.is_person or self.standing.by == NUMBER

    @property
    def words(self) -> str:
        """Return who it is in one sentence, without the full stop."""
        if self.is_person:
            return f"{self.name} 是一个有有效号码的人"
        return f"{self.name} {self.standing.words}"


def find_party(known: Known, people: pl.DataFrame, links: Path, asked: str) -> Party:
    """Return the person or record that `asked` names.

    `people` are the portraits of the known ones, `links` the night's table of links.
    Raises `MatchError` where there is none.
    """
    if BAR in asked:
        parts = asked.split(BAR)
        if len(parts) == PARTS:
            return _record(known, links, (parts[0], parts[1], parts[2]))
    elif SLASH in asked:
        dataset, _, record = asked.rpartition(SLASH)
        return _record(known, links, (dataset, ROLE, record))
    elif asked.startswith(PERSON):
        return _person(people, asked)
    raise MatchError("这不是记录或人员的编号", remedy=REMEDY)


def _person(people: pl.DataFrame, asked: str) -> Party:
    face = people.filter(pl.col("record_id") == asked)
    if not face.height:
        raise MatchError(
            "上一夜没有这个人员编号，或这个人没有有效号码", remedy="改用他的一条记录"
        )
    standing = Standing(person_id=asked)
    return Party(name=asked, is_person=True, standing=standing, face=face)


def _record(known: Known, links: Path, named: tuple[str, str, str]) -> Party:
    dataset, role, record_id = named
    at, source = _source(known, dataset, role)
    name = BAR.join(named)
    own = pl.col("record_id") == record_id
    said = source.profiles().filter(own).collect()
    if not said.height:
        raise MatchError(
            f"{dataset} 今夜采用的数据里没有这条记录",
            remedy="记录号见疑点的证据，形如 0123456789ab-00000017",
        )
    mention = said.join(
        known.decided.filter(pl.col("source") == at),
        on=MENTION,
        nulls_equal=True,
    ).with_columns(number=comparable_number())
    link = pl.scan_parquet(links).filter(
        own, pl.col("dataset") == dataset, pl.col("role") == role
    )
    return Party(
        name=name,
        is_person=False,
        standing=_standing(mention, link.collect()),
        face=mention.select(
            *FACED, id_number="number", record_id=pl.lit(name, pl.String)
        ),
    )


def _standing(mention: pl.DataFrame, link: pl.DataFrame) -> Standing:
    (decided,), (found,) = mention.to_dicts(), link.to_dicts()
    by_number = decided["person_id"] is not None
    return Standing(
        person_id=found["person_id"],
        tier=found["tier"] or "",
        reason=found["reason"] or "",
        comparison=decided["comparison"] if by_number else "",
    )


def _source(known: Known, dataset: str, role: str) -> tuple[int, Source]:
    roles = [one.role for one in known.sources if one.dataset == dataset]
    if not roles:
        raise MatchError(
            "上一夜没有这个数据集，或它不写人", remedy=f"{REMEDY}；数据集见晨报"
        )
    for at, source in enumerate(known.sources):
        if (source.dataset, source.role) == (dataset, role):
            return at, source
    raise MatchError(
        f"{dataset} 里没有角色 {role}" if role == ROLE else f"{dataset} 里没有这个角色",
        remedy=f"角色有：{'、'.join(roles)}；写成 数据集|角色|记录号",
    )
