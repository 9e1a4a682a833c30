"""The office's register of exemptions: which acts an entry truly covers."""

from datetime import date

import polars as pl

from county.cases.exempt import EXEMPTIONS, covered, exempt, exemptions
from county.world import World
from store.odcs import contract_for
from tests.county.simulated import planted

ACTS = pl.DataFrame(
    {
        "person": [7, 7, 8, 7],
        "first": [
            date(2026, 1, 1),
            date(2026, 1, 20),
            date(2026, 1, 1),
            date(2023, 1, 1),
        ],
        "last": [
            date(2026, 1, 31),
            date(2026, 2, 1),
            date(2026, 1, 31),
            date(2023, 1, 2),
        ],
    }
)


def test_an_entry_covers_whom_and_when_it_says(changeable: World) -> None:
    exempt(changeable, "PR-03", [7], exempt_to=date(2026, 1, 31))
    found = covered(changeable, "PR-03", ACTS, "first", "last")
    assert found.to_list() == [True, False, False, False]
    assert not covered(changeable, "PR-04", ACTS, "first", "last").any()


def test_an_entry_that_nobody_approved_covers_nothing(changeable: World) -> None:
    before = exemptions(changeable, "PR-05").height
    exempt(changeable, "PR-05", [7], is_approved=False)
    exempt(changeable, "PR-05", [8])
    assert exemptions(changeable, "PR-05")["person"].to_list()[before:] == [8]
    entered = changeable.tables[EXEMPTIONS].tail(2)
    assert entered["approved_by"].is_null().to_list() == [True, False]


def test_the_checks_take_every_entry_of_the_county() -> None:
    entries = planted().tables[EXEMPTIONS]
    needed = [one.name for one in contract_for(EXEMPTIONS).columns if one.required]
    assert sum(entries.select(needed).null_count().row(0)) == 0
