"""Dirt on the way out: every error is labelled, and nothing else is changed."""

import polars as pl
import pytest

from county.dirt import CLEAN, soil
from county.dirty_names import NAME_DAMAGE, unwritable
from county.dirty_numbers import NUMBER_DAMAGE
from county.simulate import simulate
from county.world import World

PATH = "relief/dibao_payment"
HARMLESS = ("", "format", "space")


def _soiled(form: str, path: str = PATH) -> tuple[pl.DataFrame, pl.DataFrame, World]:
    world = simulate(4000, 5)
    rows = world.tables[path]
    dirty, labels = soil(world, path, rows, form, world.generator("test"))
    return rows, dirty.hstack(labels[0].drop("person", "role")), world


@pytest.mark.parametrize(
    ("kind", "number", "expect"),
    [
        ("excel", "420281195001011234", "420281195001011000"),
        ("fifteen", "420281195001011234", "420281500101123"),
        ("fifteen", "420281200101011234", "420281200101011234"),
        ("masked", "420281195001011234", "420281********1234"),
    ],
)
def test_spoils_a_number_as_its_label_says(kind: str, number: str, expect: str) -> None:
    assert NUMBER_DAMAGE[kind](number, 0.5) == expect


@pytest.mark.parametrize("die", [0.0, 0.21, 0.5, 0.77, 0.999])
def test_changes_one_digit_or_two_neighbours(die: float) -> None:
    number = "420281195001011234"
    wrong = NUMBER_DAMAGE["digit"](number, die)
    assert sum(a != b for a, b in zip(wrong, number, strict=True)) == 1
    turned = NUMBER_DAMAGE["transposed"](number, die)
    assert sorted(turned) == sorted(number)
    assert turned != number


@pytest.mark.parametrize("die", [0.0, 0.17, 0.34, 0.51, 0.68, 0.85])
def test_reformats_a_number_without_losing_a_digit(die: float) -> None:
    shown = NUMBER_DAMAGE["format"]("42028119500101123X", die)
    plain = shown.translate(str.maketrans("０１２３４５６７８９Ｘ", "0123456789X"))
    assert "".join(plain.split()).strip("'").upper() == "42028119500101123X"


@pytest.mark.parametrize(
    ("kind", "name", "expect"),
    [
        ("homophone", "王军", "王君"),
        ("shape", "李清", "李请"),
        ("variant", "肖强", "萧强"),
        ("traditional", "张国华", "張國華"),
        ("pinyin", "王赟", "王YUN"),
        ("pinyin", "王芳", "王芳"),
        ("dropped", "王芳", "王芳"),
        ("space", "王芳", "王 芳"),
        ("space", "阿依·古丽", "阿依•古丽"),
        ("annotation", "王芳", "王芳（户主）"),
        ("wildcard", "王芳", "王*"),
    ],
)
def test_spoils_a_name_as_its_label_says(kind: str, name: str, expect: str) -> None:
    assert NAME_DAMAGE[kind](name, 0.0) == expect


def test_writes_a_question_mark_for_what_gbk_cannot_hold() -> None:
    names, labels = unwritable(pl.Series(["王䶮", "李芳"]), pl.Series(["", ""]))
    assert names.to_list() == ["王?", "李芳"]
    assert labels.to_list() == ["wildcard", ""]


def test_labels_exactly_the_rows_that_it_changed() -> None:
    rows, dirty, _ = _soiled("xlsx")
    for column, label in (("id_number", "id_error"), ("person_name", "name_error")):
        changed = ~rows[column].eq_missing(dirty[column])
        assert changed.equals(dirty[label] != "")


def test_spoils_about_as_many_rows_as_real_extracts_show() -> None:
    _, dirty, _ = _soiled("xlsx")
    harmless = (dirty["id_error"] == "format").mean()
    harmful = dirty.filter(
        ~pl.col("id_error").is_in(HARMLESS) | ~pl.col("name_error").is_in(HARMLESS)
    )
    assert harmless is not None
    assert 0.06 < float(str(harmless)) < 0.13
    assert 0.02 < harmful.height / dirty.height < 0.08


def test_blames_excel_only_in_workbooks() -> None:
    assert "excel" in set(_soiled("xlsx")[1]["id_error"])
    assert "excel" not in set(_soiled("csv")[1]["id_error"])


def test_keeps_the_register_of_residents_clean_but_for_a_few() -> None:
    _, dirty, _ = _soiled("csv", "registry/resident")
    assert (dirty["id_error"] != "").sum() < 0.012 * dirty.height


def test_obeys_when_a_row_must_be_clean_or_must_be_wrong() -> None:
    world = simulate(600, 5)
    rows = world.tables[PATH]
    for forced in (CLEAN, "masked"):
        asked = rows.with_columns(forced_id_error=pl.lit(forced))
        _, labels = soil(world, PATH, asked, "csv", world.generator("x"))
        expect = "" if forced == CLEAN else forced
        assert set(labels[0]["id_error"]) == {expect}


def test_gives_a_relatives_number_that_belongs_to_a_relative() -> None:
    world = simulate(3000, 5)
    rows = world.tables["registry/resident"].with_columns(
        forced_id_error=pl.lit("relative")
    )
    dirty, labels = soil(world, "registry/resident", rows, "csv", world.generator("x"))
    wrong = dirty.filter(labels[0]["id_error"] == "relative")
    owners = dict(world.persons.select("id_number", "person").iter_rows())
    kin = world.persons.select("person", "spouse", "mother", "father")
    for number, person in wrong.select("id_number", "person").head(200).iter_rows():
        assert owners[number] in kin.row(person)[1:]
