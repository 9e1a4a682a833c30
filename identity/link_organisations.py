"""Link organisations: by code, by full name, by name core and further facts."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from identity.organisation_mention import (
    GIVEN,
    REGISTERS,
    Source,
    gazetteer_of,
    known_places,
    name_parts,
    organisation_sources,
    read_mentions,
)
from identity.organisation_parent import parents
from identity.organisation_tie import ASKED, PARTS, tie_names
from identity.organisation_tier import CODE, NAME_ONLY, tier_columns
from identity.pseudonym import pseudonyms
from identity.table import Pieces, write_table
from store.contract import Contract
from store.normalise.organisation_core import Gazetteer
from store.normalise.organisation_name import organisation_keys
from store.tables import ORGANISATION, Columns

ORGANISATION_LINK: Columns = {
    "dataset": "VARCHAR",
    "role": "VARCHAR",
    "record_id": "VARCHAR",
    "organisation_id": "VARCHAR",
    "tier": "VARCHAR",
    "link_milli": "INTEGER",
    "reason": "VARCHAR",
    "explanation": "VARCHAR",
}
LEAST_FORMER = 4  # characters; a shorter former name (筹建) names nobody
CODE_TAIL = (8, 9)  # where the organisation code stands in a credit code


def link_organisations(
    accepted: Mapping[str, Path],
    contracts: Sequence[Contract],
    out: Path,
    *,
    key: bytes,
) -> int:
    """Write `organisation` and `organisation_link`; return how many organisations.

    A valid code is the organisation; two are never merged. A name without one is tied
    to the code that it means (`identity.organisation_tier`), else it is an
    organisation of its own. A branch is its own, with the head office's id as
    `parent_id`.
    """
    sources = organisation_sources(accepted, contracts)
    mentions = read_mentions(sources)
    gazetteer = gazetteer_of(mentions, known_places(accepted, contracts))
    parts = name_parts(mentions["organisation_name"], gazetteer)
    whole = mentions.join(parts, on="organisation_name", how="left", nulls_equal=True)
    coded = _coded(whole, gazetteer)
    facts = whole.filter(pl.col("code").is_not_null()).select("code", "leader", "spot")
    tied = _identified(_tied(whole, coded, facts), key)
    _write_links(sources, tied, out)
    organisations = _organisations(tied).join(
        parents(tied, coded, gazetteer), on="organisation_id", how="left"
    )
    order = ["organisation_id"]
    write_table(organisations, ORGANISATION, order, out / "organisation.parquet")
    return organisations.height


def _coded(mentions: pl.DataFrame, gazetteer: Gazetteer) -> pl.DataFrame:
    """Return every valid code with each of its names, former ones included."""
    named = mentions.filter(
        pl.col("code").is_not_null(), pl.col("name_key").is_not_null()
    )
    columns = ["code", "name_key", *PARTS]
    former = pl.concat(
        [
            named.select("code", pl.col(column).alias("organisation_name"))
            for column in ("former", "earlier")
        ]
    ).drop_nulls()
    keyed = former.with_columns(
        organisation_keys(former["organisation_name"]).alias("name_key")
    ).filter(pl.col("name_key").str.len_chars() >= LEAST_FORMER)
    parted = keyed.join(
        name_parts(keyed["organisation_name"], gazetteer), on="organisation_name"
    )
    present = named.select(*columns, pl.lit(value=False).alias("is_former")).unique()
    past = parted.select(*columns, pl.lit(value=True).alias("is_former")).unique()
    return pl.concat([present, past])


def _tied(
    mentions: pl.DataFrame, coded: pl.DataFrame, facts: pl.DataFrame
) -> pl.DataFrame:
    """Return the mentions with the `code` they mean, `tier` and `reason`."""
    numbered = _by_old_number(mentions)
    asked = numbered.filter(
        pl.col("code").is_null(), pl.col("name_key").is_not_null()
    ).select(*ASKED, *PARTS)
    # Two spellings of one key may differ in their brackets: the first one counts.
    distinct = asked.sort(*ASKED, *PARTS).unique(ASKED, keep="first")
    named = tie_names(distinct, coded, facts)
    found = numbered.join(
        named.select(*ASKED, "found_code", "tier", "reason"),
        on=ASKED,
        how="left",
        nulls_equal=True,
    )
    has_code = pl.col("code").is_not_null()
    own = found.with_columns(
        pl.coalesce("code", "found_code").alias("code"),
        pl.when(has_code).then(pl.lit(CODE.name)).otherwise("tier").alias("tier"),
        pl.when(~has_code).then("reason").alias("reason"),
    )
    return _by_shared_number(own)


def _by_old_number(mentions: pl.DataFrame) -> pl.DataFrame:
    """Return the mentions with the code that holds their organisation code."""
    known = mentions.select(pl.col("code").drop_nulls().unique())
    tails = known.with_columns(pl.col("code").str.slice(*CODE_TAIL).alias("number"))
    single = tails.filter(pl.len().over("number") == 1)
    return mentions.join(
        single.rename({"code": "number_code"}), on="number", how="left"
    ).with_columns(pl.coalesce("code", "number_code").alias("code"))


def _by_shared_number(mentions: pl.DataFrame) -> pl.DataFrame:
    """Return the mentions with the code that others of their old number mean."""
    numbered = mentions.filter(pl.col("number").is_not_null())
    codes = numbered.group_by("number").agg(
        pl.col("code").drop_nulls().unique().alias("codes")
    )
    single = codes.filter(pl.col("codes").list.len() == 1).select(
        "number", pl.col("codes").list.first().alias("shared_code")
    )
    moved = pl.col("code").is_null() & pl.col("number").is_not_null()
    return mentions.join(single, on="number", how="left").with_columns(
        pl.coalesce("code", "shared_code").alias("code"),
        pl.when(moved).then(pl.lit(CODE.name)).otherwise("tier").alias("tier"),
        pl.when(~moved).then("reason").alias("reason"),
    )


def _identified(mentions: pl.DataFrame, key: bytes) -> pl.DataFrame:
    """Return the mentions with `organisation_id`, null where nobody is named."""
    basis = mentions.with_columns(
        pl.coalesce(
            "organisation|" + pl.col("code"),
            "organisation|number|" + pl.col("number"),
            "organisation|name|" + pl.col("name_key"),
        ).alias("basis")
    )
    distinct = basis.select(pl.col("basis").drop_nulls().unique())
    ids = distinct.with_columns(
        pseudonyms("O", distinct["basis"], key).alias("organisation_id")
    )
    return basis.join(ids, on="basis", how="left").with_columns(
        pl.col("tier").fill_null(NAME_ONLY.name)
    )


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
            rows = source.rows().collect().join(here, on=GIVEN, nulls_equal=True)
            links.add(rows.with_columns(tier_columns()).sort("record_id"))
        links.gather(out / "organisation_link.parquet")
