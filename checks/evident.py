"""What one count settles, so that the tool need not be asked.

Half of a contract's checks say that a column of faults is empty, and many others
look at a column of which nothing was delivered. One query counts the filled cells
of all columns; where there are none, nothing can break such a check. The result
is what Great Expectations would have given (a test puts both side by side), at a
hundredth of its cost: a county of eighty datasets has thousands of checks a night.
"""

import re
from collections.abc import Sequence

from checks.suite import Check
from checks.validate import Finding
from store import statement
from store.warehouse import Warehouse

# On a column without any value these hold, whatever their options say.
UNTOUCHED = frozenset(
    {
        "ExpectColumnValuesToBeInSet",
        "ExpectColumnValuesToBeBetween",
        "ExpectColumnValuesToMatchRegex",
        "ExpectColumnValuesToNotMatchRegex",
    }
)
EMPTY = "ExpectColumnValuesToBeNull"
HUMP = re.compile(r"(?<!^)(?=[A-Z])")


def evident_findings(
    warehouse: Warehouse, table: str, checks: Sequence[Check]
) -> dict[str, Finding]:
    """Return the findings, by the check's label, that follow from empty columns."""
    candidates = [c for c in checks if c.kind in {EMPTY, *UNTOUCHED}]
    if not candidates:
        return {}
    rows = warehouse.count(table)
    columns = sorted({check.target for check in candidates})
    filled = warehouse.frame(statement.count_filled(table, columns)).row(0, named=True)
    return {
        check.label: _held(check, rows)
        for check in candidates
        if rows and not filled[check.target]
    }


def _held(check: Check, rows: int) -> Finding:
    counts = {"element_count": rows, "unexpected_count": 0}
    if check.kind in UNTOUCHED:
        counts["missing_count"] = rows
    return Finding(
        check=check,
        success=True,
        rows=rows,
        unexpected=0,
        expectation=HUMP.sub("_", check.kind).lower(),
        counts=counts,
    )
