"""PR-08: kin of officials on the allowance, registered or not."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.dibao_rows import MEMBER, PAYMENT, Aid, grant
from county.cases.edit import Row, add, facts, mark, own
from county.cases.finance.staff_rows import CADRE, named
from county.cases.kin import kinship
from county.cases.label import few, labels
from county.cases.months import MONTHS_A_YEAR, window
from county.cases.relief.insured import insured_months
from county.redeliver import as_it_was
from county.world import World

RULE, REGISTER = "PR-08", "relief/dibao_kin_register"
DECLARED, ON_RELIEF = "registry/declared_kin", "低保备案"
DATASETS = (MEMBER, PAYMENT, REGISTER, CADRE)
YEAR = tuple(window(0, MONTHS_A_YEAR))
VILLAGE, LABELLED, NEVER = "村(社区)干部", 40, date(2099, 1, 1)
HANDLERS = ("accepted_by", "reviewed_by", "approved_by")


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _pairs(world: World, draw: Draw, wanted: int, *, rural: bool) -> dict[int, int]:
    """Draw relatives without allowance, each with the official: relative → official.

    With `rural` a cadre of the relative's village, else one of the staff.
    """
    staff = world.tables[CADRE].filter(
        pl.col("removed_on").is_null(),
        pl.col("appointed_on") < YEAR[0],
        (pl.col("identity") == VILLAGE) == rural,
    )
    posts = staff.select("person", post="village").unique("person", keep="first")
    sound = living(world, youngest=20, oldest=90)
    posts = posts.join(sound, on="person", how="semi")
    free = outside(world, sound, MEMBER, PAYMENT).select("person", "village")
    pairs = (
        kinship(world)
        .filter("together")
        .join(posts, on="person")
        .join(free, left_on="relative", right_on="person")
    )
    listed = world.tables[CADRE]["person"].to_list()
    pairs = pairs.filter(~pl.col("relative").is_in(listed))
    if rural:
        pairs = pairs.filter(pl.col("post") == pl.col("village"))
    first = pairs.sort("relative", "person").unique(
        "relative", keep="first", maintain_order=True
    )
    known = dict(first.select("relative", "person").iter_rows())
    return {relative: known[relative] for relative in draw.take(known, wanted)}


def _grant(world: World, people: Iterable[int]) -> None:
    grant(world, dict.fromkeys(people, Aid(months=YEAR)))


def _of_the_village(world: World, draw: Draw, wanted: int) -> int:
    """List a relative of a cadre of the village without registration."""
    pairs = _pairs(world, draw, wanted, rural=True)
    _grant(world, pairs)
    return len(pairs)


def _of_the_handler(world: World, draw: Draw, wanted: int) -> int:
    """Have an official handle the allowance of a relative without registration."""
    return len(_handle(world, draw, wanted))


def _handle(world: World, draw: Draw, wanted: int) -> dict[int, int]:
    pairs = _pairs(world, draw, wanted, rural=False)
    _grant(world, pairs)
    for relative, official in pairs.items():
        name = facts(world, official)["person_name"]
        mark(world, PAYMENT, own([relative]), reviewed_by=name)
    return pairs


def _registered(world: World, draw: Draw, wanted: int) -> int:
    """Register the relative before the allowance begins."""
    pairs = _handle(world, draw, wanted)
    rows: list[Row] = []
    for relative, official in pairs.items():
        row = facts(world, official)
        rows.append(
            {
                **named(world, relative),
                "relation": "近亲属",
                "certificate_number": f"DB9{relative:09d}",
                "officer_name": row["person_name"],
                "officer_id_number": row["id_number"],
                "officer_person": official,
                "officer_post": "审核",
                "registered_on": date(2023, 3, 2),
                "town": row["town"],
                "village": row["village"],
            }
        )
    add(world, REGISTER, rows)
    return len(pairs)


def _declared(world: World, draw: Draw, wanted: int) -> int:
    """Have the official declare the relative on relief to the party instead."""
    pairs = _handle(world, draw, wanted)
    rows: list[Row] = []
    for relative, official in pairs.items():
        row = facts(world, relative)
        rows.append(
            {
                **named(world, official),
                "kin_relation": "其他",
                "kin_name": row["person_name"],
                "kin_id_number": row["id_number"],
                "kin_person": relative,
                "matter": ON_RELIEF,
                "declared_on": date(2026, 1, 20),
            }
        )
    add(world, DECLARED, rows)
    return len(pairs)


def _not_in_charge(world: World, draw: Draw, wanted: int) -> int:
    """List a relative of staff who have nothing to do with the allowance."""
    pairs = _pairs(world, draw, wanted, rural=False)
    _grant(world, pairs)
    return len(pairs)


PLANTERS: tuple[Planter, ...] = (_of_the_village, _of_the_handler)
INNOCENTS: tuple[Planter, ...] = (_registered, _declared, _not_in_charge)


def judge(world: World) -> pl.DataFrame:
    """Return whose relative was in charge and in no register."""
    pairs = _in_office(world)
    village = pl.col("post_village") == pl.col("village")
    handled = pl.any_horizontal(pl.col(one) == pl.col("official") for one in HANDLERS)
    charged = pairs.filter((village | handled).fill_null(value=False))
    entered = _known(world, REGISTER, "person", "officer_person")
    stated = _known(
        world, DECLARED, "kin_person", "person", pl.col("matter") == ON_RELIEF
    )
    both = ["person", "officer"]
    open_ones = charged.join(entered, on=both, how="anti").join(
        stated, on=both, how="anti"
    )
    kind = (
        pl.when(village.fill_null(value=False))
        .then(pl.lit("kin_of_village_cadre"))
        .otherwise(pl.lit("kin_of_handler"))
    )
    alike = (
        (charged.join(entered, on=both, how="semi"), "registered"),
        (charged.join(stated, on=both, how="semi"), "declared"),
        (pairs, "not_in_charge"),
    )
    return labels(
        RULE,
        [open_ones.select("person", mechanism=kind).unique()],
        [
            few(
                rows.select(pl.col("person").unique(), mechanism=pl.lit(name)), LABELLED
            )
            for rows, name in alike
        ],
    )


def _known(
    world: World, path: str, person: str, officer: str, where: pl.Expr | None = None
) -> pl.DataFrame:
    table = world.tables[path] if where is None else world.tables[path].filter(where)
    return table.select(person=person, officer=officer).unique()


def _in_office(world: World) -> pl.DataFrame:
    """Return person, officer, both villages and the names on each payment."""
    months = insured_months(world).select("person", "head", "month")
    lines = world.tables[PAYMENT].filter(pl.col("payment_result") == "成功")
    names = lines.select(
        *HANDLERS, head="person", month=pl.col("paid_for").dt.month_start()
    )
    places = world.tables[MEMBER].select("person", "village").unique()
    paid = months.join(names, on=["head", "month"]).join(places, on="person")
    served = as_it_was(world, CADRE).select(
        "appointed_on",
        officer="person",
        official="person_name",
        post_village="village",
        until=pl.col("removed_on").fill_null(NEVER),
    )
    both = paid.join(kin_of(world, served["officer"]), on="person").join(
        served, on="officer"
    )
    return both.filter(
        pl.col("appointed_on") <= pl.col("month").dt.month_end(),
        pl.col("until") >= pl.col("month"),
    )


def kin_of(world: World, officers: pl.Series) -> pl.DataFrame:
    """Return person, officer: spouses, housemates and whom officers declared.

    Other relatives stand in no register, so nobody can be asked about them.
    """
    homes = world.persons.select("person", "household")
    ours = world.persons.filter(pl.col("person").is_in(officers.to_list()))
    ours = ours.select("household", "spouse", officer="person")
    mates = homes.join(ours, on="household").select("person", "officer")
    wed = ours.filter(pl.col("spouse") >= 0).select("officer", person="spouse")
    told = _known(world, DECLARED, "kin_person", "person")
    parts = [
        one.select(pl.col("person", "officer").cast(pl.Int32))
        for one in (mates, wed, told)
    ]
    pairs = pl.concat(parts).unique()
    return pairs.filter(pl.col("person") != pl.col("officer"))
