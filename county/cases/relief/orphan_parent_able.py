"""K20: children kept by the state of whom a parent works, and parents who cannot."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, Value, add, facts
from county.cases.label import labels
from county.cases.months import month_at, window
from county.cases.social_security.benefit_rows import BUSY, CONTRIBUTION, contribute
from county.cases.social_security.sentence_rows import INSIDE, Term, sentence, terms
from county.world import NOBODY, World

RULE, PATH, CUSTODY = "K20", "relief/orphan", "registry/custody"
CERTIFICATE = "registry/disability_certificate"
DECLARED = "registry/declared_kin"
DATASETS = (PATH, CONTRIBUTION, CUSTODY, CERTIFICATE)
SINCE, ENOUGH, SEEN_ON = month_at(2), 3, date(2026, 11, 6)
SEVERE, ORPHAN_FEN = ("一级", "二级"), 140_000
GONE = ("死亡", "查找不到")


def plant(world: World, count: int) -> None:
    """Plant violations, half of `count`, and as many look-alikes as `count`.

    Of these some turn out to work, when another rule's case gives the mother a job.
    """
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count // 2)
    plant_each(world, draw, INNOCENTS, count)


def _keep(
    world: World, draw: Draw, wanted: int, state: str, **changes: Value
) -> list[int]:
    """Enter children whose mother is in `state`; return the mothers."""
    free = outside(
        world,
        living(world, youngest=24, oldest=52),
        PATH,
        CERTIFICATE,
        *BUSY,
        kin=False,
    )
    children = living(world, youngest=1, oldest=17).filter(
        pl.col("mother").is_in(free["person"].implode())
    )
    children = outside(world, children, PATH, CERTIFICATE, "relief/dibao_member")
    rows: list[Row] = []
    mothers: list[int] = []
    for person in draw.take(children["person"], wanted):
        child = facts(world, person)
        mother = int(world.persons["mother"][person])
        hers = facts(world, mother)
        entry: dict[str, Value] = {
            "person_name": child["person_name"],
            "id_number": child["id_number"],
            "child_kind": "事实无人抚养",
            "father_state": "查找不到",
            "father_person": NOBODY,
            "mother_name": hers["person_name"],
            "mother_id_number": hers["id_number"],
            "mother_state": state,
            "mother_person": mother,
            "guardian_person": NOBODY,
            "care_kind": "分散",
            "standard_fen": ORPHAN_FEN,
            "first_for": SINCE,
            "status": "在保",
            "account_number": child["account_number"],
            "town": child["town"],
            "village": child["village"],
            "person": person,
        }
        rows.append({**entry, **changes})
        mothers.append(mother)
    add(world, PATH, rows)
    return mothers


def _employ(world: World, people: list[int], months: Sequence[date]) -> int:
    contribute(
        world,
        dict.fromkeys(people, months),
        units=dict.fromkeys(people, "云溪县宏达机械制造有限公司"),
    )
    return len(people)


def _lost_and_working(world: World, draw: Draw, wanted: int) -> int:
    """Let mothers said to be out of reach work all year."""
    return _employ(world, _keep(world, draw, wanted, "失联"), window(3, 11))


def _dead_and_working(world: World, draw: Draw, wanted: int) -> int:
    """Let mothers said to be dead work, and nobody registered a death."""
    return _employ(world, _keep(world, draw, wanted, "死亡"), window(4, 10))


def _in_prison(world: World, draw: Draw, wanted: int) -> int:
    """Let an employer go on paying for mothers in prison."""
    people = _keep(world, draw, wanted, "服刑")
    term = Term(started_on=date(2025, 12, 1), ended_on=date(2028, 11, 30))
    sentence(world, people, term)
    return _employ(world, people, window(3, 10))


def _disabled(world: World, draw: Draw, wanted: int) -> int:
    """Let mothers with a severe disability be insured by an employer."""
    people = _keep(world, draw, wanted, "重残")
    rows: list[Row] = []
    for person in people:
        known = facts(world, person)
        rows.append(
            {
                "person_name": known["person_name"],
                "id_number": known["id_number"],
                "certificate_number": f"{known['id_number']}42",
                "disability_class": "肢体",
                "disability_grade": "二级",
                "issued_on": date(2023, 5, 4),
                "valid_until": date(2033, 5, 3),
                "status": "有效",
                "town": known["town"],
                "village": known["village"],
                "person": person,
            }
        )
    add(world, CERTIFICATE, rows)
    return _employ(world, people, window(3, 10))


def _two_months(world: World, draw: Draw, wanted: int) -> int:
    """Let mothers try to work for two months."""
    return _employ(world, _keep(world, draw, wanted, "失联"), window(5, 7))


def _before(world: World, draw: Draw, wanted: int) -> int:
    """Let mothers have worked until the child was taken on."""
    people = _keep(world, draw, wanted, "失联", first_for=month_at(7))
    return _employ(world, people, window(1, 7))


PLANTERS: tuple[Planter, ...] = (_lost_and_working, _dead_and_working)
INNOCENTS: tuple[Planter, ...] = (_in_prison, _disabled, _two_months, _before)


def judge(world: World) -> pl.DataFrame:
    """Return the children of whom a parent worked, and whose parents could not."""
    parents = _parents(world)
    months = parents.join(_work(world), on="parent").with_columns(
        during=(pl.col("month") > pl.col("first_for"))
        & (pl.col("month") <= pl.col("stopped_on").fill_null(SEEN_ON))
    )
    inside = months.join(
        terms(world).filter(pl.col("exec_mode").is_in(INSIDE)),
        left_on="parent",
        right_on="person",
    ).filter(
        pl.col("started_on") <= pl.col("month").dt.month_end(),
        pl.col("left_on") >= pl.col("month").dt.month_end(),
    )
    free = months.join(inside, on=["parent", "month"], how="anti")
    sums = free.group_by("person", "parent", "state").agg(
        months=pl.col("month").filter("during").n_unique()
    )
    severe = world.tables[CERTIFICATE].filter(
        pl.col("disability_grade").is_in(SEVERE), pl.col("status") == "有效"
    )["person"]
    ill = pl.col("parent").is_in(severe.unique().implode())
    able = sums.filter(pl.col("months") >= ENOUGH)
    gone = pl.col("state").is_in(GONE).fill_null(value=False)
    return labels(
        RULE,
        [
            _named(able.filter(gone, ~ill), "said_to_be_gone"),
            _named(able.filter(~gone, ~ill), "parent_works"),
        ],
        [
            _named(able.filter(ill), "severely_disabled"),
            _named(inside, "in_prison"),
            _named(sums.filter(pl.col("months") > 0), "a_short_time"),
            _named(sums, "worked_before"),
        ],
    )


def _parents(world: World) -> pl.DataFrame:
    """Return the parents by the list, and by household or declaration others."""
    kept = world.tables[PATH]
    known = kept.select("person", "first_for", "stopped_on")
    sides = ("father", "mother")
    listed = pl.concat(
        known.with_columns(parent=kept[f"{side}_person"], state=kept[f"{side}_state"])
        for side in sides
    ).filter(pl.col("parent") >= 0)
    heads = world.persons.filter(pl.col("relation_to_head") == "户主")["person"]
    true = pl.concat(
        world.persons.select("person", parent=side, state=pl.lit(None, pl.String))
        for side in sides
    )
    home = world.persons["household"]
    at_home = home.gather(true["person"]) == home.gather(
        true["parent"].replace({NOBODY: 0})
    )
    declared = world.tables[DECLARED].select(parent="person", person="kin_person")
    told = true.join(declared.unique(), on=["person", "parent"])
    true = true.filter(pl.col("parent").is_in(heads.implode()) & at_home)
    true = pl.concat([true, told.select(true.columns)]).unique()
    others = known.join(true, on="person").join(
        listed, on=["person", "parent"], how="anti"
    )
    return pl.concat([listed, others.select(listed.columns)])


def _work(world: World) -> pl.DataFrame:
    """Return the months in which somebody was paid or insured by an employer."""
    insured = world.tables[CONTRIBUTION].filter(
        pl.col("unit_share_fen") > 0,
        pl.col("payer_kind") == "单位",
        pl.col("contribution_kind") != "补缴",
    )
    paid = world.tables["finance/staff_payroll"].filter(pl.col("staff_type") != "遗属")
    both = [rows.select(parent="person", month="paid_for") for rows in (insured, paid)]
    return pl.concat(both).unique()


def _named(frame: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return frame.group_by("person").agg(
        partner=pl.col("parent").min(), mechanism=pl.lit(mechanism)
    )
