"""Ideal rows as identity hands them over: who each row is about, and which firm."""

from datetime import date
from pathlib import Path

import polars as pl

from county.simulate import simulate
from store.odcs import contract_for
from store.resolved import resolved_types
from tests.support.clean_tables import known_codes, write_clean, write_ties

PENSION, VOUCHER = "social_security/pension_payment", "finance/village_voucher"
UNIT, COMPANY = "registry/unit", "registry/company"
VEHICLE, PLATE = "registry/vehicle", ["plate_kind", "plate_number"]
MAY, NOVEMBER = date(2026, 5, 6), date(2026, 11, 6)


def written(folder: Path, *paths: str) -> dict[str, pl.DataFrame]:
    files = write_clean(simulate(1000, 5), paths, folder)
    return {path: pl.read_parquet(file) for path, file in files.items()}


def test_every_column_of_the_resolved_table_is_there(tmp_path: Path) -> None:
    tables = written(tmp_path, PENSION, COMPANY)
    for path, rows in tables.items():
        assert rows.columns == list(resolved_types(contract_for(path)))
        assert rows["record_id"].n_unique() == rows.height > 0


def test_a_register_has_the_versions_of_may_and_november(tmp_path: Path) -> None:
    world = simulate(1000, 5)
    gone = world.tables[VEHICLE].filter(pl.col("left_on").is_null()).head(1)
    world.tables[VEHICLE] = world.tables[VEHICLE].join(gone, PLATE, "anti")
    world.earlier[VEHICLE] = gone.with_columns(gone_on=date(2026, 8, 1))
    rows = pl.read_parquet(write_clean(world, [VEHICLE], tmp_path)[VEHICLE])
    plates = rows.group_by(PLATE).agg(
        pl.col("delivered_on").sort(), pl.col("valid_to").sort(nulls_last=True)
    )
    kept = {row[:2]: row[2:] for row in plates.iter_rows()}
    assert kept[gone.select(PLATE).row(0)] == ([MAY], [date(2026, 11, 5)])
    told = world.tables[VEHICLE].select(*PLATE, "acquired_on", "left_on")
    for *plate, bought, left in told.iter_rows():
        if bought > MAY:
            assert kept[tuple(plate)] == ([NOVEMBER], [left])
        elif left is None or left <= MAY:
            assert kept[tuple(plate)] == ([MAY], [left])
        else:
            ends = sorted([date(2026, 11, 5), left])
            assert kept[tuple(plate)] == ([MAY, NOVEMBER], ends)


def test_everybody_is_tied_to_the_right_person(tmp_path: Path) -> None:
    rows = written(tmp_path, PENSION)[PENSION]
    people = simulate(1000, 5).persons
    named = rows.with_columns(
        person=pl.col("person_id").str.strip_prefix("P").cast(pl.Int32)
    ).join(people, on="person", suffix="_true")
    assert named.height == rows.height
    assert (named["id_text"] == named["id_number_true"]).all()
    assert set(rows["id_kind"]) == {"valid"}
    assert set(rows["link_tier"]) == {"T1"}


def test_an_organisation_is_its_code_however_a_clerk_wrote_it(tmp_path: Path) -> None:
    codes = known_codes(simulate(1000, 5))
    assert not codes["name"].is_duplicated().any()
    tables = written(tmp_path, UNIT, COMPANY, VOUCHER)
    for path in (UNIT, COMPANY):
        assert tables[path]["organisation_id"].equals(
            tables[path]["credit_code"].alias("organisation_id")
        )
    firms = tables[VOUCHER].select(pl.col("^.*organisation_id$")).drop_nulls()
    assert set(firms.to_series()) & set(tables[COMPANY]["credit_code"])


def test_spouses_are_tied_by_the_register_of_marriages(tmp_path: Path) -> None:
    world = simulate(1000, 5)
    ties = pl.read_parquet(write_ties(world, tmp_path))
    assert set(ties["tier"]) == {"T1"}
    married = ties.filter(pl.col("kind") == "婚姻", pl.col("valid_to").is_null())
    number = pl.col("person_id", "other_person_id").str.strip_prefix("P")
    pairs = married.select(number.cast(pl.Int32))
    spouse = dict(world.persons.select("person", "spouse").iter_rows())
    known = [(one, two) for one, two in pairs.iter_rows() if spouse[one] >= 0]
    assert known
    assert all(spouse[one] == two for one, two in known)
