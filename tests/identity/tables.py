"""Write given tables as accepted Parquet files, link them, read what came out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from identity.link_records import link_records
from identity.outcome import Memory, Weights
from identity.resolve import resolve_dataset
from store.contract import Contract
from store.digest import Json
from store.odcs import contract_for

KEY = b"a home's secret for tests only.."
RESIDENT, DEATH, CONTRACT = "registry/resident", "registry/death", "loan/loan_contract"
COMPANY, UNIT, PAYROLL = "registry/company", "registry/unit", "finance/staff_payroll"
Rows = Sequence[Mapping[str, object]]


@dataclass(frozen=True, kw_only=True)
class Linked:
    """What linking wrote, and where."""

    folder: Path
    accepted: Mapping[str, Path]
    summary: Mapping[str, Json]

    def table(self, name: str) -> pl.DataFrame:
        """Return one of the tables that were written."""
        return pl.read_parquet(self.folder / f"{name}.parquet")

    def tie(self, record_id: str, role: str = "person") -> tuple[str | None, str]:
        """Return the person of a record and its tier, or why it has none."""
        link = self.table("link").filter(
            pl.col("record_id") == record_id, pl.col("role") == role
        )
        person, tier, reason = link.select("person_id", "tier", "reason").row(0)
        return person, tier or reason

    def resolved(self, path: str, out: Path) -> pl.DataFrame:
        """Return the resolved table of one dataset."""
        out.mkdir()
        resolve_dataset(
            contract_for(path),
            self.accepted[path],
            self.folder,
            out,
            memory_mb=512,
            threads=1,
        )
        return pl.read_parquet(out / "resolved.parquet")


def link(  # noqa: PLR0913 - what `link_records` takes
    folder: Path,
    given: Mapping[str, Rows],
    *,
    key: bytes = KEY,
    generic: Path | None = None,
    epoch: Path | None = None,
    state: Path | None = None,
    memory: Memory | None = None,
) -> Linked:
    """Link the given rows (contract path → rows, each with a `record_id`)."""
    accepted = accept(folder, given)
    contracts = [contract_for(path) for path in given]
    out = folder / "identity"
    out.mkdir()
    summary = link_records(
        accepted,
        contracts,
        out,
        key=key,
        generic=generic,
        weights=Weights(epoch=epoch, state=state) if epoch else None,
        memory=memory,
    )
    return Linked(folder=out, accepted=accepted, summary=summary)


def accept(folder: Path, given: Mapping[str, Rows]) -> dict[str, Path]:
    """Write the given rows as accepted tables; return them by contract path."""
    accepted: dict[str, Path] = {}
    for path, rows in given.items():
        contract = contract_for(path)
        accepted[path] = folder / f"{contract.dataset}.parquet"
        accepted_table(contract, rows).write_parquet(accepted[path])
    return accepted


def accepted_table(contract: Contract, rows: Rows) -> pl.DataFrame:
    """Return rows in the shape of the accepted table; columns left out are null."""
    shaped = [{name: row.get(name) for name in contract.schema} for row in rows]
    return pl.DataFrame(shaped, schema=contract.schema)


def person(
    record_id: str, number: str | None, name: str | None
) -> dict[str, str | None]:
    """Return a row that names one person in the default role."""
    return {"record_id": record_id, "id_number": number, "person_name": name}
