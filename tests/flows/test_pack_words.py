"""A pack's reasons stand on rules' cards, so they may not accuse anybody."""

import pytest

from flows.packs import read_rest
from store.errors import Place, RuleError

STATUS = '[SS-01]\nstatus = "shadow"\nreason = "{reason}"\n'


def test_a_reason_that_accuses_is_neither_signed_nor_read() -> None:
    read_rest({"status.toml": STATUS.format(reason="试看一个月").encode()})
    with pytest.raises(RuleError, match="SS-01 的理由含有定性用语：吃空饷") as raised:
        read_rest({"status.toml": STATUS.format(reason="清查吃空饷").encode()})
    assert raised.value.place == Place(file="status.toml")
    assert "改为中性表述" in raised.value.remedy
