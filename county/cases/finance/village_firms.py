"""Which firms of cadres and their relatives a village paid, as it truly was."""

import polars as pl

from county.cases.finance.firm_rows import roles
from county.cases.finance.staff_rows import COMPANY
from county.cases.village_posts import village_posts
from county.world import World

OWNING = ("法定代表人", "经营者", "股东", "合伙人", "投资人")
BY_OFFICE = "合作社|集体|国有"


def to_firms(
    world: World, paid: list[dict[str, object]]
) -> set[tuple[int, str, str, bool]]:
    """Return cadre, "", mechanism and whether it is in question."""
    own = [(one["town"], one["village"], one["booked_on"], one["payee_organisation"])
           for one in paid if one["payee_organisation"] is not None]  # fmt: skip
    schema = {"town": pl.String, "village": pl.String, "on": pl.Date, "name": pl.String}
    lines = pl.DataFrame(own, schema=schema, orient="row")
    names = world.tables[COMPANY].select("credit_code", name="organisation_name")
    spelled = world.spellings.select("credit_code", name="spelling")
    firms = pl.concat([names, spelled]).drop_nulls().unique()
    owners = roles(world).filter(
        pl.col("kinds").list.eval(pl.element().is_in(OWNING)).list.any()
    )
    posts = village_posts(world)
    both = (
        lines.join(firms, on="name")
        .join(owners, on="credit_code")
        .join(posts, on=["person", "town", "village"])
    )
    held = both.filter(
        (pl.col("since") <= pl.col("on")) & (pl.col("until") >= pl.col("on")),
        pl.col("appointed_on") <= pl.col("on"),
        pl.col("removed_on").is_null() | (pl.col("removed_on") >= pl.col("on")),
    )
    by_office = pl.col("company_kind").fill_null("").str.contains(BY_OFFICE)
    told = held.select("official", wrong=~by_office).unique()
    return {
        (person, "", "paid_to_their_firm" if wrong else "cooperative_by_office", wrong)
        for person, wrong in told.iter_rows()
    }
