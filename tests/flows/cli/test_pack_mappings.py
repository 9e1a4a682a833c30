"""A pack that brings mappings of headings, which the office's own go before."""

from pathlib import Path

import pytest

from connectors.mapping import SavedMapping, layout_of
from flows.mappings import mappings_of
from store.home import Home
from tests.flows.cli.test_policy_and_packs import (
    TWO,
    introduce,
    refused,
    said,
)

HEADINGS = ("姓名", "证号", "领取年月", "实发")
COLUMNS = {"证号": "id_number", "领取年月": "paid_for", "实发": "amount_fen"}


def mapping(**given: object) -> SavedMapping:
    fields = {
        "supplier": "县社保中心",
        "dataset": "social_security/pension_payment",
        "headings": HEADINGS,
        "layout": layout_of(HEADINGS),
        "columns": COLUMNS,
    }
    return SavedMapping.model_validate(fields | given)


def test_a_pack_brings_mappings_beneath_the_offices_own(
    city: Home, county: Home
) -> None:
    introduce(city, county)
    source = city.root / "source"
    sent = mapping().save(source / "mappings")
    pack = str(city.root / "one.zip")
    said(city, "rules", "pack", "export", str(source), "--out", pack, *TWO)
    seen = said(county, "rules", "pack", "preview", pack)
    assert f"新增　表头映射 {sent.name}" in seen
    said(county, "rules", "pack", "apply", pack, *TWO)
    assert mappings_of(county) == (mapping(),)
    own = mapping(version=2)
    own.save(county.mappings)
    assert mappings_of(county) == (own,)


@pytest.mark.parametrize(
    "given",
    [
        {"dataset": "relief/none"},
        {"columns": {"证号": "passport"}},
        {"layout": "0" * 64},
    ],
)
def test_a_mapping_that_cannot_be_used_is_not_signed(
    city: Home, given: dict[str, object]
) -> None:
    source = city.root / "source"
    mapping(**given).save(source / "mappings")
    out = str(city.root / "one.zip")
    raised = refused(city, "rules", "pack", "export", str(source), "--out", out, *TWO)
    assert "映射" in str(raised)
    assert not Path(out).exists()
