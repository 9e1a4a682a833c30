"""What analysts said of two records: same, different or unsure; nothing is unsaid.

A judgement is an event in a record that only grows. Judging a pair again supersedes
what was said before and leaves it to be read.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, Self, cast, get_args

import polars as pl

from store.digest import Json, digest_json
from store.errors import Place, SettingsError
from store.record_lines import append_records, load_records

FILE = "judgements.jsonl"
SAME: Final = "same"
DIFFERENT: Final = "different"
UNSURE: Final = "unsure"
RENUMBERED: Final = "renumbered"  # the same person, whose number was changed
Verdict = Literal["same", "different", "unsure", "renumbered"]
VERDICT_WORDS: Mapping[Verdict, str] = MappingProxyType(
    {
        SAME: "同一人",
        DIFFERENT: "不是同一人",
        UNSURE: "说不准",
        RENUMBERED: "同一人，号码经公安机关变更",
    }
)
VERDICTS: tuple[str, ...] = get_args(Verdict)
SAYS = ("left_says", "right_says")
SAID = ("left", "right", *SAYS, "verdict", "by", "at", "why", "supersedes")
EVENT = ("event_id", *SAID)
ID_DIGITS = 16
REFERENCE_PARTS = 3
PAIR = pl.Schema(
    {name: pl.String() for name in ("left", "right", "left_says", "right_says")}
)
LONG_NUMBER = re.compile(r"\d{15}|(?<!\d)1\d{10}(?!\d)")
REMEDY = "从备份恢复该文件；要改判请用 crosscheck identity judge，不要改文件"


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What one analyst said of two records, the smaller reference on the left.

    A reference is `dataset|role|record_id`; `left_says` and `right_says` name what
    the records say of the person (`identity.node`), so that the judgement outlives a
    new delivery of the same; `at` is an ISO time with its zone; `supersedes` the
    event that this one replaces, empty for a first one.
    """

    left: str
    right: str
    left_says: str
    right_says: str
    verdict: Verdict
    by: str
    at: str
    why: str
    supersedes: str = ""

    @property
    def event_id(self) -> str:
        """Return the event's name: a digest of all that it says."""
        return digest_json(self._said())[:ID_DIGITS]

    @property
    def record(self) -> dict[str, Json]:
        """Return the event as it is recorded."""
        return {"event_id": self.event_id, **self._said()}

    @classmethod
    def of(cls, record: Mapping[str, Json]) -> Self:
        """Return the judgement of a record; raises `ValueError` saying why not."""
        if not all(isinstance(record.get(name), str) for name in EVENT):
            missing = [name for name in EVENT if not isinstance(record.get(name), str)]
            raise ValueError(f"缺少 {'、'.join(missing)}，或者不是文字")
        if unknown := sorted(set(record) - set(EVENT)):
            raise ValueError(f"有不认识的项 {'、'.join(unknown)}")
        said = {name: str(record[name]) for name in SAID}
        if said["verdict"] not in VERDICTS:
            raise ValueError(f"verdict 须是 {'、'.join(VERDICTS)} 之一")
        verdict = cast("Verdict", said.pop("verdict"))
        found = cls(verdict=verdict, **said)
        found.check()
        if found.event_id != record["event_id"]:
            raise ValueError("内容与 event_id 不符，被改动过")
        return found

    def check(self) -> None:
        """Raise `ValueError` where this cannot be a judgement."""
        for text in (self.left, self.right):
            check_reference(text)
        if self.left >= self.right:
            raise ValueError("left 和 right 须是两条不同的记录，小的在前")
        if not (self.left_says and self.right_says):
            raise ValueError("须写明两条记录说了什么（left_says、right_says）")
        if self.verdict == DIFFERENT and self.left_says == self.right_says:
            raise ValueError(
                "两条记录在同一张表里写的完全一样，凭所写分不开；请报送单位更正后重报"
            )
        if not self.by.strip() or not self.why.strip():
            raise ValueError("须写明谁判的（by）和为什么（why）")
        if LONG_NUMBER.search(self.why + " " + self.by):
            raise ValueError("理由里不要写证件、账户或电话号码，写依据哪份材料即可")
        if not _is_moment(self.at):
            raise ValueError("at 须是带时区的时间")

    def _said(self) -> dict[str, Json]:
        return {name: cast("str", getattr(self, name)) for name in SAID}


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What holds now, frames of the columns `PAIR` in total order.

    `renumbered` pairs are in `together` as well. `digest` names what holds; empty
    where nothing was ever judged.
    """

    together: pl.DataFrame
    apart: pl.DataFrame
    unsure: pl.DataFrame
    renumbered: pl.DataFrame
    digest: str


def check_reference(text: str) -> None:
    """Raise `ValueError` where a text is not `dataset|role|record_id`."""
    parts = text.split("|", REFERENCE_PARTS - 1)
    if len(parts) < REFERENCE_PARTS or not all(part.strip() for part in parts):
        raise ValueError("记录须写作 数据集|角色|记录编号")


def load_judgements(folder: Path) -> list[Judgement]:
    """Return every judgement ever made, in the order they were made.

    Raises `SettingsError` with file and line for one that was changed by hand, or
    that supersedes none of the earlier ones of its pair.
    """
    found: dict[str, Judgement] = {}
    for line, record in enumerate(load_records(folder / FILE), 1):
        try:
            one = Judgement.of(record)
            _check_follows(one, found)
        except ValueError as error:
            place = Place(file=FILE, row=line)
            raise SettingsError(str(error), place=place, remedy=REMEDY) from None
        found[one.event_id] = one
    return list(found.values())


def _check_follows(one: Judgement, earlier: Mapping[str, Judgement]) -> None:
    before = earlier.get(one.supersedes)
    if one.supersedes and (before is None or pair_of(before) != pair_of(one)):
        raise ValueError("supersedes 不是这一对记录的前一次判定")
    if one.event_id in earlier:
        raise ValueError("event_id 与前面的一行重复")


def pair_of(judgement: Judgement) -> tuple[str, str]:
    """Return what a judgement is about: what its two records say, in order.

    Records of a later delivery that say the same are the same pair.
    """
    one, other = sorted((judgement.left_says, judgement.right_says))
    return one, other


def effective(judgements: list[Judgement]) -> dict[tuple[str, str], Judgement]:
    """Return the judgement of each pair that holds: the latest not superseded."""
    replaced = {one.supersedes for one in judgements}
    standing = [one for one in judgements if one.event_id not in replaced]
    ordered = sorted(standing, key=lambda one: (_moment(one), one.event_id))
    latest = {pair_of(one): one for one in ordered}
    by_name = sorted(latest.values(), key=lambda one: (one.left, one.right))
    return {pair_of(one): one for one in by_name}


def read_judgements(folder: Path) -> Judged:
    """Return what holds now, of the judgements in a folder.

    Raises `SettingsError` as `load_judgements` does.
    """
    return judged(load_judgements(folder))


def judged(judgements: list[Judgement]) -> Judged:
    """Return what holds now of all that was ever said."""
    holds = effective(judgements)
    said: dict[str, list[tuple[str, ...]]] = {
        verdict: [
            tuple(str(getattr(one, name)) for name in PAIR)
            for one in holds.values()
            if one.verdict == verdict
        ]
        for verdict in VERDICTS
    }
    frames = {
        verdict: pl.DataFrame(pairs, schema=PAIR, orient="row")
        for verdict, pairs in said.items()
    }
    together = pl.concat([frames[SAME], frames[RENUMBERED]])
    return Judged(
        together=together.sort(list(PAIR)),
        apart=frames[DIFFERENT],
        unsure=frames[UNSURE],
        renumbered=frames[RENUMBERED],
        digest=digest_json(said) if holds else "",
    )


def add_judgement(folder: Path, given: Judgement) -> Judgement:
    """Record a judgement and return it as recorded.

    The two records may come in any order; what holds of them so far is superseded.
    Raises `SettingsError` for a malformed one, `StorageError` for a full disk.
    """
    (left, left_says), (right, right_says) = sorted(
        ((given.left.strip(), given.left_says), (given.right.strip(), given.right_says))
    )
    one = Judgement(
        left=left,
        right=right,
        left_says=left_says,
        right_says=right_says,
        verdict=given.verdict,
        by=given.by.strip(),
        at=given.at,
        why=given.why.strip(),
    )
    try:
        one.check()
    except ValueError as error:
        raise SettingsError(str(error)) from None
    before = effective(load_judgements(folder)).get(pair_of(one))
    one = replace(one, supersedes=before.event_id if before else "")
    append_records(folder / FILE, [one.record])
    return one


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _moment(judgement: Judgement) -> datetime:
    return datetime.fromisoformat(judgement.at)
