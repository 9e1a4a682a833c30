"""PR-11: whose subsidy went to a stranger's account, or to two by turns."""

import polars as pl

from county.cases.kin import kinship
from county.cases.label import few, labels
from county.cases.subsidy_rows import PAYMENT, PERSONAL, PROJECT
from county.world import World

RULE, CADRE = "PR-11", "registry/cadre"
CROWD, FAMILY_LIMIT = 3, 30
LARGE_FEN, SOON_DAYS = 200_000, 60


def judge(world: World) -> pl.DataFrame:
    """Return whose subsidy went to a stranger's account, or to two by turns."""
    lines = _lines(world)
    apart = lines.filter(
        "personal", "paid", pl.col("payee_person") != pl.col("person"), ~pl.col("kin")
    )
    home = pl.col("payee_name").str.contains("福利院")
    apart = apart.with_columns(
        crowd=(pl.col("person").n_unique().over("account_number") >= CROWD)
        & (pl.col("household").n_unique().over("account_number") > 1),
        home=home,
    )
    wrong = apart.filter(~pl.col("home"))
    shared = wrong.filter("crowd").select(
        object="account_number", mechanism=pl.lit("one_account_many_people")
    )
    posts = world.tables[CADRE]["person"].unique()
    single = wrong.filter(~pl.col("crowd")).select(
        "person",
        mechanism=pl.when(pl.col("payee_person").is_in(posts.implode()))
        .then(pl.lit("official_collects"))
        .otherwise(pl.lit("stranger_collects")),
    )
    turns = _turns(lines)
    family = lines.filter("personal", "kin").select(
        pl.col("person").unique(), mechanism=pl.lit("family_collects")
    )
    household = lines.filter(
        ~pl.col("personal"), pl.col("payee_person") != pl.col("person")
    ).select(pl.col("person").unique(), mechanism=pl.lit("household_subsidy"))
    return labels(
        RULE,
        [
            shared.unique(),
            single.unique(),
            _just_changed(lines),
            turns.filter("back").select(
                "person", mechanism=pl.lit("accounts_by_turns")
            ),
        ],
        [
            turns.filter(~pl.col("back")).select(
                "person", mechanism=pl.lit("new_card")
            ),
            apart.filter("home").select(
                pl.col("person").unique(), mechanism=pl.lit("care_home_collects")
            ),
            few(family, FAMILY_LIMIT),
            few(household, FAMILY_LIMIT),
        ],
    )


def _lines(world: World) -> pl.DataFrame:
    projects = world.tables[PROJECT].select(
        "project_code",
        personal=(pl.col("granularity") == PERSONAL)
        & ~pl.col("kind").fill_null("普通").is_in(["丧葬", "抚恤"]),
    )
    kin = kinship(world).select(
        "person", payee_person="relative", kin=pl.lit(value=True)
    )
    homes = world.persons.select("person", "household")
    return (
        world.tables[PAYMENT]
        .join(projects, on="project_code", how="left")
        .join(kin.unique(), on=["person", "payee_person"], how="left")
        .join(homes, on="person", how="left")
        .with_columns(
            pl.col("kin").fill_null(value=False),
            paid=pl.col("payment_result") == "成功",
        )
    )


def _just_changed(lines: pl.DataFrame) -> pl.DataFrame:
    """Return who was paid a large sum on a relative's account not used for long."""
    paid = lines.filter("personal", "paid").with_columns(
        used=pl.col("paid_on").min().over("person", "account_number"),
        begun=pl.col("paid_on").min().over("person"),
    )
    soon = pl.col("paid_on") <= pl.col("used") + pl.duration(days=SOON_DAYS)
    large = pl.col("amount_fen") >= LARGE_FEN
    found = paid.filter("kin", soon, large, pl.col("used") > pl.col("begun"))
    return found.select(
        pl.col("person").unique(), mechanism=pl.lit("changed_before_large")
    )


def _turns(lines: pl.DataFrame) -> pl.DataFrame:
    """Return whose account of one project changed, and whether it came `back`."""
    one = ["person", "project_code"]
    own = lines.filter("personal", "paid").sort(*one, "paid_on")
    own = own.with_columns(before=pl.col("account_number").shift().over(one))
    moved = own.filter(pl.col("account_number") != pl.col("before"))
    earlier = pl.col("before").shift().over(one)
    back = (pl.col("account_number") == earlier).fill_null(value=False)
    return moved.group_by("person").agg(back=back.any())
