"""The sense of the world in relief, certificates, homes and vehicles."""

from itertools import pairwise

import polars as pl
import pytest

from county.cases.bury import let_die
from county.cases.choose import Draw
from county.extracts import all_extracts
from county.simulate import simulate
from county.world import last_month, today
from store.odcs import contract_for
from tests.county.relief_world import PEOPLE, SEED, homes, people, table, world

ACTS = (
    "relief/disability_subsidy",
    "relief/elder_allowance",
    "relief/land_subsidy",
    "relief/housing_grant",
    "relief/machinery_subsidy",
    "relief/agricultural_insurance",
    "relief/temporary_relief",
    "relief/orphan",
    "relief/tekun_person",
    "relief/public_rental",
    "relief/resettled_household",
)
REGISTERS = (
    ("relief/dibao_household", "stopped_on"),
    ("relief/tekun_person", "stopped_on"),
    ("relief/orphan", "stopped_on"),
    ("registry/disability_certificate", "cancelled_on"),
    ("relief/registered_person", "removed_on"),
)


@pytest.mark.parametrize("path", ACTS)
def test_every_act_of_relief_names_its_officials(path: str) -> None:
    contract = contract_for(path)
    roles = {"accepted_by": "accepting", "reviewed_by": "reviewing"}
    roles |= {"approved_by": "approving", "paid_by": "paying"}
    assert {name: contract.column(name).role for name in roles} == roles
    assert world().tables[path]["approved_by"].null_count() == 0


@pytest.mark.parametrize(
    "path", ["relief/elder_allowance", "relief/disability_subsidy"]
)
def test_pays_by_half_year_never_beyond_the_month_of_death(path: str) -> None:
    paid = table(path)
    late = pl.col("paid_for_to") > pl.col("own_died_on").dt.month_end()
    months = (pl.col("paid_for_to") - pl.col("paid_for")).dt.total_days() // 28
    assert paid.filter(late).height == 0
    assert paid.filter(months.is_between(1, 6).not_()).height == 0
    assert paid.filter(pl.col("amount_fen") % pl.col("standard_fen") != 0).height == 0


def test_pays_the_very_old_from_their_eightieth_birthday() -> None:
    paid = table("relief/elder_allowance")
    of_age = pl.col("own_birth_on").dt.offset_by("80y") <= pl.col("paid_for")
    assert paid.filter(~of_age).height == 0


def test_pays_allowances_just_what_the_card_paid() -> None:
    card = world().tables["relief/subsidy_payment"]
    card = card.filter(pl.col("project_name") == "高龄津贴")
    paid = (
        world()
        .tables["relief/elder_allowance"]
        .group_by("person")
        .agg(pl.col("amount_fen").sum())
    )
    by_card = card.group_by("person").agg(card_fen=pl.col("amount_fen").sum())
    joined = paid.join(by_card, on="person", how="left")
    assert joined.filter(pl.col("amount_fen") > pl.col("card_fen")).height == 0
    assert joined.filter(pl.col("amount_fen") == pl.col("card_fen")).height > 20


def test_pays_the_disabled_only_under_a_valid_certificate_of_their_grade() -> None:
    certificates = (
        world()
        .tables["registry/disability_certificate"]
        .select("person", "issued_on", "valid_until", "cancelled_on")
    )
    paid = table("relief/disability_subsidy").join(
        certificates, on="person", how="left"
    )
    held = (pl.col("issued_on") <= pl.col("paid_for")) & (
        pl.col("valid_until") >= pl.col("paid_for_to")
    )
    assert paid.filter(held.not_().fill_null(value=True)).height == 0
    severe = pl.col("disability_grade").is_in(["一级", "二级"])
    mind = pl.col("disability_class").is_in(["智力", "精神"])
    care = paid.filter(pl.col("subsidy_kind") == "护理补贴")
    assert care.height > 0
    assert care.filter(~severe & ~mind).height == 0
    life = set(paid.filter(pl.col("subsidy_kind") == "生活补贴")["person"])
    assert life <= people("relief/dibao_member")


