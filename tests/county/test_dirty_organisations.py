"""Villages write firms by hand: each error is labelled, and identity undoes it."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from county.dirty_organisations import DAMAGE, RATES, soil_organisations
from county.world import World
from identity.link_organisations import link_organisations
from store.odcs import contract_for
from tests.county.accounts_world import table, world

BOOKS, KEY = "finance/village_voucher", b"a home's secret for tests only.."
FIRM = "云溪县宏祥建材有限公司"
TABLES = ("registry/company", "registry/unit", "finance/supplier", BOOKS)


@pytest.mark.parametrize(
    ("kind", "die", "expect"),
    [
        ("form", 0.1, "云溪县宏祥建材有限责任公司"),
        ("form", 0.9, "云溪县宏祥建材公司"),
        ("clipped", 0.0, "云溪县宏祥建材"),
        ("place", 0.1, "云溪宏祥建材有限公司"),
        ("place", 0.5, "宏祥建材有限公司"),
        ("place", 0.9, "湖北省云溪县宏祥建材有限公司"),
        ("moved", 0.0, "宏祥建材（云溪县）有限公司"),
        ("ear", 0.0, "云溪县红祥建材有限公司"),
        ("seal", 0.0, "云溪县宏祥建材有限公司（盖章）"),
        ("traditional", 0.0, "雲溪县宏祥建材有限公司"),
    ],
)
def test_a_clerk_writes(kind: str, die: float, expect: str) -> None:
    assert DAMAGE[kind](FIRM, die) == expect


def test_labels_exactly_the_names_that_it_changed() -> None:
    names = pl.Series([FIRM, None, "云溪县宏祥经营部"] * 2_000)
    written, errors = soil_organisations(names, np.random.default_rng(3))
    changed = (written != names).fill_null(value=False)
    assert (changed == (errors != "")).all()
    assert set(errors) == {"", *RATES}
    assert 0.06 < changed.sum() / names.len() < 0.1
    assert (written.is_null() == names.is_null()).all()


def test_the_world_notes_whom_each_handwritten_name_means() -> None:
    noted = world().spellings
    suppliers = table("finance/supplier").select(
        "supplier_name", credit_code="supplier_credit_code"
    )
    joined = noted.join(suppliers, on="credit_code")
    assert joined.height == noted.height > 0
    clean = joined.filter(pl.col("error") == "")
    assert (clean["spelling"] == clean["supplier_name"]).all()
    written = table(BOOKS)["payee_organisation"].drop_nulls().unique()
    assert set(written) == set(noted["spelling"])


def test_identity_ties_them_to_the_right_code_or_to_none(tmp_path: Path) -> None:
    tied = _tied(world(), tmp_path)
    means = (
        world()
        .spellings.group_by("spelling")
        .agg(pl.col("credit_code").unique().alias("codes"), pl.col("error").max())
    )
    judged = tied.join(means, on="spelling", how="left").with_columns(
        right=pl.col("credit_code").is_in(pl.col("codes"))
    )
    assert not (~judged["right"]).any()
    regular = judged.filter(
        ~pl.col("error").is_in(["", "ear"]), pl.col("reason").ne_missing("two_codes")
    )
    assert regular.height > 30
    assert regular["right"].fill_null(value=False).mean() == 1
    assert judged.filter(pl.col("error") == "ear")["tier"].unique().to_list() == ["O6"]


def _tied(given: World, folder: Path) -> pl.DataFrame:
    """Return `spelling, credit_code, tier, reason` of each row of the books."""
    accepted: dict[str, Path] = {}
    for path in TABLES:
        contract = contract_for(path)
        rows = given.tables[path].with_row_index("record_id")
        here = [
            (pl.col(name) if name in rows.columns else pl.lit(None))
            .cast(kind)
            .alias(name)
            for name, kind in contract.schema.items()
        ]
        accepted[path] = folder / f"{contract.dataset}.parquet"
        rows.select(here).write_parquet(accepted[path])
    contracts = [contract_for(path) for path in TABLES]
    link_organisations(accepted, contracts, folder, key=KEY)
    links = pl.read_parquet(folder / "organisation_link.parquet")
    organisations = pl.read_parquet(folder / "organisation.parquet")
    books = pl.read_parquet(accepted[BOOKS]).select(
        "record_id", pl.col("payee_organisation").alias("spelling")
    )
    here_tied = links.filter(pl.col("dataset") == BOOKS).join(books, on="record_id")
    return here_tied.join(organisations, on="organisation_id")
