"""Who truly had an allowance beside a fiscal wage (the judgement of PR-02)."""

import polars as pl

from county.cases.choose import cases_for
from county.cases.dibao_rows import MEMBER, PAYMENT
from county.cases.divorce import marriages
from county.cases.kin import CHILD, SPOUSE, kinship
from county.cases.label import few, labels
from county.cases.namesakes import namesakes
from county.cases.payroll_rows import FISCAL, PAYROLL, RETIRED, SURVIVOR
from county.world import World

RULE, RESIDENT, MARRIAGE = "PR-02", "registry/resident", "registry/marriage"
FADING_MONTHS, GRANDCHILD = 6, "孙辈"
SEVERE = ("一级", "二级")


def judge(world: World) -> pl.DataFrame:
    """Return who was listed, or whose kin was left out, against the rules.

    Heads whose child earns a wage in a home of its own are labelled for a sample
    only: every county is full of them.
    The subject is the listed member who draws a wage, else the head; see
    `label.LABEL`, where `partner` is the relative on the payroll.
    """
    wages, listed = _wages(world), _listed(world)
    acts = (_direct(listed, wages), _beside(world, listed, wages))
    wrong = [
        act.filter(pl.col("reason").is_null()).select("person", "partner", "mechanism")
        for act in acts
    ]
    innocent = [
        act.drop_nulls("reason").select("person", "partner", mechanism="reason")
        for act in acts
    ]
    apart = pl.col("mechanism") == "child_apart"
    children = innocent[1].filter(apart).sort("person", "partner")
    children = children.unique("person", keep="first", maintain_order=True)
    common = few(children, cases_for(world.people))
    innocent[1] = innocent[1].filter(~apart)
    others = [common, _never_together(listed, wages, acts[0]), _returned(world, wages)]
    return labels(RULE, wrong, [*innocent, *others, _namesakes(world)])


def _wages(world: World) -> pl.DataFrame:
    """Return person, month, staff_type and start (when the wage began)."""
    first = pl.col("paid_for").min().over("person")
    return world.tables[PAYROLL].select(
        "person",
        "staff_type",
        month=pl.col("paid_for").dt.month_start(),
        start=pl.coalesce("joined_on", first).dt.month_start(),
    )


def _paid(world: World, *, success: bool) -> pl.DataFrame:
    result = pl.col("payment_result") == "成功"
    paid = world.tables[PAYMENT].filter(result if success else ~result)
    return paid.select(
        head="person", month=pl.col("paid_for").dt.month_start()
    ).unique()


def _listed(world: World, *, success: bool = True) -> pl.DataFrame:
    """Return one row for each listed person and month that was paid."""
    members = world.tables[MEMBER].select(
        "person",
        "status",
        "disability_grade",
        "first_for",
        "stopped_on",
        head="head_person",
    )
    rows = members.join(_paid(world, success=success), on="head")
    ends = pl.col("stopped_on").fill_null(pl.col("month"))
    rows = rows.filter(
        (pl.col("first_for") <= pl.col("month")) & (pl.col("month") <= ends)
    )
    return rows.with_columns(listed=pl.len().over("head", "month"))


def _post_reason() -> pl.Expr:
    """Return why a wage beside an allowance is in order, or null."""
    start, month = pl.col("start"), pl.col("month")
    months = (month.dt.year() - start.dt.year()) * 12 + (
        month.dt.month().cast(pl.Int32) - start.dt.month().cast(pl.Int32)
    )
    return (
        pl.when(pl.col("staff_type") == SURVIVOR)
        .then(pl.lit("survivors_aid"))
        .when(~pl.col("staff_type").is_in([*FISCAL, RETIRED]))
        .then(pl.lit("non_fiscal_post"))
        .when((months <= FADING_MONTHS) | (pl.col("status") == "渐退"))
        .then(pl.lit("fading_period"))
    )


def _direct(listed: pl.DataFrame, wages: pl.DataFrame) -> pl.DataFrame:
    acts = listed.join(wages, on=["person", "month"])
    return acts.select(
        "person",
        partner=pl.lit(-1, dtype=pl.Int32),
        mechanism=pl.lit("member_on_payroll"),
        reason=_post_reason(),
    )


