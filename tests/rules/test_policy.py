"""Dated, regional, cited policy tables and an office's own."""

from datetime import date
from pathlib import Path

import pytest

import rules.policy
from rules.policy import policy_digest, policy_tables
from store.errors import RuleError

HEADER = "region,registry,days,valid_from,valid_to,source,verified\n"


def home(tmp_path: Path, *rows: str, name: str = "registry_lag.csv") -> Path:
    """Write an office's own table; return the folder."""
    (tmp_path / name).write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


def test_ships_every_table_with_dates_as_dates() -> None:
    tables = policy_tables(None)
    rates = tables["lpr_1y"]
    assert rates["valid_from"].min() == date(2019, 8, 20)
    shipped = {file.stem for file in Path(rules.policy.__file__).parent.glob("*.csv")}
    assert set(tables) == shipped


def test_an_office_replaces_the_shipped_rows(tmp_path: Path) -> None:
    folder = home(tmp_path, ",death,90,2000-01-01,,本县规定,yes")
    assert policy_tables(folder)["registry_lag"]["days"].to_list() == [90]
    assert policy_digest(folder) != policy_digest(None)


def test_an_empty_policy_folder_changes_nothing(tmp_path: Path) -> None:
    assert policy_digest(tmp_path) == policy_digest(None)


def test_rows_of_the_offices_region_go_before_the_countrys(tmp_path: Path) -> None:
    folder = home(
        tmp_path,
        ",death,60,2000-01-01,,国家,no",
        "420281,death,45,2000-01-01,,本县,no",
        "420000,death,30,2000-01-01,,别处,no",
    )
    assert policy_tables(folder)["registry_lag"]["days"].to_list() == [60]
    (folder / "region.toml").write_text('region = "420281"\n', encoding="utf-8")
    assert policy_tables(folder)["registry_lag"]["days"].to_list() == [45]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            (
                ",death,60,2000-01-01,2020-12-31,甲,no",
                ",death,30,2020-12-31,,乙,no",
            ),
            "重叠",
        ),
        ((",death,60,2000-01-01,,甲,no", ",death,30,2020-12-31,,乙,no"), "重叠"),
        (
            (
                ",death,60,2000-01-01,2020-12-30,甲,no",
                ",death,30,2021-01-01,,乙,no",
            ),
            "空档",
        ),
        ((",death,sixty,2000-01-01,,甲,no",), "第 2 行"),
        ((",death,60,2000-13-01,,甲,no",), "第 2 行"),
        ((",death,60,2000-01-01,1999-01-01,甲,no",), "早于"),
        ((",death,60,2000-01-01,,,no",), "source 为空"),
        ((",death,60,2000-01-01,,甲,maybe",), "verified"),
        ((",death,60,2000-01-01,,甲",), "单元格数"),
        ((",death,60,2000-01-01,,甲,no,more",), "单元格数"),
    ],
)
def test_refuses_tables_that_contradict_themselves(
    tmp_path: Path, rows: tuple[str, ...], message: str
) -> None:
    with pytest.raises(RuleError, match=message):
        policy_tables(home(tmp_path, *rows))


def test_refuses_unknown_columns_and_tables(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="不认识的政策表"):
        policy_tables(home(tmp_path, name="vehicle_limit.csv"))
    (tmp_path / "vehicle_limit.csv").unlink()
    (tmp_path / "registry_lag.csv").write_text("region,dayz\n", encoding="utf-8")
    with pytest.raises(RuleError, match="dayz"):
        policy_tables(tmp_path)


@pytest.mark.parametrize("text", ['regoin = "420281"', "region = 420281", "region = "])
def test_refuses_a_region_it_cannot_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "region.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match="region"):
        policy_tables(tmp_path)
