"""Orphans, and children whose parents are there but cannot bring them up."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from county.drawing import FIRST, ages_on, days_of, identity, month_starts, pick
from county.extract import Desk, Extract
from county.file import CIVIL, File, register_file
from county.households import NOBODY, Bools, Days, Ints
from county.layouts import Layout, columns_of
from county.livelihood import closing, is_one_of, living, people_of, well_off
from county.world import World, today

PATH = "relief/orphan"
CERTIFICATES = "registry/disability_certificate"
SHARE, LEAST, GROWN, LATEST_AGE = 0.0006, 3, 18, 21
ORPHAN_FEN, OTHER_FEN = 140_000, 140_000
STATES = ("死亡", "查找不到", "重残", "失联", "")
DEAD, UNKNOWN, DISABLED, LOST, ABLE = range(5)
# How surely two states of parents leave a child alone; 9: not at all.
ORDER = np.array(
    [
        [0, 1, 2, 4, 9],
        [1, 3, 5, 6, 9],
        [2, 5, 7, 8, 9],
        [4, 6, 8, 8, 9],
        [9, 9, 9, 9, 9],
    ]
)
LAYOUT = Layout(
    title="孤儿和事实无人抚养儿童名册",
    columns=columns_of(
        ":+序号 town:乡镇街道 village:村(社区) person_name:儿童姓名 "
        "id_number:儿童身份证号 child_kind:保障类别 father_name:父亲 "
        "father_id_number:父亲证件号码 father_state:父亲状况 mother_name:母亲 "
        "mother_id_number:母亲证件号码 mother_state:母亲状况 "
        "guardian_name:实际监护人 guardian_id_number:实际监护人身份证号 "
        "guardian_relation:监护关系 care_kind:养育方式 standard_fen:保障标准 "
        "first_for:起始享受年月 status:保障状态 stopped_on:停发时间 "
        "stop_reason:停发原因 account_number:银行卡号 accepted_by:经办人 "
        "reviewed_by:审核人 approved_by:审批人 :+入户走访情况"
    ),
    titles=("云溪县孤儿和事实无人抚养儿童保障名册", "（内部资料，注意保密）"),
    footers=("填表人：",),
    months="%Y-%m",
    codes={
        "child_kind": {"孤儿": "社会散居孤儿", "事实无人抚养": "事实无人抚养儿童"},
        "father_state": {"死亡": "已故", "查找不到": "不详"},
        "mother_state": {"死亡": "已故", "查找不到": "不详"},
        "care_kind": {"分散": "社会散居"},
    },
)


@dataclass(frozen=True, kw_only=True)
class _Parents:
    """What has become of everybody's parents, as numbers of `STATES`."""

    father: Ints
    mother: Ints

    @property
    def order(self) -> Ints:
        """Return how surely they leave a child alone."""
        found: Ints = ORDER[self.father, self.mother]
        return found


def _fill(world: World) -> None:
    stream = world.generator("orphans")
    parents = _parents(world, stream)
    people, since = _children(world, parents)
    ages = ages_on(world, today)[people]
    orphaned = (parents.father[people] <= UNKNOWN) & (parents.mother[people] <= UNKNOWN)
    grown = ages >= GROWN
    birthday = world.persons["birth_on"].gather(people).dt.offset_by(f"{GROWN}y")
    facts = identity(world, people, "account_number", "town", "village")
    rows = facts.with_columns(
        pick(("事实无人抚养", "孤儿"), orphaned.astype(np.int64)).alias("child_kind"),
        *_parent(world, people, "father", parents.father),
        *_parent(world, people, "mother", parents.mother),
        *_guardian(world, people),
        pl.lit("分散").alias("care_kind"),
        pl.Series("standard_fen", np.where(orphaned, ORPHAN_FEN, OTHER_FEN)),
        month_starts(since).alias("first_for"),
        pick(("在保", "停保"), grown.astype(np.int64)).alias("status"),
        pl.when(pl.Series(grown)).then(birthday).alias("stopped_on"),
        pl.when(pl.Series(grown)).then(pl.lit("年满十八周岁")).alias("stop_reason"),
    )
    world.append(PATH, world.handled(PATH, rows))


def _parents(world: World, stream: np.random.Generator) -> _Parents:
    alive = living(world)
    valid = world.tables[CERTIFICATES].filter(
        (pl.col("status") == "有效")
        & pl.col("disability_grade").is_in(["一级", "二级"])
    )
    disabled = is_one_of(world, valid["person"].to_numpy().astype(np.int64))
    insured = is_one_of(world, people_of(world, "social_security/contribution"))
    borrowing = is_one_of(world, people_of(world, "loan/loan_contract"))
    unseen = ~insured & ~borrowing & ~well_off(world)
    unseen &= stream.random(len(alive)) < 0.15  # noqa: PLR2004 - a share of those
    own = np.where(~alive, DEAD, np.where(disabled, DISABLED, ABLE))
    own = np.where((own == ABLE) & unseen, LOST, own)
    states: dict[str, Ints] = {}
    for side in ("father", "mother"):
        relative = world.persons[side].to_numpy()
        states[side] = np.where(relative >= 0, own[relative], UNKNOWN)
    return _Parents(father=states["father"], mother=states["mother"])


