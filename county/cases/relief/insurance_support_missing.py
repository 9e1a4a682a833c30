"""U04: people on relief uninsured or unsupported, and what only looks so."""

from datetime import date

import polars as pl

from county.cases.bury import earliest_deaths
from county.cases.choose import Draw, Planter, living, plant_each
from county.cases.edit import mark, own, remove
from county.cases.label import few, labels
from county.world import World

RULE, MEDICAL = "U04", "social_security/medical_enrolment"
PENSION, DIBAO = "social_security/resident_enrolment", "relief/dibao_member"
TEKUN, CERTIFICATE = "relief/tekun_person", "registry/disability_certificate"
RESIDENT, CUSTODY = "registry/resident", "registry/custody"
STUDENT = "registry/student"
DATASETS = (MEDICAL, PENSION, DIBAO, RESIDENT)
YEAR, YEAR_END = date(2026, 1, 1), date(2026, 12, 31)
USUAL_FEN, DIBAO_FEN, FEW = 40_000, 20_000, 12
ORDINARY, STAYS = "普通", "居民医保"
COLLEGE = ("专科", "本科", "研究生")


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _members(world: World, path: str, where: pl.Expr) -> list[int]:
    """Return the living on the allowance before the year who stand in a table so."""
    since = _special(world).filter(pl.col("since") < YEAR, pl.col("group") == "低保")
    rows = world.tables[path].filter(where)["person"].implode()
    alive = living(world).filter(pl.col("person").is_in(rows))
    return alive.join(since, on="person", how="semi")["person"].to_list()


def _dropped(world: World, draw: Draw, wanted: int) -> int:
    """Leave members out of the medical insurance."""
    people = draw.take(_members(world, MEDICAL, pl.col("insurance") == STAYS), wanted)
    remove(world, MEDICAL, own(people))
    return len(people)


def _full_price(world: World, draw: Draw, wanted: int) -> int:
    """Let members pay what everybody pays."""
    people = draw.take(_members(world, MEDICAL, pl.col("insurance") == STAYS), wanted)
    mark(world, MEDICAL, own(people), personal_share_fen=USUAL_FEN)
    return len(people)


def _as_ordinary(world: World, draw: Draw, wanted: int) -> int:
    """Enter members who pay in for the pension as ordinary people."""
    paying = pl.col("payment_status") == "参保缴费"
    people = draw.take(_members(world, PENSION, paying), wanted)
    mark(world, PENSION, own(people), insured_identity=ORDINARY)
    return len(people)


def _drawing(world: World, draw: Draw, wanted: int) -> int:
    """Enter members who draw the pension as ordinary people: nobody pays in."""
    ended = pl.col("payment_status") == "终止缴费"
    people = draw.take(_members(world, PENSION, ended), wanted)
    mark(world, PENSION, own(people), insured_identity=ORDINARY)
    return len(people)


def _employed(world: World, draw: Draw, wanted: int) -> int:
    """Insure members in the employees' scheme instead."""
    adults = pl.col("person_kind") == "成年居民"
    people = draw.take(_members(world, MEDICAL, adults), wanted)
    mark(
        world,
        MEDICAL,
        own(people),
        insurance="职工医保",
        person_kind="灵活就业",
        personal_share_fen=None,
        fiscal_share_fen=None,
    )
    return len(people)


def _newly_certified(world: World, draw: Draw, wanted: int) -> int:
    """Issue a certificate of the second grade in May to ordinary payers."""
    plain = world.tables[PENSION].filter(
        pl.col("payment_status") == "参保缴费", pl.col("insured_identity") == ORDINARY
    )
    rows = world.tables[CERTIFICATE].filter(
        pl.col("status") == "有效",
        pl.col("disability_grade").is_in(["三级", "四级"]),
        pl.col("person").is_in(plain["person"].implode()),
    )
    people = draw.take(rows["person"], wanted)
    mark(
        world,
        CERTIFICATE,
        own(people),
        disability_grade="二级",
        issued_on=date(2026, 5, 12),
        valid_until=date(2036, 5, 12),
    )
    return len(people)


