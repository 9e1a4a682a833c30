"""U02: payments that came back and were not made good, and what only looks so."""

import polars as pl

from county.cases.bury import earliest_deaths, let_die
from county.cases.choose import Draw, Planter, living, plant_each
from county.cases.edit import Value, add, mark, own
from county.cases.label import labels
from county.cases.months import month_at
from county.world import World

RULE, PATH = "U02", "relief/subsidy_payment"
DATASETS = (PATH,)
TURN = 0
PROJECT = "高龄津贴"
GRACE_DAYS, YEAR = 60, 12
RETURNED = ("退回", "失败")
MONTH = 4  # of the window, long before the newest batch
ARRIVED = pl.col("payment_result") == "成功"


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _drawing(world: World, draw: Draw, wanted: int) -> list[int]:
    """Draw living people to whom every month of the allowance arrived."""
    lines = world.tables[PATH].filter(pl.col("project_name") == PROJECT)
    whole = lines.group_by("person").agg(pl.len(), ok=ARRIVED.all())
    sound = whole.filter(pl.col("ok") & (pl.col("len") == YEAR))["person"]
    alive = living(world, youngest=80)["person"]
    return draw.take(sorted(set(sound.to_list()) & set(alive.to_list())), wanted)


def _come_back(
    world: World, people: list[int], result: str, *months: int
) -> pl.DataFrame:
    """Let the months' payments come back; return them as they had been."""
    listed = own(people) & (pl.col("project_name") == PROJECT)
    listed &= pl.col("paid_for").is_in([month_at(month) for month in months])
    before = world.tables[PATH].filter(listed)
    mark(world, PATH, listed, payment_result=result)
    return before


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Let one payment come back for good."""
    people = _drawing(world, draw, wanted)
    _come_back(world, people, "退回", MONTH)
    return len(people)


def _failed_for_months(world: World, draw: Draw, wanted: int) -> int:
    """Let four payments in a row fail."""
    people = _drawing(world, draw, wanted)
    _come_back(world, people, "失败", *range(MONTH, MONTH + 4))
    return len(people)


def _sent_again(world: World, draw: Draw, wanted: int) -> int:
    """Send what came back again in the following month."""
    people = _drawing(world, draw, wanted)
    again = _come_back(world, people, "退回", MONTH).with_columns(
        pl.col("paid_on").dt.offset_by("1mo"), payment_result=pl.lit("成功")
    )
    add(world, PATH, again.to_dicts())
    return len(people)


def _carried(world: World, draw: Draw, wanted: int) -> int:
    """Add what came back to the next month's payment."""
    people = _drawing(world, draw, wanted)
    _come_back(world, people, "失败", MONTH)
    following = own(people) & (pl.col("project_name") == PROJECT)
    following &= pl.col("paid_for") == month_at(MONTH + 1)
    mark(world, PATH, following, amount_fen=pl.col("amount_fen") * 2)
    return len(people)


def _just_now(world: World, draw: Draw, wanted: int) -> int:
    """Let the newest payment come back: the next batch may carry it."""
    people = _drawing(world, draw, wanted)
    _come_back(world, people, "退回", 11)
    return len(people)


def _died_before(world: World, draw: Draw, wanted: int) -> int:
    """Let the payment come back of somebody who died before it was made."""
    people = _drawing(world, draw, wanted)
    let_die(world, draw, dict.fromkeys(people, month_at(MONTH - 1)), sparing=PATH)
    after = own(people) & (pl.col("paid_for") > month_at(MONTH - 1))
    late: dict[str, Value] = {"payment_result": "退回"}
    mark(world, PATH, after, **late)
    return len(people)


PLANTERS: tuple[Planter, ...] = (_returned, _failed_for_months)
INNOCENTS: tuple[Planter, ...] = (_sent_again, _carried, _just_now, _died_before)


def judge(world: World) -> pl.DataFrame:
    """Return whose payments came back for good; chance returns among them."""
    lines = world.tables[PATH].filter(pl.col("amount_fen") > 0)
    newest = lines["paid_on"].max()
    came = lines.filter(ARRIVED)
    key = ["person", "project_name"]
    usual = came.group_by(key).agg(usual=pl.col("amount_fen").min())
    back = (
        lines.filter(pl.col("payment_result").is_in(RETURNED))
        .with_row_index("line")
        .join(earliest_deaths(world), on="person", how="left")
    )
    beside = back.join(came, on=key, suffix="_later").join(usual, on=key)
    again = beside.filter(
        pl.col("paid_for") == pl.col("paid_for_later"),
        pl.col("amount_fen_later") >= pl.col("amount_fen"),
    )
    carried = beside.filter(
        pl.col("paid_on_later") > pl.col("paid_on"),
        pl.col("amount_fen_later") >= pl.col("usual") + pl.col("amount_fen"),
    )
    young = back.filter(pl.col("paid_on") + pl.duration(days=GRACE_DAYS) > newest)
    dead = back.filter(pl.col("died_on") <= pl.col("paid_on"))
    innocent = {
        "died_before_the_payment": dead,
        "sent_again": again,
        "carried_by_the_next": carried,
        "within_the_grace": young,
    }
    settled = pl.concat([frame["line"] for frame in innocent.values()]).unique()
    due = back.filter(~pl.col("line").is_in(settled.implode()))
    wrong = due.select("person", mechanism=pl.col("payment_result") + "未补")
    named = {"退回未补": "returned", "失败未补": "failed"}
    wrong = wrong.with_columns(pl.col("mechanism").replace(named)).sort(
        "person", "mechanism"
    )
    alike = [
        frame.select(pl.col("person").unique(), mechanism=pl.lit(name))
        for name, frame in innocent.items()
    ]
    return labels(RULE, [wrong], alike)
