"""Link organisations: by valid credit code, else by the key of their name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from identity.pseudonym import pseudonyms
from identity.table import Pieces, write_table
from store.contract import Contract
from store.normalise.credit_code import read_credit_codes
from store.normalise.organisation_name import organisation_keys
from store.resolved import organisation_roles
from store.tables import ORGANISATION, Columns

ORGANISATION_LINK: Columns = {
    "dataset": "VARCHAR",
    "role": "VARCHAR",
    "record_id": "VARCHAR",
    "organisation_id": "VARCHAR",
}
MENTION = ("credit_code", "organisation_name")
REGISTERS = ("registry/company", "registry/unit")
COUNTED = pl.Schema(
    {
        "credit_code": pl.String,
        "organisation_name": pl.String,
        "rows": pl.Int64,
        "source": pl.Int32,
        "dataset": pl.String,
    }
)


@dataclass(frozen=True, kw_only=True)
class Source:
    """One organisation role of one dataset, and the columns it fills."""

    dataset: str
    role: str
    accepted: Path
    code_column: str | None
    name_column: str | None

    def rows(self) -> pl.LazyFrame:
        """Return `record_id, credit_code, organisation_name` where one is named."""
        nothing = pl.lit(None, pl.String)
        code = nothing if self.code_column is None else pl.col(self.code_column)
        name = nothing if self.name_column is None else pl.col(self.name_column)
        columns = {"credit_code": code, "organisation_name": name}
        rows = pl.scan_parquet(self.accepted).select("record_id", **columns)
        return rows.filter(pl.any_horizontal(pl.col(MENTION).is_not_null()))


def link_organisations(
    accepted: Mapping[str, Path],
    contracts: Sequence[Contract],
    out: Path,
    *,
    key: bytes,
) -> int:
    """Write `organisation` and `organisation_link`; return how many organisations.

    A valid code is the organisation. A name without one joins the single code
    that stands beside that name anywhere in the data; beside two codes, or none,
    it is an organisation of its own. Two codes are never merged.
    """
    sources = _sources(accepted, contracts)
    mentions = _identified(_mentions(sources), key)
    _write_links(sources, mentions, out)
    organisations = _organisations(mentions)
    order = ["organisation_id"]
    write_table(organisations, ORGANISATION, order, out / "organisation.parquet")
    return organisations.height


def _sources(
    accepted: Mapping[str, Path], contracts: Sequence[Contract]
) -> tuple[Source, ...]:
    found = [
        Source(
            dataset=contract.path,
            role=role.role,
            accepted=accepted[contract.path],
            code_column=role.code_column,
            name_column=role.name_column,
        )
        for contract in contracts
        if contract.path in accepted
        for role in organisation_roles(contract)
    ]
    return tuple(sorted(found, key=lambda source: (source.dataset, source.role)))


def _mentions(sources: Sequence[Source]) -> pl.DataFrame:
    """Return each source's distinct mentions with `code` and `name_key`."""
    counted = pl.concat(
        [COUNTED.to_frame(), *(_counted(at, one) for at, one in enumerate(sources))]
    )
    return counted.with_columns(
        read_credit_codes(counted["credit_code"]).alias("code"),
        organisation_keys(counted["organisation_name"]).alias("name_key"),
    )


def _counted(at: int, source: Source) -> pl.DataFrame:
    grouped = source.rows().group_by(MENTION).agg(pl.len().cast(pl.Int64).alias("rows"))
    return grouped.collect().with_columns(
        pl.lit(at, pl.Int32).alias("source"), pl.lit(source.dataset).alias("dataset")
    )


def _identified(mentions: pl.DataFrame, key: bytes) -> pl.DataFrame:
    """Return the mentions with `code` completed and `organisation_id`."""
    codes = (
        mentions.filter(pl.col("name_key").is_not_null())
        .group_by("name_key")
        .agg(pl.col("code").drop_nulls().unique().alias("codes"))
    )
    single = codes.filter(pl.col("codes").list.len() == 1).select(
        "name_key", pl.col("codes").list.first().alias("only_code")
    )
    joined = mentions.join(single, on="name_key", how="left").with_columns(
        pl.coalesce("code", "only_code").alias("code")
    )
    basis = joined.with_columns(
        pl.coalesce(
            "organisation|" + pl.col("code"),
            "organisation|name|" + pl.col("name_key"),
        ).alias("basis")
    )
    distinct = basis.select(pl.col("basis").drop_nulls().unique())
    ids = distinct.with_columns(
        pseudonyms("O", distinct["basis"], key).alias("organisation_id")
    )
    return basis.join(ids, on="basis", how="left")


def _organisations(mentions: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each organisation, under its registered or usual name."""
    tied = mentions.filter(pl.col("organisation_id").is_not_null())
    totals = tied.group_by("organisation_id").agg(
        pl.col("code").first().alias("credit_code"),
        pl.col("rows").sum().alias("records"),
    )
    spellings = tied.group_by("organisation_id", "organisation_name").agg(
        pl.col("dataset").is_in(REGISTERS).any().alias("is_registered"),
        pl.col("organisation_name").is_not_null().any().alias("is_named"),
        pl.col("rows").sum(),
    )
    order = ["organisation_id", "is_named", "is_registered", "rows"]
    ranked = spellings.sort(
        [*order, "organisation_name"], descending=[False, True, True, True, False]
    )
    usual = ranked.unique("organisation_id", keep="first", maintain_order=True)
    return totals.join(
        usual.select("organisation_id", "organisation_name"), on="organisation_id"
    )


def _write_links(sources: Sequence[Source], mentions: pl.DataFrame, out: Path) -> None:
    tied = mentions.filter(pl.col("organisation_id").is_not_null())
    with TemporaryDirectory(dir=out) as folder:
        links = Pieces(Path(folder), ORGANISATION_LINK)
        for at, source in enumerate(sources):
            here = tied.filter(pl.col("source") == at).with_columns(
                pl.lit(source.role).alias("role")
            )
            rows = source.rows().collect().join(here, on=MENTION, nulls_equal=True)
            links.add(rows.sort("record_id"))
        links.gather(out / "organisation_link.parquet")