def test_writes_certificates_as_number_class_and_grade() -> None:
    rows = world().tables["registry/disability_certificate"]
    number = rows["certificate_number"]
    assert (number.str.head(18) == rows["id_number"]).all()
    assert number.str.slice(18).str.contains("^[1-7][1-4](B1)?$").all()
    stated = (
        world()
        .tables["relief/dibao_member"]
        .filter(pl.col("disability_grade").is_not_null())
    )
    both = stated.join(rows, on="person", how="left")
    assert (
        both["disability_grade"].to_list() == both["disability_grade_right"].to_list()
    )


@pytest.mark.parametrize(("path", "ended"), REGISTERS)
def test_closes_the_entries_of_the_dead(path: str, ended: str) -> None:
    dead = table(path).filter(pl.col("own_died_on").is_not_null())
    assert dead.filter(pl.col(ended).is_null()).height == 0
    assert dead.filter(pl.col(ended) > today).height == 0


def test_tells_of_dibao_households_what_members_and_payments_say() -> None:
    households = world().tables["relief/dibao_household"]
    members = world().tables["relief/dibao_member"]
    paid = (
        world()
        .tables["relief/dibao_payment"]
        .select("certificate_number", "amount_fen", "insured_count")
        .unique()
    )
    assert set(households["certificate_number"]) == set(members["certificate_number"])
    both = households.join(paid, on="certificate_number", suffix="_paid")
    assert both.height == paid.height
    assert both["total_fen"].to_list() == both["amount_fen_paid"].to_list()
    assert both["insured_count"].to_list() == both["insured_count_paid"].to_list()
    assert (households["amount_fen"] > 0).all()


def test_keeps_the_kept_apart_from_pay_spouse_child_and_dibao() -> None:
    kept = table("relief/tekun_person")
    persons = world().persons
    living = persons.filter(pl.col("died_on").is_null())
    assert not set(kept["own_household"]) & homes("relief/dibao_member")
    assert not set(kept["person"]) & people("finance/staff_payroll")
    parents = set(living["mother"]) | set(living["father"]) | set(living["spouse"])
    assert not set(kept["person"]) & parents
    card = table("relief/subsidy_payment").group_by("project_name").agg("person")
    paid = dict(card.iter_rows())
    assert set(paid["特困人员供养金"]) <= set(kept["person"])
    assert not set(paid["重度残疾人护理补贴"]) & set(kept["person"])
    carers = persons[kept.filter(pl.col("carer_person") >= 0)["carer_person"].to_list()]
    assert carers.height > 0
    assert carers["died_on"].null_count() == carers.height


def test_registers_nobody_with_pay_or_with_a_company_of_that_day() -> None:
    members = table("relief/registered_person")
    households = world().tables["relief/registered_household"]
    assert not set(members["person"]) & people("finance/staff_payroll")
    companies = (
        world()
        .tables["registry/company"]
        .select("founded_on", person="legal_representative_person")
    )
    since = households.select("household_number", "identified_on")
    led = members.join(companies, on="person").join(since, on="household_number")
    assert led.height > 0
    assert led.filter(pl.col("founded_on") <= pl.col("identified_on")).is_empty()


def test_registers_households_with_all_their_living_members() -> None:
    households = world().tables["relief/registered_household"]
    members = world().tables["relief/registered_person"]
    here = members.filter(pl.col("removed_on").is_null())
    counts = here.group_by("household_number").agg(count=pl.len())
    both = households.join(counts, on="household_number", how="left")
    babies = both["member_count"] - both["count"]
    assert babies.is_between(0, 1).all()
    assert set(members["household_number"]) == set(households["household_number"])


def test_registers_before_any_loan_that_presupposes_it() -> None:
    loans = table("loan/loan_contract").filter(pl.col("loan_kind") == "扶贫小额信贷")
    homes_since = table("relief/registered_household").select(
        "own_household", "identified_on"
    )
    both = loans.join(homes_since, on="own_household", how="left")
    known = both.filter(pl.col("identified_on").is_not_null())
    assert known.height > 0.8 * both.height
    assert known.filter(pl.col("identified_on") > pl.col("signed_on")).is_empty()


def test_helps_with_houses_only_the_registered_and_each_once() -> None:
    granted, moved = (
        people("relief/housing_grant"),
        people("relief/resettled_household"),
    )
    assert granted | moved <= people("relief/registered_household")
    assert not granted & moved
    rows = world().tables["relief/housing_grant"]
    assert rows["person"].n_unique() == rows.height
    kinds = rows.filter(pl.col("household_kind") == "低保户").join(
        world().tables["relief/dibao_member"], on="person", how="left"
    )
    assert (kinds["first_for"] < kinds["granted_for"]).all()
    course = ["decided_on", "started_on", "finished_on", "inspected_on", "paid_on"]
    for first, second in pairwise(course):
        assert (rows[first] < rows[second]).all()


