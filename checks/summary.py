"""What one checked snapshot comes to, and whether it must be withheld."""

from collections.abc import Mapping, Sequence

from checks.validate import Finding
from store.contract import Contract
from store.digest import Json
from store.snapshot import Snapshot


def summary_of(
    papers: Snapshot,
    contract: Contract,
    findings: Sequence[Finding],
    *,
    aside: int,
    months: Sequence[str],
) -> dict[str, Json]:
    """Return the summary of one checked snapshot: counts and names, never values.

    `aside` is the number of rows in quarantine, `months` are those of the
    contract's period that the accepted rows have.
    """
    blocked_by = _blocked_by(papers, contract, findings, aside)
    first_seen = {
        heading: part
        for part in reversed(papers.parts)
        for heading in part.unknown_headings
    }
    unknown: list[Mapping[str, Json]] = [
        {"file": part.file, "sheet": part.sheet, "heading": heading}
        for heading, part in sorted(first_seen.items())
    ]
    return {
        "dataset": contract.path,
        "title": contract.title,
        "delivery": papers.delivery,
        "supplier": papers.supplier,
        "delivered_on": papers.delivered_on.isoformat(),
        "files": sorted({part.file for part in papers.parts}),
        "rows": papers.rows,
        "stated_rows": papers.stated_rows,
        "accepted": papers.rows - aside,
        "quarantined": aside,
        "dropped": sum(part.dropped.rows for part in papers.parts),
        "unknown_headings": unknown,
        "missing_columns": _missing(papers, contract),
        "months": months,
        "checks": [finding.as_json() for finding in findings],
        "blocked": bool(blocked_by),
        "blocked_by": blocked_by,
    }


def _missing(papers: Snapshot, contract: Contract) -> list[str]:
    """Return the headings of contract columns that no part has."""
    lists = [set(part.missing_columns) for part in papers.parts]
    missing: set[str] = lists[0].intersection(*lists) if lists else set()
    return [column.title for column in contract.columns if column.name in missing]


def _blocked_by(
    papers: Snapshot, contract: Contract, findings: Sequence[Finding], aside: int
) -> list[str]:
    """Return why the dataset must be withheld; empty where it need not be."""
    found: list[str] = []
    if any(f.check.severity == "blocking" and not f.success for f in findings):
        found.append("没有数据行；请核对报送文件是否完整后重报")
    limit = contract.quarantine_above_milli
    if aside * 1000 > papers.rows * limit:
        found.append(
            f"{papers.rows} 行中有 {aside} 行未通过检查，超过千分之 {limit}；"
            "请按隔离清单更正后重报"
        )
    if papers.stated_rows not in {None, papers.rows, papers.data_rows}:
        found.append(
            f"交接单写明 {papers.stated_rows} 行，实际读到 {papers.rows} 行；"
            "请核对交接单或补报缺少的部分"
        )
    return found
