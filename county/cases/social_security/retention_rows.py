"""Rows of refunds that cases plant: firms of their own, known to nobody else."""

from collections.abc import Mapping
from datetime import date

from county.cases.edit import Row, Value, add, firm_code
from county.extracts.retention_refund import (
    DISTRICT,
    KEPT,
    PATH,
    SMALL_PPM,
    YEAR_FROM,
    YEAR_TO,
)
from county.world import World

Changes = Mapping[str, Value]
TREES, PAID = "桐柏松桦槐榆枫樟柳杉", date(2026, 7, 6)
PREMIUM_FEN, PPM, SERIAL = 1_260_000, 1_000_000, 90_000_000


def firm(turn: int, trade: str, *, code: int = 0) -> dict[str, Value]:
    """Return name, code and account of the `turn`-th firm of a trade.

    `code` other than 0 gives the same firm another credit code.
    """
    name = "".join(TREES[int(digit)] for digit in f"{turn:04}")
    return {
        "organisation_name": f"云溪县{name}{trade}有限公司",
        "credit_code": firm_code(
            "91", SERIAL + 10 * turn + code + len(trade) * 100_000
        ),
        "unit_number": f"4229{len(trade)}{turn:05}",
    }


def refund(who: Changes, number: str, changes: Changes) -> Row:
    """Return a refund of the usual share of a firm's premiums, unless changed."""
    row: dict[str, Value] = {
        "application_number": f"WG4202812026{number}",
        "refund_kind": KEPT,
        "payment_kind": "首次",
        **who,
        "district": DISTRICT,
        "paid_for": YEAR_FROM,
        "paid_for_to": YEAR_TO,
        "scale": "小型",
        "first_count": 0,
        "last_count": 0,
        "average_count": 40,
        "laid_off_count": 0,
        "layoff_ppm": 0,
        "premium_fen": PREMIUM_FEN,
        "share_ppm": SMALL_PPM,
        "amount_fen": None,
        "payee_name": who["organisation_name"],
        "account_number": f"8101{number[-14:]:0>15}",
        "paid_on": PAID,
        "payment_result": "成功",
        "refund_fen": None,
        "refunded_on": None,
        **changes,
    }
    if row["amount_fen"] is None:
        premium, share = row["premium_fen"], row["share_ppm"]
        if isinstance(premium, int) and isinstance(share, int):
            row["amount_fen"] = premium * share // PPM
    return row


def give(world: World, *rows: Row) -> None:
    """Add refunds."""
    add(world, PATH, list(rows))
