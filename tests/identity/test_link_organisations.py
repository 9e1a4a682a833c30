"""Organisations are one by their credit code, else by the key of their name."""

from pathlib import Path

from store.tables import ORGANISATION
from tests.identity.organisations import (
    CODE,
    OTHER_CODE,
    company,
    organisation,
    unit,
)
from tests.identity.tables import (
    COMPANY,
    PAYROLL,
    UNIT,
    link,
)


def test_spellings_of_one_name_are_one_organisation(tmp_path: Path) -> None:
    linked = link(
        tmp_path,
        {
            PAYROLL: [
                unit("p-1", "赤县某某（江南）有限责任公司"),
                unit("p-2", "赤县 某某(江南)有限公司"),
                unit("p-3", "赤县某某公司"),
                unit("p-4", None),
            ]
        },
    )
    assert organisation(linked, "p-1") == organisation(linked, "p-2")
    assert organisation(linked, "p-1") != organisation(linked, "p-3")
    assert organisation(linked, "p-4") is None


def test_a_name_joins_the_only_code_it_stands_beside(tmp_path: Path) -> None:
    linked = link(
        tmp_path,
        {
            COMPANY: [company("c-1", CODE, "赤县某某有限公司")],
            PAYROLL: [unit("p-1", "赤县某某有限责任公司")],
        },
    )
    assert organisation(linked, "c-1") == organisation(linked, "p-1")
    shown = linked.table("organisation").row(0, named=True)
    assert shown["credit_code"] == CODE
    assert shown["organisation_name"] == "赤县某某有限公司"
    assert shown["records"] == 2


def test_two_codes_are_never_merged_by_a_name(tmp_path: Path) -> None:
    linked = link(
        tmp_path,
        {
            COMPANY: [company("c-1", CODE, "赤县某某有限公司")],
            UNIT: [company("u-1", OTHER_CODE, "赤县某某有限公司")],
            PAYROLL: [unit("p-1", "赤县某某有限公司")],
        },
    )
    found = {organisation(linked, record) for record in ("c-1", "u-1", "p-1")}
    assert len(found) == 3


def test_an_invalid_code_leaves_the_name_to_decide(tmp_path: Path) -> None:
    linked = link(
        tmp_path,
        {
            COMPANY: [company("c-1", "91420281MA4KX1B230", "赤县某某有限公司")],
            PAYROLL: [unit("p-1", "赤县某某有限公司")],
        },
    )
    assert organisation(linked, "c-1") == organisation(linked, "p-1")
    assert linked.table("organisation")["credit_code"].to_list() == [None]


def test_the_tables_have_the_agreed_columns(tmp_path: Path) -> None:
    linked = link(tmp_path, {})
    assert linked.table("organisation").columns == list(ORGANISATION)
    assert linked.table("organisation_link").is_empty()
