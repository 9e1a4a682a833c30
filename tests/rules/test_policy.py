"""An office's own policy tables over those that ship."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.policy import policy_digest, policy_tables
from rules.policy.faults import faults_in
from rules.policy.in_force import rows_in_force, shipped_rows
from rules.policy.known import new_words
from rules.policy.row import Layer, read_rows
from rules.policy.shape import all_shapes
from store.errors import RuleError

HEADER = "region,registry,days,valid_from,valid_to,source,verified"
OWN = f"{HEADER},entered_by,confirmed_by\n"
PEOPLE = ",甲某,乙某"


def home(tmp_path: Path, *rows: str, name: str = "registry_lag.csv") -> Path:
    """Write an office's own table beside its settings; return the policy folder."""
    (tmp_path / "crosscheck.toml").write_text(
        '[office]\nregion = "420281"\n', encoding="utf-8"
    )
    folder = tmp_path / "policy"
    folder.mkdir(exist_ok=True)
    text = OWN + "".join(f"{row}{PEOPLE}\n" for row in rows)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def death_days(folder: Path) -> list[tuple[int, str]]:
    """Return how long deaths take to be told, and from when, as in force."""
    table = policy_tables(folder)["registry_lag"]
    death = table.filter(table["registry"] == "death")
    return [(days, str(day)) for days, day in death.select("days", "valid_from").rows()]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((",death,90,2000-01-01,,本县规定,yes",), [(90, "2000-01-01")]),
        (
            (",death,90,2026-07-01,,本县规定,yes",),
            [(60, "2000-01-01"), (90, "2026-07-01")],
        ),
        (("4202,death,45,2000-01-01,,本市,no",), [(45, "2000-01-01")]),
        (
            (
                "42,death,50,2000-01-01,,本省,no",
                "420281,death,45,2010-01-01,,本县,no",
            ),
            [(50, "2000-01-01"), (45, "2010-01-01")],
        ),
    ],
)
def test_an_offices_rows_hold_from_their_day_and_nearer_ones_go_before(
    tmp_path: Path, rows: tuple[str, ...], expected: list[tuple[int, str]]
) -> None:
    assert death_days(home(tmp_path, *rows)) == expected


def test_what_the_office_does_not_hold_stays_as_shipped(tmp_path: Path) -> None:
    folder = home(tmp_path, ",death,90,2000-01-01,,本县规定,yes")
    rows = {row.key: row for row in rows_in_force(folder)["registry_lag"]}
    shipped = {row.key: row for row in shipped_rows("registry_lag")}
    assert rows["vehicle",] == shipped["vehicle",]
    assert rows["death",].layer is Layer.OWN
    assert (rows["death",].entered_by, rows["death",].confirmed_by) == ("甲某", "乙某")
    assert policy_digest(folder) != policy_digest(None)
    assert policy_digest(folder, {"lpr_1y"}) == policy_digest(None, {"lpr_1y"})


def test_a_hole_between_what_ships_and_what_the_office_enters_is_refused(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "policy"
    folder.mkdir()
    text = (
        "region,loan_kind,limit_fen,valid_from,valid_to,source,verified,entered_by,"
        "confirmed_by\n,助学贷款,,2030-01-01,,本县,no,甲某,乙某\n"
    )
    (folder / "exempt_loan.csv").write_text(text, encoding="utf-8")
    rows = rows_in_force(folder)["exempt_loan"]
    assert [str(r.valid_from) for r in rows if r.key == ("助学贷款",)] == [
        "2018-01-01",
        "2023-10-01",
        "2030-01-01",
    ]
    header = (
        "region,registry,days,valid_from,valid_to,source,verified,entered_by,"
        "confirmed_by\n"
    )
    (folder / "exempt_loan.csv").unlink()
    (folder / "registry_lag.csv").write_text(
        header + ",death,60,2000-01-01,2019-12-31,甲,no,甲某,乙某\n"
        ",death,30,2021-01-01,,乙,no,甲某,乙某\n",
        encoding="utf-8",
    )
    with pytest.raises(RuleError, match="空档"):
        rows_in_force(folder)


def test_an_empty_policy_folder_changes_nothing(tmp_path: Path) -> None:
    assert policy_digest(tmp_path) == policy_digest(None)


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        (",death,sixty,2000-01-01,,甲,no", "days", "不是整数"),
        (",death,,2000-01-01,,甲,no", "days", "不是整数：空"),
        (",death,60,2000-13-01,,甲,no", "valid_from", "日期有误"),
        (",death,60,,,甲,no", "valid_from", "日期有误：空"),
        (",death,60,2000-01-01,1999-01-01,甲,no", "valid_to", "早于"),
        (",death,60,2000-01-01,,,no", "source", "source 为空"),
        (",,60,2000-01-01,,甲,no", "registry", "registry 为空"),
        (",death,60,2000-01-01,,甲,maybe", "verified", "verified"),
        ("湖北,death,60,2000-01-01,,甲,no", "region", "不是行政区划代码"),
        ("99,death,60,2000-01-01,,甲,no", "region", "不是行政区划代码"),
        ("42028,death,60,2000-01-01,,甲,no", "region", "不是行政区划代码"),
        (f",death,{10**19},2000-01-01,,甲,no", "days", "0 到 36,500 之间，单位是日"),
        (",death,-300,2000-01-01,,甲,no", "days", "数值不合理：-300"),
        (",death,６０,2000-01-01,,甲,no", "days", "不是整数"),
        (",deth,60,2000-01-01,,甲,no", "registry", "没有这一项：deth。可写 death"),
        (",death,60,20000101,,甲,no", "valid_from", "日期有误"),
        (",death,60,0001-01-01,,甲,no", "valid_from", "日期有误"),
    ],
)
def test_names_file_row_and_column_of_a_wrong_cell(
    tmp_path: Path, row: str, column: str, message: str
) -> None:
    with pytest.raises(RuleError, match=message) as raised:
        policy_tables(home(tmp_path, row))
    place = raised.value.place
    assert place is not None
    assert (place.file, place.row, place.column) == ("registry_lag.csv", 2, column)


