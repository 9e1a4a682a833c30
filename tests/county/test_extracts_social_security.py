"""Social security beside contributions and pensions: an innocent county's sense."""

from collections.abc import Callable

import polars as pl
import pytest

from county.world import World, first_month
from tests.county.simulated import innocent, lives, people, planted, subjects, table

PENSION = "social_security/pension_payment"
CONTRIBUTION = "social_security/contribution"
PAYROLL = "finance/staff_payroll"
EMPLOYEES = "social_security/employee_enrolment"
RESIDENTS = "social_security/resident_enrolment"
STOP = "social_security/pension_stop"
REFUND = "social_security/pension_refund"
UNEMPLOYED = "social_security/unemployment_benefit"
INJURY = "social_security/injury_payment"
INSURED = "social_security/medical_enrolment"
CARE = "social_security/medical_settlement"
JOBS = "social_security/employment_subsidy"
PROOF = "social_security/life_certificate"
DIBAO = "relief/dibao_member"
counties = pytest.mark.parametrize("county", [innocent, planted])


def test_contributors_and_employees_insured_are_the_same_people() -> None:
    scheme = pl.col("insurance").is_in(["企业养老", "机关养老"])
    working = pl.col("social_status") != "退休"
    drawing = people(PENSION, pl.col("scheme") != "居民养老")
    insured = people(EMPLOYEES, working) - drawing
    assert insured == people(CONTRIBUTION, scheme)
    assert people(EMPLOYEES) == insured | drawing


def test_an_employee_is_insured_where_and_when_contributions_are_paid() -> None:
    paid = table(CONTRIBUTION).join(
        table(EMPLOYEES), on=["person", "insurance"], suffix="_there"
    )
    assert paid.filter(
        pl.col("paid_for") < pl.col("enrolled_on").dt.month_start()
    ).is_empty()
    assert paid.filter(
        pl.col("unit_name").ne_missing(pl.col("unit_name_there"))
    ).is_empty()


def test_nobody_is_in_both_pension_schemes() -> None:
    assert not people(EMPLOYEES) & people(RESIDENTS)
    assert people(PENSION, pl.col("scheme") == "居民养老") <= people(RESIDENTS)


@counties
def test_a_pension_that_was_stopped_is_not_paid_afterwards(
    county: Callable[[], World],
) -> None:
    world = county()
    ended = world.tables[STOP].filter(pl.col("stop_kind") == "终止")
    assert ended.height
    paid = world.tables[PENSION].join(ended, on="person")
    assert paid.filter(pl.col("paid_in") > pl.col("stopped_for_to")).is_empty()
    assert ended.filter(pl.col("decided_on") <= pl.col("died_on")).is_empty()


def test_the_office_stops_every_pension_whose_end_it_could_know() -> None:
    early = innocent().persons.filter(pl.col("died_on") < pl.date(2026, 3, 1))
    entered = table("registry/death").filter(
        pl.col("registered_on") < pl.date(2026, 9, 1)
    )
    dead = set(early["person"]) & set(entered["person"]) & people(PENSION)
    assert dead
    assert dead <= people(STOP, pl.col("reason") == "死亡")


def test_what_was_overpaid_before_the_year_comes_back_in_it() -> None:
    rows = table(REFUND).join(lives(innocent()), on="person")
    assert rows.height
    assert rows.filter(pl.col("paid_for") <= pl.col("died")).is_empty()
    assert rows.filter(pl.col("paid_for_to") >= first_month).is_empty()
    assert rows.filter(pl.col("received_on") < first_month).is_empty()


@pytest.mark.parametrize("path", [CONTRIBUTION, PENSION, PAYROLL, DIBAO])
def test_the_unemployed_neither_work_nor_draw(path: str) -> None:
    assert not people(UNEMPLOYED) & people(path)


def test_the_unemployed_draw_no_longer_than_their_contributions_allow() -> None:
    claims = table(UNEMPLOYED)
    months = pl.col("insured_months")
    cap = pl.when(months < 60).then(12).when(months < 120).then(18).otherwise(24)
    assert claims.filter(pl.col("approved_months") > cap).is_empty()
    inside = pl.col("paid_for").is_between("first_for", "last_for")
    assert claims.filter(~inside).is_empty()
    drawn = claims.group_by("person").agg(pl.len(), pl.col("approved_months").first())
    assert drawn.filter(pl.col("len") > pl.col("approved_months")).is_empty()


def test_the_kin_of_the_killed_draw_until_they_are_grown() -> None:
    kin = table(INJURY).filter(pl.col("kin_person") >= 0)
    assert kin.height
    parents = innocent().persons.select(kin_person="person", parent="father")
    rows = kin.join(parents, on="kin_person").join(lives(innocent()), on="person")
    assert rows.filter(pl.col("parent") != pl.col("person")).is_empty()
    assert rows.filter(pl.col("paid_for") < pl.col("died")).is_empty()
    grown = pl.col("kin_birth_on").dt.offset_by("18y").dt.month_end()
    assert rows.filter(pl.col("paid_for") > grown).is_empty()


