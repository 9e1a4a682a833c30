"""LN-07: loans that end on one other account, and those that only look so."""

from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, add, facts
from county.cases.label import labels
from county.cases.loan_rows import CONTRACT, LINE, NOTE, Loan, lend
from county.extracts.account_approval import add_approval
from county.loan_policy import GUARANTEED
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
RULE = "LN-07"
APPROVAL, MOVES, REPAID = (
    "loan/account_approval",
    "loan/account_transaction",
    "loan/repayment",
)
DATASETS = (MOVES, REPAID, APPROVAL)
SIGNED, PAID, FEN, DAYS = date(2025, 4, 8), date(2025, 9, 20), 15_000_000, 3
GROUP, FIRM = 3, "云溪县兴牧种畜有限公司"
FIRM_WORDS = "公司|合作社|经营部|商行|银行|信用社|中心|厂|店|局|委员会"


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _lent(world: World, draw: Draw, wanted: int, *, approved: bool = True) -> list[int]:
    """Lend to people who have no other loan, and approve the query of them."""
    people = outside(world, living(world, youngest=25, oldest=56), CONTRACT, LINE)
    chosen = draw.take(people["person"], wanted)
    lend(world, [_loan(person) for person in chosen])
    if approved:
        names = world.persons[chosen].select("person", "person_name", "id_number")
        add_approval(world, names)
    return chosen


def _loan(person: int) -> Loan:
    return Loan(person=person, signed_on=SIGNED, amount_fen=FEN)


def _repay(world: World, people: list[int], name: str, account: str) -> int:
    rows: list[Row] = [
        {
            "serial_number": f"HKX{one:09d}",
            "note_number": _loan(one).note(),
            "repaid_on": PAID,
            "principal_fen": 0,
            "interest_fen": 157_500,
            "balance_after_fen": FEN,
            "payer_name": name,
            "payer_account_number": account,
            "repayment_kind": "正常扣款",
        }
        for one in people
    ]
    add(world, REPAID, rows)
    return len(people)


def _move(world: World, people: list[int], name: str, account: str) -> int:
    rows: list[Row] = []
    for one in people:
        row, loan = facts(world, one), _loan(one)
        rows.append(
            {
                "serial_number": f"LSX{one:09d}",
                "account_number": row["account_number"],
                "person_name": row["person_name"],
                "id_number": row["id_number"],
                "occurred_on": loan.started_on + timedelta(days=1),
                "direction": "支出",
                "amount_fen": FEN * 9 // 10,
                "balance_fen": FEN // 10,
                "counterparty_name": name,
                "counterparty_account_number": account,
                "note_number": loan.note(),
                "person": one,
            }
        )
    add(world, MOVES, rows)
    return len(people)


def _other(world: World, people: list[int]) -> tuple[str, str]:
    """Return name and account of somebody who is no borrower here."""
    rest = living(world, youngest=25, oldest=60).filter(
        ~pl.col("person").is_in(people), pl.col("account_number").is_not_null()
    )
    first = min(people, default=0)
    row = rest.row(first % rest.height, named=True)
    return str(row["person_name"]), f"62179999{first:011d}"


def _one_payer(world: World, draw: Draw, wanted: int) -> int:
    """Let one other person pay for a group."""
    people = _lent(world, draw, max(wanted, GROUP))
    return _repay(world, people, *_other(world, people))


def _one_receiver(world: World, draw: Draw, wanted: int) -> int:
    """Let a group's money go to one other person."""
    people = _lent(world, draw, max(wanted, GROUP))
    return _move(world, people, *_other(world, people))


def _not_approved(world: World, draw: Draw, wanted: int) -> int:
    """Let one other person pay for a group whom no approval names."""
    people = _lent(world, draw, max(wanted, GROUP), approved=False)
    return _repay(world, people, *_other(world, people))


def _dealer(world: World, draw: Draw, wanted: int) -> int:
    """Let a group buy from one dealer."""
    people = _lent(world, draw, max(wanted, GROUP))
    return _move(world, people, FIRM, f"82010{min(people, default=0):010d}")


def _relative(world: World, draw: Draw, wanted: int) -> int:
    """Let each one's own relative pay."""
    people = _lent(world, draw, wanted)
    return sum(_repay(world, [one], *_other(world, [one])) for one in people)


PLANTERS: tuple[Planter, ...] = (_one_payer, _one_receiver)
INNOCENTS: tuple[Planter, ...] = (_not_approved, _dealer, _relative)


def judge(world: World) -> pl.DataFrame:
    """Return whose loans share another's account; see `label.LABEL`."""
    contracts = world.tables[CONTRACT].filter(pl.col("loan_kind") == GUARANTEED)
    notes = world.tables[NOTE].select(
        "note_number",
        "contract_number",
        "disbursed_on",
        own="account_number",
        lent_fen="amount_fen",
    )
    owners = contracts.select("contract_number", "person")
    owned = notes.join(owners, on="contract_number")
    named = world.tables[APPROVAL].select("person").unique()
    rows = world.tables[REPAID].select(
        "note_number", account="payer_account_number", name="payer_name"
    )
    paid = rows.join(owned, on="note_number")
    paid = paid.filter(pl.col("account") != pl.col("own"))
    spent = _spent(world, owned)
    asked_paid, asked_spent = (
        table.join(named, on="person", how="semi") for table in (paid, spent)
    )
    return labels(
        RULE,
        [
            _shared(asked_spent, 2, "one_receiver"),
            _shared(asked_paid, GROUP, "one_payer"),
        ],
        [
            _named(paid.join(named, on="person", how="anti"), "not_approved"),
            _named(spent, "dealer"),
            _named(paid, "relative"),
        ],
    )


def _spent(world: World, owned: pl.DataFrame) -> pl.DataFrame:
    """Return to whom most of a loan went within days of its disbursement."""
    out = world.tables[MOVES].filter(pl.col("direction") == "支出").drop("person")
    days = (pl.col("occurred_on") - pl.col("disbursed_on")).dt.total_days()
    soon = out.join(owned, on="note_number").filter(days.is_between(0, DAYS))
    return (
        soon.rename(
            {"counterparty_account_number": "account", "counterparty_name": "name"}
        )
        .group_by("person", "note_number", "account", "name", "lent_fen")
        .agg(pl.col("amount_fen").sum())
        .filter(pl.col("amount_fen") * 10 >= pl.col("lent_fen") * 8)
    )


def _shared(rows: pl.DataFrame, people: int, mechanism: str) -> pl.DataFrame:
    private = rows.filter(~pl.col("name").fill_null("").str.contains(FIRM_WORDS))
    sharing = pl.col("person").n_unique().over("account") >= people
    return _named(private.filter(sharing), mechanism)


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select("person", mechanism=pl.lit(mechanism)).unique()