def test_keeps_orphans_whose_parents_cannot_bring_them_up() -> None:
    children = table("relief/orphan")
    died = world().persons["died_on"]
    for side in ("father", "mother"):
        known = children.filter(pl.col(f"{side}_person") >= 0)
        dead = died.gather(known[f"{side}_person"].cast(pl.Int64)).is_not_null()
        assert ((known[f"{side}_state"] == "死亡") == dead).all()
        assert children[f"{side}_state"].is_in(["", None]).sum() == 0
    here = children.filter(pl.col("status") == "在保")
    grown = pl.col("own_birth_on").dt.offset_by("18y") <= today
    assert here.filter(grown).is_empty()
    assert (children["first_for"] <= last_month).all()
    assert not set(children["person"]) & people("relief/dibao_member")
    assert not set(children["guardian_person"]) & set(children["person"])


def test_gives_each_machine_its_own_numbers() -> None:
    machines = world().tables["relief/machinery_subsidy"]
    for name in ("application_number", "factory_number", "engine_number"):
        assert machines[name].n_unique() == machines.height
    assert (machines["bought_on"] < machines["paid_on"]).all()
    assert (machines["subsidy_fen"] < machines["price_fen"]).all()
    bodies = machines.filter(pl.col("buyer_kind") == "组织")
    assert bodies["credit_code"].null_count() == 0


def test_visits_the_old_only_while_they_live() -> None:
    visits = table("relief/elder_service")
    assert visits.filter(pl.col("served_on") >= pl.col("own_died_on")).is_empty()
    clinic = visits.filter(pl.col("service_kind") == "健康体检")
    assert set(clinic["contact_kind"]) <= {"上门", "到院"}


def test_exempts_by_document_what_it_would_be_right_to_exempt() -> None:
    entries = world().tables["registry/exemption_register"]
    assert entries["document_number"].null_count() == 0
    ended = pl.col("exempt_to") < pl.col("exempt_from")
    assert entries.filter(ended).is_empty()
    assert {"人员", "户", "项目"} == set(entries["subject_kind"])
    persons = entries.filter(pl.col("subject_kind") != "项目")
    assert persons.filter(pl.col("person") < 0).is_empty()


def test_a_planted_death_ends_everything_here() -> None:
    changed = simulate(PEOPLE, SEED)
    allowed = changed.tables["relief/elder_allowance"]
    kept = changed.tables["relief/tekun_person"].filter(pl.col("status") == "在保")
    person = allowed.filter(pl.col("paid_for_to") == last_month.replace(day=31))[
        "person"
    ][0]
    other = kept["person"][0]
    month = last_month.replace(month=7)
    let_die(changed, Draw(changed, "test"), {person: month, other: month})
    rows = changed.tables["relief/elder_allowance"].filter(pl.col("person") == person)
    assert rows["paid_for_to"].max() == month.replace(day=31)
    assert rows["amount_fen"].to_list()[-1] == 3 * rows["standard_fen"][0]
    died = changed.persons["died_on"]
    tekun = changed.tables["relief/tekun_person"].filter(pl.col("person") == other)
    assert tekun.select("status", "stopped_on").row(0) == ("停保", died[other])
    visits = changed.tables["relief/elder_service"].filter(
        pl.col("person").is_in([person, other])
    )
    assert all(
        day <= died[who]
        for who, day in visits.select("person", "served_on").iter_rows()
    )


def test_prints_a_third_of_the_headings_in_words_of_the_departments_own() -> None:
    for extract in all_extracts():
        contract = contract_for(extract.path)
        if contract.system not in {"relief", "registry"}:
            continue
        layouts = {file.layout.columns: file.layout for file in extract.files()}
        for layout in layouts.values():
            pairs = [p for p in zip(layout.names, layout.headings, strict=True) if p[0]]
            own = [h for name, h in pairs if h != contract.column(name).title]
            assert len(own) * 3 >= len(pairs), extract.path
