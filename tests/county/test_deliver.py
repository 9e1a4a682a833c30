"""Deliveries: every file can be read, and the truth knows each of its rows."""

import hashlib
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from connectors.delivery import find_deliveries
from connectors.take import take_delivery
from county.build import build_county
from county.files import all_files
from county.layouts import Layout, columns_of
from county.page import Page
from county.print_cells import NUMBER, TEXT
from county.write_plain import write_xls
from store.errors import SettingsError
from store.heading import plain_heading
from store.home import Home
from store.odcs import all_contracts, contract_for
from store.settings import load_home_key, load_settings
from store.snapshot import Snapshot
from tests.support.books import cells_of

PEOPLE, SEED = 1500, 4
LATER = date(2026, 11, 20)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a small county, built once."""
    root = tmp_path_factory.mktemp("county")
    build_county(root, people=PEOPLE, seed=SEED)
    return Home(root)


@pytest.fixture(scope="module")
def snapshots(home: Home) -> tuple[Snapshot, ...]:
    """Return what the connectors took of the whole inbox."""
    found: list[Snapshot] = []
    inbox = find_deliveries(home.inbox, as_of=LATER, settle_seconds=0)
    assert inbox.refusals == ()
    for delivery in inbox.deliveries:
        intake = take_delivery(delivery, home.snapshots, all_contracts())
        assert intake.refusals == (), delivery.name
        found += [Snapshot.load(folder) for folder in intake.snapshots]
    return tuple(found)


def _layouts() -> dict[int, tuple[str, Layout]]:
    return {id(file.layout): (file.path, file.layout) for file in all_files()}


def test_makes_a_ready_home(home: Home) -> None:
    settings = load_settings(home)
    assert settings.operator.role == "viewer"
    assert len(load_home_key(home)) == 32
    assert {p.name for p in home.truth.iterdir()} == {
        "rows.parquet",
        "persons.parquet",
        "cases.parquet",
        "organisations.parquet",
    }


def test_delivers_every_dataset_in_files_that_can_be_read(
    snapshots: tuple[Snapshot, ...],
) -> None:
    taken = {snapshot.dataset.rpartition("/")[2] for snapshot in snapshots}
    assert taken == {contract.dataset for contract in all_contracts()}


def test_the_truth_knows_each_row_where_the_connectors_find_it(
    home: Home, snapshots: tuple[Snapshot, ...]
) -> None:
    truth = pl.read_parquet(home.truth / "rows.parquet")
    labelled = set(truth.select("file", "sheet", "row").iter_rows())
    read: set[tuple[str, str, int]] = set()
    for snapshot in snapshots:
        rows = pl.read_parquet(home.snapshots / snapshot.id / "rows.parquet")
        parts = rows["part"].to_list()
        for part, row in zip(parts, rows["source_row"].to_list(), strict=True):
            paper = snapshot.parts[int(part)]
            read.add((paper.file, paper.sheet, int(row)))
    assert read == labelled


def test_the_truth_names_a_person_and_the_errors_of_a_row(home: Home) -> None:
    truth = pl.read_parquet(home.truth / "rows.parquet")
    persons = pl.read_parquet(home.truth / "persons.parquet")
    known = truth.filter(pl.col("person") >= 0)
    assert known["person"].max() < persons.height  # type: ignore[operator]  # an int
    assert {"format", "fifteen", "missing"} <= set(truth["id_error"])
    keys = truth.select("file", "sheet", "row", "role")
    assert keys.is_duplicated().sum() == 0


def test_says_who_a_delivered_number_belongs_to(
    home: Home, snapshots: tuple[Snapshot, ...]
) -> None:
    truth = pl.read_parquet(home.truth / "rows.parquet")
    persons = pl.read_parquet(home.truth / "persons.parquet")
    snapshot = next(s for s in snapshots if s.dataset.endswith("migrant"))
    rows = pl.read_parquet(home.snapshots / snapshot.id / "rows.parquet")
    sheets = [part.sheet for part in snapshot.parts]
    rows = rows.with_columns(
        sheet=pl.Series(sheets).gather(rows["part"]), row=pl.col("source_row")
    )
    clean = truth.filter(
        pl.col("dataset") == "relief/migrant", pl.col("id_error") == ""
    )
    joined = rows.join(clean, on=["sheet", "row"]).join(persons, on="person")
    own = joined.filter(pl.col("id_number") == pl.col("id_number_right"))
    assert own.height == joined.height > 10


def test_spells_at_least_a_tenth_of_the_headings_in_its_own_way() -> None:
    printed = first = unknown = 0
    for path, layout in _layouts().values():
        contract = contract_for(path)
        for name, heading in zip(layout.names, layout.headings, strict=True):
            unknown += not name
            if name:
                printed += 1
                title = contract.column(name).title
                first += plain_heading(title) == plain_heading(heading)
    assert first <= 0.9 * printed
    assert unknown >= 5


def test_delivers_mostly_workbooks_and_some_dbf(home: Home) -> None:
    truth = pl.read_parquet(home.truth / "rows.parquet").filter(
        pl.col("role").is_in(["person", "", "legal_representative"])
    )
    kinds = truth["file"].str.split(".").list.last().value_counts(normalize=True)
    share = dict(kinds.iter_rows())
    assert share["xlsx"] + share["xls"] >= 0.6
    assert share["dbf"] >= 0.05


def test_delivers_one_month_again_with_its_amounts_put_right(
    snapshots: tuple[Snapshot, ...],
) -> None:
    months = [
        s
        for s in snapshots
        if s.dataset.endswith("pension_payment") and "更正" in s.delivery
    ]
    assert [s.delivered_on for s in months] == [date(2026, 5, 20)]


def test_a_register_comes_twice_and_is_typed_once(
    home: Home, snapshots: tuple[Snapshot, ...]
) -> None:
    cars = [s for s in snapshots if s.dataset.endswith("/vehicle")]
    days = sorted(cars, key=lambda snapshot: snapshot.delivered_on)
    assert [s.delivered_on for s in days] == [date(2026, 5, 6), date(2026, 11, 6)]
    then, now = (pl.read_parquet(home.snapshots / s.id / "rows.parquet") for s in days)
    same = then.join(now, on=["plate_kind", "plate_number"], suffix="_now")
    assert same.height > 0.9 * then.height
    for column in ("person_name", "id_number"):
        kept = pl.col(column).eq_missing(pl.col(f"{column}_now"))
        moved = same.filter(~kept)
        assert moved.height < 0.02 * same.height, column


def test_leaves_a_very_few_amounts_unreadable(
    home: Home, snapshots: tuple[Snapshot, ...]
) -> None:
    lost = total = 0
    for snapshot in snapshots:
        if snapshot.dataset.endswith(("pension_payment", "dibao_payment")):
            rows = pl.read_parquet(home.snapshots / snapshot.id / "rows.parquet")
            lost += int((rows["amount_fen"] == "待核").sum())
            total += rows.height
    assert lost < 0.003 * total


def test_writes_the_same_bytes_for_the_same_numbers(home: Home, tmp_path: Path) -> None:
    build_county(tmp_path, people=PEOPLE, seed=SEED)
    for folder in ("inbox", "truth", "keys"):
        assert _digests(tmp_path / folder) == _digests(home.root / folder)


def _digests(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(
            file.read_bytes()
        ).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_refuses_a_folder_that_is_a_home_already(home: Home) -> None:
    with pytest.raises(SettingsError, match="已经是工作目录"):
        build_county(home.root, people=PEOPLE, seed=SEED)


def test_refuses_a_county_too_small_for_its_cases(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="放不下"):
        build_county(tmp_path, people=20, seed=1)


def test_a_workbook_keeps_its_zeros_and_leaves_empty_cells_out(tmp_path: Path) -> None:
    layout = Layout(
        title="清册", columns=columns_of("person_name:姓名 amount_fen:金额")
    )
    cells = pl.DataFrame({"c0": ["某甲", "某乙"], "c1": ["0", None]})
    page = Page(name="一月", layout=layout, cells=cells, kinds=(TEXT, NUMBER))
    write_xls(tmp_path / "清册.xls", [page])
    rows = cells_of(tmp_path / "清册.xls")["一月"]
    assert rows == [["姓名", "金额"], ["某甲", "0"], ["某乙", ""]]
