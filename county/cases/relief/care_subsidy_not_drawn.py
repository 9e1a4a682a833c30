"""U01: severely disabled without the care subsidy, and what only looks so."""

import polars as pl

from county.cases.bury import earliest_deaths, let_die
from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import add, facts, mark, own, remove
from county.cases.label import labels
from county.cases.months import month_at
from county.cases.social_security.sentence_rows import INSIDE, terms
from county.extracts.tekun_person import STANDARD_FEN
from county.world import World

RULE, PATH = "U01", "registry/disability_certificate"
SUBSIDY, RESIDENT = "relief/disability_subsidy", "registry/resident"
TEKUN, ORPHAN = "relief/tekun_person", "relief/orphan"
INJURY, CUSTODY = "social_security/injury_payment", "registry/custody"
DATASETS = (PATH, SUBSIDY, RESIDENT)
TURN = 0
SEVERE, CARE = ("一级", "二级"), "护理补贴"
GRACE = "6mo"
VALID = pl.col("status") == "有效"


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _mild(world: World, draw: Draw, wanted: int) -> list[int]:
    """Draw the living with a valid old certificate who get none of the aids."""
    alive = outside(
        world, living(world), SUBSIDY, TEKUN, ORPHAN, INJURY, CUSTODY, kin=False
    )
    rows = world.tables[PATH].filter(VALID, pl.col("issued_on") < month_at(0))
    sound = rows.filter(pl.col("valid_until") > month_at(14))["person"].unique()
    return draw.take(set(sound.to_list()) & set(alive["person"].to_list()), wanted)


def _regraded(world: World, draw: Draw, wanted: int, grade: str) -> list[int]:
    people = _mild(world, draw, wanted)
    mark(world, PATH, own(people), disability_grade=grade)
    return people


def _first_grade(world: World, draw: Draw, wanted: int) -> int:
    """Let people of the first grade draw nothing."""
    return len(_regraded(world, draw, wanted, "一级"))


def _dropped(world: World, draw: Draw, wanted: int) -> int:
    """Take people of the second grade off the list."""
    people = _regraded(world, draw, wanted, "二级")
    remove(world, SUBSIDY, own(people))
    return len(people)


def _just_certified(world: World, draw: Draw, wanted: int) -> int:
    """Issue the certificate three months ago: the application is under way."""
    people = _regraded(world, draw, wanted, "一级")
    mark(world, PATH, own(people), issued_on=month_at(9))
    return len(people)


def _expired(world: World, draw: Draw, wanted: int) -> int:
    """Let the certificate run out before the year ends."""
    people = _regraded(world, draw, wanted, "一级")
    mark(world, PATH, own(people), valid_until=month_at(8), status="过期")
    return len(people)


def _kept(world: World, draw: Draw, wanted: int) -> int:
    """Keep people as persons without support, which excludes the subsidy."""
    people = _regraded(world, draw, wanted, "二级")
    names = ("person_name", "id_number", "account_number", "town", "village")
    rows = [
        {
            **{name: facts(world, person)[name] for name in names},
            "person": person,
            "certificate_number": f"TK420281U{person:06d}",
            "area_kind": "农村",
            "care_kind": "分散",
            "standard_fen": STANDARD_FEN,
            "first_for": month_at(-20),
            "status": "在保",
        }
        for person in people
    ]
    add(world, TEKUN, rows)
    return len(people)


def _dead(world: World, draw: Draw, wanted: int) -> int:
    """Let people die whose certificate nobody has cancelled yet."""
    people = _regraded(world, draw, wanted, "一级")
    let_die(world, draw, dict.fromkeys(people, month_at(9)), sparing=PATH)
    return len(people)


PLANTERS: tuple[Planter, ...] = (_first_grade, _dropped)
INNOCENTS: tuple[Planter, ...] = (_just_certified, _expired, _kept, _dead)


def judge(world: World) -> pl.DataFrame:
    """Return the severely disabled who draw nothing; chance cases among them."""
    paid = world.tables[SUBSIDY].filter(pl.col("subsidy_kind") == CARE)
    newest = paid.select(pl.col("paid_for_to").max()).item()
    severe = world.tables[PATH].filter(pl.col("disability_grade").is_in(SEVERE))
    latest = severe.filter(VALID & pl.col("cancelled_on").is_null())
    drawing = sorted(set(paid["person"].to_list()))
    none = latest.filter(~pl.col("person").is_in(drawing))
    outdated = severe.filter(pl.col("status") == "过期")
    aided = [
        row["person"]
        for path in (TEKUN, ORPHAN)
        for row in world.tables[path].select("person", "stopped_on").to_dicts()
        if row["stopped_on"] is None or row["stopped_on"] >= month_at(0)
    ]
    away = world.tables[RESIDENT].filter(pl.col("status") != "正常")["person"]
    care = world.tables[INJURY].filter(pl.col("benefit_item") == "生活护理费")
    young = pl.col("issued_on").dt.offset_by(GRACE) > newest
    dead = earliest_deaths(world)["person"]
    innocent = {
        "just_certified": none.filter(young),
        "kept_without_support": none.filter(pl.col("person").is_in(aided)),
        "dead": none.filter(pl.col("person").is_in(dead.implode())),
        "moved_away": none.filter(pl.col("person").is_in(away.implode())),
        "care_of_work_injury": none.filter(
            pl.col("person").is_in(care["person"].implode())
        ),
        "in_custody": none.filter(pl.col("person").is_in(_confined(world).implode())),
        "running_out": none.filter(pl.col("valid_until") < newest),
        "expired": outdated.filter(~pl.col("person").is_in(drawing)),
    }
    settled = pl.concat([rows["person"] for rows in innocent.values()]).implode()
    due = none.filter(~pl.col("person").is_in(settled))
    named = due.select("person", mechanism=pl.col("disability_grade"))
    grades = {"一级": "first_grade", "二级": "second_grade"}
    wrong = named.with_columns(pl.col("mechanism").replace(grades))
    alike = [
        rows.select(pl.col("person").unique(), mechanism=pl.lit(name))
        for name, rows in innocent.items()
    ]
    return labels(RULE, [wrong], alike)


def _confined(world: World) -> pl.Series:
    """Return who was behind bars within the year."""
    inside = terms(world).filter(pl.col("exec_mode").is_in(INSIDE))
    return inside.filter(pl.col("left_on") >= month_at(0))["person"].unique()