PLANTERS: tuple[Planter, ...] = (_dropped, _full_price, _as_ordinary)
INNOCENTS: tuple[Planter, ...] = (_drawing, _employed, _newly_certified)


def _special(world: World) -> pl.DataFrame:
    """Return person, group and since when, of all on relief or severely disabled."""
    kept = [
        world.tables[path]
        .filter(pl.col("stopped_on").is_null(), pl.col("status") == "在保")
        .select("person", group=pl.lit(name), since="first_for")
        for path, name in ((DIBAO, "低保"), (TEKUN, "特困"))
    ]
    severe = world.tables[CERTIFICATE].filter(
        pl.col("disability_grade").is_in(["一级", "二级"]),
        pl.col("status") == "有效",
        pl.col("cancelled_on").is_null(),
        pl.col("valid_until") >= YEAR_END,
    )
    kept.append(severe.select("person", group=pl.lit("重残"), since="issued_on"))
    return pl.concat(kept).filter(pl.col("person") >= 0)


def judge(world: World) -> pl.DataFrame:
    """Return who on relief is not insured or not supported, and who seems so."""
    special = _special(world)
    old = special.filter(pl.col("since") < YEAR)
    gone = _gone(world)
    medical = _medical(world, old)
    pension = _pension(world, old)
    new = special.join(old, on=["person", "group"], how="anti").with_columns(
        mechanism=pl.lit("just_recognised")
    )
    every = pl.concat([medical, pension]).with_columns(
        mechanism=pl.when(pl.col("person").is_in(gone))
        .then(pl.lit("gone_or_away"))
        .otherwise("mechanism")
    )
    bad = pl.col("mechanism").is_in(["not_insured", "full_price", "nobody_pays_in"])
    alike = every.filter(~bad)
    usual = pl.col("mechanism") == "supported"
    return labels(
        RULE,
        [every.filter(bad)],
        [
            new.select("person", "mechanism"),
            alike.filter(~usual),
            few(alike.filter(usual), FEW),
        ],
    )


def _gone(world: World) -> list[int]:
    away = world.tables[RESIDENT].filter(pl.col("status") != "正常")["person"]
    pupils = world.tables[STUDENT].filter(pl.col("stage").is_in(COLLEGE))["person"]
    held = world.tables[CUSTODY].filter(
        pl.col("exec_mode").is_in(["监狱执行", "看守所代为执行"]),
        pl.coalesce("released_on", "ended_on").fill_null(YEAR_END) >= YEAR,
        pl.col("started_on") <= YEAR_END,
    )["person"]
    dead = earliest_deaths(world)["person"]
    return sorted({*away, *pupils, *held, *dead})


def _medical(world: World, old: pl.DataFrame) -> pl.DataFrame:
    own_share = {"低保": DIBAO_FEN, "特困": 0}
    poor = old.filter(pl.col("group").is_in(list(own_share)))
    most = poor.group_by("person").agg(
        share=pl.col("group").replace_strict(own_share, return_dtype=pl.Int64).min()
    )
    rows = most.join(world.tables[MEDICAL], on="person", how="left")
    running = pl.col("enrolment_status") == "正常参保"
    return rows.select(
        "person",
        mechanism=pl.when(pl.col("insurance").is_null())
        .then(pl.lit("not_insured"))
        .when(pl.col("insurance") != STAYS)
        .then(pl.lit("employees_scheme"))
        .when(running & (pl.col("personal_share_fen") > pl.col("share")))
        .then(pl.lit("full_price"))
        .otherwise(pl.lit("supported")),
    )


def _pension(world: World, old: pl.DataFrame) -> pl.DataFrame:
    people = old.select("person").unique()
    rows = people.join(world.tables[PENSION], on="person")
    plain = pl.col("insured_identity") == ORDINARY
    ended = pl.col("payment_status") == "终止缴费"
    return rows.select(
        "person",
        mechanism=pl.when(~plain)
        .then(pl.lit("supported"))
        .when(ended)
        .then(pl.lit("drawing"))
        .when(pl.col("enrolment_status") != "正常参保")
        .then(pl.lit("suspended"))
        .otherwise(pl.lit("nobody_pays_in")),
    )
