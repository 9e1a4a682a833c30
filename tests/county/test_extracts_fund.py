"""Withdrawals from the housing fund agree with homes, work and deaths."""

from datetime import date

import polars as pl

from county.cases.bury import Burial, bury
from county.world import World
from tests.county.accounts_world import table, world

PATH, HOME = "finance/housing_fund_withdrawal", "registry/real_estate"


def _drawn(*reasons: str) -> pl.DataFrame:
    return table(PATH).filter(pl.col("reason").is_in(reasons))


def test_everybody_draws_on_some_ground() -> None:
    assert set(table(PATH)["reason"]) == {
        "购房", "偿还贷款", "租房", "离退休", "终止劳动关系", "死亡继承",
    }  # fmt: skip
    assert table(PATH)["withdrawal_number"].is_duplicated().sum() == 0
    assert table(PATH)["accepted_by"].null_count() == 0


def test_who_draws_for_a_home_here_owns_it_or_is_married_to_who_does() -> None:
    homes = table(HOME).select("person", home_number="certificate_number")
    drawn = _drawn("购房").filter(pl.col("home_number").str.contains("不动产权"))
    spouse = world().persons.select("person", "spouse")
    both = drawn.join(spouse, on="person").join(homes, on="home_number")
    mine = (pl.col("person_right") == pl.col("person")) | (
        pl.col("person_right") == pl.col("spouse")
    )
    assert drawn.height > 0
    assert both.filter(mine)["withdrawal_number"].n_unique() == drawn.height


def test_who_draws_for_rent_has_no_home() -> None:
    owners = set(table(HOME)["person"])
    spouses = world().persons.filter(pl.col("person").is_in(sorted(owners)))["spouse"]
    renting = set(_drawn("租房")["person"])
    assert len(renting) > 20
    assert not renting & (owners | set(spouses))


def test_who_left_work_is_not_insured_by_an_employer() -> None:
    left = set(_drawn("终止劳动关系", "离退休")["person"])
    assert left
    assert not left & set(table("social_security/contribution")["person"])


def test_only_heirs_draw_after_a_death() -> None:
    died = world().persons.select("person", "died_on")
    after = (
        table(PATH)
        .join(died, on="person")
        .filter(pl.col("applied_on") > pl.col("died_on"))
    )
    assert set(after["reason"]) == {"死亡继承"}


def test_a_death_of_a_case_takes_out_what_was_drawn_later(changeable: World) -> None:
    person = int(changeable.tables[PATH].sort("applied_on")["person"][-1])
    day = date(2025, 11, 9)
    bury(changeable, [Burial(person=person, died_on=day, registered_on=day)])
    left = changeable.tables[PATH].filter(pl.col("person") == person)
    assert left.filter(pl.col("applied_on") > day).is_empty()
