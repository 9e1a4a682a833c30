"""Every contract's own headings are recognised, and never as another dataset."""

from random import Random

import pytest

from connectors.matching import Headings
from connectors.recognise import Recognition, Surroundings, recognise
from store.contract import Contract
from store.odcs import all_contracts

KNOWN = tuple(Headings.of(contract) for contract in all_contracts())
SHARES = (0.8, 0.4, 0.0)  # of the columns that are not required
each = pytest.mark.parametrize("contract", all_contracts(), ids=lambda c: c.path)


def _sheet(contract: Contract, heading: int) -> list[list[str]]:
    """Return a header of each column's n-th heading and three rows of a filler."""
    header = [c.headings[min(heading, len(c.headings) - 1)] for c in contract.columns]
    return [header, *[["甲"] * len(header)] * 3]


@each
@pytest.mark.parametrize("heading", [0, 1])
def test_with_a_hint_it_is_recognised_as_itself(
    contract: Contract, heading: int
) -> None:
    around = Surroundings(file=f"{contract.hints[0]}.xlsx")
    what = recognise(_sheet(contract, heading), around, KNOWN)
    assert isinstance(what, Recognition), what.error
    assert what.contract.path == contract.path
    assert what.missing == ()


@each
def test_without_a_hint_it_is_itself_or_refused(contract: Contract) -> None:
    what = recognise(_sheet(contract, 0), Surroundings(file="数据.xlsx"), KNOWN)
    if isinstance(what, Recognition):
        assert what.contract.path == contract.path


@each
@pytest.mark.parametrize("seed", range(3))
def test_with_some_of_its_columns_it_is_itself_or_refused(
    contract: Contract, seed: int
) -> None:
    draw = Random(seed)
    kept = [c for c in contract.columns if c.required or draw.random() < SHARES[seed]]
    header = [draw.choice(column.headings) for column in kept]
    rows = [header, *[["甲"] * len(header)] * 3]
    what = recognise(rows, Surroundings(file="数据.xlsx"), KNOWN)
    if isinstance(what, Recognition):
        assert what.contract.path == contract.path
