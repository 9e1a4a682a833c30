"""The sense of the world in homes, vehicles, plots and who of the poor owns them."""

import polars as pl

from tests.county.relief_world import homes, people, table, world

CARS = ("小型轿车", "小型普通客车", "轻型普通货车", "重型货车")


def test_gives_the_poor_no_car_but_for_lawful_reasons() -> None:
    cars = table("registry/vehicle").filter(pl.col("vehicle_kind").is_in(CARS))
    poor = homes(
        "relief/dibao_member", "relief/tekun_person", "relief/registered_household"
    )
    theirs = cars.filter(pl.col("own_household").is_in(poor))
    since = world().tables["relief/dibao_member"].select("person", "first_for")
    joined = theirs.join(since, on="person", how="left")
    kept = (pl.col("left_on") < pl.col("first_for")).fill_null(value=False).not_()
    assert theirs.height > 0
    assert joined.filter(kept).height == 0
    numbers = world().tables["registry/vehicle"].select("plate_kind", "plate_number")
    assert numbers.is_duplicated().sum() == 0


def test_gives_the_poor_one_home_at_most_but_for_lawful_reasons() -> None:
    held = table("registry/real_estate").filter(
        (pl.col("status") == "现势") & (pl.col("use_kind") == "住宅")
    )
    poor = homes(
        "relief/dibao_member", "relief/tekun_person", "relief/registered_household"
    )
    theirs = held.filter(pl.col("own_household").is_in(poor))
    lawful = pl.col("acquired_by").is_in(["拆迁安置", "继承"])
    plain = theirs.filter(~lawful)
    units = plain.group_by("own_household").agg(pl.col("unit_number").n_unique())
    assert theirs.filter(lawful).height > 0
    assert units["unit_number"].max() == 1
    assert set(plain["nature"]) == {"自建房"}
    assert not set(theirs["own_household"]) & homes("relief/housing_grant")


def test_houses_no_owner_of_a_home_in_public_housing() -> None:
    tenants = homes("relief/public_rental")
    owners = homes("registry/real_estate")
    assert not tenants & owners
    assert not people("relief/public_rental") & people("finance/staff_payroll")


def test_counts_joint_owners_of_a_unit_under_one_certificate() -> None:
    rows = world().tables["registry/real_estate"]
    joint = rows.filter(pl.col("ownership_kind") == "共同共有")
    deeds = (
        joint.filter(pl.col("register_kind") != "预告")
        .group_by("unit_number")
        .agg(pl.col("certificate_number").n_unique(), pl.col("person").n_unique())
    )
    assert deeds["certificate_number"].max() == 1
    assert deeds["person"].min() == 2


def test_shares_the_area_that_the_card_paid_for_among_plots() -> None:
    plots = world().tables["relief/land_subsidy"]
    card = (
        world()
        .tables["relief/subsidy_payment"]
        .filter(pl.col("project_name") == "耕地地力保护补贴")
    )
    mine = plots.group_by("person").agg(
        pl.col("subsidised_area_milli", "amount_fen").sum()
    )
    both = card.join(mine, on="person", how="full", suffix="_plots")
    assert both["quantity_milli"].to_list() == both["subsidised_area_milli"].to_list()
    assert both["amount_fen"].to_list() == both["amount_fen_plots"].to_list()
    assert plots["plot_code"].n_unique() == plots.height
    over = pl.col("subsidised_area_milli") > pl.col("contract_area_milli")
    leased = pl.col("lease_number").is_not_null()
    assert plots.filter(over & ~leased).height == 0
    assert 0 < plots.filter(over).height < plots.height * 0.03


def test_insures_no_more_rice_than_is_grown() -> None:
    insured = world().tables["relief/agricultural_insurance"]
    grown = (
        world()
        .tables["relief/land_subsidy"]
        .group_by("person")
        .agg(pl.col("subsidised_area_milli").sum())
    )
    both = insured.join(grown, on="person", how="left")
    assert both.filter(
        pl.col("insured_quantity_milli") > pl.col("subsidised_area_milli")
    ).is_empty()
    assert insured.filter(
        pl.col("lost_quantity_milli") > pl.col("insured_quantity_milli")
    ).is_empty()
    parts = insured["subsidy_fen"] + insured["self_paid_fen"]
    assert parts.to_list() == insured["premium_fen"].to_list()