def _beside(world: World, listed: pl.DataFrame, wages: pl.DataFrame) -> pl.DataFrame:
    """Return the months in which unlisted kin of somebody listed drew a wage."""
    names = world.tables[MEMBER].select(relative="person")
    acts = (
        listed.join(_kin_by_book(world), on="person")
        .join(names, on="relative", how="anti")
        .join(wages, left_on=["relative", "month"], right_on=["person", "month"])
    )
    alone = (pl.col("listed") == 1) & pl.col("disability_grade").is_in(SEVERE)
    moved = world.tables[RESIDENT].filter(pl.col("status") == "迁出")["person"]
    apart = ~pl.col("together") | pl.col("relative").is_in(moved.implode())
    acts = acts.join(_divorced(world), on=["person", "relative"], how="left")
    over = pl.col("divorced_on").dt.month_start() < pl.col("month")
    reason = (
        pl.when((pl.col("relation") == SPOUSE) & over.fill_null(value=False))
        .then(pl.lit("divorced_before"))
        .when(apart & (pl.col("relation") == CHILD))
        .then(pl.lit("child_apart"))
        .when(alone)
        .then(pl.lit("single_severe_disability"))
        .otherwise(_post_reason())
    )
    own_child = (pl.col("relation") == CHILD) & (pl.col("person") == pl.col("head"))
    # Whoever moved out shares no registered household any more; of a grandchild the
    # register does not say whose child it is.
    grandchild = pl.col("relation_to_head") == GRANDCHILD
    untold = (pl.col("status") != "正常") | grandchild
    unseen = world.tables[RESIDENT].filter(untold)["person"]
    parentless = world.tables[RESIDENT].filter(grandchild)["person"]
    here = ~pl.col("person").is_in(unseen.implode())
    told = ~pl.col("relative").is_in(parentless.implode())
    acts = acts.filter(told, (pl.col("together") & here) | own_child | pl.col("wed"))
    return acts.select(
        person="head",
        partner=pl.col("relative"),
        mechanism=pl.col("relation") + "_on_payroll",
        reason=reason,
    )


def _kin_by_book(world: World) -> pl.DataFrame:
    """Return kin, whether `together` in one household book, and whether `wed`."""
    books = world.tables[RESIDENT].select("person", book="household_number")
    books = books.unique("person", keep="last", maintain_order=True)
    weddings = marriages(world).filter(pl.col("kind") == "结婚")
    one_way = weddings.select("person", relative="spouse_person")
    back = one_way.select(person="relative", relative="person")
    wed = pl.concat([one_way, back]).unique()
    kin = kinship(world).join(books, on="person", how="left")
    theirs = books.select(relative="person", theirs="book")
    kin = kin.join(theirs, on="relative", how="left")
    kin = kin.join(
        wed.with_columns(wed=pl.lit(value=True)), on=["person", "relative"], how="left"
    )
    together = (pl.col("book") == pl.col("theirs")).fill_null(pl.col("together"))
    is_wed = pl.col("wed").fill_null(value=False) & (pl.col("relation") == SPOUSE)
    return kin.with_columns(together=together, wed=is_wed).drop("book", "theirs")


def _divorced(world: World) -> pl.DataFrame:
    """Return person, relative and divorced_on of couples, both ways round."""
    rows = marriages(world).filter(pl.col("kind") == "离婚")
    one_way = rows.select(
        "person", relative="spouse_person", divorced_on="registered_on"
    )
    back = one_way.select("divorced_on", person="relative", relative="person")
    both = pl.concat([one_way, back], how="diagonal")
    return both.group_by("person", "relative").agg(pl.col("divorced_on").max())


def _never_together(
    listed: pl.DataFrame, wages: pl.DataFrame, direct: pl.DataFrame
) -> pl.DataFrame:
    """Return listed people who had a wage, but never in a month with allowance."""
    both = listed.join(wages, on="person", how="semi")
    both = both.join(direct, on="person", how="anti")
    return both.select(pl.col("person").unique(), mechanism=pl.lit("other_months"))


def _returned(world: World, wages: pl.DataFrame) -> pl.DataFrame:
    """Return listed people with a wage whose allowance came back."""
    acts = _listed(world, success=False).join(wages, on=["person", "month"])
    return acts.select(pl.col("person").unique(), mechanism=pl.lit("payment_returned"))


def _namesakes(world: World) -> pl.DataFrame:
    wages = world.tables[PAYROLL]
    members = world.tables[MEMBER].join(wages, on="person", how="anti")
    found = namesakes(members, wages)
    return found.with_columns(mechanism=pl.lit("namesake_on_payroll"))
