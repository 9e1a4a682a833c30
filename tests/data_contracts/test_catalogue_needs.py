"""What the rule catalogue asks of the data stands in some contract.

The table repeats the inputs of every rule of the catalogue (SS-, PR-, FN-, LN-)
under our dataset names; the rules that ship state their needs themselves.
"""

import pytest

from rules.library import all_rules
from store.odcs import all_contracts

NEEDS = """
SS-01 social_security/pension_payment registry/death social_security/pension_refund
SS-01 social_security/life_certificate social_security/pension_stop
SS-02 social_security/pension_payment
SS-03 social_security/pension_payment registry/custody
SS-04 social_security/unemployment_benefit social_security/contribution
SS-04 finance/staff_payroll registry/company finance/tax_payment
SS-05 social_security/unemployment_benefit registry/exit_entry registry/custody
SS-06 social_security/unemployment_benefit social_security/contribution
SS-07 social_security/employee_enrolment social_security/contribution
SS-07 social_security/injury_payment
SS-08 social_security/medical_settlement registry/death
SS-08 relief/training_enrolment registry/custody
SS-09 social_security/medical_enrolment
SS-10 social_security/injury_payment social_security/pension_payment registry/marriage
SS-11 social_security/pension_payment registry/resident
SS-12 social_security/employment_subsidy finance/staff_payroll registry/company
PR-01 relief/subsidy_payment registry/death relief/subsidy_project
PR-02 relief/dibao_member relief/dibao_payment finance/staff_payroll registry/marriage
PR-03 relief/dibao_member registry/vehicle
PR-04 relief/dibao_member registry/real_estate
PR-05 relief/dibao_member registry/company registry/company_member
PR-06 relief/dibao_household social_security/pension_payment registry/housing_fund
PR-07 relief/dibao_member relief/tekun_person relief/orphan
PR-08 relief/dibao_member registry/cadre registry/declared_kin
PR-08 relief/dibao_kin_register
PR-09 relief/disability_subsidy registry/disability_certificate
PR-09 social_security/injury_payment relief/tekun_person
PR-10 relief/elder_allowance registry/resident
PR-11 relief/subsidy_payment relief/subsidy_project registry/cadre
PR-12 relief/migrant relief/subsidy_payment
PR-13 relief/training_enrolment relief/migrant registry/custody registry/exit_entry
PR-13 registry/student social_security/medical_settlement
PR-14 relief/housing_grant relief/resettled_household registry/real_estate
PR-15 relief/registered_household relief/registered_person registry/vehicle
PR-16 relief/land_subsidy relief/subsidy_payment
PR-17 relief/dibao_payment registry/cadre
PR-18 registry/student relief/subsidy_payment
FN-01 finance/staff_payroll registry/death registry/custody
FN-01 registry/discipline_decision finance/headcount
FN-02 finance/staff_payroll social_security/contribution
FN-03 finance/staff_payroll social_security/pension_payment
FN-04 registry/cadre registry/company registry/company_member
FN-05 finance/expense_claim finance/voucher
FN-06 finance/procurement_project finance/contract
FN-07 finance/contract finance/procurement_project
FN-08 finance/bid finance/procurement_project registry/company_member
FN-09 finance/supplier registry/company_member registry/declared_kin
FN-10 finance/contract finance/procurement_project finance/treasury_payment
FN-11 finance/deposit
FN-12 finance/land_sale
FN-13 finance/budget_item
FN-14 finance/village_voucher finance/village_contract registry/cadre
FN-15 finance/treasury_payment finance/budget_item
FN-16 finance/treasury_payment finance/voucher finance/staff_payroll
LN-01 loan/loan_contract finance/staff_payroll registry/marriage
LN-02 loan/loan_contract social_security/contribution registry/student
LN-02 registry/veteran relief/registered_person
LN-03 loan/loan_contract registry/company
LN-04 loan/loan_contract loan/loan_note registry/marriage
LN-05 loan/loan_contract finance/interest_subsidy
LN-06 finance/interest_subsidy loan/loan_note loan/repayment
LN-07 loan/loan_contract registry/death loan/account_transaction loan/repayment
LN-08 loan/loan_contract loan/guarantee
LN-09 loan/guarantee loan/loan_note
LN-10 loan/loan_contract relief/registered_household
LN-11 loan/account_transaction
LN-12 loan/account_transaction
LN-13 loan/loan_note registry/real_estate registry/vehicle
LN-14 loan/loan_contract registry/declared_kin loan/repayment
LN-15 loan/loan_contract social_security/contribution
land finance/land_compensation registry/cadre
meals finance/school_meal registry/student
cards finance/official_card
receipts finance/non_tax_receipt
machines relief/machinery_subsidy
insurance relief/agricultural_insurance
trades finance/trade_in_subsidy registry/vehicle
refunds social_security/retention_refund social_security/contribution
elders relief/elder_service registry/death
housing relief/public_rental registry/real_estate
relief relief/temporary_relief
licences registry/professional_registration finance/staff_payroll
exempt registry/exemption_register
enrolled social_security/resident_enrolment
fund finance/housing_fund_withdrawal registry/housing_fund registry/real_estate
"""
LINES = [line.split() for line in NEEDS.strip().splitlines()]


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line[0]} {line[1]}")
def test_the_catalogue_can_be_asked(line: list[str]) -> None:
    known = {contract.path for contract in all_contracts()}
    assert set(line[1:]) <= known


def test_the_rules_that_ship_read_only_what_a_contract_describes() -> None:
    known = {contract.path for contract in all_contracts()}
    for rule in all_rules():
        assert set(rule.reads) <= known, rule.id
