"""The columns of every table of the world, under the contracts' English names.

Types follow from names, as in the contracts: `_fen` and `_milli` are Int64, `_ppm`
Int32, `_on` a Date, a period is a Date (first day) with `<name>_to` (last day). The
first sixteen tables hold fewer columns than their contracts; all others hold every
column, those that nobody fills as null.
"""

from collections.abc import Mapping
from types import MappingProxyType

import polars as pl

from store.meaning import Meaning, PolarsType
from store.odcs import all_contracts, contract_for

OFFICIALS = "accepted_by reviewed_by approved_by"
PERIODS = frozenset({"paid_for", "paid_in", "first_for"})
COUNTS = frozenset({"insured_count", "hours", "days"})
_SUFFIX_TYPES: dict[str, PolarsType] = {
    "_fen": pl.Int64,
    "_milli": pl.Int64,
    "_ppm": pl.Int32,
    "_on": pl.Date,
}
_NAMES = {
    "social_security/pension_payment": "town village person_name id_number sex scheme "
    "paid_for paid_in payment_flag amount_fen central_base_fen province_base_fen "
    "city_base_fen county_base_fen extra_base_fen personal_account_fen funeral_fen "
    f"account_number account_name batch {OFFICIALS}",
    "social_security/contribution": "personal_number person_name id_number insurance "
    "paid_for paid_in base_fen unit_share_fen personal_share_fen unit_number unit_name "
    "contribution_kind payer_kind received_flag",
    "relief/dibao_member": "person_name id_number head_name head_id_number "
    "relation_to_head certificate_number area_kind first_for status stopped_on "
    "employment employer_name is_disabled disability_grade town village",
    "relief/dibao_payment": "paid_for person_name id_number certificate_number "
    "insured_count amount_fen account_number payment_result paid_on town village "
    f"{OFFICIALS}",
    "relief/subsidy_project": "project_code project_name granularity department cycle "
    "kind policy_number started_on ended_on",
    "relief/subsidy_payment": "project_code project_name paid_for batch town village "
    "village_group person_name id_number quantity_milli standard_fen amount_fen "
    "payee_name payee_id_number account_number bank_branch paid_on payment_result "
    f"{OFFICIALS}",
    "relief/training_enrolment": "class_number training_organisation trade level "
    "started_on ended_on hours person_name id_number phone enrollee_kind "
    "certificate_number certificate_on standard_fen subsidy_fen account_number "
    f"fund_source paid_on payment_result town village {OFFICIALS}",
    "relief/migrant": "reservoir head_name person_name id_number relation_to_head "
    "moved_on approval_kind supported_from resettled_in status removed_on "
    "removal_reason account_number",
    "finance/staff_payroll": "unit_code unit_name person_name id_number staff_type "
    "post_kind position joined_on left_on gross_fen deduction_fen net_fen "
    "account_number paid_for",
    "finance/interest_subsidy": "batch bank person_name id_number note_number "
    "balance_fen rate_ppm interest_from interest_to days interest_fen share_ppm "
    f"subsidy_fen paid_on {OFFICIALS}",
    "loan/loan_contract": "contract_number person_name id_number spouse_name "
    "spouse_id_number phone address loan_kind borrower_kind amount_fen signed_on "
    "started_on due_on rate_ppm purpose guarantee_kind business_name "
    f"business_credit_code accepting_unit {OFFICIALS}",
    "loan/loan_note": "note_number contract_number disbursed_on amount_fen balance_fen "
    "due_on settled_on five_class status account_number payment_kind",
    "registry/resident": "household_number person_name id_number sex birth_on "
    "relation_to_head address town village status changed_on",
    "registry/death": "person_name id_number died_on registered_on source cremated_on "
    "certificate_number address",
    "registry/company": "credit_code organisation_name company_kind "
    "legal_representative legal_representative_id_number founded_on cancelled_on "
    "status address phone",
    "registry/unit": "unit_code organisation_name former_name parent_unit unit_level "
    "duties leader credit_code",
}
DATES = frozenset({"supported_from", "interest_from", "interest_to"})
OTHER_ROLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "relief/dibao_member": ("head",),
        "relief/subsidy_payment": ("payee",),
        "loan/loan_contract": ("spouse",),
        "registry/company": ("legal_representative",),
    }
)
PATHS = tuple(contract.path for contract in all_contracts())
FORCED = "forced_id_error"


def person_columns(path: str) -> tuple[str, ...]:
    """Return the columns of true person numbers of a table, default role first."""
    others = OTHER_ROLES.get(path, ()) if path in _NAMES else _stated_roles(path)
    return ("person", *(f"{role}_person" for role in others))


def _stated_roles(path: str) -> tuple[str, ...]:
    """Return the roles beside `person` that a contract gives an ID number."""
    roles = contract_for(path).roles(Meaning.ID_NUMBER)
    return tuple(role for role in roles if role != "person")


def table_schema(path: str) -> pl.Schema:
    """Return the schema of one table of the world; raises `ContractError`."""
    types = _old_types(path) if path in _NAMES else contract_for(path).value_types
    types |= dict.fromkeys(person_columns(path), pl.Int32)
    return pl.Schema({**types, FORCED: pl.String})


def _old_types(path: str) -> dict[str, PolarsType]:
    types: dict[str, PolarsType] = {}
    for name in _NAMES[path].split():
        types[name] = _type_of(name)
        if name in PERIODS:
            types[f"{name}_to"] = pl.Date
    return types


def _type_of(name: str) -> PolarsType:
    if name in PERIODS | DATES:
        return pl.Date
    if name in COUNTS:
        return pl.Int32
    for suffix, kind in _SUFFIX_TYPES.items():
        if name.endswith(suffix):
            return kind
    return pl.String
