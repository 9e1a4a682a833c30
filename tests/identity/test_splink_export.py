"""What a third party gets: settings and pairs that add up to our weights.

Splink itself is asked in `bench/identity/peers/check_splink_export.py`; here its
sum is worked out by hand, as its documentation gives it.
"""

import json
import re
from math import log2
from typing import Any

import polars as pl
import pytest

from identity.matcher.link import Linked, link
from identity.matcher.model_file import load_model
from identity.splink import splink_pairs, splink_settings
from tests.identity.office import linked, table
from tests.identity.test_explanations import CLAIMS, REGISTER

CLOSE = 0.01
PEOPLE = """
    record_id | id_number | given_name | surname | date_of_birth | soc_sec_id
    P1 | | jane | carter | 19800101 | 1111111
    P2 | | jane | carter | 19800101 | 1111111
    P3 | | jan | carter | 19800110 | 2222222
    P4 | | rose | miller | 19550505 | 3333333
    P5 | | rose | miler | 19550505 |
"""


@pytest.fixture(scope="module")
def office() -> Linked:
    return linked(table(REGISTER), table(CLAIMS))


def weight_by_hand(settings: dict[str, Any], pair: dict[str, Any]) -> float:
    """Return prior odds plus log2(m / u) of each comparison, u from tf where it is."""
    prior = settings["probability_two_random_records_match"]
    weight = log2(prior / (1 - prior))
    for comparison in settings["comparisons"]:
        column = comparison["output_column_name"]
        for level in comparison["comparison_levels"]:
            if pair[column] is not None and _holds(level["sql_condition"], pair):
                own = pair.get(f"tf_{level.get('tf_adjustment_column')}")
                u = level["u_probability"] if own is None else own
                weight += log2(level["m_probability"] / u)
    return weight


def _holds(condition: str, pair: dict[str, Any]) -> bool:
    found = re.fullmatch(r'"(\w+)_l" = (\d+)', condition)
    return found is not None and pair[found[1]] == int(found[2])


def test_settings_and_pairs_add_up_to_our_weights(office: Linked) -> None:
    settings = json.loads(json.dumps(splink_settings(office)))
    pairs = splink_pairs(office)
    assert pairs.height == office.pairs.height > 0
    for pair in pairs.iter_rows(named=True):
        ours = pair["weight_milli"] / 1000
        assert weight_by_hand(settings, pair) == pytest.approx(ours, abs=CLOSE)


def test_model_without_households_exports_as_well() -> None:
    people = table(PEOPLE).drop("id_number")
    found = link(people, None, load_model("western"))
    settings = splink_settings(found)
    for pair in splink_pairs(found).iter_rows(named=True):
        ours = pair["weight_milli"] / 1000
        assert weight_by_hand(settings, pair) == pytest.approx(ours, abs=CLOSE)


def test_export_names_levels_in_words_and_holds_nobody(office: Linked) -> None:
    settings = json.dumps(splink_settings(office), ensure_ascii=False)
    assert "身份证号：两个号码都有效，却不相同" in settings
    pairs = splink_pairs(office)
    text = pairs.drop("left_id", "right_id")
    assert all(kind.is_numeric() for kind in text.dtypes)


def test_every_comparison_has_a_level_for_what_is_unknown(office: Linked) -> None:
    settings: dict[str, Any] = splink_settings(office)
    for comparison in settings["comparisons"]:
        nulls = [one.get("is_null_level") for one in comparison["comparison_levels"]]
        assert nulls[0] is True
        assert not any(nulls[1:])


def test_own_u_stands_only_where_a_frequency_made_it(office: Linked) -> None:
    pairs = splink_pairs(office)
    own = pairs.filter(pl.col("tf_name_level").is_not_null())
    assert set(own["name_level"]) <= {0, 1}
    assert pairs.filter(pl.col("name_level") > 1)["tf_name_level"].null_count() > 0
