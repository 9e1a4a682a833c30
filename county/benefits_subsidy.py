"""Subsidies paid to citizens' cards: the catalogue and every line of a year."""

from datetime import date

import numpy as np
import polars as pl

from county.drawing import (
    FIRST,
    MONTHS,
    ages_on,
    choose,
    dates,
    death_months,
    identity,
    month_starts,
    serials,
)
from county.households import Bools, Ints
from county.livelihood import kept_alike
from county.projects import (
    MONTHLY,
    ONCE,
    PROJECTS,
    PUPILS,
    QUARTERLY,
    YEARLY,
    Project,
)
from county.standing import among, listed
from county.world import World, today

PATH = "relief/subsidy_payment"
PAID_DAY = 17
YEARLY_MONTH = 7  # counted from the first month: paid in June
OTHER_PAYEE_SHARE, RETURNED_SHARE = 0.05, 0.003
ADULT, AGED, ELDER, PENSIONER = 18, 80, 61, 60
BRANCH = "农村商业银行"


def pay_subsidies(world: World) -> None:
    """Fill relief/subsidy_project and relief/subsidy_payment, but for pupils."""
    _list_projects(world)
    pools = _pools(world)
    parts = [
        _pay(world, number, project, pools[project.pool])
        for number, project in enumerate(PROJECTS)
        if project.pool != PUPILS
    ]
    rows = pl.concat(parts)
    stream = world.generator("payees")
    world.append(PATH, world.handled(PATH, _with_payees(world, rows, stream)))


def project_code(number: int) -> str:
    """Return the catalogue's code of the project with this number."""
    return f"BT{2101 + number}"


def _list_projects(world: World) -> None:
    count = len(PROJECTS)
    world.append(
        "relief/subsidy_project",
        pl.DataFrame(
            {
                "project_code": [project_code(number) for number in range(count)],
                "project_name": [project.name for project in PROJECTS],
                "granularity": [project.granularity for project in PROJECTS],
                "department": [project.department for project in PROJECTS],
                "cycle": [project.cycle for project in PROJECTS],
                "kind": [project.kind for project in PROJECTS],
                "policy_number": [
                    f"云财农〔{2016 + n % 9}〕{11 + n}号" for n in range(count)
                ],
                "started_on": [date(2016 + n % 9, 1, 1) for n in range(count)],
            }
        ),
    )


def _pools(world: World) -> dict[str, Ints]:
    persons, ages = world.persons, ages_on(world, today)
    present = death_months(world) >= 0
    head = (persons["relation_to_head"] == "户主").to_numpy()
    dibao = np.zeros(persons.height, dtype=bool)
    dibao[world.tables["relief/dibao_member"]["person"].to_numpy()] = True
    migrants = world.tables["relief/migrant"]["person"].unique().sort().to_numpy()
    alive = death_months(world) >= MONTHS
    kept = kept_alike(world)
    bereaved = (
        persons.filter(pl.col("died_on").is_not_null() & (pl.col("spouse") >= 0))[
            "spouse"
        ]
        .unique()
        .sort()
        .to_numpy()
    )
    free = alive & (ages >= ADULT) & (ages < PENSIONER) & ~_occupied(world)
    return {
        "post_heads": np.flatnonzero(head & free),
        "post_holders": np.flatnonzero(free),
        "heads": np.flatnonzero(head & present & (ages >= ADULT)),
        "aged": np.flatnonzero(present & (ages >= AGED)),
        "poor": np.flatnonzero(dibao & present),
        "adults": np.flatnonzero(present & (ages >= ADULT)),
        "kept": np.flatnonzero(kept & present),
        "cared_for": np.flatnonzero(present & (ages >= ADULT) & ~kept),
        "elders": np.flatnonzero(present & (ages >= ELDER)),
        "workers": np.flatnonzero(alive & (ages >= ADULT) & (ages < PENSIONER)),
        "migrants": migrants[present[migrants]],
        "bereaved": bereaved[alive[bereaved]],
    }