def test_allowances_of_the_disabled_stop_where_a_pension_begins() -> None:
    own = people(INJURY, pl.col("kin_person") < 0)
    assert own
    assert not own & (people(PENSION) | people(UNEMPLOYED) | people(PAYROLL))


def test_everybody_has_one_medical_insurance_at_a_time() -> None:
    running = table(INSURED).filter(pl.col("enrolment_status") == "正常参保")
    assert running["person"].is_duplicated().sum() == 0
    changed = table(INSURED).filter(pl.col("person").is_duplicated())
    starts = changed.filter(pl.col("insurance") == "职工医保")
    pairs = starts.join(changed.drop_nulls("stopped_on"), on="person", suffix="_old")
    assert pairs.filter(pl.col("stopped_on_old") >= pl.col("first_for_to")).is_empty()


@counties
def test_nobody_is_treated_after_a_death(county: Callable[[], World]) -> None:
    world = county()
    rows = world.tables[CARE].join(lives(world), on="person")
    others = rows.filter(~pl.col("person").is_in(subjects(CARE)))
    assert others.filter(pl.col("discharged_on") > pl.col("died")).is_empty()
    assert rows.filter(pl.col("admitted_on") < pl.col("born")).is_empty()


def test_a_bill_is_divided_wholly_and_settled_after_the_service() -> None:
    bills = table(CARE)
    parts = pl.sum_horizontal("fund_fen", "personal_account_fen", "cash_fen")
    assert bills.filter(parts != pl.col("total_fen")).is_empty()
    assert bills.filter(pl.col("settled_on") < pl.col("discharged_on")).is_empty()
    assert bills["settlement_number"].is_duplicated().sum() == 0


def test_nobody_is_in_hospital_twice_at_once_or_while_elsewhere() -> None:
    stays = table(CARE).filter(pl.col("visit_kind") == "住院")
    assert stays["person"].is_duplicated().sum() == 0
    patients = people(CARE)
    assert not patients & people("registry/custody")
    assert not patients & people("registry/exit_entry")
    assert not patients & people("relief/training_enrolment")


def test_a_public_post_is_held_by_whom_the_payroll_pays_for_it() -> None:
    posts = pl.col("subsidy_kind") == "公益性岗位补贴"
    payroll = table(PAYROLL).filter(pl.col("staff_type") == "公益性岗位")
    held = table(JOBS).filter(posts).join(payroll, on="person", suffix="_wage")
    months = (
        held.filter(pl.col("paid_for_wage").is_between("paid_for", "paid_for_to"))
        .group_by("person", "paid_for")
        .len()
    )
    assert months.height == table(JOBS).filter(posts).height
    assert months["len"].to_list() == [3] * months.height
    assert people(JOBS, ~posts).isdisjoint(people(PAYROLL))


def test_a_new_business_draws_while_it_is_open() -> None:
    drawn = (
        table(JOBS)
        .filter(pl.col("subsidy_kind") == "一次性创业补贴")
        .join(
            table("registry/company"),
            left_on="business_credit_code",
            right_on="credit_code",
        )
    )
    assert drawn.height
    assert set(drawn["status"]) == {"存续"}
    own = pl.col("legal_representative_person") == pl.col("person")
    assert drawn.filter(~own | (pl.col("paid_on") < pl.col("founded_on"))).is_empty()


def test_nobody_of_retirement_age_draws_a_subsidy_of_employment() -> None:
    rows = table(JOBS).join(lives(innocent()), on="person")
    assert rows.filter(
        pl.col("paid_for") > pl.col("born").dt.offset_by("60y")
    ).is_empty()


@counties
def test_proof_of_life_comes_from_the_living_who_draw(
    county: Callable[[], World],
) -> None:
    world = county()
    rows = world.tables[PROOF].join(lives(world), on="person")
    assert rows.filter(pl.col("certified_on") > pl.col("died")).is_empty()
    assert set(rows["person"]) <= set(world.tables[PENSION]["person"])


def test_proof_in_person_is_told_from_the_use_of_a_card() -> None:
    ways = set(table(PROOF)["way"])
    assert {"人脸识别", "柜台", "入户"} <= ways
    assert {"刷卡", "账户活动"} <= ways
    here = people(PROOF, pl.col("way").is_in(["柜台", "入户", "住院"]))
    assert not here & people("registry/exit_entry")


def test_nobody_whom_the_budget_pays_draws_an_earned_pension_nor_an_allowance() -> None:
    earned = people(PENSION, pl.col("scheme") != "居民养老")
    assert people(PENSION, pl.col("scheme") == "机关养老")
    assert not earned & people(PAYROLL)
    assert not earned & people(DIBAO)
