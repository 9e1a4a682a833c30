"""Registers of people: they agree with the persons and with each other."""

import polars as pl
import pytest

from county.extracts import all_extracts
from county.family_ties import near_kin
from store.heading import plain_heading
from store.odcs import contract_for
from tests.county.simulated import innocent, lives, people, planted, subjects, table

MARRIAGE = "registry/marriage"
CUSTODY = "registry/custody"
JOURNEYS = "registry/exit_entry"
CADRES = "registry/cadre"
KIN = "registry/declared_kin"
STUDENTS = "registry/student"
VETERANS = "registry/veteran"
DECISIONS = "registry/discipline_decision"
CERTIFICATES = "registry/professional_registration"
FUND = "registry/housing_fund"
PAYROLL = "finance/staff_payroll"
CONTRACTS = "loan/loan_contract"
TRAINING = "relief/training_enrolment"
DIBAO = "relief/dibao_member"
LOCKED = pl.col("exec_mode").is_in(["监狱执行", "看守所代为执行", "强制隔离戒毒"])
AT_SCHOOL = pl.col("status") == "在籍"


def _couples() -> pl.DataFrame:
    persons = innocent().persons
    his = persons.select(
        "person", "sex", born="birth_on", died="died_on", married_to="spouse"
    )
    hers = persons.select(
        spouse_person="person", sex="sex", born="birth_on", died="died_on"
    )
    return (
        table(MARRIAGE)
        .join(his, on="person")
        .join(hers, on="spouse_person", suffix="_w")
    )


def test_both_spouses_exist_and_were_of_age_and_alive() -> None:
    rows = _couples()
    assert rows.height == table(MARRIAGE).height > 100
    assert (set(rows["sex"]), set(rows["sex_w"])) == ({"男"}, {"女"})
    on = pl.col("registered_on")
    young = (on < pl.col("born").dt.offset_by("21y11mo")) | (
        on < pl.col("born_w").dt.offset_by("19y11mo")
    )
    dead = (on > pl.col("died")) | (on > pl.col("died_w"))
    assert rows.filter(young | dead.fill_null(value=False)).is_empty()


def test_who_is_married_is_each_others_spouse_and_who_divorced_is_not() -> None:
    rows = _couples()
    parted = rows.filter(pl.col("kind") == "离婚")
    assert parted.height
    assert set(parted["married_to"]) == {-1}
    pairs = ["person", "spouse_person"]
    others = rows.filter(pl.col("kind") != "离婚")
    before = others.join(parted, on=pairs, suffix="_end")
    assert before.height == parted.height
    assert before.filter(
        pl.col("registered_on") >= pl.col("registered_on_end")
    ).is_empty()
    still = others.join(parted, on=pairs, how="anti")
    assert still.filter(pl.col("married_to") != pl.col("spouse_person")).is_empty()


@pytest.mark.parametrize(
    "path",
    [
        "social_security/pension_payment",
        "social_security/contribution",
        "social_security/unemployment_benefit",
        "social_security/employment_subsidy",
        "social_security/medical_settlement",
        "relief/dibao_member",
        "relief/subsidy_payment",
        TRAINING,
        CONTRACTS,
        PAYROLL,
        JOURNEYS,
    ],
)
def test_who_is_locked_up_draws_learns_borrows_and_travels_nowhere(path: str) -> None:
    assert people(CUSTODY, LOCKED)
    assert not people(CUSTODY, LOCKED) & people(path)


def test_every_way_of_execution_lets_benefits_go_on_or_not() -> None:
    modes = set(table(CUSTODY)["exec_mode"])
    assert modes & {"监狱执行", "看守所代为执行", "强制隔离戒毒"}
    assert modes & {"缓刑", "管制", "假释", "暂予监外执行"}


def test_nobody_learns_or_signs_abroad_and_everybody_leaves_before_returning() -> None:
    rows = table(JOURNEYS)
    assert rows.filter(pl.col("entered_on") <= pl.col("exited_on")).is_empty()
    assert not people(JOURNEYS) & people(TRAINING)
    signed = table(CONTRACTS).join(rows, on="person")
    away = pl.col("signed_on") >= pl.col("exited_on")
    assert signed.filter(away).is_empty()
    both = rows.sort("person", "exited_on")
    again = pl.col("exited_on") <= pl.col("entered_on").shift(1).over("person")
    assert both.filter(again).is_empty()


def test_pupils_are_of_school_age_and_do_not_work() -> None:
    pupils = table(STUDENTS).filter(AT_SCHOOL)
    assert pupils.height > 500
    first, last = pl.date(2004, 8, 31), pl.date(2020, 9, 1)
    assert pupils.filter(~pl.col("birth_on").is_between(first, last)).is_empty()
    assert pupils["person"].is_duplicated().sum() == 0
    working = people(PAYROLL) | people(TRAINING) | people(CONTRACTS)
    assert not set(pupils["person"]) & (
        working | people("social_security/contribution")
    )


def test_nearly_every_child_goes_to_school() -> None:
    children = innocent().persons.filter(
        pl.col("died_on").is_null(),
        pl.col("birth_on").is_between(pl.date(2012, 1, 1), pl.date(2019, 1, 1)),
    )
    at_school = set(children["person"]) & people(STUDENTS, AT_SCHOOL)
    assert len(at_school) > 0.95 * children.height


