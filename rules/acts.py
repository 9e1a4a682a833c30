"""The acts of a dataset with the days they are of, whatever its columns are called."""

from rules.coverage import clock_of
from store import statement
from store.contract import Contract
from store.resolved import resolved_types

ACT = {
    "record_id": "VARCHAR",
    "link_tier": "VARCHAR",
    "acted_from": "DATE",
    "acted_to": "DATE",
}


def acts_query(contract: Contract, table: str) -> str:
    """Return the query for each row of `table` in the shape of `ACT`.

    A dataset that names no person is as good as tied; one without a date has no days.
    """
    names = {"record_id", "link_tier"} & set(resolved_types(contract))
    clock = clock_of(contract)
    days = dict(zip(("acted_from", "acted_to"), clock, strict=True)) if clock else {}
    layer = statement.Layer(
        table=table,
        fixed={} if "link_tier" in names else {"link_tier": "T1"},
        columns={**{name: name for name in names}, **days},
    )
    return statement.piled(ACT, [layer])
