"""Saved mappings: applied to their layout, refused when it drifts, never guessed."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from connectors.delivery import Delivery
from connectors.mapping import FROM_SHEET, SavedMapping, layout_of, load_mappings
from connectors.take import Intake, take_delivery
from store.errors import SettingsError
from store.odcs import all_contracts
from store.snapshot import Part, Snapshot
from tests.connectors import given

OWN = ("逝者", "证照编码", "离世日", "来自", "备注2")
SUPPLIER = "县殡仪馆"


def _mapping(
    headings: Sequence[str] = OWN, *, supplier: str = SUPPLIER, **more: object
) -> SavedMapping:
    said: dict[str, object] = {
        "supplier": supplier,
        "dataset": "registry/death",
        "headings": tuple(headings),
        "layout": layout_of(headings),
        "columns": {
            "逝者": "person_name",
            "证照编码": "id_number",
            "离世日": "died_on",
            "来自": "source",
        },
        "ignored": ("备注2",),
        **more,
    }
    return SavedMapping.model_validate(said)


def _taken(
    root: Path,
    sheets: dict[str, Sequence[given.Row]],
    mappings: Sequence[SavedMapping],
    *,
    file: str = "名单.xlsx",
) -> Intake:
    path = given.write_xlsx(root / "inbox" / file, sheets)
    delivery = Delivery(
        name=SUPPLIER,
        supplier=SUPPLIER,
        delivered_on=date(2026, 5, 6),
        files=(path,),
        handover=None,
        waivers=(given.WAIVED,),
    )
    return take_delivery(delivery, root / "s", all_contracts(), mappings)


def _part(intake: Intake) -> Part:
    return given.the_snapshot(intake)[0].parts[0]


def _rows(headings: Sequence[str] = OWN) -> list[given.Row]:
    return [("名单",), headings, *((*row, "x") for row in given.deaths(2))]


def test_an_offices_own_headings_are_read_by_their_mapping(tmp_path: Path) -> None:
    mapping = _mapping()
    part = _part(_taken(tmp_path, {"表": _rows()}, [mapping]))
    assert (part.rows_kept, part.header_row) == (2, 2)
    assert part.unknown_headings == ()
    assert part.mapping == mapping.label
    assert mapping.digest.startswith(part.mapping.rpartition(" ")[2])


def test_without_the_mapping_nothing_is_taken(tmp_path: Path) -> None:
    assert _taken(tmp_path, {"表": _rows()}, []).snapshots == ()


@pytest.mark.parametrize(("supplier", "taken"), [("", True), ("县医院", False)])
def test_a_mapping_is_its_suppliers_alone(
    tmp_path: Path, supplier: str, *, taken: bool
) -> None:
    intake = _taken(tmp_path, {"表": _rows()}, [_mapping(supplier=supplier)])
    assert bool(intake.snapshots) is taken


def test_the_order_of_headings_does_not_matter(tmp_path: Path) -> None:
    mapping = _mapping(OWN[::-1])
    assert _part(_taken(tmp_path, {"表": _rows()}, [mapping])).rows_kept == 2


def test_drifted_headings_are_refused_by_name(tmp_path: Path) -> None:
    now = ("逝者", "证照编码", "离世日", "来自", "签收人")
    (refusal,) = _taken(tmp_path, {"表": _rows(now)}, [_mapping()]).refusals
    assert refusal.dataset == "registry/death"
    assert "新出现 签收人；不见了 备注2" in refusal.message
    assert "inbox check" in refusal.remedy


def test_the_usual_headings_of_other_months_are_read_without_it(tmp_path: Path) -> None:
    mapping = _mapping(
        (*given.DEATH_HEADINGS[:3], "来自"), columns={"来自": "source"}, ignored=()
    )
    rows = [given.DEATH_HEADINGS, *given.deaths(2)]
    part = _part(_taken(tmp_path, {"表": rows}, [mapping], file="死亡.xlsx"))
    assert part.mapping == ""


def test_usual_headings_that_lack_what_the_mapping_gives_are_refused(
    tmp_path: Path,
) -> None:
    headings = (*given.DEATH_HEADINGS, "住处")
    mapping = _mapping(headings, columns={"住处": "address"}, ignored=())
    rows = [given.DEATH_HEADINGS, *given.deaths(2)]
    (refusal,) = _taken(tmp_path, {"表": rows}, [mapping], file="死亡.xlsx").refusals
    assert "不见了 住处" in refusal.message


def test_constants_and_sheet_names_fill_columns(tmp_path: Path) -> None:
    mapping = _mapping(constants={"source": "民政", "address": FROM_SHEET})
    folder = _taken(tmp_path, {"东风村(2)": _rows()}, [mapping]).snapshots[0]
    part = Snapshot.load(folder).parts[0]
    assert part.headings["address"] == "（映射填入）东风村"
    assert part.headings["source"] == "（映射填入）民政"


def test_sheets_are_left_out_by_name_and_named(tmp_path: Path) -> None:
    mapping = _mapping(sheets_ignored=("上月",))
    intake = _taken(tmp_path, {"本月": _rows(), "上月": _rows()}, [mapping])
    (notice,) = intake.refusals
    assert "按映射不读取" in notice.message
    assert [p.sheet for p in Snapshot.load(intake.snapshots[0]).parts] == ["本月"]


def test_a_name_that_says_another_dataset_keeps_the_mapping_away(
    tmp_path: Path,
) -> None:
    intake = _taken(tmp_path, {"表": _rows()}, [_mapping()], file="移民人口.xlsx")
    assert intake.snapshots == ()


def test_another_mapping_makes_another_snapshot(tmp_path: Path) -> None:
    once = _taken(tmp_path, {"表": _rows()}, [_mapping()])
    again = _taken(tmp_path, {"表": _rows()}, [_mapping(version=2)])
    assert once.snapshots != again.snapshots


def test_a_mapping_is_read_as_it_was_saved(tmp_path: Path) -> None:
    file = _mapping().save(tmp_path)
    assert file.name == f"县殡仪馆_registry.death_{layout_of(OWN)[:8]}.json"
    assert load_mappings(tmp_path) == (_mapping(),)


@pytest.mark.parametrize("text", ["", "{}", '{"dataset": "a/b", "headings": ["甲"]}'])
def test_a_damaged_mapping_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "甲.json").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"甲\.json"):
        load_mappings(tmp_path)


def test_a_column_that_the_contract_has_not_is_refused(tmp_path: Path) -> None:
    mapping = _mapping(columns={"逝者": "no_such_column"})
    (refusal,) = _taken(tmp_path, {"表": _rows()}, [mapping]).refusals
    assert "no_such_column" in refusal.message


def test_two_mappings_of_one_layout_are_a_question(tmp_path: Path) -> None:
    other = _mapping(dataset="registry/resident")
    (refusal,) = _taken(tmp_path, {"表": _rows()}, [_mapping(), other]).refusals
    assert other.name in refusal.message
    assert other.replaces(_mapping())
