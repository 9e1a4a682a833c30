"""The tables of a simulated county as identity would hand them over without dirt."""

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from checks.validity import validity
from county.file import FIRST_HALF, SECOND_HALF
from county.order import in_order
from county.redeliver import IN_MAY, IN_NOVEMBER, REGISTERS, as_of_may, both_rows
from county.world import NOBODY, World
from identity.households import TIE_FILE, tie_people
from identity.kin_source import kin_sources
from identity.table import empty, shaped, write_table
from store.contract import VALIDITY_TYPES, Contract
from store.normalise.id_number import judge_id_numbers
from store.normalise.person_name import name_keys
from store.odcs import all_contracts, contract_for
from store.resolved import (
    ORGANISATION_COLUMN,
    OrganisationRole,
    PersonRole,
    organisation_roles,
    person_roles,
    resolved_types,
    role_column,
)
from store.tables import LINK
from store.warehouse import Warehouse

MEMORY_MB, THREADS = 1024, 2
TIER, LINK_MILLI = "T1", 30_000
LINKS = "link.parquet"
FIRST_ROW = 2  # below the heading
VERSIONS = ("compared_from", "compared_to")


def write_clean(world: World, paths: Iterable[str], folder: Path) -> dict[str, Path]:
    """Write tables of the world as resolved Parquet files, by contract path.

    Everybody is tied to the right person, `P<number>`, by T1; strangers to nobody. An
    organisation is its credit code, stated or known for that name, else the name.
    Paths that the world has no rows of are left out.
    """
    codes = known_codes(world)
    files: dict[str, Path] = {}
    with Warehouse.scratch(memory_mb=MEMORY_MB, threads=THREADS) as warehouse:
        for path in sorted(set(paths) & world.tables.keys()):
            contract, table = contract_for(path), path.replace("/", "_")
            rows = resolved_rows(contract, told_rows(world, path), codes)
            warehouse.write(f"given.{table}", rows)
            warehouse.empty(f"resolved.{table}", resolved_types(contract))
            warehouse.append(f"resolved.{table}", f"FROM given.{table}")
            files[path] = folder / f"{table}.parquet"
            ordered = f"FROM resolved.{table} ORDER BY record_id"
            warehouse.export(ordered, files[path])
    return files


def told_rows(world: World, path: str) -> pl.DataFrame:
    """Return the rows of a table as delivered; of a register all their versions.

    Then with `delivered_on` and `VERSIONS`, the days by comparison: a row that
    persists is that of May, as `checks.current` keeps it.
    """
    rows = in_order(path, both_rows(world, path))
    if path not in REGISTERS:
        return rows
    then, now = as_of_may(path, rows), rows.filter(IN_NOVEMBER)
    parts = zip((then, now), (FIRST_HALF, SECOND_HALF), strict=True)
    told = [part.with_columns(delivered_on=pl.lit(day)) for part, day in parts]
    both = pl.concat(told).drop(IN_MAY, IN_NOVEMBER).with_row_index("record_id")
    lines = both.select(
        "record_id", "delivered_on", supplier=pl.lit(path)
    ).with_columns(both.drop("delivered_on", "record_id").hash_rows().alias("content"))
    held = validity(lines).rename(dict(zip(VALIDITY_TYPES, VERSIONS, strict=True)))
    return both.join(held, on="record_id", maintain_order="left").drop("record_id")


def write_ties(world: World, folder: Path) -> Path:
    """Write who is whose relative, as identity draws it from those tables."""
    contracts = [one for one in all_contracts() if one.path in world.tables]
    telling = sorted({source.dataset for source in kin_sources(contracts)})
    accepted = write_clean(world, telling, folder)
    links = [empty(LINK)]
    for path, file in accepted.items():
        rows = pl.read_parquet(file)
        for role in person_roles(contract_for(path)):
            links.append(shaped(_links(path, role, rows), LINK))
    write_table(
        pl.concat(links), LINK, ["dataset", "role", "record_id"], folder / LINKS
    )
    tie_people(accepted, contracts, folder / LINKS, folder)
    return folder / TIE_FILE


def _links(path: str, role: PersonRole, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        "record_id",
        dataset=pl.lit(path),
        role=pl.lit(role.role),
        person_id=role_column(role.role, "person_id"),
        tier=role_column(role.role, "link_tier"),
        link_milli=role_column(role.role, "link_milli"),
        id_kind=role_column(role.role, "id_kind"),
        reason=pl.lit(None, dtype=pl.String),
    )


