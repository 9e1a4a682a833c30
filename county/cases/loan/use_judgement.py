"""What the loans of approved borrowers were spent on."""

from datetime import timedelta

import polars as pl

from county.cases.label import labels
from county.cases.loan.flow_rows import APPROVAL, IN, MOVES
from county.cases.loan_rows import CONTRACT, NOTE
from county.loan_policy import GUARANTEED
from county.world import World

RULE, KINDS = "LN-12", (GUARANTEED, "扶贫小额信贷")
DAYS = timedelta(days=30)
USES = {
    "home": "房地产|置业|地产开发|售楼|购房|房款",
    "car": "汽车销售|汽贸|4S店|购车|车款",
    "securities": "证券|期货|基金申购|理财|信托|银证转账",
    "wedding": "婚庆|婚纱|彩礼|喜宴",
}
OTHER_LOAN = "归还贷款|还贷|还本付息|信用卡还款|归还借款"
NOTED = ["person", "note", "lent_fen"]


def judge(world: World) -> pl.DataFrame:
    """Return whose loan went elsewhere; see `label.LABEL`."""
    every = _flows(world)
    soon = every.filter(pl.col("on") - pl.col("disbursed_on") <= DAYS)
    sign = pl.when(pl.col("direction") == IN).then(-1).otherwise(1)
    sums = (
        soon.filter(pl.col("use") != "")
        .group_by(*NOTED, "use")
        .agg(spent=(pl.col("fen") * sign).sum(), out=(pl.col("fen") * (sign > 0)).sum())
    )
    whole = (
        sums.filter(pl.col("spent") > 0)
        .sort("spent", "use", descending=True)
        .group_by(NOTED, maintain_order=True)
        .agg(pl.col("spent").sum(), pl.col("use").first())
    )
    income = soon.filter(pl.col("direction") == IN, pl.col("use") == "")
    own = income.filter(~_is_loan()).group_by("note").agg(other=pl.col("fen").sum())
    before = (
        income.filter(_is_loan())
        .group_by("note")
        .agg(before=(pl.col("balance_fen") - pl.col("fen")).max())
    )
    most = whole.filter(pl.col("spent") * 2 >= pl.col("lent_fen"))
    most = most.join(own, on="note", how="left").join(before, on="note", how="left")
    held = pl.col("other").fill_null(0) + pl.col("before").fill_null(0)
    named = world.tables[APPROVAL].select("person").unique()
    asked = most.join(named, on="person", how="semi")
    clear = asked.filter(held < pl.col("spent"))
    mechanisms = (*USES, "other_loan")
    used = every.filter(pl.col("use") != "")
    return labels(
        RULE,
        [_named(clear.filter(pl.col("use") == one), one) for one in mechanisms],
        [
            _named(asked, "mixed"),
            _named(most.join(named, on="person", how="anti"), "not_approved"),
            _named(sums.filter(pl.col("spent") < pl.col("out")), "refunded"),
            _named(whole, "part"),
            _named(used, "late"),
        ],
    )


def _is_loan() -> pl.Expr:
    words = pl.col("summary").fill_null("").str.contains("贷款发放|发放贷款|放款")
    return words | (pl.col("fen") == pl.col("lent_fen"))


def _flows(world: World) -> pl.DataFrame:
    """Return the movements after each disbursement with what they are for."""
    owners = world.tables[CONTRACT].filter(pl.col("loan_kind").is_in(KINDS))
    notes = world.tables[NOTE].drop("person").join(
        owners.select("contract_number", "person"), on="contract_number"
    )  # fmt: skip
    notes = notes.select(
        "person", "account_number", "disbursed_on", note="note_number",
        lent_fen="amount_fen",
    )  # fmt: skip
    moves = world.tables[MOVES].rename({"amount_fen": "fen", "occurred_on": "on"})
    rows = notes.join(moves, on=["person", "account_number"])
    text = pl.concat_str(
        "counterparty_name", "summary", separator=" ", ignore_nulls=True
    )
    use = pl.lit("")
    back = pl.col("summary").fill_null("").str.contains(OTHER_LOAN)
    other = pl.col("note_number").ne_missing(pl.col("note"))
    use = pl.when(back & other).then(pl.lit("other_loan")).otherwise(use)
    for name, words in reversed(USES.items()):
        use = pl.when(text.str.contains(words)).then(pl.lit(name)).otherwise(use)
    return rows.filter(pl.col("on") >= pl.col("disbursed_on")).with_columns(use=use)


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select("person", mechanism=pl.lit(mechanism)).unique()
