"""Rows of unemployment benefit and of contributions that several rules' cases add."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, living, outside
from county.cases.edit import Row, add, facts
from county.cases.months import after
from county.world import World

BENEFIT = "social_security/unemployment_benefit"
CONTRIBUTION = "social_security/contribution"
COMPANY = "registry/company"
BUSY = (
    BENEFIT,
    CONTRIBUTION,
    "social_security/pension_payment",
    "social_security/employment_subsidy",
    "finance/staff_payroll",
    "registry/company",
    "registry/custody",
    "registry/exit_entry",
    "registry/veteran",
)
AMOUNT_FEN, PREMIUM_FEN, PAID_DAY = 157_500, 31_200, 14


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What was granted from `first` on, and the months that were paid."""

    months: Sequence[date]
    first: date | None = None
    approved: int = 18
    insured: int = 100
    former_unit: str = "云溪县旧日商贸有限公司"
    result: str = "成功"


def jobless(
    world: World, draw: Draw, wanted: int, *, youngest: int = 26, oldest: int = 56
) -> list[int]:
    """Draw people of working age who stand in no register of work or benefits."""
    people = living(world, youngest=youngest, oldest=oldest)
    return draw.take(outside(world, people, *BUSY, kin=False)["person"], wanted)


def pay_benefit(world: World, claims: Mapping[int, Claim]) -> None:
    """Pay unemployment benefit, a row a month."""
    rows: list[Row] = []
    for person, claim in claims.items():
        known = facts(world, person)
        first = claim.first or claim.months[0]
        rows += [
            {
                "person": person,
                "person_name": known["person_name"],
                "id_number": known["id_number"],
                "account_number": known["account_number"],
                "former_unit": claim.former_unit,
                "registered_on": first - timedelta(days=12),
                "approved_months": claim.approved,
                "insured_months": claim.insured,
                "first_for": first,
                "last_for": after(first, claim.approved - 1),
                "paid_for": month,
                "amount_fen": AMOUNT_FEN,
                "medical_premium_fen": PREMIUM_FEN,
                "payment_result": claim.result,
                "paid_on": month + timedelta(days=PAID_DAY),
            }
            for month in claim.months
        ]
    add(world, BENEFIT, rows)


def contribute(  # noqa: PLR0913 - what tells contributions apart
    world: World,
    months: Mapping[int, Sequence[date]],
    *,
    units: Mapping[int, str],
    kind: str = "正常应缴",
    payer: str = "单位",
    number: Mapping[int, str] | None = None,
) -> None:
    """Enter pension contributions; `number`: of strangers of that number instead."""
    rows: list[Row] = []
    for person, paid in months.items():
        known = facts(world, person)
        stranger = (number or {}).get(person)
        rows += [
            {
                "person": -1 if stranger else person,
                "person_name": known["person_name"],
                "id_number": stranger or known["id_number"],
                "personal_number": f"42029{person:08}",
                "insurance": "企业养老",
                "paid_for": month,
                "paid_in": month,
                "base_fen": 420_000,
                "unit_share_fen": 67_200 if payer == "单位" else 0,
                "personal_share_fen": 33_600,
                "unit_name": units.get(person),
                "contribution_kind": kind,
                "payer_kind": payer,
                "received_flag": "已到账",
            }
            for month in paid
        ]
    add(world, CONTRIBUTION, rows)


def firm_names(world: World) -> list[str]:
    """Return the names of open limited companies, sorted."""
    open_ones = world.tables[COMPANY].filter(
        pl.col("status") == "存续", pl.col("company_kind") == "有限责任公司"
    )
    return open_ones["organisation_name"].unique().sort().to_list()


def firms_for(world: World, people: Sequence[int]) -> dict[int, str]:
    """Return an employer for each person."""
    names = firm_names(world)
    return {person: names[person % len(names)] for person in people}


def benefits(world: World) -> pl.DataFrame:
    """Return the benefits of people of the county that reached them, by month."""
    rows = world.tables[BENEFIT].filter(
        (pl.col("person") >= 0) & (pl.col("payment_result") == "成功")
    )
    return rows.with_columns(month=pl.col("paid_for").dt.month_start())
