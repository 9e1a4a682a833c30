"""Who was insured by the minimum living allowance in which month, as it truly was."""

import polars as pl

from county.cases.dibao_rows import MEMBER, PAYMENT
from county.world import World


def insured_months(world: World, *, success: bool = True) -> pl.DataFrame:
    """Return person, head, month, amount_fen and status for each insured month.

    With `success` the months that were paid out, else those that came back.
    """
    done = pl.col("payment_result") == "成功"
    paid = world.tables[PAYMENT].filter(done if success else ~done)
    paid = paid.select(
        head="person", month=pl.col("paid_for").dt.month_start(), fen="amount_fen"
    )
    members = world.tables[MEMBER].select(
        "person", "status", "first_for", "stopped_on", head="head_person"
    )
    rows = members.join(paid.unique(), on="head")
    ends = pl.col("stopped_on").fill_null(pl.col("month"))
    rows = rows.filter(pl.col("first_for") <= pl.col("month"), pl.col("month") <= ends)
    return rows.select("person", "head", "month", "status", amount_fen="fen")
