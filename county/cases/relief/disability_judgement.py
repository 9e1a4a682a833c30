"""PR-09's own judgement: who was paid a subsidy to the disabled against what holds."""

from datetime import date

import polars as pl

from county.cases.dibao_rows import MEMBER
from county.cases.label import few, labels
from county.cases.months import last_day, month_at
from county.world import World

RULE, PATH = "PR-09", "relief/disability_subsidy"
CERTIFICATE, KEPT = "registry/disability_certificate", "relief/tekun_person"
ORPHAN, INJURY = "relief/orphan", "social_security/injury_payment"
CARE, LIFE = "护理补贴", "生活补贴"
NEVER, LABELLED = date(2099, 1, 1), 40
SEVERE, MIND = ("一级", "二级"), ("智力", "精神")
EXCLUDED = {CARE: (KEPT, INJURY), LIFE: (ORPHAN,)}


def judge(world: World) -> pl.DataFrame:
    """Return who was paid without a certificate, a grade or a claim, or twice."""
    rows = world.tables[PATH].with_columns(
        month=pl.date_ranges("paid_for", "paid_for_to", "1mo")
    )
    months = rows.explode("month").select(
        "person", "month", "subsidy_kind", "payment_result"
    )
    paid = months.filter(pl.col("payment_result") == "成功")
    returned = months.filter(pl.col("payment_result") != "成功")
    wrong = _wrong(world, paid)
    back = pl.concat(_wrong(world, returned))
    return labels(RULE, wrong, [_named(back, "payment_returned"), *_alike(world, paid)])


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select(pl.col("person").unique(), mechanism=pl.lit(mechanism))


def _wrong(world: World, paid: pl.DataFrame) -> list[pl.DataFrame]:
    ends = pl.min_horizontal("valid_until", "cancelled_on").fill_null(NEVER)
    held = world.tables[CERTIFICATE].with_columns(ends=ends)
    last = held.group_by("person").agg(pl.col("ends").max())
    expired = paid.join(last, on="person").filter(pl.col("month") > pl.col("ends"))
    suited = pl.col("disability_grade").is_in(SEVERE)
    suited |= pl.col("disability_class").is_in([*MIND, "多重"])
    care = paid.filter(pl.col("subsidy_kind") == CARE)
    milder = care.join(held, on="person", how="semi").join(
        held.filter(suited), on="person", how="anti"
    )
    return [
        _named(expired, "certificate_ended"),
        _named(milder, "grade_without_claim"),
        _named(_after_allowance(world, paid), "allowance_stopped"),
        _named(_beside(world, paid), "another_benefit"),
    ]


def _after_allowance(world: World, paid: pl.DataFrame) -> pl.DataFrame:
    ends = pl.col("stopped_on").fill_null(NEVER).max()
    last = world.tables[MEMBER].group_by("person").agg(ends=ends)
    late = pl.col("ends").dt.month_start().dt.offset_by("2mo") <= pl.col("month")
    return (
        paid.filter(pl.col("subsidy_kind") == LIFE).join(last, on="person").filter(late)
    )


def _beside(world: World, paid: pl.DataFrame) -> pl.DataFrame:
    found: list[pl.DataFrame] = []
    for kind, paths in EXCLUDED.items():
        own = paid.filter(pl.col("subsidy_kind") == kind)
        for path in paths:
            both = own.join(_spells(world, path), on="person")
            begun = pl.col("first").dt.month_start() <= pl.col("month")
            lasts = pl.col("last") > pl.col("month").dt.month_end()
            found.append(both.filter(begun & lasts).select(paid.columns))
    return pl.concat(found)


def _spells(world: World, path: str) -> pl.DataFrame:
    """Return person, first and last: whole months lie between the two."""
    table = world.tables[path]
    if path != INJURY:
        began = pl.col("first_for").dt.month_start().dt.offset_by("1mo")
        return table.select(
            "person", first=began, last=pl.col("stopped_on").fill_null(NEVER)
        )
    care = table.filter(
        pl.col("benefit_item") == "生活护理费", pl.col("payment_result") == "成功"
    )
    return care.select(
        "person", first="paid_for", last=pl.col("paid_for").dt.offset_by("1mo")
    )


def _alike(world: World, paid: pl.DataFrame) -> list[pl.DataFrame]:
    held = world.tables[CERTIFICATE]
    several = held.filter(pl.len().over("person") > 1)
    mind = held.filter(
        pl.col("disability_class").is_in(MIND),
        ~pl.col("disability_grade").is_in(SEVERE),
    )
    ending = held.filter(pl.col("valid_until") <= last_day(month_at(11)))
    stopped = world.tables[MEMBER].filter(pl.col("stopped_on").is_not_null())
    care = paid.filter(pl.col("subsidy_kind") == CARE)
    pairs = (
        (paid.join(several, on="person", how="semi"), "certificate_renewed"),
        (care.join(mind, on="person", how="semi"), "mild_but_of_the_mind"),
        (paid.join(ending, on="person", how="semi"), "paid_until_the_end"),
        (paid.join(stopped, on="person", how="semi"), "stopped_of_late"),
        (care.join(world.tables[KEPT], on="person", how="semi"), "kept_later"),
    )
    return [few(_named(rows, name), LABELLED) for rows, name in pairs]