def _occupied(world: World) -> Bools:
    """Say of everybody whether they have a wage, an employer or a firm."""
    work = world.tables["social_security/contribution"]
    employed = work.filter(pl.col("payer_kind") == "单位")["person"]
    return among(world, employed) | listed(
        world, "finance/staff_payroll", "registry/company"
    )


def _pay(world: World, number: int, project: Project, pool: Ints) -> pl.DataFrame:
    """Return one project's lines; nothing for a period begun after the death."""
    stream = world.generator(f"subsidy/{number}")
    people = choose(stream, pool, world.people * project.share)
    start, length, paid = _periods(project, number)
    row, turn = np.nonzero(np.ones((len(people), len(start)), dtype=bool))
    died = death_months(world)[people][row]
    kept = (died >= start[turn]) & (died >= paid[turn])
    row, turn = row[kept], turn[kept]
    quantity = stream.integers(5, 140, len(people)) * 100 if project.by_area else None
    milli = np.full(len(people), 1000) if quantity is None else quantity
    amount = (
        (milli * project.standard * length[0] // 1000)
        if project.cycle in {QUARTERLY}
        else milli * project.standard // 1000
    )
    ends = (FIRST + (start + length)[turn]).astype("datetime64[D]") - 1
    paid_day = (FIRST + paid[turn]).astype("datetime64[D]") + PAID_DAY + number % 7
    result = pl.Series(stream.random(len(row)) < RETURNED_SHARE).cast(pl.Int64)
    columns = ("town", "village", "village_group", "account_number")
    return identity(world, people, *columns)[row].with_columns(
        pl.lit(project_code(number)).alias("project_code"),
        pl.lit(project.name).alias("project_name"),
        month_starts(start[turn]).alias("paid_for"),
        dates(ends).alias("paid_for_to"),
        serials(f"PC{number:02d}-", paid[turn] + 1, 2).alias("batch"),
        pl.Series("quantity_milli", milli[row]),
        pl.lit(project.standard, dtype=pl.Int64).alias("standard_fen"),
        pl.Series("amount_fen", amount[row]),
        (pl.lit("云溪") + pl.col("town").str.head(2) + BRANCH + "支行").alias(
            "bank_branch"
        ),
        dates(paid_day).alias("paid_on"),
        pl.Series(["成功", "退回"]).gather(result).alias("payment_result"),
    )


def _periods(project: Project, number: int) -> tuple[Ints, Ints, Ints]:
    """Return start month, length in months and month of payment of each turn."""
    if project.cycle == MONTHLY:
        start = np.arange(MONTHS)
        return start, np.ones(MONTHS, dtype=np.int64), start
    if project.cycle == QUARTERLY:
        start = np.array([-1, 2, 5, 8])  # calendar quarters, paid in their last month
        return start, np.full(4, 3), start + 2
    if project.cycle == YEARLY:
        paid = np.array([YEARLY_MONTH - 3 + number % 6])
        return np.array([2]), np.array([12]), paid
    if project.cycle == ONCE:
        month = np.array([2 + number % 9])
        return month, np.array([1]), month
    raise ValueError(project.cycle)


def _with_payees(
    world: World, rows: pl.DataFrame, stream: np.random.Generator
) -> pl.DataFrame:
    """Return the lines with payees: mostly oneself, sometimes the spouse or parent."""
    people = rows["person"].to_numpy()
    spouse = world.persons["spouse"].to_numpy()[people]
    alive = world.persons["died_on"].is_null().to_numpy()
    other = (stream.random(world.persons.height) < OTHER_PAYEE_SHARE)[people]
    payee = np.where(other & (spouse >= 0) & alive[spouse], spouse, people)
    theirs = world.persons.select(
        pl.col("person").alias("payee_person"),
        pl.col("person_name").alias("payee_name"),
        pl.col("id_number").alias("payee_id_number"),
        "account_number",
    )[payee]
    return rows.drop("account_number").hstack(theirs)
