"""JR-02: refunds that registers or rates contradict, and what only looks so."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Value, add, facts, mark
from county.cases.label import labels
from county.cases.social_security.retention_rows import (
    PREMIUM_FEN,
    Changes,
    firm,
    give,
    refund,
)
from county.extracts.retention_refund import (
    DECEMBER,
    KEPT,
    LARGE_PPM,
    PATH,
    PREMIUMS,
    SMALL_PPM,
)
from county.world import World

RULE, TRADE, COMPANY = "JR-02", "纺织服装织", "registry/company"
DATASETS = (PATH, PREMIUMS, COMPANY)
FOUNDED, ENDED, LATER = date(2018, 4, 9), date(2026, 3, 2), date(2026, 9, 15)
SPARE, SPARE_PERCENT, SMALL = 3, 10, 30
LIMIT_PPM, SMALL_LIMIT_PPM, PPM = 55_000, 200_000, 1_000_000
TOO_MANY, SOME = 25, 2
OFF = "laid_off_count"


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _turn(world: World) -> int:
    """Return how many firms of their own the cases have made so far."""
    names = world.tables[PATH]["organisation_name"]
    return names.filter(names.str.contains(TRADE)).n_unique()


def _refunds(**changes: Value) -> Planter:
    """Return what refunds firms that the county's registers do not hold."""

    def plant_some(world: World, draw: Draw, wanted: int) -> int:
        del draw
        for turn in range(_turn(world), _turn(world) + wanted):
            give(world, refund(firm(turn, TRADE), f"C{turn:08}", changes))
        return wanted

    return plant_some


def _ended(ended: date, *, successor: bool = False) -> Planter:
    """Return what refunds registered firms closed on a day, or who took them over."""

    def plant_some(world: World, draw: Draw, wanted: int) -> int:
        free = outside(
            world,
            living(world, youngest=26, oldest=60),
            COMPANY,
            "registry/company_member",
            "finance/staff_payroll",
            "relief/dibao_member",
            "loan/loan_contract",
        )
        leaders = draw.take(free["person"], wanted)
        first = _turn(world)
        for turn, leader in enumerate(leaders, first):
            who = firm(turn, TRADE)
            _register(world, who, leader, ended)
            changes = {"payee_name": _standing(world)} if successor else {}
            give(world, refund(who, f"C{turn:08}", changes))
        return len(leaders)

    return plant_some


def _register(world: World, who: Changes, leader: int, ended: date) -> None:
    row = facts(world, leader)
    own: Changes = {
        "credit_code": who["credit_code"],
        "organisation_name": who["organisation_name"],
        "company_kind": "有限责任公司",
        "legal_representative": row["person_name"],
        "legal_representative_id_number": row["id_number"],
        "founded_on": FOUNDED,
        "cancelled_on": ended,
        "status": "注销",
        "legal_representative_person": leader,
    }
    add(world, COMPANY, [own])


def _standing(world: World) -> str:
    """Return the name of a firm that stands."""
    firms = world.tables[COMPANY].filter(
        pl.col("status") == "存续", pl.col("company_kind") == "有限责任公司"
    )
    return str(firms["organisation_name"][0])


def _stated(more: int) -> Planter:
    """Return what has employers of the county state so many people more."""

    def plant_some(world: World, draw: Draw, wanted: int) -> int:
        rows = world.tables[PATH].filter(
            pl.col("refund_kind") == KEPT,
            pl.col("last_count") == pl.col("average_count"),
        )
        codes = rows["credit_code"].unique().sort().to_list()
        places: list[int] = draw.stream.permutation(len(codes)).tolist()
        chosen = [codes[place] for place in places[: min(wanted, len(codes) // 2)]]
        mark(
            world,
            PATH,
            pl.col("credit_code").is_in(chosen),
            last_count=pl.col("last_count") + more,
        )
        return len(chosen)

    return plant_some


PLANTERS: tuple[Planter, ...] = (
    _stated(TOO_MANY),
    _ended(ENDED),
    _refunds(first_count=60, average_count=60, laid_off_count=9, layoff_ppm=150_000),
    _refunds(share_ppm=900_000),
)
INNOCENTS: tuple[Planter, ...] = (
    _stated(SOME),
    _ended(ENDED, successor=True),
    _ended(LATER),
    _refunds(first_count=12, average_count=12, laid_off_count=2, layoff_ppm=166_666),
    _refunds(share_ppm=900_000, refund_fen=PREMIUM_FEN * 3 // 10),
)


def judge(world: World) -> pl.DataFrame:
    """Return whose refund something contradicts, and whose only seems so."""
    net = pl.col("amount_fen") - pl.col("refund_fen").fill_null(0)
    rows = (
        world.tables[PATH]
        .filter(pl.col("refund_kind") == KEPT, pl.col("payment_result") == "成功")
        .with_columns(object="credit_code", net=net)
        .filter(pl.col("net") > 0)
    )
    share = pl.when(pl.col("scale") == "大型").then(LARGE_PPM).otherwise(SMALL_PPM)
    small = pl.min_horizontal("first_count", "average_count") <= SMALL
    limit = pl.when(small).then(SMALL_LIMIT_PPM).otherwise(LIMIT_PPM)
    off = pl.col(OFF).cast(pl.Int64) * PPM > pl.col("average_count") * limit
    over = pl.col("net") > pl.col("premium_fen") * share // PPM + 100
    closed = rows.join(_closed(world), on="credit_code")
    ended = closed.filter(pl.col("ended") < pl.col("paid_on"))
    own = pl.col("payee_name") == pl.col("organisation_name")
    people = _people(world, rows)
    more = people.filter(pl.col("stated") > pl.col("people"))
    spare = pl.max_horizontal(pl.lit(SPARE), pl.col("stated") * SPARE_PERCENT // 100)
    far = pl.col("stated") - pl.col("people") > spare
    return labels(
        RULE,
        [
            _named(ended.filter(own), "closed_before"),
            _named(more.filter(far), "fewer_people"),
            _named(rows.filter(off), "too_many_let_go"),
            _named(rows.filter(over), "above_the_rate"),
        ],
        [
            _named(ended, "paid_to_successor"),
            _named(closed, "closed_after"),
            _named(more, "a_few_people"),
            _named(rows.filter(pl.col("layoff_ppm") > LIMIT_PPM), "small_firm"),
            _named(rows.filter(pl.col("refund_fen") > 0), "excess_given_back"),
        ],
    )


def _closed(world: World) -> pl.DataFrame:
    gone = world.tables[COMPANY].filter(pl.col("cancelled_on").is_not_null())
    return gone.select("credit_code", ended="cancelled_on")


def _people(world: World, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the people stated and insured of employers that insured anybody."""
    insured = world.tables[PREMIUMS].filter(
        pl.col("insurance") == "失业", pl.col("paid_for") == DECEMBER
    )
    counted = insured.group_by(organisation_name="unit_name").agg(
        people=pl.col("person").n_unique()
    )
    stated = rows.group_by("object", "organisation_name").agg(
        stated=pl.col("last_count").max()
    )
    return stated.join(counted, on="organisation_name")


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select("object", mechanism=pl.lit(mechanism)).unique()