def resolved_rows(
    contract: Contract, rows: pl.DataFrame, codes: pl.DataFrame
) -> pl.DataFrame:
    """Return ideal rows under those columns of the resolved table that are known."""
    named = [name for name in contract.value_types if name in rows.columns]
    whole = rows.select(named).with_columns(_trace(contract))
    if VERSIONS[0] in rows.columns:
        whole = whole.with_columns(_versions(contract, rows))
    added = [_person(role, rows) for role in person_roles(contract)]
    added += [_organisation(role, rows, codes) for role in organisation_roles(contract)]
    return pl.concat([whole, *added], how="horizontal")


def _trace(contract: Contract) -> list[pl.Expr]:
    place = pl.int_range(pl.len(), dtype=pl.Int32)
    valid = {"valid_from": contract.valid_from, "valid_to": contract.valid_to}
    own = [pl.lit(SECOND_HALF).alias("delivered_on")]
    own += [pl.col(column).alias(name) for name, column in valid.items() if column]
    return [
        pl.format("{}-{}", pl.lit(contract.dataset), place).alias("record_id"),
        pl.lit(f"{contract.title}.csv").alias("source_file"),
        pl.lit("").alias("source_sheet"),
        (place + FIRST_ROW).alias("source_row"),
        pl.lit(contract.dataset).alias("delivery"),
        pl.lit(contract.owner).alias("supplier"),
        *own,
    ]


def _versions(contract: Contract, rows: pl.DataFrame) -> list[pl.Series]:
    """Return when each version came and held; its own dates go before."""
    found = [rows["delivered_on"]]
    own = (contract.valid_from, contract.valid_to)
    for name, compared, column in zip(VALIDITY_TYPES, VERSIONS, own, strict=True):
        day = rows[compared]
        known = (
            rows.select(pl.coalesce(column, compared)).to_series() if column else day
        )
        found.append(known.alias(name))
    return found


def _person(role: PersonRole, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the six columns of one role; nobody is tied where nobody is known."""
    true = "person" if role.role == "person" else f"{role.role}_person"
    nobody = pl.Series([NOBODY] * rows.height, dtype=pl.Int32)
    person = rows[true] if true in rows.columns else nobody
    absent = pl.Series([None] * rows.height, dtype=pl.String)
    number = rows[role.id_column] if role.id_column in rows.columns else absent
    name = rows[role.name_column] if role.name_column in rows.columns else absent
    tied = pl.lit(person >= 0)
    columns = judge_id_numbers(number).select(
        person_id=pl.when(tied).then("P" + pl.lit(person.cast(pl.String))),
        link_tier=pl.when(tied).then(pl.lit(TIER)),
        link_milli=pl.when(tied).then(pl.lit(LINK_MILLI, dtype=pl.Int32)),
        id_kind="id_kind",
        name_key=name_keys(name),
        id_text="id_text",
    )
    return columns.rename(lambda column: role_column(role.role, column))


def _organisation(
    role: OrganisationRole, rows: pl.DataFrame, codes: pl.DataFrame
) -> pl.DataFrame:
    own = _mentioned(role, rows).join(
        codes, on="name", how="left", maintain_order="left"
    )
    found = own.select(pl.coalesce("code", "known", "name"))
    return found.rename({"code": role_column(role.role, ORGANISATION_COLUMN)})


def known_codes(world: World) -> pl.DataFrame:
    """Return `name` and `known`: the one credit code that goes with each name."""
    mentions = [pl.DataFrame(schema={"name": pl.String, "code": pl.String})]
    for path, rows in sorted(world.tables.items()):
        roles = organisation_roles(contract_for(path))
        mentions += [_mentioned(role, rows).unique() for role in roles]
    spelled = world.spellings.select(name="spelling", code="credit_code")
    both = pl.concat([*mentions, spelled]).drop_nulls().unique()
    single = both.filter(pl.len().over("name") == 1)
    return single.select("name", known="code")


def _mentioned(role: OrganisationRole, rows: pl.DataFrame) -> pl.DataFrame:
    columns = {"name": role.name_column, "code": role.code_column}
    return rows.select(
        (pl.col(column) if column in rows.columns else pl.lit(None, dtype=pl.String))
        .cast(pl.String)
        .alias(name)
        for name, column in columns.items()
    )
