"""Probabilities that judged pairs bear out: known answers, and always rising."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.calibration import (
    FEWEST_LABELS,
    ISOTONIC_LABELS,
    Calibration,
    calibrated,
    dirichlet_update,
    isotonic,
    log_loss,
    own_log_odds,
    platt,
    unseen_log_odds,
)


def weights(*bits: float) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([round(one * 1000) for one in bits], np.int64)


def told(text: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array([letter == "+" for letter in text])


def test_isotonic_pools_what_falls() -> None:
    curve = isotonic(weights(0, 1, 2, 3, 4), told("-+-++"))
    assert curve(weights(0, 1, 2, 3, 4)) == pytest.approx(
        [1 / 7, 0.5, 0.5, 6 / 7, 6 / 7]
    )
    assert curve(weights(2.5)) == pytest.approx([(0.5 + 6 / 7) / 2])


def test_isotonic_takes_equal_weights_together() -> None:
    curve = isotonic(weights(1, 1, 1, 1, 2, 2), told("-++-++"))
    assert curve(weights(1, 2)) == pytest.approx([0.5, 7 / 8])


def test_platt_of_one_weight_is_the_share_of_its_targets() -> None:
    curve = platt(np.zeros(40, np.int64), told("+" * 30 + "-" * 10))
    share = (30 * 31 / 32 + 10 / 12) / 40
    assert curve(weights(0)) == pytest.approx([share], abs=1e-3)


def test_platt_of_falling_labels_has_no_slope() -> None:
    curve = platt(weights(-3, -2, -1, 1, 2, 3), told("+++---"))
    low, high = curve(weights(-3, 3))
    assert low == pytest.approx(high) == pytest.approx(0.5)


def test_platt_finds_that_weights_are_twice_too_sure() -> None:
    random = np.random.default_rng(1)
    bits = random.uniform(-8, 8, 20_000)
    same = random.random(20_000) < 1 / (1 + np.exp2(-bits / 2))
    curve = platt(np.rint(bits * 1000).astype(np.int64), same)
    assert curve(weights(-4, 0, 4)) == pytest.approx([0.2, 0.5, 0.8], abs=0.02)


def test_without_labels_it_is_the_models_own() -> None:
    none = calibrated(weights(), told(""))
    assert none.method == "own"
    assert none.per_mille(weights(-1, 0, 1)).tolist() == [333, 500, 667]


def test_one_label_of_fifty_moves_a_fiftieth() -> None:
    one = calibrated(weights(0), told("-"))
    curve = one.curve(weights(0))[0]
    mixed = curve / FEWEST_LABELS + 0.5 * (1 - 1 / FEWEST_LABELS)
    assert one.probability(weights(0)) == pytest.approx([mixed])
    assert 490 < one.per_mille(weights(0))[0] < 500


def test_beyond_the_judged_weights_the_model_speaks() -> None:
    few = calibrated(np.repeat(weights(-1, 1), 50), told("-" * 50 + "+" * 50))
    far = weights(-20, 20)
    assert few.log_odds(far) == pytest.approx(own_log_odds(far))


def test_many_labels_are_isotonic() -> None:
    at = np.arange(ISOTONIC_LABELS, dtype=np.int64)
    assert calibrated(at, at % 2 == 0).method == "isotonic"
    assert calibrated(at[1:], at[1:] % 2 == 0).method == "platt"


LABELS = st.lists(
    st.tuples(st.integers(-30_000, 30_000), st.booleans()), min_size=1, max_size=260
)


def taught(labels: list[tuple[int, bool]]) -> Calibration:
    return calibrated(
        np.array([weight for weight, _ in labels], np.int64),
        np.array([same for _, same in labels]),
    )


@given(LABELS)
def test_a_higher_weight_is_never_less_probable(labels: list[tuple[int, bool]]) -> None:
    judged = [weight for weight, _ in labels]
    asked = np.array(sorted({*judged, *range(-60_000, 60_001, 997)}), np.int64)
    found = taught(labels).log_odds(asked)
    assert np.isfinite(found).all()
    assert (np.diff(found) >= -1e-9).all()


@given(LABELS, st.randoms(use_true_random=False))
def test_the_order_of_labels_does_not_matter(
    labels: list[tuple[int, bool]], random: Random
) -> None:
    asked = np.arange(-30_000, 30_001, 5000)
    shuffled = random.sample(labels, len(labels))
    found = taught(labels).per_mille(asked), taught(shuffled).per_mille(asked)
    assert abs(found[0] - found[1]).max() <= 1


def test_levels_are_added_to_what_is_believed() -> None:
    found = dirichlet_update(np.array([90.0, 10.0]), np.array([0.0, 20.0]), 180)
    assert found == pytest.approx([162 / 200, 38 / 200])


def test_twenty_labels_do_not_wreck_m() -> None:
    believed = np.array([0.96, 0.03, 0.01])
    found = dirichlet_update(believed, np.array([0.0, 20.0, 0.0]), 1000)
    assert found.sum() == pytest.approx(1)
    assert abs(np.log2(found / believed)).max() < 1


def test_log_loss_of_a_coin_is_ln_two() -> None:
    assert log_loss(np.zeros(4), told("+-+-")) == pytest.approx(np.log(2))
    assert log_loss(own_log_odds(weights(1, -1)), told("+-")) == pytest.approx(
        -np.log(2 / 3)
    )
    assert log_loss(np.zeros(0), told("")) == 0


def test_calibration_helps_labels_that_did_not_teach_it() -> None:
    random = np.random.default_rng(2)
    at = np.rint(random.uniform(-8, 8, 400) * 1000).astype(np.int64)
    same = random.random(400) < 1 / (1 + np.exp2(-(at / 1000 - 4)))
    before, after = own_log_odds(at), unseen_log_odds(at, same)
    assert log_loss(after, same) < 0.7 * log_loss(before, same)