@pytest.mark.parametrize(
    ("name", "text", "column", "message"),
    [
        (
            "staff_type",
            "公务员,财政供养",
            "category",
            "可写 fiscal、non_fiscal、survivor",
        ),
        ("retire_age", "男,1960-01-01,以后,720", "born_to", "日期有误：以后"),
        (
            "retire_age",
            "男性,1960-01-01,2999-12-31,720",
            "category",
            "没有这一项：男性",
        ),
        ("dibao_standard", "乡镇,80000", "area_kind", "可写 城市、农村"),
        ("tolerance", "interest_subsidy,1000001,1,1", "share_ppm", "0 到 1,000,000"),
    ],
)
def test_knows_the_words_and_days_of_each_table(
    tmp_path: Path, name: str, text: str, column: str, message: str
) -> None:
    folder = tmp_path / "policy"
    folder.mkdir()
    header = ",".join((*all_shapes()[name].columns, "entered_by", "confirmed_by"))
    row = f",{text},2000-01-01,,本县,no,甲某,乙某"
    (folder / f"{name}.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    with pytest.raises(RuleError, match=message) as raised:
        policy_tables(folder)
    place = raised.value.place
    assert place is not None
    assert (place.file, place.row, place.column) == (f"{name}.csv", 2, column)
    assert list(faults_in(folder).tables) == [name]
    assert policy_tables(folder, {"lpr_1y"}).keys() == {"lpr_1y"}


def test_a_local_name_may_be_entered_where_names_are_local(tmp_path: Path) -> None:
    folder = tmp_path / "policy"
    folder.mkdir()
    header = "region,staff_type,category,valid_from,valid_to,source,verified"
    (folder / "staff_type.csv").write_text(
        f"{header},entered_by,confirmed_by\n"
        ",县聘教师,non_fiscal,2000-01-01,,本县,no,甲某,乙某\n",
        encoding="utf-8",
    )
    rows = rows_in_force(folder)["staff_type"]
    assert new_words(all_shapes()["staff_type"], shipped_rows("staff_type"), rows) == (
        "县聘教师",
    )


def test_no_figure_that_is_accepted_bursts_its_column() -> None:
    for name, shape in all_shapes().items():
        types = policy_tables(None, {name})[name].schema
        for figure in shape.figures:
            bits = 63 if types[figure] == pl.Int64 else 31
            assert shape.most(figure) < 2**bits, (name, figure)


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
        ((",death,60,2000-01-01,,甲",), "单元格数"),
        ((",death,60,2000-01-01,,甲,no,more",), "单元格数"),
        (("430000,death,60,2000-01-01,,甲,no",), "不是本单位所在的省、市、县"),
        (("420282,death,60,2000-01-01,,甲,no",), "430|420282"),
        ((',"death,60,2000-01-01,,甲,no',), "CSV"),
    ],
)
def test_refuses_tables_that_contradict_themselves(
    tmp_path: Path, rows: tuple[str, ...], message: str
) -> None:
    with pytest.raises(RuleError, match=message):
        policy_tables(home(tmp_path, *rows))


@pytest.mark.parametrize(
    ("people", "column", "message"),
    [
        (",,乙某", "entered_by", "没有写姓名"),
        (",甲某,", "confirmed_by", "没有写姓名"),
        (",甲某, 甲某 ", "confirmed_by", "同一个人"),
        (",甲 某,甲某", "confirmed_by", "同一个人"),
    ],
)
def test_an_offices_row_needs_two_people(
    tmp_path: Path, people: str, column: str, message: str
) -> None:
    folder = home(tmp_path)
    text = f"{OWN},death,60,2000-01-01,,甲,no{people}\n"
    (folder / "registry_lag.csv").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=message) as raised:
        policy_tables(folder)
    assert raised.value.place is not None
    assert raised.value.place.column == column


def test_refuses_unknown_columns_tables_and_encodings(tmp_path: Path) -> None:
    folder = home(tmp_path, name="vehicle_limit.csv")
    with pytest.raises(RuleError, match="不认识的政策表"):
        policy_tables(folder)
    (folder / "vehicle_limit.csv").unlink()
    file = folder / "registry_lag.csv"
    file.write_text("region,dayz\n", encoding="utf-8")
    with pytest.raises(RuleError, match="dayz"):
        policy_tables(folder)
    file.write_text(f"{HEADER}\n", encoding="utf-8")
    with pytest.raises(RuleError, match="entered_by"):
        policy_tables(folder)
    file.write_text(f"{OWN.strip()},days\n", encoding="utf-8")
    with pytest.raises(RuleError, match="重复"):
        policy_tables(folder)
    file.write_bytes(OWN.encode() + "420281,死亡".encode("gb18030"))
    with pytest.raises(RuleError, match="UTF-8"):
        policy_tables(folder)


def test_a_table_that_excel_saved_with_a_mark_is_read(tmp_path: Path) -> None:
    folder = home(tmp_path, ",death,90,2000-01-01,,本县规定,yes")
    file = folder / "registry_lag.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert death_days(folder) == [(90, "2000-01-01")]


@given(st.text(max_size=200))
def test_any_text_is_a_table_or_a_rule_error(text: str) -> None:
    shape = all_shapes()["registry_lag"]
    try:
        rows = read_rows("甲.csv", shape, text, Layer.OWN)
    except RuleError:
        return
    assert all(row.entered_by != row.confirmed_by for row in rows)
