"""Run one ready test on a published table, and put the rows behind it beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from rules.audit_tests.catalogue import AuditTest, scale_of
from rules.audit_tests.result import RECORD, Asked, Result
from rules.audit_tests.table import Chosen, dataset_named, field_named, rows_of
from rules.policy import policy_tables
from store.errors import QualityError, SettingsError
from store.home import Home
from store.warehouse import Warehouse

CALENDAR = "holiday"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a test found on which columns of which table.

    `listed` has the rows behind the result in the result's order: where each stands,
    its columns as the test names them, and why it is listed.
    """

    test: AuditTest
    chosen: Chosen
    asked: Asked
    result: Result
    listed: pl.DataFrame


def choose(
    dataset: str,
    columns: Sequence[str],
    keys: Sequence[str] = (),
    beside: Sequence[str] = (),
    amount: str = "",
) -> Chosen:
    """Return the table and columns of those names; raises `SettingsError`."""
    contract = dataset_named(dataset)
    values, groups, others = (
        tuple(field_named(contract, name) for name in names)
        for names in (columns, keys, beside)
    )
    return Chosen(
        contract=contract,
        values=values,
        keys=groups,
        beside=others,
        amount=field_named(contract, amount) if amount else None,
    )


def run_audit_test(
    home: Home, test: AuditTest, chosen: Chosen, asked: Asked, supplier: str = ""
) -> Answer:
    """Run a test on the last night's table; nothing is written.

    Raises `SettingsError` for columns that the test cannot look at, and
    `QualityError` where no night has run or the table is empty.
    """
    test.fit(chosen)
    if not home.warehouse.is_file():
        raise QualityError("还没有运行过", remedy="先运行 crosscheck night")
    with Warehouse.published(home.warehouse) as opened:
        rows = rows_of(opened, chosen, supplier)
    known = replace(
        asked,
        titles={name: field.title for name, field in chosen.fields.items()},
        scale=scale_of(chosen),
        calendar=policy_tables(home.policy, {CALENDAR})[CALENDAR],
    )
    result = test.run(rows, known)
    listed = result.records.join(rows, on=RECORD, how="left", maintain_order="left")
    return Answer(test=test, chosen=chosen, asked=known, result=result, listed=listed)


def bounds_of(text: str) -> tuple[int, ...]:
    """Return the whole numbers in 100,1000,10000; raises `SettingsError`."""
    parts = [part for part in text.replace("，", ",").split(",") if part.strip()]
    try:
        found = tuple(int(part) for part in parts)
    except ValueError as error:
        raise SettingsError(
            f"看不懂分档 {text}", remedy="写成 100,1000,10000 的样子"
        ) from error
    if any(bound <= 0 for bound in found):
        raise SettingsError("分档要大于零", remedy="负数和零各自成一档，不必写")
    return found