def _children(world: World, parents: _Parents) -> tuple[Ints, Ints]:
    """Return the children, and the month (from the first) since which each is kept."""
    ages = ages_on(world, today)
    bereft = np.maximum(*_deaths(world))
    bereft = np.maximum(bereft, days_of(world, "birth_on") + 60)
    bereft = np.maximum(bereft, np.datetime64("2020-01-01"))
    since = (bereft.astype("datetime64[M]") - FIRST).astype(np.int64) + 1
    order = parents.order
    both_dead = order == 0
    fit = living(world) & (since <= 11) & (order < ORDER.max())  # noqa: PLR2004 - months
    age_fits = (ages < GROWN) | ((ages < LATEST_AGE) & both_dead)
    fit &= ~is_one_of(world, people_of(world, "relief/dibao_member"))
    pool = np.flatnonzero(fit & age_fits & _became_young(world, bereft))
    size = max(LEAST, round(world.people * SHARE), int((order[pool] == 0).sum()))
    chosen = np.sort(pool[np.argsort(order[pool], kind="stable")][:size])
    return chosen, since[chosen]


def _became_young(world: World, day: Days) -> Bools:
    """Say of everybody whether they were under age on their day."""
    born = days_of(world, "birth_on")
    found: Bools = (day - born).astype(np.int64) < GROWN * 365
    return found


def _deaths(world: World) -> list[Days]:
    """Return the day of father's and mother's death, an early day where none."""
    died = days_of(world, "died_on")
    died = np.where(np.isnat(died), np.datetime64("1990-01-01"), died)
    none = np.datetime64("1990-01-01", "D")
    return [
        np.where(relative >= 0, died[relative], none)
        for relative in (
            world.persons[side].to_numpy() for side in ("father", "mother")
        )
    ]


def _parent(world: World, people: Ints, side: str, states: Ints) -> list[pl.Series]:
    relative = world.persons[side].gather(people)
    known = relative.replace({NOBODY: None})
    return [
        relative.alias(f"{side}_person"),
        world.persons["person_name"].gather(known).alias(f"{side}_name"),
        world.persons["id_number"].gather(known).alias(f"{side}_id_number"),
        pick(STATES, states[people]).alias(f"{side}_state"),
    ]


def _guardian(world: World, people: Ints) -> list[pl.Series]:
    """Return a living grandparent of each, or else the head of the household."""
    persons, alive = world.persons, living(world)
    grown = alive & (ages_on(world, today) >= GROWN)
    found = np.full(len(people), NOBODY)
    for side in ("father", "mother"):
        relative = persons[side].to_numpy()
        for upper in ("mother", "father"):
            parent = relative[people]
            grand = np.where(parent >= 0, persons[upper].to_numpy()[parent], NOBODY)
            found = np.where((grand >= 0) & grown[grand], grand, found)
    grandparent = found >= 0
    head = _heads(world, grown)[persons["household"].to_numpy()[people]]
    head = np.where(head == people, NOBODY, head)
    found = np.where(grandparent, found, head)
    known = pl.Series(found).replace({NOBODY: None})
    word = np.where(grandparent, 0, np.where(found >= 0, 1, 2))
    return [
        pl.Series("guardian_person", found).cast(pl.Int32),
        persons["person_name"].gather(known).alias("guardian_name"),
        persons["id_number"].gather(known).alias("guardian_id_number"),
        pl.Series("guardian_relation", ["祖孙", "亲属", "村（居）委会监护"]).gather(
            word
        ),
    ]


def _heads(world: World, grown: Bools) -> Ints:
    """Return the grown head of each household, or nobody."""
    household = world.persons["household"].to_numpy()
    heads = np.full(int(household.max()) + 1, NOBODY)
    head = (world.persons["relation_to_head"] == "户主").to_numpy() & grown
    heads[household[head]] = np.flatnonzero(head)
    return heads


def _files() -> list[File]:
    return [
        register_file(
            PATH, CIVIL, "孤儿和事实无人抚养儿童名册.xls", LAYOUT, really="html"
        )
    ]


EXTRACT = Extract(
    path=PATH,
    fill=_fill,
    files=_files,
    after=(CERTIFICATES,),
    desk=Desk.TOWNS,
    on_death=closing(PATH, "stopped_on", status="停保", stop_reason="死亡"),
)
