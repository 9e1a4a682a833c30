"""Resolve one dataset: its accepted rows with the person of each role beside them."""

from pathlib import Path

from store.contract import Contract
from store.digest import Json
from store.errors import EngineError
from store.resolved import (
    ORGANISATION_COLUMN,
    PersonRole,
    organisation_roles,
    person_roles,
    resolved_types,
    role_column,
)
from store.statement import Joined, select_beside
from store.warehouse import Warehouse

LINKED = {
    "person_id": "person_id",
    "link_tier": "tier",
    "link_milli": "link_milli",
    "id_kind": "id_kind",
}
READ = {"name_key": "name_key", "id_text": "id_text"}


def resolve_dataset(  # noqa: PLR0913 - the signature that flows agreed on
    contract: Contract,
    accepted: Path,
    identity: Path,
    out: Path,
    *,
    memory_mb: int,
    threads: int,
) -> dict[str, Json]:
    """Write `resolved.parquet` (`store.resolved.resolved_types`) into `out`.

    `accepted` is the dataset's accepted table, `identity` the folder that
    `link_records` wrote. Sorted by `record_id`. Returns the numbers of rows and of
    tied rows. Raises `EngineError` if a row were lost or doubled.
    """
    file = out / "resolved.parquet"
    with Warehouse.scratch(
        memory_mb=memory_mb, threads=threads, spill=out
    ) as warehouse:
        warehouse.show("accepted", [accepted])
        for name in ("link", "reading", "organisation_link"):
            warehouse.show(name, [identity / f"{name}.parquet"])
        warehouse.export(_query(contract), file)
        warehouse.show("resolved", [file])
        rows, expected = warehouse.count("resolved"), warehouse.count("accepted")
    if rows != expected:
        raise EngineError(f"{contract.path}：关联后为 {rows} 行，应为 {expected} 行")
    return {"dataset": contract.path, "rows": rows}


def _query(contract: Contract) -> str:
    joins = [
        join
        for role in person_roles(contract)
        for join in (_link(contract, role), _reading(contract, role))
    ]
    joins += [_organisation(contract, r.role) for r in organisation_roles(contract)]
    taken = {name for join in joins for name in join.columns}
    columns = [name for name in resolved_types(contract) if name not in taken]
    return select_beside("accepted", columns, joins, "record_id")


def _link(contract: Contract, role: PersonRole) -> Joined:
    return Joined(
        table="link",
        keys={"record_id": "record_id"},
        fixed={"dataset": contract.path, "role": role.role},
        columns={role_column(role.role, given): name for given, name in LINKED.items()},
    )


def _reading(contract: Contract, role: PersonRole) -> Joined:
    keys = {role.id_column: "id_number"}
    if role.name_column is not None:
        keys[role.name_column] = "person_name"
    return Joined(
        table="reading",
        keys=keys,
        fixed={"dataset": contract.path, "role": role.role},
        columns={role_column(role.role, given): name for given, name in READ.items()},
    )


def _organisation(contract: Contract, role: str) -> Joined:
    return Joined(
        table="organisation_link",
        keys={"record_id": "record_id"},
        fixed={"dataset": contract.path, "role": role},
        columns={role_column(role, ORGANISATION_COLUMN): ORGANISATION_COLUMN},
    )