def test_who_borrowed_as_a_graduate_or_veteran_was_one() -> None:
    lent = table(CONTRACTS)
    degrees = table(STUDENTS).filter(pl.col("status") == "毕业")
    graduates = lent.filter(pl.col("borrower_kind") == "高校毕业生")
    known = graduates.join(degrees, on="person", how="left")
    assert known.height == graduates.height > 0
    years = (pl.col("signed_on") - pl.col("left_on")).dt.total_days() / 365
    assert known.filter(~years.is_between(0, 5).fill_null(value=False)).is_empty()
    soldiers = lent.filter(pl.col("borrower_kind") == "退役军人")
    served = soldiers.join(table(VETERANS), on="person", how="left")
    assert served.filter(
        ~(pl.col("discharged_on") < pl.col("signed_on")).fill_null(value=False)
    ).is_empty()


def test_veterans_joined_grown_up_and_left_later() -> None:
    rows = table(VETERANS)
    grown = pl.col("birth_on").dt.offset_by("18y")
    assert rows.filter(pl.col("enlisted_on") < grown).is_empty()
    assert rows.filter(pl.col("discharged_on") <= pl.col("enlisted_on")).is_empty()
    assert rows.filter(pl.col("registered_on") < pl.col("discharged_on")).is_empty()


def test_the_register_of_officials_agrees_with_the_payroll() -> None:
    kinds = ["公务员", "参公", "事业在编", "国企", "村干部"]
    assert people(CADRES) == people(PAYROLL, pl.col("staff_type").is_in(kinds))
    paid = table(PAYROLL).join(table(CADRES), on="person", suffix="_there")
    over = pl.col("paid_for") > pl.col("removed_on")
    assert paid.filter(
        over | (pl.col("unit_name") != pl.col("unit_name_there"))
    ).is_empty()
    village = table(CADRES).filter(pl.col("identity") == "村(社区)干部")
    assert village["village"].null_count() == 0


def test_every_relative_of_an_official_on_poor_relief_is_filed() -> None:
    pairs = near_kin(innocent(), table(CADRES)["person"])
    on_relief = pairs.filter(pl.col("kin_person").is_in(people(DIBAO)))
    filed = table(KIN).filter(pl.col("matter") == "低保备案")
    keys = ["person", "kin_person"]
    assert on_relief.height == filed.height > 0
    assert filed.join(on_relief, on=keys, how="anti").is_empty()


def test_declared_kin_are_kin() -> None:
    persons = innocent().persons
    told = table(KIN).join(persons.select("person", "spouse"), on="person")
    spouses = told.filter(pl.col("kin_relation") == "配偶")
    assert spouses.height
    assert spouses.filter(pl.col("spouse") != pl.col("kin_person")).is_empty()
    child = persons.select(kin_person="person", mother="mother", father="father")
    children = told.filter(pl.col("kin_relation").is_in(["子", "女"])).join(
        child, on="kin_person"
    )
    own = (pl.col("mother") == pl.col("person")) | (
        pl.col("father") == pl.col("person")
    )
    assert children.height
    assert children.filter(~own).is_empty()


def test_who_was_dismissed_draws_no_wage_from_that_month_on() -> None:
    stopped = table(DECISIONS).filter(pl.col("pay_consequence") == "停发工资")
    assert stopped.height
    paid = table(PAYROLL).join(stopped, on="person")
    assert paid.filter(
        pl.col("paid_for") >= pl.col("effective_on").dt.month_start()
    ).is_empty()


def test_professionals_are_registered_where_they_are_employed() -> None:
    rows = table(CERTIFICATES)
    places = pl.concat(
        [
            table("social_security/employee_enrolment").select("person", "unit_name"),
            table(PAYROLL).select("person", "unit_name"),
        ]
    ).unique()
    assert rows.height
    assert rows.join(places, on=["person", "unit_name"], how="anti").is_empty()


def test_the_housing_fund_knows_the_wage_and_no_poor_household() -> None:
    rows = table(FUND)
    wages = table(PAYROLL).select("person", "gross_fen")
    staff = rows.join(wages.unique("person"), on="person")
    assert staff.height
    assert staff.filter(pl.col("base_fen") != pl.col("gross_fen")).is_empty()
    assert not people(FUND) & people(DIBAO)
    assert rows.filter(pl.col("balance_fen") < pl.col("monthly_fen")).is_empty()


@pytest.mark.parametrize(
    ("path", "column"),
    [
        (JOURNEYS, "exited_on"),
        (MARRIAGE, "registered_on"),
        (CADRES, "removed_on"),
        (FUND, "closed_on"),
        (CUSTODY, "ended_on"),
        ("social_security/resident_enrolment", "stopped_on"),
        ("social_security/employee_enrolment", "stopped_on"),
        ("social_security/medical_enrolment", "stopped_on"),
        ("social_security/unemployment_benefit", "paid_for"),
        ("social_security/employment_subsidy", "paid_for"),
    ],
)
def test_nothing_goes_on_after_a_death_that_a_case_brings(
    path: str, column: str
) -> None:
    world = planted()
    rows = world.tables[path].join(lives(world).drop_nulls("died"), on="person")
    others = rows.filter(~pl.col("person").is_in(subjects(path)))
    assert others.filter(pl.col(column) > pl.col("died")).is_empty()


def test_every_heading_that_is_printed_stands_in_the_contract() -> None:
    strange: list[str] = []
    for extract in all_extracts():
        contract = contract_for(extract.path)
        for file in extract.files():
            pairs = zip(file.layout.names, file.layout.headings, strict=True)
            for name, heading in ((n, h) for n, h in pairs if n):
                known = {plain_heading(each) for each in contract.column(name).headings}
                if plain_heading(heading) not in known:
                    strange.append(f"{extract.path} {name} {heading}")
    assert strange == []


def test_nobody_in_office_leads_a_company_or_has_a_share_in_one() -> None:
    cadres = people(CADRES)
    leaders = set(table("registry/company")["legal_representative_person"])
    members = people("registry/company_member")
    assert (cadres & leaders, cadres & members) == (set(), set())
    assert len(cadres) > 100
