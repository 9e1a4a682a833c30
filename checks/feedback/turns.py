"""Each dataset of each delivery with all that was found in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

import polars as pl

from checks.feedback.covering import covers
from checks.feedback.finding import (
    FINDING,
    Delivered,
    identified,
    quarantined,
    sanity_findings,
    whole_findings,
    withheld,
)
from checks.feedback.settle import Turn
from checks.interpret import ID_DIGITS
from checks.sanity.card import SanityCheck
from store.contract import Mode
from store.digest import digest_json


@dataclass(frozen=True, kw_only=True)
class Refused:
    """One delivery of which a file or dataset could not be taken, and why.

    `told` are `dataset, message, remedy`; `files` names and SHA-256.
    """

    supplier: str
    delivery: str
    delivered_on: date
    files: tuple[tuple[str, str], ...]
    told: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """Who writes the letters, when, and the home's secret."""

    office: str
    as_of: date
    key: bytes
    titles: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Material:
    """What was found tonight.

    `sanity` are the checks that ran with their tables of findings.
    """

    delivered: Sequence[Delivered]
    refused: Sequence[Refused]
    sanity: Sequence[tuple[SanityCheck, Path]]

    @property
    def ordered(self) -> list[Delivered]:
        """Return what was delivered, from the first to the last."""
        return sorted(
            self.delivered, key=lambda d: (d.delivered_on, d.snapshot.delivery)
        )


def turns_of(material: Material, issuer: Issuer) -> Iterator[Turn]:
    """Yield each dataset of each delivery with its findings, in their order."""
    ordered, sanity = material.ordered, material.sanity
    places = _places(ordered, sanity)
    issues = pl.concat(
        [
            FINDING.to_frame()
            .with_columns(
                supplier=pl.lit(None, pl.String), delivery=pl.lit(None, pl.String)
            )
            .select("supplier", "delivery", *FINDING),
            *(sanity_findings(pl.read_parquet(f), c, places) for c, f in sanity),
        ]
    )
    for one in ordered:
        papers = one.snapshot
        owners = [
            other
            for other in ordered
            if other.snapshot.dataset == papers.dataset
            and other.snapshot.supplier == papers.supplier
        ]
        mine = issues.filter(pl.col("dataset") == papers.dataset, _is_of(one, owners))
        found = pl.concat(
            [quarantined(one), withheld(one), mine.select(FINDING.names())]
        )
        yield Turn(
            supplier=papers.supplier,
            dataset=papers.dataset,
            delivery=papers.delivery,
            basis=papers.id,
            findings=_placed(identified(found, owners, issuer.key), one),
            covers=covers(one, issuer.key),
        )
    yield from _refusals(material.refused, issuer)


def _is_of(one: Delivered, owners: Sequence[Delivered]) -> pl.Expr:
    """Say which data issues a delivery is told of.

    Its own rows; of a register that has come again, also the rows that stand since
    an earlier delivery. What is about the whole goes to the delivery that it names,
    else to the supplier's latest.
    """
    prefixes = [o.snapshot.id[:ID_DIGITS] for o in _standing(one, owners)]
    own = pl.col("record_id").str.head(ID_DIGITS).is_in(prefixes)
    named = pl.col("delivery").fill_null(owners[-1].snapshot.delivery)
    whole = (named == one.snapshot.delivery) & (
        pl.col("supplier") == one.snapshot.supplier
    )
    return pl.when(pl.col("record_id").is_null()).then(whole).otherwise(own)


def _standing(one: Delivered, owners: Sequence[Delivered]) -> Sequence[Delivered]:
    if one.contract.mode is not Mode.FULL:
        return [one]
    return owners[: owners.index(one) + 1]


def _places(
    ordered: Sequence[Delivered], sanity: Sequence[tuple[SanityCheck, Path]]
) -> pl.DataFrame:
    """Return where the records of the data issues stand."""
    named = [pl.scan_parquet(file).select("record_id") for _, file in sanity]
    empty = pl.LazyFrame(schema={"record_id": pl.String})
    wanted = pl.concat([empty, *named]).drop_nulls().unique()
    columns = {"file": "source_file", "sheet": "source_sheet", "row": "source_row"}
    frames = [
        pl.scan_parquet(one.accepted)
        .select("record_id", **{n: pl.col(c) for n, c in columns.items()})
        .join(wanted, on="record_id", how="semi")
        for one in ordered
    ]
    types = {"record_id": pl.String, "file": pl.String, "sheet": pl.String}
    nothing = pl.LazyFrame(schema={**types, "row": pl.Int32})
    return pl.concat([nothing, *frames]).collect()


def _placed(findings: pl.DataFrame, one: Delivered) -> pl.DataFrame:
    """Return the findings with the column headed as the department wrote it."""
    written = [
        {"file": part.file, "sheet": part.sheet, "column_name": name, "written": text}
        for part in one.snapshot.parts
        for name, text in part.headings.items()
    ]
    names = ("file", "sheet", "column_name", "written")
    types = pl.Schema((name, pl.String) for name in names)
    headed = findings.join(
        pl.DataFrame(written, schema=types),
        on=["file", "sheet", "column_name"],
        how="left",
        maintain_order="left",
    )
    titles = {column.name: column.title for column in one.contract.columns}
    titled = pl.col("column_name").replace_strict(titles, default="")
    return headed.with_columns(
        pl.coalesce("written", titled).alias("column"),
        pl.lit(one.contract.title).alias("title"),
    ).drop("written")


def _refusals(refused: Sequence[Refused], issuer: Issuer) -> Iterator[Turn]:
    for one in refused:
        for dataset, group in groupby(sorted(one.told), key=lambda told: told[0]):
            told = [("refused", message, remedy) for _, message, remedy in group]
            found = identified(whole_findings(dataset, told), [], issuer.key)
            title = issuer.titles.get(dataset, "未识别")
            yield Turn(
                supplier=one.supplier,
                dataset=dataset,
                delivery=one.delivery,
                basis=digest_json([list(entry) for entry in (*one.files, *told)]),
                findings=found.with_columns(
                    pl.lit("").alias("column"), pl.lit(title).alias("title")
                ),
                covers=lambda earlier: pl.repeat(
                    value=False, n=earlier.height, eager=True
                ),
            )
