"""What a subject is called that is no person."""

from pathlib import Path

import polars as pl
import pytest

from clues.subject import Subject, load_subjects

FIRM = {"organisation_id": "O1", "organisation_name": "甲公司", "credit_code": "91X"}
NOBODY = {"person_id": "P1", "person_name": "甲", "id_number": "1"}


@pytest.mark.parametrize(
    ("kind", "key", "expected"),
    [
        ("person", "P1", Subject(name="甲", id_number="1")),
        ("household", "P1", Subject(name="甲", id_number="1")),
        ("person", "P2", Subject()),
        ("organisation", "O1", Subject(name="甲公司", id_number="91X")),
        ("unit", "云溪县财政局", Subject(name="云溪县财政局")),
        ("project", "XM001", Subject(name="XM001")),
        ("account", "6228001", Subject(id_number="6228001")),
    ],
)
def test_a_subject_is_called_by_what_is_known(
    tmp_path: Path, kind: str, key: str, expected: Subject
) -> None:
    pl.DataFrame([NOBODY]).write_parquet(tmp_path / "person.parquet")
    pl.DataFrame([FIRM]).write_parquet(tmp_path / "organisation.parquet")
    found = load_subjects(tmp_path / "person.parquet", {(kind, key)})
    assert found == {(kind, key): expected}
