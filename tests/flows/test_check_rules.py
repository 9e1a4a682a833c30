"""The lint of rules as a step of `./dev check`."""

from dataclasses import replace

import pytest

from flows import check_rules
from rules.library import all_rules


def test_passes_on_what_ships(capsys: pytest.CaptureFixture[str]) -> None:
    assert check_rules.main() == 0
    assert "0 处问题" in capsys.readouterr().out


def test_fails_and_names_rule_and_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = replace(all_rules()[0], title="骗取贴息的借款人")
    monkeypatch.setattr(check_rules, "all_rules", lambda: (first,))
    assert check_rules.main() == 1
    assert f"{first.id}：title 含有定性用语“骗取”" in capsys.readouterr().err
